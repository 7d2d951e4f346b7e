"""A version and a flavour go in, its clients at an empty local service come out, with what every story uses."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from typing import Any

import httpx
import pytest
from attrs import frozen
from azure_face import AsyncPager, AsyncPoller, KeyCredential, NotFoundError, Pager, Poller

from face.calls import client_class, settle
from face.description import CLIENT_NAMES, ROOT, VERSIONS, Version
from face.samples import models_of
from veneer.serve import DEFAULT_KEY, Behaviours, create_app, load_behaviours, serving

from .recording import Record, recording

PREVIEW = VERSIONS[1]
PATIENCE, INTERVAL = 10.0, 0.01

# What v1.1-preview.1 has a model each for, and later versions one for all.
_SHARED_MODELS = (
    (r"Create(Large)?(FaceList|PersonGroup)Content", "CreateCollectionRequest"),
    (r"Create\w*Person(Group)?Content", "UserDefinedFields"),
    (r"Update\w+FaceContent", "FaceUserData"),
    (r"Update\w+Content", "UserDefinedFieldsForUpdate"),
    (r"Add\w+FromUrlContent", "AddFaceFromUrlRequest"),
)


@frozen
class Uniform:
    """A client of either flavour whose methods are all awaited; pagers and pollers come as they are."""

    client: Any

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method = getattr(self.client, name)

        async def call(*arguments: Any, **named: Any) -> Any:
            return await settle(method(*arguments, **named))

        return call


@frozen
class Walk:
    """The clients of a version at one service.

    Attributes:
        version: The version.
        url: Where the service is.
        face: Its ``FaceClient``.
        administration: Its ``FaceAdministrationClient``.
        sessions: Its ``FaceSessionClient``.
        directory: A ``FaceAdministrationClient`` of a version that can fill the person directory of this service.
        directory_models: The models of that version.
    """

    version: Version
    url: str
    face: Any
    administration: Any
    sessions: Any
    directory: Any
    directory_models: Models

    @property
    def models(self) -> Models:
        return Models(self.version)

    def has(self, operation: str) -> bool:
        """Return whether this version has an operation, named without its group."""
        return any(known.rpartition("_")[2] == operation for known in self.version.by_id)

    def device(self, session_id: str, action: str, **outcome: Any) -> Any:
        """Let a session's device do something, and return the session."""
        return local(self.url, f"sessions/{session_id}/{action}", outcome)


@frozen
class Models:
    """The models of a version by their names in v1.1-preview.1, or by their own where it has none."""

    version: Version

    def __getattr__(self, name: str) -> Any:
        known = models_of(self.version)
        shared = next((model for pattern, model in _SHARED_MODELS if re.fullmatch(pattern, name)), name)
        return getattr(known, name) if hasattr(known, name) else getattr(known, shared)


def empty_behaviours() -> Behaviours:
    """Return the behaviours of a service that is empty, and quick."""
    folder = ROOT / "customizations" / "azure_face"
    behaviours = load_behaviours(folder, training_seconds=0.05, operation_seconds=0.02)
    assert behaviours is not None
    return behaviours


@contextmanager
def local_service(*versions: Version, behaviours: Behaviours | None = None) -> Iterator[list[str]]:
    """Serve versions of one service, by default an empty one; yields the address of each."""
    shared = behaviours or empty_behaviours()
    with ExitStack() as stack:
        applications = [create_app(version.document, shared, check_answers=True) for version in versions]
        yield [stack.enter_context(serving(application)) for application in applications]


@asynccontextmanager
async def clients(urls: list[str], record: Record, asynchronous: bool) -> AsyncIterator[Walk]:
    """Open the clients of a version, at the first address, and one that fills the directory, at the last."""
    async with AsyncExitStack() as stack:

        async def opened(client: type[Any], url: str) -> Uniform:
            made = client(url, KeyCredential(DEFAULT_KEY))
            if asynchronous:
                return Uniform(await stack.enter_async_context(made))
            return Uniform(stack.enter_context(made))

        recorded = recording(record, asynchronous)
        face, administration, sessions = [await opened(recorded[name], urls[0]) for name in CLIENT_NAMES]
        own = len(urls) == 1
        fills = record.version if own else PREVIEW
        preview = client_class("FaceAdministrationClient", asynchronous, fills)
        directory = administration if own else await opened(preview, urls[-1])
        yield Walk(record.version, urls[0], face, administration, sessions, directory, Models(fills))


def local(url: str, path: str, body: Any = None) -> Any:
    """Use a route of the local service alone."""
    answer = httpx.post(f"{url}/_local/{path}", json=body, trust_env=False)
    assert answer.status_code == 200, answer.text
    return answer.json()


def picture(person: str, number: int = 1) -> bytes:
    """Return a picture of a person, of 640 x 480 as any bytes without a known header; each number is another one."""
    return b"\x00\xff number %d local-people=%b" % (number, person.encode())


def address(person: str, number: int = 1) -> str:
    """Return the address of a picture of a person."""
    return f"https://example.com/{number}.jpg?local-people={person}"


async def gone(outcome: Awaitable[Any]) -> None:
    """Check that what a call asks for is not there."""
    with pytest.raises(NotFoundError):
        await outcome


async def pages(pager: Any) -> list[list[Any]]:
    """Return the items of a list page by page."""
    assert isinstance(pager, Pager | AsyncPager)
    if isinstance(pager, Pager):
        return [page.value for page in pager.by_page()]
    return [page.value async for page in pager.by_page()]


async def items(pager: Any) -> list[Any]:
    """Return the items of a list."""
    assert isinstance(pager, Pager | AsyncPager)
    return list(pager) if isinstance(pager, Pager) else [item async for item in pager]


async def done(poller: Any) -> Any:
    """Return what an operation of the service made, when it has."""
    assert isinstance(poller, Poller | AsyncPoller)
    response = await settle(poller.result(PATIENCE, interval=INTERVAL))
    assert response.status_code == 202
    assert poller.done
    return response.value
