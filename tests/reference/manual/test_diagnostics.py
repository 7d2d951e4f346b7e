"""The page of diagnostics has an entry for each id that the code can say, with its severity, and no other."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import veneer
from veneer.diagnostic_ids import DiagnosticId

from .texts import sections, written

IDS = get_args(DiagnosticId)
CODE = Path(veneer.__file__).parent
CASES = Path(__file__).resolve().parents[2] / "cases"
ENTRIES = sections(written("diagnostics.md"), 3)
_NAMED = re.compile(f'"({"|".join(IDS)})"')
# What makes a problem; some other calls have a word that is an id too.
MAKERS = {"Diagnostic", "OverlayError", "RefusedReferenceError", "YamlInputError", "_Message"}
MAKERS |= {"add", "add_at", "error", "fail", "lacks", "warn", "problem", "_problem", "unusable", "_unusable"}
# An error where it is said, which another place lets be a warning.
_SOFTENED = {"overlay-drift", "stale-pin", "unpinned-overlay", "overlay-target"}


def trees() -> Iterator[ast.Module]:
    for path in sorted(CODE.rglob("*.py")):
        text = path.read_text("utf-8")
        if path.name != "diagnostic_ids.py" and _NAMED.search(text):
            yield ast.parse(text)


@pytest.fixture(scope="module")
def said() -> dict[str, set[str]]:
    """The severities with which the code names each id."""
    found: dict[str, set[str]] = defaultdict(set)
    for tree in trees():
        inside = set()
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node) in MAKERS):
            for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                if isinstance(argument, ast.Constant) and argument.value in IDS:
                    inside.add(argument)
                    found[argument.value].add(severity(call))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node.value in IDS and node not in inside:
                found[node.value] |= set()
    return found


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def severity(call: ast.Call) -> str:
    """Tell what a call says: a note of a fault that is read past is a warning."""
    warns = name_of(call) == "warn" or ast.unparse(call).startswith("notes.add(")
    return "warning" if warns or "Severity.WARNING" in ast.unparse(call) else "error"


def test_each_id_has_an_entry_and_each_entry_an_id() -> None:
    assert sorted(ENTRIES) == sorted(IDS)


def test_each_id_is_said_somewhere(said: dict[str, set[str]]) -> None:
    assert set(said) == set(IDS)


@pytest.mark.parametrize("id", IDS)
def test_an_entry_says_what_and_how_to_fix_it(id: str) -> None:
    what, fix = (part for part in ENTRIES[id].strip().partition("\n\n## ")[0].split("\n\n") if part)

    assert re.match(r"\*(Error|Warning|Error or warning)\b[^*]*\.\* [A-Z`*]", what)
    assert re.match(r"\*\*Fix:\*\* [A-Z`*]", fix)
    assert fix.rstrip().endswith(".")


def test_severities_are_those_of_the_code(said: dict[str, set[str]]) -> None:
    for id in IDS:
        head = ENTRIES[id].strip().partition("*")[2].partition("*")[0]
        named = {word for word in ("error", "warning") if word in head.lower()}
        told = said[id] | ({"warning"} if id in _SOFTENED else set())

        assert told <= named, id
        assert named == told or not told or id in _SOFTENED, id


def test_only_warnings_can_be_waived() -> None:
    for id in IDS:
        head = ENTRIES[id].strip().partition("*")[2].partition("*")[0]

        assert ("can be waived" in head) == ("warning" in head.lower() and id not in _SOFTENED), id


def test_what_the_cases_expect_has_an_entry() -> None:
    expected = "\n".join(path.read_text("utf-8") for path in CASES.glob("*/diagnostics.txt"))
    for severity, id in set(re.findall(r"\b(error|warning)\[([a-z-]+)\]", expected)):
        assert severity in ENTRIES[id].strip().partition(".")[0].lower(), id


def test_entries_of_a_section_are_sorted() -> None:
    for title, text in sections(written("diagnostics.md"), 2).items():
        found = re.findall(r"^### (.+)$", text, re.MULTILINE)

        assert found == sorted(found), title
