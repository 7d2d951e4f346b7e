"""Policies and the step that they stand around go in, one step that runs them in order comes out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from enum import Enum
from typing import Any, Protocol, TypeAlias, TypeVar

import httpx

Send: TypeAlias = Callable[[httpx.Request], httpx.Response]
AsyncSend: TypeAlias = Callable[[httpx.Request], Awaitable[httpx.Response]]
P = TypeVar("P")
T = TypeVar("T")


class Policy(Protocol):
    """What stands between a call and the transport: it may change the request, send it, and look at the answer.

    A plain function is one::

        def stamp(request: httpx.Request, send: Send) -> httpx.Response:
            request.headers["X-Stamp"] = "1"
            return send(request)
    """

    def __call__(self, request: httpx.Request, send: Send, /) -> httpx.Response:
        """Return the answer to a request.

        Args:
            request: The request; one object for all tries of a call.
            send: Sends it on, to the policies further in and at last to the transport; any number of times. The
                answer's body is read, unless the call asked for a stream: then one that is not returned has to be
                closed.
        """
        ...


class AsyncPolicy(Protocol):
    """The async twin of `Policy`: a coroutine function ``policy(request, send)`` that awaits ``send(request)``."""

    def __call__(self, request: httpx.Request, send: AsyncSend, /) -> Awaitable[httpx.Response]:
        """Return the answer to a request; see `Policy`."""
        ...


class PolicyPosition(Enum):
    """Where a policy stands. Within a position those of the client come first, then those of the context."""

    PER_CALL = "per_call"
    """Once around the call, its retries included."""
    PER_RETRY = "per_retry"
    """Around each try, before the credential is put on."""
    BEFORE_TRANSPORT = "before_transport"
    """Around each try, as the last before the transport: sees the request as it is sent, credential included."""


Placed: TypeAlias = tuple[P, PolicyPosition]


def checked_placed(policy: P, position: PolicyPosition) -> Placed[P]:
    """Pass a policy with its position.

    Raises:
        TypeError: If the policy cannot be called, or the position is none.
    """
    if not callable(policy):
        raise TypeError(f"a policy is called with a request and what sends it, got {type(policy).__name__}")
    if not isinstance(position, PolicyPosition):
        raise TypeError("a policy needs a position, for instance PolicyPosition.PER_RETRY")
    return policy, position


def checked_policies(policies: Iterable[Placed[P]]) -> tuple[Placed[P], ...]:
    """Pass a client's policies.

    Raises:
        TypeError: If they are no pairs of a policy and its position.
    """
    pairs: list[Any] = list(policies)
    if any(not isinstance(pair, tuple) or len(pair) != 2 for pair in pairs):
        raise TypeError("policies are pairs: policies=[(policy, PolicyPosition.PER_RETRY)]")
    return tuple(checked_placed(policy, position) for policy, position in pairs)


def at(policies: Iterable[Placed[P]], position: PolicyPosition) -> list[P]:
    """Return the policies of one position, in their order."""
    return [policy for policy, place in policies if place is position]


def step(
    policy: Callable[[httpx.Request, Callable[[httpx.Request], T]], T], send: Callable[[httpx.Request], T]
) -> Callable[[httpx.Request], T]:
    """Put a policy of the runtime's own around a step: it needs none of the looks that `chain` has at a stranger's."""
    return lambda request: policy(request, send)


def chain(policies: Iterable[Policy], send: Send) -> Send:
    """Put policies around a step, the first one outermost.

    Args:
        policies: The policies.
        send: The innermost step.

    Returns:
        A step that runs them all; ``send`` itself where there are none.
    """
    for policy in reversed(tuple(policies)):
        send = _around(policy, send)
    return send


def async_chain(policies: Iterable[AsyncPolicy], send: AsyncSend) -> AsyncSend:
    """The async twin of `chain`."""
    for policy in reversed(tuple(policies)):
        send = _async_around(policy, send)
    return send


def _around(policy: Policy, send: Send) -> Send:
    def sent(request: httpx.Request) -> httpx.Response:
        return _answer(policy(request, lambda other: send(_of_call(other, request))), policy)

    return sent


def _async_around(policy: AsyncPolicy, send: AsyncSend) -> AsyncSend:
    async def sent(request: httpx.Request) -> httpx.Response:
        answer: Any = policy(request, lambda other: send(_of_call(other, request)))
        if not hasattr(answer, "__await__"):
            raise TypeError(f"a policy of an async client is a coroutine function; {_name(policy)} is none")
        return _answer(await answer, policy)

    return sent


def _of_call(other: httpx.Request, request: httpx.Request) -> httpx.Request:
    if other is not request:  # a request of the policy's own belongs to the same call, and waits no longer
        for key, value in request.extensions.items():
            other.extensions.setdefault(key, value)
    return other


def _answer(answer: object, policy: object) -> httpx.Response:
    if isinstance(answer, httpx.Response):
        return answer
    if hasattr(answer, "__await__"):
        getattr(answer, "close", lambda: None)()
        raise TypeError(f"{_name(policy)} is a coroutine function: that is a policy for the async client")
    raise TypeError(f"a policy returns an httpx.Response; {_name(policy)} returned {type(answer).__name__}")


def _name(policy: object) -> str:
    return getattr(policy, "__qualname__", type(policy).__qualname__)
