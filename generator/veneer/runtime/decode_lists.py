"""A decoder goes in, the function that reads a whole list of such values in one pass comes out, if there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .decoding import Decoder, decode_bool, decode_float, decode_int, decode_str

ListReader: TypeAlias = Callable[[list[Any]], list[Any] | None]
"""Returns the new list; or ``None`` if an item needs a closer look, which its decoder takes."""


def _copied_if_all(kind: type) -> ListReader:
    return lambda items: items.copy() if [*map(type, items)].count(kind) == len(items) else None


LIST_READERS: dict[Decoder[Any], ListReader] = {
    decode_bool: _copied_if_all(bool),
    decode_float: _copied_if_all(float),
    decode_int: _copied_if_all(int),
    decode_str: _copied_if_all(str),
}
"""What is loaded only when it is needed adds its own."""
