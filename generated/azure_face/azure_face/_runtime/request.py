"""An operation's parts go in, one immutable request comes out, before any client has touched it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .content import RequestContent
from .context import RequestContext
from .model import Model
from .schemes import Security


class HttpRequest(NamedTuple):
    """A request as an operation describes it; the client adds the endpoint, its own headers and the credential.

    Attributes:
        method: The HTTP method, upper-case.
        path: What follows the endpoint or server: encoded, with a leading slash; or empty.
        query: The encoded query, without a question mark.
        headers: The operation's header parameters.
        cookies: The ``Cookie`` header, or empty.
        accept: The ``Accept`` header.
        content: The body.
        content_type: The body's media type where the content has none of its own.
        success: Status codes beside 2xx that the description calls a success.
        security: The alternatives of an operation that differs from its service; empty for an anonymous call.
        operation: The operation's id.
        arguments: The arguments for which more may have to hold than their types say, by name.
        server: The URL of the operation's own server, as the client knows it; empty for the client's endpoint.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = MappingProxyType({})
    cookies: str = ""
    accept: str | None = None
    content: RequestContent | None = None
    content_type: str | None = None
    success: tuple[int, ...] = ()
    security: Security | None = None
    operation: str = ""
    arguments: Mapping[str, object] = MappingProxyType({})
    server: str = ""

    def __repr__(self) -> str:
        # The rest of it may hold a secret or a person's data.
        return f"HttpRequest({self.method} {self.path})"


def with_query(request: HttpRequest, query: str) -> HttpRequest:
    """Return a request whose query begins with what a link has there, and goes on with its own, less what that sets.

    Args:
        request: The request.
        query: The encoded query of the link.
    """
    named = {part.partition("=")[0] for part in query.split("&")}
    own = [part for part in request.query.split("&") if part and part.partition("=")[0] not in named]
    return request._replace(query="&".join([*([query] if query else []), *own]))


def required_content(content: RequestContent) -> RequestContent:
    """Pass a content.

    Args:
        content: The content.

    Returns:
        The content.

    Raises:
        TypeError: If it is ``None`` or anything but a ``RequestContent``; the message says what to do.
    """
    if isinstance(content, RequestContent):
        return content
    raise TypeError(_advice(content))


def optional_content(content: RequestContent | None) -> RequestContent | None:
    """Pass a content or ``None``; else as ``required_content``."""
    return None if content is None else required_content(content)


def _advice(content: object) -> str:
    if content is None:
        return "content is required: pass a RequestContent, for instance RequestContent.json({...})"
    if isinstance(content, (Mapping, list)):
        return f"content must be a RequestContent, got {type(content).__name__}: wrap it in RequestContent.json(...)"
    if isinstance(content, Model):
        name = type(content).__name__
        return f"content must be a RequestContent, got {name}: RequestContent.json({name}(...)) sends it as it is"
    if isinstance(content, RequestContext):
        return "content must be a RequestContent; pass the RequestContext as context="
    return f"content must be a RequestContent, got {type(content).__name__}: make one with RequestContent.json"
