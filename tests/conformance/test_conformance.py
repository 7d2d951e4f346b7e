"""Every public operation of the official packages: azure_face sends the same, and reads the same from the answer."""

from __future__ import annotations

import re
from typing import Any

import pytest

from . import ours, wire
from .conftest import Calls, Recorded
from .differences import CONCERNED, DIFFERENCES, Difference, mended
from .ours import METHODS
from .replay import VERSIONS, replay, routes

OPERATIONS = [(release, operation) for release, methods in METHODS.items() for operation in methods]


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def asynchronous(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def calls_of(recorded: Recorded, release: str, operation: str, asynchronous: bool) -> Calls:
    """Return what was recorded of an operation: one call a set of arguments, all of which went well for them."""
    found = [
        call for call in recorded(release) if call["operation"] == operation and call["asynchronous"] is asynchronous
    ]
    assert [call["set"] for call in found][:3] == ["required", "all", "others"]
    assert [call["error"] for call in found if "error" in call] == []
    return found


@pytest.mark.parametrize("release", METHODS)
def test_the_table_has_every_public_operation_of_theirs(recorded: Recorded, release: str) -> None:
    assert METHODS[release].keys() == {call["operation"] for call in recorded(release)}


@pytest.mark.parametrize(("release", "operation"), OPERATIONS)
def test_the_sets_of_arguments_give_different_requests(recorded: Recorded, release: str, operation: str) -> None:
    first, *others = [
        without_id(wire.theirs(*call["requests"])) for call in calls_of(recorded, release, operation, False)
    ]
    assert any(other != first for other in others)


@pytest.mark.parametrize("release", METHODS)
def test_the_answers_have_values(recorded: Recorded, release: str) -> None:
    for call in recorded(release):
        [(method, target, _, _)] = call["requests"]
        [content, *_] = [
            content
            for verb, pattern, _, _, content in routes(VERSIONS[release])[call["set"]]
            if verb == method and re.fullmatch(pattern, target.partition("?")[0])
        ]
        assert (call["value"] is None) == (content == ""), call["operation"]


def without_id(sent: dict[str, Any]) -> dict[str, Any]:
    return {**sent, "headers": {**sent["headers"], "x-ms-client-request-id": None}}


@pytest.mark.parametrize(("release", "operation"), OPERATIONS)
def test_the_request_is_the_same(recorded: Recorded, release: str, operation: str, asynchronous: bool) -> None:
    for call in calls_of(recorded, release, operation, asynchronous):
        [theirs] = map(wire.theirs, call["requests"])
        sent, _ = replay(release, call)
        assert sent == [mended(release, operation, theirs)], call["set"]


@pytest.mark.parametrize(("release", "operation"), OPERATIONS)
def test_the_value_is_the_same(recorded: Recorded, release: str, operation: str, asynchronous: bool) -> None:
    for call in calls_of(recorded, release, operation, asynchronous):
        _, value = replay(release, call)
        assert ours.plain(value) == call["value"], call["set"]
        assert ours.written(value) == call["json"], call["set"]


@pytest.mark.parametrize(
    ("difference", "release", "operation"),
    CONCERNED,
    ids=[f"{difference.name}-{release}-{operation}" for difference, release, operation in CONCERNED],
)
def test_a_difference_is_still_needed(recorded: Recorded, difference: Difference, release: str, operation: str) -> None:
    for call in recorded(release):
        if call["operation"] == operation:
            [theirs] = map(wire.theirs, call["requests"])
            [sent], _ = replay(release, call)
            others = without(difference, release, operation, theirs)
            if sent != others and sent == difference.mended(others):
                return
    pytest.fail(f"{operation} of {release} is the same without the entry {difference.name!r}: take it out")


def without(difference: Difference, release: str, operation: str, sent: dict[str, Any]) -> dict[str, Any]:
    """Return their request with every difference taken out but one."""
    for other in DIFFERENCES:
        if other is not difference and other.concerns(release, operation):
            sent = other.mended(sent)
    return sent


def test_each_release_has_an_api_version() -> None:
    assert VERSIONS.keys() == METHODS.keys() == ours.SUBPACKAGES.keys()
