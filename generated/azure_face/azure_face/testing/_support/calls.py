"""A request to the local service -> the record of it that a test asserts on; its repr shows no credential."""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from typing import Any

import httpx
from attrs import field, frozen

from .faults import Fault

_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})
_HIDDEN = "[secure]"


@frozen(repr=False)
class Call:
    """A call that the local service got.

    Attributes:
        operation: The id of its operation in the description; empty when it has none such.
        method: HTTP method, upper case.
        path: Path, decoded.
        query: Values in the query.
        headers: Headers.
        content: The body's bytes.
        status: Status that the caller was answered with; ``None`` when there was no answer, or not in time.
        fault: What was injected into it.
    """

    operation: str
    method: str
    path: str
    query: httpx.QueryParams
    headers: httpx.Headers
    content: bytes
    status: int | None
    fault: Fault | None
    _secrets: AbstractSet[str] = field(alias="secrets", eq=False)

    def json(self) -> Any:
        """Return the body as a JSON value.

        Raises:
            ValueError: It is no JSON.
        """
        return json.loads(self.content)

    def __repr__(self) -> str:
        query = "&".join(f"{name}={self._shown(name, text)}" for name, text in self.query.multi_items())
        headers = {name: self._shown(name, text) for name, text in self.headers.items()}
        about = [f"{self.method} {self.path}{'?' if query else ''}{query}", f"operation={self.operation!r}"]
        about += [f"status={self.status}", *([f"fault={self.fault.name!r}"] if self.fault else [])]
        return f"<Call {' '.join(about)} headers={headers} content={len(self.content)} bytes>"

    def _shown(self, name: str, text: str) -> str:
        return _HIDDEN if name.lower() in _SECRET | self._secrets else text
