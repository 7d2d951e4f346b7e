"""The four versions of the Face service, and what is known by hand of two of them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations
from pathlib import Path

import pytest

from veneer.diff import Layer, compare, judge
from veneer.diff.report import Report
from veneer.diff.sides import Side, read_side
from veneer.diff.sources import find_source
from veneer.diff.waivers import Judged

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


# Read in the two documents by hand.
GONE = {
    *(f"LivenessSessionOperations_GetLiveness{name}" for name in ("Sessions", "WithVerifySessions")),
    *(f"LivenessSessionOperations_GetLiveness{name}SessionAuditEntries" for name in ("", "WithVerify")),
    "LivenessSessionOperations_CreateLivenessWithVerifySessionWithVerifyImage",
    "GetOperationResult",
}
MOVED = {
    "CreateLivenessSession": "/detectLiveness-sessions",
    "GetLivenessSessionResult": "/detectLiveness-sessions/{sessionId}",
    "DeleteLivenessSession": "/detectLiveness-sessions/{sessionId}",
    "CreateLivenessWithVerifySession": "/detectLivenessWithVerify-sessions",
    "GetLivenessWithVerifySessionResult": "/detectLivenessWithVerify-sessions/{sessionId}",
    "DeleteLivenessWithVerifySession": "/detectLivenessWithVerify-sessions/{sessionId}",
    "GetSessionImage": "/sessionImages/{sessionImageId}",
}
LOST = {"id", "createdDateTime", "sessionStartDateTime", "sessionExpired", "deviceCorrelationId"} | {
    *("authTokenTimeToLiveInSeconds", "result"),
}


@lru_cache
def by_rule(rule: str) -> dict[tuple[str, ...], tuple[str | None, str | None]]:
    found = judge(compare(face("v1.2-preview.1"), face("v1.2")))
    return {
        tuple(name for _, name in item.change.place.parts): (item.change.old, item.change.new)
        for item in found
        if item.rule.id == rule
    }


def test_operations_that_are_gone_are_found() -> None:
    removed = {name for (name,) in by_rule("operation-removed")}
    directory = {name for name in removed if name.startswith("PersonDirectoryOperations_")}

    assert removed - directory == GONE
    assert len(removed) == 103 - 77
    assert not by_rule("operation-added")


def test_paths_that_changed_are_found() -> None:
    moved = {name.partition("_")[2]: new for (name,), (_, new) in by_rule("path-changed").items()}

    assert moved == MOVED


def test_deleting_a_session_answers_another_status() -> None:
    ids = {f"LivenessSessionOperations_Delete{name}" for name in ("LivenessSession", "LivenessWithVerifySession")}

    assert by_rule("success-status-removed").keys() == {(id, "200") for id in ids}
    assert by_rule("success-status-added").keys() == {(id, "204") for id in ids}


def test_properties_that_sessions_lost_are_found() -> None:
    lost = {name for model, name in by_rule("response-property-removed") if model == "LivenessSession"}
    removed = {attribute for name, attribute in by_rule("attribute-removed") if name == "LivenessSession"}

    assert lost == LOST
    assert len(removed) == len(LOST)


def test_creating_a_session_returns_another_class() -> None:
    returned = by_rule("return-type-changed")

    assert returned["FaceSessionClient.create_liveness_session",] == (
        "Response[CreateLivenessSessionResult]",
        "Response[LivenessSession]",
    )


def test_a_body_that_became_a_form_is_found() -> None:
    place = ("LivenessSessionOperations_CreateLivenessWithVerifySession", "")

    assert by_rule("request-media-type-removed")[place] == ("application/json", None)
    assert by_rule("request-media-type-added")[place] == (None, "multipart/form-data")


def test_the_waiver_that_the_readme_shows_is_about_a_finding() -> None:
    (shown,) = re.findall(r'^fingerprint = "(\w+)"$', (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    (finding,) = [item for item in judge(compare(face("v1.2-preview.1"), face("v1.2"))) if item.fingerprint == shown]

    assert finding.change.place.name == "LivenessSessionOperations_GetLivenessSessions"


def test_the_step_is_a_major_one() -> None:
    assert Report("a", "b", Judged(judge(compare(face("v1.2-preview.1"), face("v1.2"))))).bump == "major"
