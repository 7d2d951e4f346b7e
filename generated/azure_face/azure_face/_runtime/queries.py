"""Query parameters go in, an encoded query string comes out (OpenAPI's form, delimited and deepObject styles)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .model import Model
from .percent import percent_encode, percent_encode_reserved
from .read_only import as_sent
from .scalars import Encode, member_texts, members_of, scalar_text, shape_of

# What RFC 3986 reserves, less what would end the query (#), the parameter (&) or stand for a blank (+).
_RESERVED = ":/?[]@!$'()*,;="
_ENCODED = f"{_RESERVED}&+"


def query_string(*parts: str) -> str:
    """Join query parameters with ``&``; empty ones are left out. No leading question mark."""
    return "&".join(part for part in parts if part)


def query_form(
    wire_name: str,
    value: object,
    *,
    explode: bool = True,
    allow_reserved: bool = False,
    encoded: bool = False,
    array: bool = False,
    encode: Encode | None = None,
) -> str:
    """Write a query parameter in the form style: ``color=a&color=b`` exploded, else ``color=a,b``.

    Args:
        wire_name: The parameter's name in the query, also for messages.
        value: A scalar, a list with ``array``, a mapping, or ``None`` to leave the parameter out.
        explode: Whether each item or member is a parameter of its own; so is each item of a member that is a list.
        allow_reserved: Whether reserved characters stay as they are (``#``, ``&`` and ``+`` never do).
        encoded: Whether the value is encoded already: ``&`` and ``+`` stay as well, and may begin further parameters.
        array: Whether the parameter is an array; then a ``str`` is refused.
        encode: What to do to every scalar first, for instance ``encode_datetime_unix``.

    Returns:
        The encoded parameter, ``""`` for ``None`` and for an empty list or mapping.

    Raises:
        TypeError: If the value is of a wrong type; the message names the parameter.
        ValueError: If the value has no text, such as NaN or a naive datetime.
    """
    return _delimited(wire_name, value, ",", explode, array, encode, _kept(allow_reserved, encoded))


def query_space_delimited(
    wire_name: str,
    value: object,
    *,
    explode: bool = False,
    allow_reserved: bool = False,
    encoded: bool = False,
    array: bool = True,
    encode: Encode | None = None,
) -> str:
    """Write a query parameter with its items between blanks: ``color=a%20b``; else as ``query_form``."""
    return _delimited(wire_name, value, "%20", explode, array, encode, _kept(allow_reserved, encoded))


def query_pipe_delimited(
    wire_name: str,
    value: object,
    *,
    explode: bool = False,
    allow_reserved: bool = False,
    encoded: bool = False,
    array: bool = True,
    encode: Encode | None = None,
) -> str:
    """Write a query parameter with its items between pipes: ``color=a%7Cb``; else as ``query_form``."""
    return _delimited(wire_name, value, "%7C", explode, array, encode, _kept(allow_reserved, encoded))


def query_delimited(
    wire_name: str, value: object, delimiter: str, *, array: bool = True, encode: Encode | None = None
) -> str:
    r"""Write a query parameter with its items between ``delimiter``, for instance ``"\n"``; else as ``query_form``."""
    return _delimited(wire_name, value, percent_encode(wire_name, delimiter), False, array, encode)


def _delimited(
    wire_name: str,
    value: object,
    delimiter: str,
    explode: bool,
    array: bool,
    encode: Encode | None,
    keep: str = "",
) -> str:
    if value is None:
        return ""
    if explode and not array and encode is None and (members := members_of(value)) is not None:
        return query_string(*(_member(wire_name, key, member, keep) for key, member in members.items()))
    shape = shape_of(wire_name, value, array, encode)
    key = _name(wire_name)
    if isinstance(shape, str):
        return f"{key}={_value(wire_name, shape, keep)}"
    if isinstance(shape, list):
        items = [_value(wire_name, item, keep) for item in shape]
        return "&".join(f"{key}={item}" for item in items) if explode else _joined(key, delimiter, items)
    pairs = [(_name(member), _value(wire_name, text, keep)) for member, text in shape.items()]
    return _joined(key, delimiter, [part for pair in pairs for part in pair])


def _member(wire_name: str, name: str, value: object, keep: str) -> str:
    """Write a member of an exploded object, a parameter of its own; a list in it as such a parameter has it."""
    texts = member_texts(f"{wire_name}.{name}", value)
    return "&".join(f"{_name(name)}={_value(wire_name, text, keep)}" for text in texts)


def _joined(key: str, delimiter: str, items: list[str]) -> str:
    return f"{key}={delimiter.join(items)}" if items else ""


def query_whole(wire_name: str, text: str | None) -> str:
    """Write a value that is the whole query, percent-encoded (OpenAPI 3.2, ``in: querystring``).

    Args:
        wire_name: The parameter's name, for messages; it is not sent.
        text: The value in its media type, or ``None`` to send no query.

    Raises:
        TypeError: If the value is no text.
        ValueError: If the text is no Unicode.
    """
    if text is None:
        return ""
    if not isinstance(text, str):
        raise TypeError(f"{wire_name} must be a str, got {type(text).__name__}")
    return percent_encode(wire_name, text)


def query_deep_object(wire_name: str, value: object, *, encode: Encode | None = None) -> str:
    """Write a query parameter in the deepObject style: ``color[R]=100&color[G]=200``, brackets percent-encoded.

    Args:
        wire_name: The parameter's name in the query, also for messages.
        value: A mapping, model or list, or ``None`` to leave the parameter out. What is inside nests, lists by index.
        encode: What to do to every scalar first.

    Returns:
        The encoded parameters, ``""`` for ``None`` and for an empty mapping or list.

    Raises:
        TypeError: If the value is no mapping or list, or a member of a wrong type; the message names it.
        ValueError: If a member has no text.
    """
    if value is None:
        return ""
    if isinstance(value, Model):
        value = as_sent(value.to_dict)
    if not isinstance(value, (Mapping, list, tuple)):
        raise TypeError(f"{wire_name} must be a mapping, got {type(value).__name__}")
    return "&".join(_deep(wire_name, value, encode))


def _deep(name: str, value: object, encode: Encode | None) -> list[str]:
    if isinstance(value, Mapping):
        members = [(key, member) for key, member in value.items() if member is not None]
        return [part for key, member in members for part in _deep(f"{name}[{key}]", member, encode)]
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray, memoryview)):
        return [part for index, item in enumerate(value) for part in _deep(f"{name}[{index}]", item, encode)]
    text = scalar_text(name, value if encode is None else encode(value))
    return [f"{_name(name)}={percent_encode(name, text)}"]


def _name(wire_name: str) -> str:
    return percent_encode(wire_name, wire_name, "$:@")


def _kept(allow_reserved: bool, encoded: bool) -> str:
    return _ENCODED if encoded else _RESERVED if allow_reserved else ""


def _value(wire_name: str, text: str, keep: str) -> str:
    return percent_encode_reserved(wire_name, text, keep) if keep else percent_encode(wire_name, text)
