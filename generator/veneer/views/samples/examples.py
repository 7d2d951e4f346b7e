"""Example values of a description -> plain JSON values, where they are small enough to be looked at by a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from veneer.model import Example
from veneer.upstream import UntrustedString

_MOST = 500  # values in an example
_DEEPEST = 12


def plain_examples(examples: Iterable[Example]) -> tuple[Any, ...]:
    """Return the values of examples as plain JSON, those apart that are too large."""
    found = (plain(example.value) for example in examples)
    return tuple(value for value in found if value is not None)


def plain(value: Any) -> Any:
    """Return an untrusted JSON value as a plain one; ``None`` for one that is too large, or no JSON."""
    try:
        return _plain(value, [_MOST], 0)
    except _TooLarge:
        return None


class _TooLarge(Exception):  # noqa: N818
    """An example with more than a reader takes in."""


def _plain(value: Any, left: list[int], depth: int) -> Any:
    left[0] -= 1
    if left[0] < 0 or depth > _DEEPEST:
        raise _TooLarge
    if isinstance(value, UntrustedString):
        return value.get_untrusted_value()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list):
        return [_plain(item, left, depth + 1) for item in value]
    if isinstance(value, Mapping):
        return {_key(key): _plain(item, left, depth + 1) for key, item in value.items()}
    raise _TooLarge


def _key(key: Any) -> str:
    return key.get_untrusted_value() if isinstance(key, UntrustedString) else str(key)
