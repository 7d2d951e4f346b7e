"""Extensions of an operation -> what the Api says of how it goes on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from veneer.build import build
from veneer.load import load_text
from veneer.model import LongRunning, Operation, Paging
from veneer.upstream import untrusted


def described(**says: Any) -> Operation:
    """Return an operation with some extensions."""
    node = {"responses": {}, **{f"x-ms-{name.replace('_', '-')}": value for name, value in says.items()}}
    content = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {"/a": {"get": node}}}
    (operation,) = build(load_text(json.dumps(content), "api")).api.operations
    return operation


@pytest.mark.parametrize(
    ("says", "items", "link"),
    [
        ({"nextLinkName": "next"}, "value", ("next",)),
        ({"nextLinkName": None}, "value", ()),
        ({"itemName": "pets", "nextLinkName": ""}, "pets", ()),
        ({"nextLinkName": "n", "operationName": "Next"}, "value", ("n",)),
    ],
)
def test_pages(says: Any, items: str, link: tuple[str, ...]) -> None:
    place = "/paths/~1a/get/x-ms-pageable"
    other = untrusted(says["operationName"]) if "operationName" in says else None
    expected = Paging(place, untrusted(items), next_link=tuple(map(untrusted, link)), next_operation=other)

    assert described(pageable=says).paging == expected


@pytest.mark.parametrize("says", [True, None, "next"])
def test_what_is_no_object_says_nothing_of_pages(says: Any) -> None:
    assert described(pageable=says).paging is None


def test_long_running_operations() -> None:
    options = {"final-state-via": "location"}

    assert described().long_running is None
    assert described(long_running_operation=True).long_running == LongRunning()
    assert described(long_running_operation=True, long_running_operation_options=options).long_running == (
        LongRunning(untrusted("location"))
    )
    assert described(long_running_operation=True, long_running_operation_options=1).long_running == LongRunning()
