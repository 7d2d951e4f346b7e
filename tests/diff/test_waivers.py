"""A waiver takes one finding out for a reason; one that is about no finding fails at its own line."""

from __future__ import annotations

import pytest

from veneer.diagnostics import InputError
from veneer.diff import Finding
from veneer.diff.waivers import apply_waivers, check_waivers, read_waivers
from veneer.load.customizations import TextFile

from .cases import NONE, WITH
from .sides import answered, findings


def seen() -> tuple[Finding, ...]:
    return findings(answered(WITH), answered(NONE))


def check(text: str) -> None:
    waivers = read_waivers(TextFile("w.toml", "w.toml", text))
    check_waivers(waivers, [("v1", "v2", apply_waivers(seen(), waivers, "v1", "v2"))])


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        check(text)
    return [str(item).partition("\n")[0] for item in caught.value.diagnostics]


def waiver(fingerprint: str, more: str = "") -> str:
    return f'[[waivers]]\nfingerprint = "{fingerprint}"\nreason = "Nobody reads it."\n{more}\n'


def test_a_waived_finding_does_not_count() -> None:
    first, *others = seen()
    waivers = read_waivers(TextFile("w.toml", "w.toml", waiver(first.fingerprint)))

    judged = apply_waivers(seen(), waivers, "v1", "v2")

    assert judged.waived == ((first, "Nobody reads it."),)
    assert list(judged.counting) == others


def test_a_stale_waiver_fails_at_its_line() -> None:
    text = waiver(seen()[0].fingerprint) + waiver("0123456789ab")

    assert problems(text) == ["w.toml:6:1: error[stale-waiver]: there is no such finding any more"]


def test_a_waiver_of_other_versions_is_neither_used_nor_stale() -> None:
    fingerprint = seen()[0].fingerprint
    text = waiver(fingerprint, 'old = "v2"\nnew = "v3"') + waiver("0123456789ab", 'new = "v3"')

    waivers = read_waivers(TextFile("w.toml", "w.toml", text))
    judged = apply_waivers(seen(), waivers, "v1", "v2")
    check_waivers(waivers, [("v1", "v2", judged)])

    assert not judged.waived


def test_a_waiver_is_stale_when_no_comparison_of_several_has_its_finding() -> None:
    first = seen()[0].fingerprint
    waivers = read_waivers(TextFile("w.toml", "w.toml", waiver(first)))
    held, clean = apply_waivers(seen(), waivers, "v1", "v1"), apply_waivers((), waivers, "v2", "v2")

    check_waivers(waivers, [("v1", "v1", held), ("v2", "v2", clean)])
    with pytest.raises(InputError, match="stale-waiver"):
        check_waivers(waivers, [("v2", "v2", clean)])


def test_a_waiver_that_the_old_side_has_too_is_about_what_happened_before() -> None:
    waivers = read_waivers(TextFile("w.toml", "w.toml", waiver("0123456789ab")))

    check_waivers(waivers, [("v1", "v1", apply_waivers((), waivers, "v1", "v1"))], waivers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("waivers = 1", "w.toml: error[bad-waiver]: holds something else than a list of waivers"),
        ("[other]", "w.toml: error[bad-waiver]: holds something else than a list of waivers"),
        ("[[waivers", "w.toml:1:1: error[malformed-toml]: "),
        ('[[waivers]]\nreason = "x"', "w.toml:1:3: error[bad-waiver]: a waiver needs `fingerprint`"),
        ('[[waivers]]\nfingerprint = "x"', "w.toml:1:3: error[bad-waiver]: a waiver needs `reason`"),
        (waiver("x").replace("Nobody reads it.", " "), "w.toml:3:1: error[bad-waiver]: `reason` has to be a text"),
        (waiver("x", "line = 3"), "w.toml:4:1: error[bad-waiver]: `line` is not known in a waiver"),
        (waiver("x") * 2, "w.toml:6:1: error[bad-waiver]: this is waived already"),
    ],
)
def test_what_is_no_waiver_is_told_with_its_place(text: str, expected: str) -> None:
    (problem,) = problems(text)

    assert problem.startswith(expected)
