"""A text alone in every place: `api.md` has the lines of a tame twin, and no text leaves the code that it stands in."""

from __future__ import annotations

import re

import pytest

from security.canaries import PAYLOADS, generate
from veneer.render.filters import span

# A code span: what ends it is as long as what begins it, and nothing that long stands in it.
SPAN = re.compile(r"(?<!`)(?P<fence>`+)(?!`)(?P<code>.+?)(?<!`)(?P=fence)(?!`)")
OUTSIDE = re.compile(r"(- |, base | and )*")


def listed(name: str, *, is_tame: bool = False) -> list[str]:
    return generate(name, is_tame=is_tame).files["api.md"].decode().partition("\n## ")[2].split("\n")


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_lines_are_those_of_a_tame_twin(name: str) -> None:
    hostile, tame = listed(name), listed(name, is_tame=True)

    assert len(hostile) == len(tame)
    assert sum(line.startswith("#") for line in hostile) == sum(line.startswith("#") for line in tame)


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_listed_stands_in_code_spans(name: str) -> None:
    for line in listed(name):
        if line.startswith("- "):
            assert OUTSIDE.fullmatch(SPAN.sub("", line)), line
        else:
            assert re.fullmatch(r"#* ?[\w., ]*|The default version is .*", line), line


@pytest.mark.parametrize("text", ["a", "`", "``", "a ` b `` c", "`a`", "a  b", "<!-- x -->"])
def test_a_span_holds_any_code(text: str) -> None:
    found = SPAN.fullmatch(span(text))

    assert found is not None
    assert found["code"] in (text, f" {text} ")
