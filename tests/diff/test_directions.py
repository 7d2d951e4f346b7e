"""One schema, both ways: what is asked for in a request and what is promised in an answer are judged apart."""

from __future__ import annotations

from veneer.diff import Direction, Layer, Level

from .cases import LONG, NEEDED, NONE, SHORT, WITH
from .sides import Description, answered, findings, found, operation, rules, sent, thing


def both(schema: str) -> Description:
    """A description whose schema travels both ways."""
    one, other = sent(schema), answered(schema)
    paths = {"/sent": one["paths"]["/things"], "/things": other["paths"]["/things"]}
    paths["/sent"]["post"]["operationId"] = "send"
    return {**other, "paths": paths}


def wire(old: Description, new: Description) -> dict[str, Level]:
    seen = findings(old, new)
    return {item.rule.id: item.level for item in seen if Layer.WIRE in item.layers}


def test_a_required_property_breaks_who_sends_it_and_not_who_reads_it() -> None:
    assert wire(both(NONE), both(NEEDED)) == {
        "request-required-property-added": Level.BREAKING,
        "response-required-property-added": Level.SAFE,
    }


def test_a_removed_property_breaks_who_reads_it() -> None:
    assert wire(both(WITH), both(NONE)) == {
        "response-property-removed": Level.BREAKING,
        "request-property-removed": Level.RISKY,
    }


def test_a_tighter_constraint_breaks_requests_and_a_looser_one_answers() -> None:
    tightened, loosened = wire(both(LONG), both(SHORT)), wire(both(SHORT), both(LONG))

    assert tightened["request-constraint-tightened"] is Level.BREAKING
    assert tightened["response-constraint-tightened"] is Level.SAFE
    assert loosened["request-constraint-loosened"] is Level.SAFE
    assert loosened["response-constraint-loosened"] is Level.BREAKING


def test_a_property_that_may_be_missing_is_risky_on_the_wire_and_breaks_typed_readers() -> None:
    seen = findings(answered(NEEDED), answered(WITH))

    assert found("response-property-became-optional", seen).level is Level.RISKY
    widened = found("read-attribute-widened", seen)
    assert (widened.level, widened.layers) == (Level.BREAKING, (Layer.CONVENIENCE,))
    assert (widened.change.old, widened.change.new) == ("str", "str | None")


def test_a_property_that_may_be_left_out_breaks_callers_by_position_alone() -> None:
    seen = findings(sent(NEEDED), sent(WITH))

    assert found("request-property-became-optional", seen).level is Level.SAFE
    assert found("constructed-attribute-became-keyword", seen).level is Level.BREAKING
    assert found("constructed-attribute-widened", seen).level is Level.SAFE


def test_a_read_only_property_is_no_matter_of_requests() -> None:
    old = thing("a: {type: string}, b: {type: string, readOnly: true}")

    assert not wire(sent(old), sent(thing("a: {type: string}")))
    assert "response-property-removed" in wire(answered(old), answered(thing("a: {type: string}")))


def test_a_model_below_other_models_travels_with_them() -> None:
    schema = thing("list: {type: array, items: {$ref: '#/components/schemas/Item'}}")
    old, new = answered(schema, Item=WITH), answered(schema, Item=NONE)

    removed = found("response-property-removed", findings(old, new))

    assert removed.change.place.parts == (("model", "Item"), ("property", "a"))
    assert removed.change.directions == {Direction.RESPONSE}


def test_a_model_that_nothing_uses_changes_nothing_on_the_wire() -> None:
    schema = thing("x: {type: string}")
    old, new = answered(schema, Item=WITH), answered(schema, Item=NONE)

    assert rules(old, new) == {"attribute-removed"}


def test_models_that_refer_to_each_other_are_compared_once() -> None:
    other = thing("back: {$ref: '#/components/schemas/Thing'}")
    loop = "next: {$ref: '#/components/schemas/Other'}"
    old, new = thing(f"{loop}, a: {{type: string}}"), thing(loop)

    assert found("response-property-removed", findings(answered(old, Other=other), answered(new, Other=other)))


def test_a_chain_of_models_may_be_long() -> None:
    chain = {f"M{n}": thing(f"next: {{$ref: '#/components/schemas/M{n + 1}'}}") for n in range(1500)}
    start = thing("next: {$ref: '#/components/schemas/M0'}")

    seen = findings(answered(start, **chain, M1500=WITH), answered(start, **chain, M1500=NONE))

    assert found("response-property-removed", seen).change.place.name == "M1500"


def test_a_parameter_with_an_enum_is_a_request() -> None:
    def colors(values: str) -> Description:
        return operation(f"parameters: [{{name: p, in: query, schema: {{type: string, enum: [{values}]}}}}]")

    assert "request-enum-value-removed" in rules(colors("red, blue"), colors("red"))
    assert "request-enum-value-added" in rules(colors("red"), colors("red, blue"))


def test_types_are_told_in_words() -> None:
    text = thing("a: {type: array, items: {type: string, format: uuid}}")
    number = thing("a: {type: array, items: {type: integer, format: int64}}")

    change = found("response-type-changed", findings(answered(text), answered(number))).change

    assert change.place.parts[-1] == ("items", "")
    assert (change.old, change.new) == ("string (uuid)", "integer (64 bits)")
