"""A type and the default of its schema -> a warning where the default is no value of the type."""

from __future__ import annotations

from typing import Any

from veneer.build.context import Context, raw
from veneer.model import (
    BoolType,
    EnumRef,
    FloatType,
    IntType,
    ListType,
    MapType,
    ModelRef,
    StringType,
    Type,
    bare,
)


def check_default(context: Context, type: Type, default: Any, pointer: str) -> None:
    """Warn of a default that does not fit; null is the default of what is left out."""
    if default is not None and not _fits(context, bare(type), default):
        context.warn(
            "unfit-default",
            "the default is no value of the type; clients only tell of it",
            pointer,
            "Write a value of the type.",
        )


def _fits(context: Context, type: Type, default: Any) -> bool:
    match type:
        case BoolType():
            return isinstance(default, bool)
        case IntType(as_string=False):
            return _is_number(default) and float(default).is_integer()
        case FloatType(as_string=False):
            return _is_number(default)
        case StringType():
            return isinstance(default, str)
        case ListType():
            return isinstance(default, list)
        case MapType() | ModelRef():
            return isinstance(default, dict)
        case EnumRef(id):
            values = context.enums[id].values
            return default in [
                item.value if isinstance(item.value, int | float) else raw(item.value) for item in values
            ]
        case _:
            return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
