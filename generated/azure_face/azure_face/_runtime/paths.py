"""A path parameter goes in, its percent-encoded segment comes out (RFC 6570: simple, label and matrix expansion).

A value can never add a segment, leave one out or climb with a dot segment.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from .percent import percent_encode, percent_encode_reserved
from .scalars import Encode, required, shape_of


def path_simple(
    name: str,
    value: object,
    *,
    explode: bool = False,
    array: bool = False,
    allow_reserved: bool = False,
    delimiter: str = ",",
    encode: Encode | None = None,
) -> str:
    """Write a path parameter in the simple style: ``blue``, ``a,b``, ``R,100`` or exploded ``R=100``.

    Args:
        name: The parameter's name, for messages.
        value: A scalar, a list with ``array``, or a mapping; not ``None``, not empty, not ``.`` or ``..``.
        explode: Whether a mapping's members are written as ``key=value``.
        array: Whether the parameter is an array.
        allow_reserved: Whether reserved characters such as ``/`` stay as they are (``?`` and ``#`` never do).
        delimiter: What stands between the items of an array.
        encode: What to do to every scalar first.

    Returns:
        The text, percent-encoded.

    Raises:
        TypeError: If the value is ``None`` or of a wrong type.
        ValueError: If it is empty, or would be a dot segment.
    """
    quote = _reserved if allow_reserved else percent_encode
    shape = _shape(name, value, array, encode)
    if isinstance(shape, dict):
        text = ",".join(_members(name, shape, quote, "=" if explode else ","))
    elif isinstance(shape, list):
        between = delimiter if delimiter == "," else percent_encode(name, delimiter)
        text = between.join(quote(name, item) for item in shape)
    else:
        text = quote(name, shape)
    return _no_dots(name, text, _segments(text) if allow_reserved else [text])


def path_label(
    name: str, value: object, *, explode: bool = False, array: bool = False, encode: Encode | None = None
) -> str:
    """Write a path parameter in the label style: ``.blue``, ``.a,b`` or exploded ``.a.b``; else as ``path_simple``."""
    shape = _shape(name, value, array, encode)
    between = "." if explode else ","
    if isinstance(shape, dict):
        text = between.join(_members(name, shape, percent_encode, "=" if explode else ","))
    elif isinstance(shape, list):
        text = between.join(percent_encode(name, item) for item in shape)
    else:
        text = percent_encode(name, shape)
    text = f".{text}"
    return _no_dots(name, text, [text])


def path_matrix(
    name: str,
    wire_name: str,
    value: object,
    *,
    explode: bool = False,
    array: bool = False,
    encode: Encode | None = None,
) -> str:
    """Write a path parameter in the matrix style: ``;color=blue``, ``;color=a,b`` or exploded ``;color=a;color=b``.

    Args:
        name: The parameter's name, for messages.
        wire_name: Its name in the path.
        value: As for ``path_simple``, and so are the rest and what is raised.
    """
    shape = _shape(name, value, array, encode)
    key = percent_encode(name, wire_name)
    if isinstance(shape, str):
        return f";{key}={percent_encode(name, shape)}"
    if isinstance(shape, dict):
        if explode:
            return "".join(f";{member}" for member in _members(name, shape, percent_encode, "="))
        return f";{key}={','.join(_members(name, shape, percent_encode, ','))}"
    items = [percent_encode(name, item) for item in shape]
    return "".join(f";{key}={item}" for item in items) if explode else f";{key}={','.join(items)}"


def _shape(name: str, value: object, array: bool, encode: Encode | None) -> str | list[str] | dict[str, str]:
    shape = shape_of(name, required(name, value), array, encode)
    empty = shape in ("", [], [""], {})  # an item of several may be: the delimiters say that it is there
    if empty or (isinstance(shape, dict) and "" in shape.values()):
        raise ValueError(f"{name} must not be empty: it is a part of the path")
    return shape


def _members(name: str, shape: dict[str, str], quote: Callable[[str, str], str], between: str) -> list[str]:
    return [f"{quote(name, key)}{between}{quote(name, member)}" for key, member in shape.items()]


def _reserved(name: str, text: str) -> str:
    return percent_encode_reserved(name, text, keep=":/[]@!$&'()*+,;=")


def _segments(text: str) -> list[str]:
    # As servers see them: some decode first, some take a backslash for a slash or cut off what follows a semicolon.
    return [segment.partition(";")[0] for segment in unquote(text).replace("\\", "/").split("/")]


def _no_dots(name: str, text: str, segments: list[str]) -> str:
    if not {".", ".."}.isdisjoint(segments):
        raise ValueError(f"{name} must not be '.' or '..': it would lead to another path")
    return text
