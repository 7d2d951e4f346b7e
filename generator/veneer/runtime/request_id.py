"""Headers go in, the id by which the service knows the request comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import httpx

from .redaction import visible

T = TypeVar("T")

_LONGEST = 200
_NAMES = (
    "x-ms-request-id",
    "apim-request-id",  # Azure API Management, which stands before the Azure AI services
    "x-request-id",
    "request-id",
    "x-ms-client-request-id",  # the caller's own id as the service repeats it: better than none
)


def request_id_of(headers: httpx.Headers) -> str | None:
    """Find the request's id, as text that is safe to print, or ``None``."""
    for name in _NAMES:
        if found := headers.get(name):
            return visible(found)[:_LONGEST]
    return None


class ClientRequestId:
    """A policy for sync and async calls that sends an id with each call: one for all its tries.

    Args:
        header: The header's name. A request that has such a header keeps it.
    """

    def __init__(self, header: str) -> None:
        self._header = header

    def __call__(self, request: httpx.Request, send: Callable[[httpx.Request], T]) -> T:
        """Send the request with an id."""
        if self._header not in request.headers:
            import uuid

            request.headers[self._header] = str(uuid.uuid4())
        return send(request)
