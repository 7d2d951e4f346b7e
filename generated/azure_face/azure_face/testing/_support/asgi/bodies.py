"""A request's body as bytes and its content type -> the checked value that a behaviour gets."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from attrs import frozen
from starlette.requests import Request

from .casing import described_case
from .errors import bad_argument, body_too_large, unsupported_media_type
from .media import best_range, is_json, media_type
from .multipart import Part, read_parts
from .node import Node
from .operations import Operation
from .parameters import coerced, types_of
from .schemas import Schemas

_DRAINED = 8


@frozen
class Body:
    """A request's body, read and checked.

    Attributes:
        content_type: Its media type without parameters; empty when there is no body.
        value: JSON as Python values; a form or multipart body as values by name (bytes for a binary part); text as
            ``str``; everything else as ``bytes``; ``None`` when there is no body.
    """

    content_type: str
    value: Any


async def read_bytes(request: Request, limit: int) -> bytes:
    """Return the whole body.

    Args:
        request: The request.
        limit: The most bytes that are kept.

    Returns:
        The bytes.

    Raises:
        ServiceError: The body is larger than ``limit`` (413).
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        # An answer before the client has sent all would reach many clients as a broken connection only.
        elif size > limit * _DRAINED:
            break
    if size > limit:
        raise body_too_large(limit)
    return b"".join(chunks)


def read_body(
    operation: Operation, content_type: str, content: bytes, schemas: Schemas, *, ignores_case: bool = False
) -> Body:
    """Return the body of a request for ``operation``.

    Args:
        operation: The operation.
        content_type: The request's ``Content-Type``; may be empty.
        content: The body's bytes.
        schemas: The checks of the description.
        ignores_case: Whether the names of the properties in a JSON body are taken in any case.

    Returns:
        The body; one that the description does not have is ignored.

    Raises:
        ServiceError: It is missing or does not match its schema (400), or its content type is not described (415).
    """
    offered = operation.body.get("content")
    media = media_type(content_type)
    if not offered or (not content and not media and not operation.body.get("required").value):
        return Body("", None)
    described = [key for key, _ in offered.items()]
    if not content and not media:
        raise bad_argument(f"A request body is required, as one of: {', '.join(described)}.")
    if (key := best_range(media, described)) is None:
        raise unsupported_media_type(media, described)
    if not content and not media.startswith("multipart/"):
        if operation.body.get("required").value:
            raise bad_argument("A request body is required and must not be empty.")
        return Body("", None)
    return Body(media, _value(offered.get(key), content_type, content, schemas, ignores_case))


def _value(offer: Node, content_type: str, content: bytes, schemas: Schemas, ignores_case: bool) -> Any:
    media, schema = media_type(content_type), offer.get("schema")
    if is_json(media):
        value = read_json(content)
        if ignores_case:
            # A value that is nested too deep is left to the check, which says so.
            with suppress(RecursionError):
                value = described_case(value, schema)
        _check(schema, value, schemas, "property")
        return value
    if media == "application/x-www-form-urlencoded":
        pairs = parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True)
        parts = [Part(name, None, "", text.encode()) for name, text in pairs]
        return _members(offer, parts, schemas, "field")
    if media.startswith("multipart/"):
        return _members(offer, list(read_parts(content_type, content)), schemas, "part")
    return content.decode("utf-8", "replace") if media.startswith("text/") else content


def read_json(content: bytes, where: str = "request body") -> Any:
    """Return the JSON value of ``content``.

    Args:
        content: The text, in UTF-8.
        where: What it is, for the message.

    Returns:
        The value.

    Raises:
        ServiceError: It is not JSON (400); says where, and repeats nothing of it.
    """
    try:
        return json.loads(content, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise bad_argument(f"The {where} is not valid JSON: {error.msg} at {place}.") from error
    except (ValueError, RecursionError) as error:
        raise bad_argument(f"The {where} is not valid JSON.") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _members(offer: Node, parts: list[Part], schemas: Schemas, what: str) -> dict[str, Any]:
    schema = offer.get("schema").followed()
    values: dict[str, Any] = {}
    for part in parts:
        described = schema.get("properties", part.name)
        _check_part(part, described, offer.get("encoding", part.name), what)
        is_list = "array" in types_of(described)
        value = _part_value(part, described.followed().get("items") if is_list else described)
        if is_list:
            values.setdefault(part.name, []).append(value)
        elif part.name in values:
            raise bad_argument(f"The {what} '{part.name}' must be sent once.")
        else:
            values[part.name] = value
    _check(schema, {name: _as_json(value) for name, value in values.items()}, schemas, what)
    return values


def _check_part(part: Part, schema: Node, encoding: Node, what: str) -> None:
    wanted = [each.strip() for each in str(encoding.get("contentType").value or "").split(",") if each.strip()]
    if wanted and part.content_type and best_range(part.content_type, wanted) is None:
        raise bad_argument(f"The {what} '{part.name}' must have one of the content types: {', '.join(wanted)}.")
    if schema.get("x-requires-filename").value and part.filename is None:
        raise bad_argument(f"The {what} '{part.name}' must have a file name.")


def _part_value(part: Part, schema: Node) -> Any:
    node, types = schema.followed(), types_of(schema)
    if node.get("format").value == "binary" or node.get("contentMediaType") or (not types and part.filename):
        return part.content
    if "object" in types or "array" in types:
        return read_json(part.content, f"part '{part.name}'")
    return coerced(part.content.decode("utf-8", "replace"), schema)


def _as_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    # One character a byte, so that length constraints still mean bytes.
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _check(schema: Node, value: Any, schemas: Schemas, what: str) -> None:
    problem = schemas.problem(schema.pointer, value) if schema else None
    if problem is not None:
        subject = f"The {what} '{problem.place}' of the request body" if problem.place else "The request body"
        raise bad_argument(f"{subject} {problem.constraint}.")
