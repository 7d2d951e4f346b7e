"""One try of a call goes in, and what is to be told of it comes out: where logs and traces meet the pipeline."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Final, Protocol, TypeAlias

import httpx

from .calls import CALL
from .policies import AsyncSend, Send

PACKAGE: Final = __name__.rpartition(".")[0].removesuffix("._runtime")
"""The package that carries this runtime, after which its logger and its tracer are named: ``azure_face``."""


class Observation(Protocol):
    """What looks at one try, from its begin to its answer or failure."""

    answer: httpx.Response | None
    """The answer; set before the observation is left, unless the try failed."""

    def __enter__(self) -> object:
        """The request is about to be sent."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """The answer has come, or the try has failed."""
        ...


Begin: TypeAlias = Callable[[httpx.Request], Observation | None]
"""Begins to observe a try, or says with ``None`` that nobody wants to know."""


class Observer:
    """A policy that observes each try. Of a streaming call it sees the head of the answer only."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def __call__(self, request: httpx.Request, send: Send) -> httpx.Response:
        """Send the request, and observe that where it is wanted."""
        observation = self._begin(request)
        if observation is None:
            return send(request)
        with observation:
            observation.answer = response = send(request)
        return response


class AsyncObserver:
    """As ``Observer``, for an async client."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def __call__(self, request: httpx.Request, send: AsyncSend) -> Awaitable[httpx.Response]:
        """Send the request, and observe that where it is wanted."""
        observation = self._begin(request)
        return send(request) if observation is None else _observed(observation, request, send)


async def _observed(observation: Observation, request: httpx.Request, send: AsyncSend) -> httpx.Response:
    with observation:
        observation.answer = response = await send(request)
    return response


def resends_before(request: httpx.Request) -> int:
    """How often the request was sent already: 0 for the first try."""
    # The pipeline writes it down; a policy may stand alone, and then knows of no retry.
    return getattr(request.extensions.get(CALL), "attempt", 0)


def error_type(error: BaseException) -> str:
    """Name an exception's class, and nothing of its text: ``httpx.ConnectTimeout``, ``KeyboardInterrupt``."""
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
