"""Answers about a long-running operation go in, where to ask next and how far the operation is come out; no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import httpx

from .json_text import loads
from .response import Response
from .values import Fixed
from .verdicts import Progress, Verdict

_STATUS_HEADERS = ("Operation-Location", "Azure-AsyncOperation")
_VERSION = "api-version"
_SUCCEEDED = frozenset({"succeeded"})
_FAILED = frozenset({"failed", "canceled", "cancelled"})


class OperationStatus(Fixed):
    """How far a long-running operation is, as one answer says.

    Attributes:
        state: The service's word for it; ``None`` where the status code alone says it.
        body: The JSON of the answer; ``None`` without any.
    """

    __slots__ = ("_verdict", "body", "state")
    _unshown = frozenset({"_verdict", "body"})

    def __init__(self, state: str | None, body: Any, verdict: Verdict) -> None:
        self.state: Final = state
        self.body: Final = body
        self._verdict: Final = verdict


class Trail:
    """What the answers so far said about an operation: where it can be asked for, and where its result is.

    Without a header that leads anywhere, an operation is asked for at its own URL, whose resource says how far it is.

    Args:
        raw: The answer that began it.
        final: Where the result is, as `x-ms-long-running-operation-options` says it; empty: by the method.
    """

    def __init__(self, raw: httpx.Response, final: str) -> None:
        self._first, self._final = raw, final
        self._status_url: str | None = None
        self._location: str | None = None
        self._note(raw)

    @property
    def url(self) -> str:
        """Where to ask how far the operation is."""
        return self._status_url or self._location or str(self._first.request.url)

    def began(self) -> Response[OperationStatus] | None:
        """Return the first answer as a status where there is nothing to ask for any more, else ``None``."""
        if self._status_url is not None or self._location is not None:
            return None
        status = self._judged(self._first)
        return Response(self._first, status) if status._verdict.progress is not Progress.RUNNING else None

    def take(self, raw: httpx.Response) -> Response[OperationStatus]:
        """Read an answer to the question how far the operation is."""
        self._note(raw)
        return Response(raw, self._judged(raw))

    def result_url(self, last: Response[OperationStatus]) -> str | None:
        """Return where the result is; ``None``: in the last answer.

        Args:
            last: The status that said that the operation succeeded.
        """
        own, method = str(self._first.request.url), self._first.request.method
        asked_there = self._status_url is not None
        if last.raw is self._first or not asked_there or self._final in {"azure-async-operation", "operation-location"}:
            # A resource that said itself how far it is, or what its location led to, is the result.
            return own if self._final == "original-uri" and self._location is not None else None
        if self._final == "original-uri":
            return own
        if self._final == "location" and self._location is not None:
            return self._location
        body = last.value.body
        resource = body.get("resourceLocation") if isinstance(body, Mapping) else None
        if isinstance(resource, str):
            return str(last.raw.request.url.join(resource))
        if method in {"PUT", "PATCH"}:
            return own
        return self._location if method == "POST" else None

    def _note(self, raw: httpx.Response) -> None:
        for name in _STATUS_HEADERS:
            if found := raw.headers.get(name):
                self._status_url = self._joined(raw, found)
                break
        if found := raw.headers.get("Location"):
            self._location = self._joined(raw, found)

    def _joined(self, raw: httpx.Response, found: str) -> str:
        """Return the URL of a header; one without an `api-version` has that of the first request, as Azure asks."""
        url, version = raw.request.url.join(found), self._first.request.url.params.get(_VERSION)
        if version is None or _VERSION in url.params:
            return str(url)
        query = [*filter(None, [url.query.decode("ascii")]), f"{_VERSION}={quote(version)}"]  # the rest as it is
        return str(httpx.URL(url, query="&".join(query).encode("ascii")))

    def _judged(self, raw: httpx.Response) -> OperationStatus:
        body = _json(raw)
        if self._status_url is not None:
            state = body.get("status") if isinstance(body, Mapping) else None
            running = Progress.RUNNING
        elif self._location is not None:
            state, running = None, Progress.RUNNING if raw.status_code == 202 else Progress.SUCCEEDED
        else:
            state, running = _provisioning(body), Progress.RUNNING if raw.status_code == 202 else Progress.SUCCEEDED
        if not isinstance(state, str):
            return OperationStatus(None, body, Verdict(running, _message(body)))
        word = state.lower()
        progress = (
            Progress.SUCCEEDED if word in _SUCCEEDED else Progress.FAILED if word in _FAILED else Progress.RUNNING
        )
        return OperationStatus(state, body, Verdict(progress, _message(body)))


def _provisioning(body: object) -> object:
    """Return the state that a resource has of its own (Azure Resource Manager)."""
    if not isinstance(body, Mapping):
        return None
    properties = body.get("properties")
    return (properties if isinstance(properties, Mapping) else body).get("provisioningState")


def _message(body: object) -> str | None:
    error = body.get("error") if isinstance(body, Mapping) else None
    message = error.get("message") if isinstance(error, Mapping) else None
    return message if isinstance(message, str) else None


def _json(raw: httpx.Response) -> Any:
    try:
        return loads(raw.content) if raw.content else None
    except ValueError:
        return None
