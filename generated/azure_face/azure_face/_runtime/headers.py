"""Header and cookie parameters go in, checked header fields come out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from .percent import percent_encode
from .scalars import Encode, scalar_text, shape_of

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"(?:[!-~](?:[ -~\t]*[!-~])?)?")


def checked_header(name: object, value: object) -> str:
    """Pass a header's value.

    Args:
        name: The header's name.
        value: Its value: visible ASCII, blanks and tabs within.

    Returns:
        The value.

    Raises:
        TypeError: If name or value is no str.
        ValueError: If either holds a character that a header cannot (CR, LF and NUL above all). The value is not shown.
    """
    if not isinstance(name, str) or not isinstance(value, str):
        raise TypeError(f"header {name!r} must have a str as its name and its value, got {type(value).__name__}")
    checked_header_name(name)
    if not _VALUE.fullmatch(value):
        raise ValueError(f"header {name} must be visible ASCII without line breaks or blanks around it")
    return value


def checked_headers(headers: Mapping[str, str] | None) -> Mapping[str, str]:
    """Pass headers as a mapping that does not change; ``None`` is none.

    Raises:
        TypeError: If it is no mapping of str to str.
        ValueError: If one holds a character that a header cannot.
    """
    if headers is None:
        return MappingProxyType({})
    if not isinstance(headers, Mapping):
        raise TypeError(f"headers must be a mapping of str to str, got {type(headers).__name__}")
    return MappingProxyType({name: checked_header(name, value) for name, value in headers.items()})


def checked_header_name(name: str) -> str:
    """Pass a header's name; a ``ValueError`` for one with a character that it cannot have (RFC 9110, section 5.1)."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a header's name")
    return name


def header_simple(
    wire_name: str,
    value: object,
    *,
    explode: bool = False,
    array: bool = False,
    delimiter: str = ",",
    encode: Encode | None = None,
) -> tuple[str, str] | None:
    """Write a header parameter in the simple style: ``blue``, ``a,b``, ``R,100`` or exploded ``R=100``.

    Args:
        wire_name: The header's name, also for messages.
        value: A scalar, a list with ``array``, a mapping, or ``None`` to leave the header out.
        explode: Whether a mapping's members are written as ``key=value``.
        array: Whether the parameter is an array; then a ``str`` is refused.
        delimiter: What stands between items.
        encode: What to do to every scalar first, for instance ``encode_datetime_http``.

    Returns:
        Name and value, or ``None``.

    Raises:
        TypeError: If the value is of a wrong type; the message names the header.
        ValueError: If the value holds CR, LF, NUL or another character that a header cannot.
    """
    if value is None:
        return None
    shape = shape_of(wire_name, value, array, encode)
    if isinstance(shape, dict):
        shape = [f"{member}{'=' if explode else ','}{text}" for member, text in shape.items()]
    text = shape if isinstance(shape, str) else delimiter.join(shape)
    return wire_name, checked_header(wire_name, text)


def header_collection(prefix: str, values: Mapping[str, object] | None) -> list[tuple[str, str]]:
    """Write the members of a mapping as headers of their own (``x-ms-header-collection-prefix``).

    Args:
        prefix: What each header's name begins with.
        values: The scalar for the rest of each name, or ``None`` for none.

    Returns:
        Names and values.

    Raises:
        TypeError: If it is no mapping of str to scalars.
        ValueError: If a name or a value holds a character that a header cannot.
    """
    if values is None:
        return []
    if not isinstance(values, Mapping):
        raise TypeError(f"the headers {prefix}* must be a mapping, got {type(values).__name__}")
    names = [(f"{prefix}{name}", value) for name, value in values.items() if value is not None]
    return [(name, checked_header(name, scalar_text(name, value))) for name, value in names]


def header_fields(*parts: tuple[str, str] | None) -> dict[str, str]:
    """Collect header parameters; those that are ``None`` are left out."""
    return dict(part for part in parts if part is not None)


def cookie_form(
    wire_name: str, value: object, *, explode: bool = True, array: bool = False, encode: Encode | None = None
) -> str:
    """Write a cookie parameter in the form style, percent-encoded: ``a=1``, ``a=1,2`` or exploded ``a=1; a=2``.

    Args:
        wire_name: The cookie's name, also for messages.
        value: A scalar, a list with ``array``, a mapping, or ``None`` to leave the cookie out.
        explode: Whether each item or member is a cookie of its own.
        array: Whether the parameter is an array; then a ``str`` is refused.
        encode: What to do to every scalar first.

    Returns:
        The cookie, ``""`` for ``None``.

    Raises:
        TypeError: If the value is of a wrong type; the message names the cookie.
        ValueError: If the value has no text.
    """
    if value is None:
        return ""
    shape = shape_of(wire_name, value, array, encode)
    key = percent_encode(wire_name, wire_name, "!#$&'*+^`|")
    if isinstance(shape, str):
        return f"{key}={percent_encode(wire_name, shape)}"
    if isinstance(shape, list):
        items = [percent_encode(wire_name, item) for item in shape]
        return "; ".join(f"{key}={item}" for item in items) if explode else f"{key}={','.join(items)}"
    members = [(percent_encode(wire_name, name), percent_encode(wire_name, text)) for name, text in shape.items()]
    if explode:
        return "; ".join(f"{name}={text}" for name, text in members)
    return f"{key}={','.join(part for pair in members for part in pair)}"


def cookie_plain(
    wire_name: str, value: object, *, explode: bool = True, array: bool = False, encode: Encode | None = None
) -> str:
    """Write a cookie parameter in the cookie style (OpenAPI 3.2): as ``cookie_form``, but nothing is percent-encoded.

    Raises:
        TypeError: If the value is of a wrong type; the message names the cookie.
        ValueError: If a value holds what would end the cookie, or a character that a header cannot.
    """
    if value is None:
        return ""
    shape = shape_of(wire_name, value, array, encode)
    if isinstance(shape, str):
        pairs = [(wire_name, shape)]
    elif isinstance(shape, list):
        pairs = [(wire_name, item) for item in shape] if explode else [(wire_name, ",".join(shape))]
    else:
        joined = ",".join(part for pair in shape.items() for part in pair)
        pairs = [*shape.items()] if explode else [(wire_name, joined)]
    for name, text in pairs:
        checked_header_name(name)
        checked_header(wire_name, text)
        if ";" in text:
            raise ValueError(f"{wire_name} must not hold a semicolon, which would end the cookie")
    return "; ".join(f"{name}={text}" for name, text in pairs)


def cookie_string(*parts: str) -> str:
    """Join cookies to one ``Cookie`` header; empty ones are left out."""
    return "; ".join(part for part in parts if part)
