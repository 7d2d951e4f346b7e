"""Each rule of the table holds where it should and not where it should not; the table itself is in order."""

from __future__ import annotations

import string

import pytest

from veneer.diff import RULES, Kind, Layer

from .cases import CASES
from .customized import CUSTOMIZED
from .sides import findings, rules


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_holds_for_its_case(rule: str) -> None:
    case = CASES[rule]

    assert rule in rules(case.old, case.new)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_does_not_hold_for_another_case(rule: str) -> None:
    assert rule not in rules(*CASES[rule].other)


def test_every_rule_has_a_case() -> None:
    assert sorted([*CASES, *CUSTOMIZED]) == sorted(rule.id for rule in RULES)


def test_every_kind_of_fact_is_looked_at() -> None:
    assert {rule.looks_at for rule in RULES} == set(Kind)


def test_no_two_rules_look_at_the_same_in_the_same_direction_and_layer() -> None:
    seen = [(rule.looks_at, rule.direction, layer) for rule in RULES for layer in rule.layers]

    assert len(seen) == len(set(seen))
    either = {(kind, layer) for kind, direction, layer in seen if direction is None}
    assert not either & {(kind, layer) for kind, direction, layer in seen if direction is not None}


def test_messages_name_what_was_and_what_is_only() -> None:
    for rule in RULES:
        assert {name for _, name, _, _ in string.Formatter().parse(rule.message) if name} <= {"old", "new"}, rule.id


@pytest.mark.parametrize("rule", CASES)
def test_a_description_does_not_differ_from_itself(rule: str) -> None:
    assert not findings(CASES[rule].new, CASES[rule].new)


def test_both_layers_and_the_wire_have_rules() -> None:
    assert {layer for rule in RULES for layer in rule.layers} == set(Layer)
