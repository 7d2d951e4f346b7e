"""An operation's extensions, links and headers -> how its list comes in pages, where the description says so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from veneer import upstream
from veneer.build.context import Context, child, raw
from veneer.load import pointers
from veneer.model import Paging
from veneer.upstream import UntrustedString, untrusted

_NEXT = re.compile(r"""(?i)rel\\?=\\?["']?next|next page|pagina""")  # what a `Link` header says that leads on
_ONLY_THE_LINK = re.compile(r"/?\{[^{}]+\}")
_BODY = "$response.body#/"


def build_paging(context: Context, node: upstream.Operation, pointer: str, id: str) -> Paging | None:
    """Return how an operation's list comes in pages.

    What is read: `x-ms-pageable`; a link of a success (OpenAPI 3.1, section 4.8.20) back to the operation itself that
    puts a part of the answer into a query parameter; and a header `Link` (RFC 8288) that is said to lead on.

    Args:
        context: The build.
        node: The operation.
        pointer: Where it stands.
        id: Its operationId.
    """
    pageable = upstream.extension(node, "x-ms-pageable")
    if isinstance(pageable, dict):
        return _pageable(context, pageable, child(pointer, "x-ms-pageable"))
    for response, place in _successes(context, pointer):
        found = _by_link(context, response, place, pointer, id) or _by_header(context, response, place)
        if found is not None:
            return found
    return None


def _pageable(context: Context, says: dict[str, Any], pointer: str) -> Paging:
    items, link, other = says.get("itemName"), says.get("nextLinkName"), says.get("operationName")
    path = tuple(untrusted(name) for name in link.split(".")) if isinstance(link, str) and link else ()
    return Paging(
        pointer,
        untrusted(items if isinstance(items, str) and items else "value"),
        next_link=path,
        next_operation=untrusted(other) if isinstance(other, str) and _is_another(context, other) else None,
    )


def _is_another(context: Context, named: str) -> bool:
    """Tell whether it takes another operation: not one that is sent to the link as it is, as `/{nextLink}` says."""
    return _ONLY_THE_LINK.fullmatch(context.paths_by_id.get(named, "")) is None


def _successes(context: Context, pointer: str) -> Iterator[tuple[dict[str, Any], str]]:
    responses = context.document.resolve(pointer).get("responses")
    for status, given in responses.items() if isinstance(responses, dict) else ():
        if str(status).upper() in {"200", "2XX", "206"} and isinstance(given, dict):
            yield context.resolved(given, child(pointer, "responses", status))


def _by_link(context: Context, response: dict[str, Any], place: str, pointer: str, id: str) -> Paging | None:
    links = response.get("links")
    for name, given in links.items() if isinstance(links, dict) else ():
        link, at = context.resolved(given, child(place, "links", name)) if isinstance(given, dict) else ({}, "")
        reference = link.get("operationRef")
        itself = link.get("operationId") == id or (
            isinstance(reference, str) and pointers.referred(reference) == pointer
        )
        given = link.get("parameters")
        for parameter, value in given.items() if itself and isinstance(given, dict) else ():
            if isinstance(value, str) and value.startswith(_BODY):
                path = tuple(untrusted(_unescaped(part)) for part in value.removeprefix(_BODY).split("/"))
                wanted = str(parameter).removeprefix("query.")
                if f"{{{wanted.removeprefix('path.')}}}" in pointer:  # another thing of its kind, or the same: no page
                    continue
                return Paging(at, token_parameter=untrusted(wanted), token=path)
    return None


def _by_header(context: Context, response: dict[str, Any], place: str) -> Paging | None:
    headers = response.get("headers")
    for name, given in headers.items() if isinstance(headers, dict) else ():
        if raw(name).lower() == "link" and isinstance(given, dict):
            header, at = context.resolved(given, child(place, "headers", name))
            if _NEXT.search(json.dumps(header, default=str)):
                return Paging(at, next_header=_text(name))
    return None


def _text(name: Any) -> UntrustedString:
    return name if isinstance(name, UntrustedString) else untrusted(str(name))


def _unescaped(token: str) -> str:
    """Return a token of a JSON Pointer as it is meant (RFC 6901, section 4)."""
    return token.replace("~1", "/").replace("~0", "~")
