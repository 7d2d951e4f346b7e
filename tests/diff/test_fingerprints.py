"""A fingerprint names a finding for as long as the finding is the same one."""

from __future__ import annotations

from veneer.diff import Level
from veneer.diff.levels import Bump, bump

from .cases import CASES, NONE, WITH
from .sides import Description, answered, changed, findings, found, operation, thing


def prints(old: Description, new: Description) -> set[str]:
    return {item.fingerprint for item in findings(old, new)}


def test_fingerprints_are_short_and_differ() -> None:
    seen = [item for case in list(CASES.values())[::7] for item in findings(case.old, case.new)]

    assert all(len(item.fingerprint) == 12 for item in seen)
    distinct = {(item.rule.id, item.change.place, item.change.old, item.change.new) for item in seen}
    assert len({item.fingerprint for item in seen}) == len(distinct)


def test_a_fingerprint_does_not_change_from_release_to_release() -> None:
    removed = found("response-property-removed", findings(answered(WITH), answered(NONE)))

    assert removed.fingerprint == "cd22fc8cfaae"


def test_order_and_other_parts_have_no_say() -> None:
    old, new = answered(WITH), answered(NONE)
    more = {"/first": {"get": {"operationId": "first", "responses": {"204": {"description": "x"}}}}}
    before, after = ({**item, "paths": {**more, **item["paths"]}} for item in (old, new))
    described = changed(after, "components", "schemas", "Thing", "description", to="Words.")

    assert prints(old, new) == prints(before, described)


def test_order_of_properties_has_no_say_in_what_is_read() -> None:
    one = thing("a: {type: string}, b: {type: string}, c: {type: string}")
    other = thing("c: {type: string}, b: {type: string}, a: {type: string}")

    assert prints(answered(one), answered(NONE)) == prints(answered(other), answered(NONE))


def test_another_new_value_is_another_finding() -> None:
    old = operation("parameters: [{name: p, in: query, schema: {type: string, maxLength: 64}}]")
    one = operation("parameters: [{name: p, in: query, schema: {type: string, maxLength: 32}}]")
    two = operation("parameters: [{name: p, in: query, schema: {type: string, maxLength: 16}}]")

    assert not prints(old, one) & prints(old, two)


def test_the_worst_finding_decides_about_the_version() -> None:
    assert bump([]) is Bump.PATCH
    assert bump([Level.SAFE]) is Bump.MINOR
    assert bump([Level.SAFE, Level.RISKY]) is Bump.MINOR
    assert bump([Level.SAFE, Level.BREAKING]) is Bump.MAJOR
