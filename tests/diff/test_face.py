"""The four versions of the Face service, and what was read in their documents by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import permutations
from pathlib import Path

import pytest

from veneer.diff import Layer, compare, judge
from veneer.diff.report import Report
from veneer.diff.sides import Side, read_side
from veneer.diff.sources import find_source
from veneer.diff.waivers import Judged

from .face_differences import (
    ATTRIBUTES_GONE,
    CLASSES_GONE,
    CLASSES_NEW,
    MEMBERS,
    MOVED,
    Difference,
    released,
    second_preview,
    third_preview,
)

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ("v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1")


@lru_cache
def face(version: str) -> Side:
    source = find_source(f"azure_face:{version}", ROOT)
    return read_side(source.descriptions[0], source.package)


@pytest.mark.parametrize(("old", "new"), list(permutations(VERSIONS, 2)))
def test_each_version_differs_from_each_other(old: str, new: str) -> None:
    found = judge(compare(face(old), face(new)))

    assert found
    assert len({item.fingerprint for item in found}) == len(found)
    assert {Layer.WIRE, Layer.PROTOCOL, Layer.CONVENIENCE} == {layer for item in found for layer in item.layers}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_does_not_differ_from_itself(version: str) -> None:
    assert not compare(face(version), face(version))


@lru_cache
def by_rule(rule: str) -> dict[tuple[str, ...], tuple[str | None, str | None]]:
    found = judge(compare(face("v1.2-preview.1"), face("v1.2")))
    return {
        tuple(name for _, name in item.change.place.parts): (item.change.old, item.change.new)
        for item in found
        if item.rule.id == rule
    }


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("v1.1-preview.1", "v1.2-preview.1", second_preview),
        ("v1.2-preview.1", "v1.2", released),
        ("v1.2", "v1.3-preview.1", third_preview),
    ],
)
def test_what_is_read_in_the_documents_is_found_and_nothing_else(
    old: str, new: str, read: Callable[[], Iterator[Difference]]
) -> None:
    found = [item for item in judge(compare(face(old), face(new))) if Layer.WIRE in item.layers]
    names = [(item.rule.id, tuple(name for _, name in item.change.place.parts)) for item in found]

    assert sorted(names) == sorted(read())


def test_an_operation_is_sent_where_the_document_says() -> None:
    assert {name.partition("_")[2]: new for (name,), (_, new) in by_rule("path-changed").items()} == MOVED


def test_classes_of_schemas_that_came_and_went_are_found() -> None:
    gone = {name for (name,) in by_rule("class-removed") if not name.endswith("Content")}

    assert gone == {name for name in CLASSES_GONE if not name.endswith("Content")}
    assert {name for (name,) in by_rule("class-added")} == CLASSES_NEW
    assert by_rule("class-renamed") == {
        ("FaceSessionStatus",): ("FaceSessionStatus", "AzureCoreFoundationsOperationState")
    }


def test_attributes_and_members_that_went_are_found() -> None:
    sessions = ("LivenessSession", "LivenessWithVerifySession")
    lost = {key for key in by_rule("attribute-removed") if not key[0].endswith("Content")}

    assert {key for key in lost if key[0] not in sessions} == ATTRIBUTES_GONE
    assert len([key for key in lost if key[0] in sessions]) == 2 * 7
    for (rule, name), members in MEMBERS.items():
        assert {member for owner, member in by_rule(rule) if owner == name} == members


def test_creating_a_session_returns_another_class() -> None:
    returned = by_rule("return-type-changed")

    assert returned["FaceSessionClient.create_liveness_session",] == (
        "Response[CreateLivenessSessionResult]",
        "Response[LivenessSession]",
    )


def test_the_waiver_that_the_readme_shows_is_about_a_finding() -> None:
    (shown,) = re.findall(r'^fingerprint = "(\w+)"$', (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    (finding,) = [item for item in judge(compare(face("v1.2-preview.1"), face("v1.2"))) if item.fingerprint == shown]

    assert finding.change.place.name == "LivenessSessionOperations_GetLivenessSessions"


def test_the_step_is_a_major_one() -> None:
    assert Report("a", "b", Judged(judge(compare(face("v1.2-preview.1"), face("v1.2"))))).bump == "major"
