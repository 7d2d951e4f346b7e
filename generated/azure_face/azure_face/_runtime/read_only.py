"""A typed value goes in, its JSON-ready form as a request has it comes out: without what only the service sets."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Final, ParamSpec, TypeVar

from .encode_parts import put_optional, put_optional_nullable
from .encoding import Encoder
from .unset import Unset

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_SENT: Final = ContextVar("veneer.sent", default=False)


def as_sent(write: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Write a value for a request, where ``to_dict`` by itself writes all that a model holds.

    Args:
        write: What writes the value.
        *args: Its arguments.
        **kwargs: More of them.

    Returns:
        What it gives, without the properties that are read-only (OpenAPI 3.0, Schema Object: they SHOULD NOT be sent).
    """
    token = _SENT.set(True)
    try:
        return write(*args, **kwargs)
    finally:
        _SENT.reset(token)


def put_read_only(data: dict[str, Any], wire_name: str, value: T | None, encode: Encoder[T]) -> None:
    """Write a read-only property as ``put_optional`` does, but not into a request."""
    if not _SENT.get():
        put_optional(data, wire_name, value, encode)


def put_read_only_nullable(data: dict[str, Any], wire_name: str, value: T | Unset | None, encode: Encoder[T]) -> None:
    """Write a read-only property as ``put_optional_nullable`` does, but not into a request."""
    if not _SENT.get():
        put_optional_nullable(data, wire_name, value, encode)
