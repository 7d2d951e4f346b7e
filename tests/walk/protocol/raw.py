"""What the story of the protocol layer sends and reads: JSON, and lists and operations followed by hand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from azure_face import RequestContent, RequestContext

from ..story import INTERVAL, PATIENCE, Walk, picture

CONTEXT = RequestContext()
MODEL = "recognition_04"


def content(**body: Any) -> RequestContent:
    """Return a JSON body."""
    return RequestContent.json(body)


def image(person: str, number: int = 1) -> RequestContent:
    """Return a picture of a person as a body."""
    return RequestContent.bytes(picture(person, number))


async def read(outcome: Awaitable[Any]) -> Any:
    """Return the JSON of an answer."""
    answer = await outcome
    assert type(answer) is httpx.Response
    return answer.json()


async def pages(method: Callable[..., Awaitable[Any]], *path: str, top: int, key: str, items: str = "") -> Any:
    """Follow a list to its end: the next page begins after the key of the last item.

    Args:
        method: Gets a page.
        *path: What stands in its path.
        top: How many items a page has at most.
        key: The property of an item by which the list is sorted; empty where the items are their own keys.
        items: The property with the items, where a page is no list.

    Returns:
        The items of each page.
    """
    found: list[list[Any]] = []
    start = None
    while not found or len(found[-1]) == top:
        page = await read(method(*path, start=start, top=top, context=CONTEXT))
        found.append(page[items] if items else page)
        if found[-1]:
            start = found[-1][-1][key] if key else found[-1][-1]
    return found


async def trained(status: Callable[..., Awaitable[Any]], key: str) -> None:
    """Wait until a training has succeeded."""
    await _ended(lambda: status(key, context=CONTEXT))


async def done(walk: Walk, outcome: Awaitable[Any]) -> httpx.Response:
    """Return the answer that began an operation of the directory, when that has succeeded."""
    answer: httpx.Response = await outcome
    assert answer.status_code == 202
    operation = answer.headers["operation-Location"].rpartition("/")[2]
    result = await _ended(lambda: walk.directory.get_operation_result(operation, context=CONTEXT))
    assert result["operationId"] == operation
    return answer


async def _ended(look: Callable[[], Awaitable[Any]]) -> Any:
    end = time.monotonic() + PATIENCE
    while (status := await read(look()))["status"] not in ("succeeded", "failed"):
        assert time.monotonic() < end
        await asyncio.sleep(INTERVAL)
    assert status["status"] == "succeeded"
    return status
