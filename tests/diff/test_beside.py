"""Two definitions beside each other: lines about the same thing share a row, and what differs is marked."""

from __future__ import annotations

from veneer.diff.beside import Cell, Mark, beside
from veneer.diff.definitions import Line, lines

from .cases import NONE, WITH
from .sides import Description, answered, findings, found, operation, parameter, thing

REQUIRED = parameter("{required: true}")


def shown(cell: Cell) -> str:
    text = "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in cell.pieces)
    return f"{cell.mark}: {text.strip()}"


def rows(old: Description, new: Description, rule: str, layer: str = "") -> list[tuple[str, str]]:
    both = found(rule, findings(old, new)).change.definitions
    assert both is not None
    compared = beside(*(lines(side).get(layer, ()) for side in (both.old, both.new)))
    return [(shown(before), shown(after)) for before, after in compared if before.mark is not Mark.SAME]


def test_a_form_has_a_line_for_each_argument() -> None:
    both = found("argument-became-required", findings(parameter(""), REQUIRED)).change.definitions
    assert both is not None

    assert [line.text for line in lines(both.old)["Convenience layer"]] == [
        "def call(",
        "    self,",
        "    *,",
        "    p: str | None = None,",
        "    cancellation: CancellationToken | None = None,",
        ") -> Response[None]",
    ]
    assert "    context: RequestContext," in [line.text for line in lines(both.old)["Protocol layer"]]


def test_an_argument_that_changed_stands_beside_itself() -> None:
    integer = parameter("{schema: {type: integer}}")

    assert rows(parameter(""), integer, "argument-type-changed", "Convenience layer") == [
        ("changed: p: [str] | None = None,", "changed: p: [int] | None = None,")
    ]


def test_an_argument_that_came_stands_beside_a_gap() -> None:
    assert rows(parameter(None), parameter(""), "optional-argument-added", "Convenience layer") == [
        ("absent: ", "whole: [    p: str | None = None,]")
    ]


def test_a_renamed_method_is_compared_with_itself() -> None:
    seen = rows(operation(), operation("operationId: other"), "python-method-renamed", "Convenience layer")

    assert seen == [("changed: def [call](", "changed: def [other](")]


def test_a_model_is_shown_as_it_is_constructed() -> None:
    assert rows(answered(WITH), answered(NONE), "attribute-removed") == [
        ("whole: [    a: str | None = None,]", "absent: ")
    ]


def test_an_attribute_that_moved_is_gone_from_there_and_come_here() -> None:
    both = "a: {type: string}, b: {type: string}"
    old, new = answered(thing(both, "[a, b]")), answered(thing("b: {type: string}, a: {type: string}", "[a, b]"))
    sent = {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}
    for side in (old, new):
        side["paths"]["/things"]["put"] = {"operationId": "put", "responses": {}, **sent}

    assert sorted(rows(old, new, "constructor-reordered")) == [
        ("absent: ", "whole: [    b: str,]"),
        ("whole: [    b: str,]", "absent: "),
    ]


def test_members_of_an_enum_are_found_by_their_value() -> None:
    old = [Line("(", "class Mode:"), Line('"a"', '    A = "a"'), Line('"b"', '    B = "b"')]
    new = [Line("(", "class Mode:"), Line('"b"', '    BE = "b"')]

    assert [(shown(before), shown(after)) for before, after in beside(old, new)][1:] == [
        ('whole: [    A = "a"]', "absent: "),
        ('changed: [B] = "b"', 'changed: [BE] = "b"'),
    ]
