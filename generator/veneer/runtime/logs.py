"""One try of a call goes in, lines for the application's ``logging`` come out, without any secret or body."""

from __future__ import annotations

import logging
import time
from types import TracebackType
from typing import Any

import httpx

from .observation import PACKAGE, error_type, resends_before
from .redaction import Redaction
from .request_id import request_id_of

_LOGGER = logging.getLogger(PACKAGE)


class Logging:
    """Logs each try where the application has asked the package's logger for level INFO or DEBUG.

    A failure is logged at INFO as well: the caller learns of it by the exception, and decides what that is worth.

    Args:
        redaction: What may be shown.
    """

    def __init__(self, redaction: Redaction) -> None:
        self._redaction = redaction

    def begin(self, request: httpx.Request) -> LoggedTry | None:
        """Begin to log a try, if anybody listens."""
        return LoggedTry(request, self._redaction) if _LOGGER.isEnabledFor(logging.INFO) else None


class LoggedTry:
    """What is logged of one try.

    Each record has the attributes ``method``, ``url``, ``attempt`` (1 for the first try), ``status_code``,
    ``duration_ms``, ``request_id`` and ``error_type``, for a formatter; what is not known is ``None``.
    """

    answer: httpx.Response | None = None

    def __init__(self, request: httpx.Request, redaction: Redaction) -> None:
        self._request = request
        self._redaction = redaction
        self._facts: dict[str, Any] = {
            "method": request.method,
            "url": redaction.url(request.url),
            "attempt": resends_before(request) + 1,
            "status_code": None,
            "duration_ms": None,
            "request_id": request_id_of(request.headers),
            "error_type": None,
        }

    def __enter__(self) -> None:
        if _LOGGER.isEnabledFor(logging.DEBUG):
            size = self._request.headers.get("Content-Length")
            if size is None and "Transfer-Encoding" not in self._request.headers:
                size = "0"
            self._details("request", self._request.headers, size)
        self._began = time.perf_counter()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        facts = self._facts
        facts["duration_ms"] = round((time.perf_counter() - self._began) * 1000, 1)
        if error is not None:
            facts["error_type"] = error_type(error)
        if self.answer is not None:
            facts["status_code"] = self.answer.status_code
            facts["request_id"] = request_id_of(self.answer.headers) or facts["request_id"]
        _LOGGER.info(
            "%s %s: %s in %s ms (try %d, request id %s)",
            facts["method"],
            facts["url"],
            facts["error_type"] or facts["status_code"],
            facts["duration_ms"],
            facts["attempt"],
            facts["request_id"] or "unknown",
            extra=facts,
        )
        if self.answer is not None and _LOGGER.isEnabledFor(logging.DEBUG):
            self._details("answer", self.answer.headers, _size_of(self.answer))

    def _details(self, what: str, headers: httpx.Headers, size: int | str | None) -> None:
        facts = self._facts
        shown = self._redaction.headers(headers)
        length = "of unknown size" if size is None else f"of {size} bytes"
        text = "%s %s: %s with a body %s and the headers %s"
        _LOGGER.debug(text, facts["method"], facts["url"], what, length, shown, extra={**facts, "headers": shown})


def _size_of(response: httpx.Response) -> int | None:
    try:
        return len(response.content)
    except httpx.ResponseNotRead:  # a streaming call
        return None
