"""An ASGI application and a request of httpx -> its answer, at once and in the caller's thread."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from typing import Any

import httpx
from starlette.types import ASGIApp, Message

from .script import Answer

_LOG = logging.getLogger(__name__)


def answer_of(app: ASGIApp, request: httpx.Request, content: bytes) -> Answer:
    """Return the answer of an application that waits for nothing.

    No event loop runs it, so that it costs no thread and works below a running loop of the caller's, whatever its kind.

    Args:
        app: The application.
        request: The request.
        content: Its body.

    Raises:
        RuntimeError: The application waits for something.
    """
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    try:
        _finish(app(_scope(request), receive, send))
    except _StillWaitingError:
        raise RuntimeError("a behaviour of the local service waits; in process it has to answer at once") from None
    except Exception:
        if not messages:
            raise
        _LOG.exception("the local service failed at %s %s", request.method, request.url.path)
    headers = [(name, text) for message in messages for name, text in message.get("headers", ())]
    return Answer(
        messages[0]["status"], httpx.Headers(headers), b"".join(message.get("body", b"") for message in messages)
    )


class _StillWaitingError(Exception):
    pass


def _finish(running: Any) -> None:
    coroutine: Coroutine[Any, Any, None] = running
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise _StillWaitingError


def _scope(request: httpx.Request) -> dict[str, Any]:
    url = request.url
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.raw_path.partition(b"?")[0],
        "query_string": url.query,
        "root_path": "",
        "headers": [(name.lower(), text) for name, text in request.headers.raw],
        "server": (url.host, url.port),
        "client": ("127.0.0.1", 0),
    }
