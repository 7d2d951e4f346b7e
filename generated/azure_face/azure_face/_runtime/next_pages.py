"""One page of a list goes in, where the next one begins comes out: a link, a token or a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

import httpx

from .context import RequestContext
from .errors import ServiceError
from .json_text import loads
from .paging import Following
from .queries import query_form, query_string
from .response import Response
from .scalars import scalar_text

Read = Callable[[httpx.Response], Any]
"""Reads an answer's body as plain values, as they are in JSON."""


def _json(raw: httpx.Response) -> Any:
    return loads(raw.content) if raw.content else None


def after_link(*names: str, read: Read = _json, version: str | None = None) -> Following[Any]:
    """Follow a URL in the answer; without one, the page is the last.

    Args:
        names: The property that holds it, behind those that hold that one; none where a list has only one page.
        read: Reads the answer.
        version: A query parameter that the URL gets as the page was asked for with it, whatever it has there itself.
    """

    def following(page: Response[Any]) -> str | None:
        link = _absolute(page, _found(read(page.raw), names)) if names else None
        return link if link is None or version is None else _with_sent(page, link, version)

    return following


def after_header(name: str) -> Following[Any]:
    """Follow the URL that a header gives the relation ``next`` (RFC 8288); without one, the page is the last.

    Args:
        name: The header.
    """

    def following(page: Response[Any]) -> str | None:
        link = httpx.Response(200, headers={"Link": page.headers.get(name, "")}).links.get("next", {})
        return _absolute(page, link.get("url"))

    return following


def after_token(*names: str, read: Read = _json) -> Following[Any]:
    """Pass on what the answer says for it; the page without that is the last.

    Args:
        names: The property that holds it, behind those that hold that one.
        read: Reads the answer.
    """

    def following(page: Response[Any]) -> str | None:
        found = _found(read(page.raw), names)
        return None if found is None or found == "" else scalar_text("what leads to the next page", found)

    return following


def after_number(parameter: str, first: int, size: int | None, *, by_page: bool) -> Following[Any]:
    """Count on from the number that the page was asked for with; the page that is not full is the last.

    Args:
        parameter: The query parameter that has the number.
        first: The number of the first page, or of the first item.
        size: How many items a full page has; ``None``: an empty page is the last.
        by_page: Whether pages are counted, not items.
    """

    def following(page: Response[Any]) -> str | None:
        count = len(page.value)
        if not count or (size is not None and count < size):
            return None
        sent = page.raw.request.url.params.get(parameter)
        return str((int(sent) if sent else first) + (1 if by_page else count))

    return following


def at_link(context: RequestContext, link: str | None) -> RequestContext:
    """Return the context of a call that gets a page by its link; that of the first page is the one that is given."""
    if link is None:
        return context
    following = RequestContext(cancellation=context.cancellation)
    following._link = link
    return following


def with_link(context: RequestContext, link: str) -> RequestContext:
    """Return the context of a call that goes to a link, with what else its operation has in the query."""
    before, _, query = link.partition("#")[0].partition("?")
    following = RequestContext(cancellation=context.cancellation)
    following._link, following._query = before, query
    return following


def link_path(link: str) -> str:
    """Return the path of a link, as an operation takes it that has the link in its own path."""
    return link.partition("#")[0].partition("?")[0].lstrip("/")


def with_link_query(context: RequestContext, link: str) -> RequestContext:
    """Return the context of a call that has what `link_path` gives in its path: it gets the link's query."""
    following = RequestContext(cancellation=context.cancellation)
    following._query = link.partition("#")[0].partition("?")[2]
    return following


def _found(value: Any, names: tuple[str, ...]) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _with_sent(page: Response[Any], link: str, name: str) -> str:
    """Return a link with a query parameter as the page's request had it; the rest stays as the service wrote it."""
    sent = page.raw.request.url.params.get(name)
    if sent is None:
        return link
    before, _, query = link.partition("#")[0].partition("?")
    others = [part for part in query.split("&") if unquote(part.partition("=")[0]).lower() != name.lower()]
    return f"{before}?{query_string(*others, query_form(name, sent))}"


def _absolute(page: Response[Any], link: object) -> str | None:
    """Return a link of a page as an absolute URL (RFC 3986, section 5); the client looks where it leads."""
    if link is None or link == "":
        return None
    try:
        return str(page.raw.request.url.join(str(link)))
    except httpx.InvalidURL:
        raise ServiceError("the link to the next page is no URL") from None
