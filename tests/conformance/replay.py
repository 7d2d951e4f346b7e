"""A call of theirs -> what our client sent and read when it got the same arguments and the same answer."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from functools import cache
from typing import Any

import httpx

from . import ours, wire
from .answers import Route, answers
from .wire import Sent

VERSIONS = {"1.0.0b1": "v1.1-preview.1", "1.0.0b2": "v1.2-preview.1"}
"""The official releases, and the API version that each is made for."""

routes = cache(answers)


def replay(release: str, recorded: Mapping[str, Any]) -> tuple[list[Sent], Any]:
    """Return the requests of our call and its value."""
    sent: list[Sent] = []
    known = routes(VERSIONS[release])[recorded["set"]]

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(wire.ours(request))
        return _answer(known, request)

    return sent, ours.call(release, recorded, answer)


def _answer(known: list[Route], request: httpx.Request) -> httpx.Response:
    path = request.url.raw_path.decode().partition("?")[0]
    for method, pattern, status, headers, content in known:
        if method == request.method and re.fullmatch(pattern, path):
            return httpx.Response(status, headers=headers, content=b64decode(content))
    raise AssertionError(f"the description has no {request.method} {path}")
