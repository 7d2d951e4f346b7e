"""A list of 5,000 persons is read to its end, a page at a time and never more than a page in memory."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from attrs import Factory, define
from azure_face import AsyncFaceAdministrationClient, FaceAdministrationClient, KeyCredential
from azure_face.models import LargePersonGroupPerson
from starlette.datastructures import Headers

from face.description import DEFAULT
from veneer.serve import DEFAULT_KEY, Behaviours, ServiceRequest

from .story import empty_behaviours, local_service

Person = tuple[UUID, str]

GROUP, PERSONS, PAGE = "city", 5000, 1000
A_FEW = 3  # the item that a loop holds, and what its frame has not let go yet


@define
class Watch:
    """Notes what was seen, the requests, and how many persons were alive at the worst moments.

    Attributes:
        requests: How many requests were sent.
        left: The most persons that were alive when a request was sent: what is left of the page before.
        most: The most that were alive just after a page came.
        seen: Id and name of each person that came.
    """

    requests: int = 0
    left: int = 0
    most: int = 0
    seen: list[Person] = Factory(list)

    def sent(self, request: httpx.Request) -> None:
        self.requests += 1
        self.left = max(self.left, alive())

    async def sent_async(self, request: httpx.Request) -> None:
        self.sent(request)

    def look(self, person: LargePersonGroupPerson) -> None:
        self.seen.append((person.person_id, person.name))
        if len(self.seen) % PAGE == 1:
            self.most = max(self.most, alive())


def alive() -> int:
    return sum(type(each) is LargePersonGroupPerson for each in gc.get_objects())


@pytest.fixture
def url() -> Iterator[str]:
    """A service with one large group."""
    behaviours = empty_behaviours()
    asyncio.run(fill(behaviours))
    with local_service(DEFAULT, behaviours=behaviours) as [url]:
        yield url


async def fill(behaviours: Behaviours) -> None:
    """Create a group with its persons in the service itself, which takes no time."""
    handlers = behaviours.handlers(DEFAULT.name)
    group = {"largePersonGroupId": GROUP}
    await handlers["PersonGroupOperations_CreateLargePersonGroup"](request(group, {"name": "City"}))
    for number in range(PERSONS):
        body = {"name": f"person {number}"}
        await handlers["PersonGroupOperations_CreateLargePersonGroupPerson"](request(group, body))


def request(path: dict[str, str], body: dict[str, str]) -> ServiceRequest:
    """Return a request as it is when the service has checked it."""
    return ServiceRequest(
        operation_id="",
        path=path,
        query={},
        header={},
        cookie={},
        body=body,
        content=b"",
        content_type="application/json",
        headers=Headers(),
        base_url="",
        request_id="",
        check=lambda value, schema, where: None,
    )


async def read_all(url: str, watch: Watch) -> None:
    hooks: dict[str, list[Any]] = {"request": [watch.sent_async]}
    http = httpx.AsyncClient(event_hooks=hooks, trust_env=False)
    async with http, AsyncFaceAdministrationClient(url, KeyCredential(DEFAULT_KEY), http_client=http) as client:
        async for person in client.get_large_person_group_persons(GROUP, top=PAGE):
            watch.look(person)


def read_all_blocking(url: str, watch: Watch) -> None:
    http = httpx.Client(event_hooks={"request": [watch.sent]}, trust_env=False)
    with http, FaceAdministrationClient(url, KeyCredential(DEFAULT_KEY), http_client=http) as client:
        for person in client.get_large_person_group_persons(GROUP, top=PAGE):
            watch.look(person)


def test_a_long_list_is_read_in_order_and_a_page_at_a_time(url: str, asynchronous: bool) -> None:
    watch = Watch()
    gc.collect()
    assert alive() == 0
    if asynchronous:
        asyncio.run(read_all(url, watch))
    else:
        read_all_blocking(url, watch)

    assert watch.seen == sorted(watch.seen, key=lambda person: str(person[0]))
    assert {name for _, name in watch.seen} == {f"person {number}" for number in range(PERSONS)}
    assert len(watch.seen) == PERSONS
    # The last page is full, so only an empty one after it says that it was the last.
    assert watch.requests == PERSONS // PAGE + 1
    assert watch.left <= A_FEW
    assert PAGE <= watch.most <= PAGE + A_FEW
