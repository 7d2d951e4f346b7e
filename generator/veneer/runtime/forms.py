"""A model or a mapping of JSON-ready values goes in, the content of a form or a multipart body comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from os import PathLike
from typing import Any, TypeAlias
from urllib.parse import quote_plus

from .bodies import BytesBody
from .content import RequestContent, with_value
from .json_text import dumps
from .kinds import type_name
from .model import Model
from .multipart import FilePart
from .queries import query_deep_object, query_form, query_pipe_delimited, query_space_delimited
from .read_only import as_sent
from .scalars import scalar_text

Field: TypeAlias = Callable[[str, object], str]
"""Writes a field of a form, encoded, by its name and its value."""

_FORM = "application/x-www-form-urlencoded"


def form_content(
    content: Model | Mapping[str, Any], cls: type[Any], fields: Mapping[str, Field] | None = None
) -> RequestContent:
    """Make the content of a URL-encoded form.

    A list repeats its field, an object inside is JSON, ``None`` leaves a field out (OpenAPI 3.1, Encoding Object).

    Args:
        content: The model, or a mapping.
        cls: The class that it must have.
        fields: How to write the fields that the description wants otherwise.

    Raises:
        TypeError: If content is of another class.
    """
    written, values = [], _checked(content, cls)
    for name, value in values.items():
        own = (fields or {}).get(name)
        written.append(_plain_field(name, value) if own is None else own(name, value))
    body = BytesBody("form", "&".join(filter(None, written)).encode("ascii"), content_type=_FORM)
    return RequestContent(body, None, values)


def form_field(style: str, *, explode: bool = False, allow_reserved: bool = False) -> Field:
    """Make what writes a field in one of the styles of query parameters, or as ``json``."""
    match style:
        case "json":
            return _json_field
        case "deepObject":
            return query_deep_object
        case "form":
            return lambda name, value: query_form(
                name, value, explode=explode, allow_reserved=allow_reserved, array=isinstance(value, list)
            )
        case _:
            write: Any = query_space_delimited if style == "spaceDelimited" else query_pipe_delimited
            return lambda name, value: write(name, value, explode=explode, array=isinstance(value, list))


def _plain_field(name: str, value: object) -> str:
    values = value if isinstance(value, list) else [value]
    return "&".join(_pair(name, _text(name, item)) for item in values if item is not None)


def _json_field(name: str, value: object) -> str:
    return "" if value is None else _pair(name, dumps(value).decode())


def _pair(name: str, text: str) -> str:
    return f"{quote_plus(name)}={quote_plus(text)}"


def _text(name: str, value: object) -> str:
    return dumps(value).decode() if isinstance(value, (Mapping, list)) else scalar_text(name, value)


def multipart_content(
    content: Model | Mapping[str, Any],
    cls: type[Any],
    parts: Mapping[str, Callable[[object], Any]] | None = None,
    subtype: str = "form-data",
) -> RequestContent:
    """Make the content of a multipart body: a property is a part, each item of a list one of the same name.

    A file is sent as one, an object as JSON, anything else as text; ``None`` leaves a part out.

    Args:
        content: The model, or a mapping.
        cls: The class that it must have.
        parts: How to write the parts that the description wants otherwise, from ``part_of``.
        subtype: What stands behind ``multipart/``.

    Raises:
        TypeError: If content is of another class.
    """
    pairs: list[tuple[str, Any]] = []
    values = _checked(content, cls)
    for name, value in values.items():
        own = (parts or {}).get(name)
        whole = own is not None and getattr(own, "keywords", {}).get("whole")
        items = value if isinstance(value, list) and not whole else [value]
        write = own or _plain_part
        pairs += [(name, write(item)) for item in items if item is not None]
    return with_value(RequestContent.multipart(pairs, subtype=subtype), values)


def part_of(
    content_type: str | None = None, *, headers: Mapping[str, str] | None = None, whole: bool = False
) -> Callable[[object], Any]:
    """Make what writes a part that has a content type or headers of its own.

    Args:
        content_type: The media type, less for a ``FilePart`` with one of its own; for a JSON one any value is JSON.
        headers: Further headers.
        whole: Whether a list is one part rather than one for each item.
    """
    return partial(_own_part, content_type=content_type, headers=headers or {}, whole=whole)


def _own_part(value: Any, *, content_type: str | None, headers: Mapping[str, str], whole: bool) -> FilePart:
    if isinstance(value, FilePart):
        own = {**headers, **value.headers}
        return FilePart(value.content, value.filename, value.content_type or content_type, own)
    if is_file(value):
        return FilePart(value, None, content_type, headers)
    json = (content_type or "").partition(";")[0].rstrip().endswith(("/json", "+json"))
    if json or isinstance(value, (Mapping, list)):
        return FilePart(dumps(value), "", content_type or "application/json", headers)
    return FilePart(scalar_text("part", value), "", content_type or "text/plain; charset=utf-8", headers)


def _plain_part(value: Any) -> Any:
    if isinstance(value, str) or is_file(value):
        return value
    return RequestContent.json(value) if isinstance(value, (Mapping, list)) else scalar_text("part", value)


def is_file(value: object) -> bool:
    """Tell whether a value is a file of a multipart body."""
    return isinstance(value, (bytes, bytearray, memoryview, FilePart, PathLike)) or hasattr(value, "read")


def _checked(content: Any, cls: type[Any]) -> Mapping[str, Any]:
    if not isinstance(content, cls):
        raise TypeError(f"content must be a {cls.__name__} or a RequestContent, got {type_name(content)}")
    return as_sent(content.to_dict) if isinstance(content, Model) else content
