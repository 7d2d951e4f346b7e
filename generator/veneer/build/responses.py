"""Response objects of an operation -> Response values: exact statuses, then ranges, then the default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from veneer import upstream
from veneer.build.contents import build_contents, build_headers
from veneer.build.context import Context, child, raw
from veneer.build.docs import docs_of
from veneer.model import Response, Status
from veneer.upstream import UntrustedString


def build_responses(
    context: Context, nodes: Mapping[UntrustedString, Any], pointer: str, hint: str, only: list[str] | None
) -> tuple[Response, ...]:
    """Return the responses of an operation; `only` narrows them to some statuses (an overload's own)."""
    built = []
    for key, node in nodes.items():
        status = _status(context, raw(key), child(pointer, key))
        if status is None or (only is not None and raw(key) not in only):
            continue
        response, place = context.follow(node, child(pointer, key), upstream.Response)
        name = f"{hint}_result" if status.is_success else f"{hint}_{raw(key)}_error"
        contents = build_contents(context, response.content, child(place, "content"), name)
        headers = build_headers(context, response.headers, place)
        built.append(Response(status, contents, headers, place, docs_of(response, node)))
    return tuple(sorted(built, key=lambda item: (item.status.is_default, not item.status.is_exact, item.status.low)))


def _status(context: Context, key: str, pointer: str) -> Status | None:
    if key == "default":
        return Status(100, 599, is_default=True)
    if len(key) == 3 and key.isdecimal() and "100" <= key <= "599":
        return Status(int(key), int(key))
    if len(key) == 3 and key[0] in "12345" and key[1:].upper() == "XX":
        return Status(int(key[0]) * 100, int(key[0]) * 100 + 99)
    if not key.startswith("x-"):
        context.error(
            "bad-status",
            f"`{key}` is no status code, range or `default`",
            pointer,
            "Write a code (200), a range (2XX) or `default`.",
        )
    return None
