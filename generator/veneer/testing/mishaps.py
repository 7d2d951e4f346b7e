"""What the service would answer -> how the exchange goes when something goes wrong, a function for each fault."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TypeAlias

import httpx
from attrs import evolve

from .script import Answer, Pause, Script, Step

Ask: TypeAlias = Callable[[], Answer]
"""Lets the service do its work and returns its answer; who does not call it does not reach the service."""

_NONE = Answer(0, httpx.Headers(), b"")


def whole(answer: Answer) -> Script:
    """Return the exchange in which nothing is wrong with an answer."""
    headers = httpx.Headers(answer.headers)
    if answer.content or answer.status not in (204, 304):
        headers["content-length"] = str(len(answer.content))
    return Script(evolve(answer, headers=headers), body=(answer.content,) if answer.content else ())


def answered(status: int, headers: Mapping[str, str], content: bytes, ask: Ask) -> Script:
    """Return the exchange with another answer than the service's."""
    return whole(Answer(status, httpx.Headers(dict(headers)), content))


def delayed(seconds: float, ask: Ask) -> Script:
    """Return the exchange with a pause before the answer."""
    return evolve(whole(ask()), before=(Pause(seconds),))


def reset(after: int | None, ask: Ask) -> Script:
    """Return the exchange up to where the connection is reset: before the answer, or after some bytes of its body."""
    script, error = whole(ask()), httpx.ReadError("[Errno 104] Connection reset by peer")
    if after is None:
        return evolve(script, before=(error,))
    return evolve(script, body=(script.answer.content[:after], error))


def truncated(after: int | None, ask: Ask) -> Script:
    """Return the exchange up to where the connection is closed: in the body, or before an answer without one."""
    script = whole(ask())
    size = len(script.answer.content)
    if not size:
        return evolve(script, before=(httpx.RemoteProtocolError("Server disconnected without sending a response."),))
    kept = size // 2 if after is None else min(after, size - 1)
    message = f"peer closed connection without sending complete message body (received {kept} bytes, expected {size})"
    return evolve(script, body=(script.answer.content[:kept], httpx.RemoteProtocolError(message)))


def garbled(content: bytes, ask: Ask) -> Script:
    """Return the exchange with another body below the service's head."""
    return whole(evolve(ask(), content=content))


def dripping(seconds: float, pieces: int, ask: Ask) -> Script:
    """Return the exchange with a pause before each piece of the body."""
    script = whole(ask())
    content = script.answer.content
    size = max(1, math.ceil(len(content) / pieces))
    body: list[Step] = []
    for start in range(0, len(content), size):
        body += [Pause(seconds), content[start : start + size]]
    return evolve(script, body=tuple(body))


def refused(ask: Ask) -> Script:
    """Return the exchange for which there is no connection."""
    return Script(_NONE, before=(httpx.ConnectError("[Errno 111] Connection refused"),))


def unconnected(ask: Ask) -> Script:
    """Return the exchange whose connection never comes about."""
    return Script(_NONE, before=(Pause(math.inf, "connect"),))
