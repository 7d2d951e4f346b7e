"""A text or number from the wire goes in, an enum's member comes out, and the other way round."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, IntEnum, StrEnum
from typing import Any, Self, TypeVar, overload

from .decoding import decode_int, decode_str
from .errors import DecodeError, EncodeError
from .kinds import type_name

E = TypeVar("E", bound="_WireText")


class _Encode:
    """``Class.encode`` writes a member for the wire, while ``member.encode()`` stays what it is for every ``str``."""

    @overload
    def __get__(self, instance: None, owner: type[E]) -> Callable[[E], str]: ...
    @overload
    def __get__(self, instance: E, owner: type[E]) -> Callable[..., bytes]: ...
    def __get__(self, instance: Any, owner: type[_WireText]) -> Callable[..., Any]:
        return owner._to_wire if instance is None else str.encode.__get__(instance, owner)


class _WireText:
    encode = _Encode()

    @classmethod
    def _to_wire(cls, value: Any) -> str:
        raise NotImplementedError


def _listed(cls: type[Enum]) -> str:
    values = [repr(member.value) for member in cls]
    return ", ".join(values[:10]) + (", ..." if len(values) > 10 else "")


def _unfit(cls: type[Enum], value: object) -> EncodeError:
    return EncodeError("$", f"expected {cls.__name__}, got {type_name(value)}")


# `encode` hides str.encode on the class alone, so an instance is still a sound str.
class OpenStrEnum(_WireText, StrEnum):  # pyright: ignore[reportIncompatibleMethodOverride]
    """Texts that the service may add to: an unlisted one is kept as it is, without becoming a member of the class.

    ``Class.encode(value)`` writes a member or any other text, with an ``EncodeError`` for what is no text.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unlisted = str.__new__(cls, value)
        unlisted._name_ = f"UNKNOWN({value})"  # no member can have that name, so none is mistaken for this one
        unlisted._value_ = str(value)
        return unlisted

    @classmethod
    def _to_wire(cls, value: str) -> str:
        if isinstance(value, str):
            return str(value)
        raise _unfit(cls, value)

    def __repr__(self) -> str:
        return super().__repr__() if self.is_known else f"<{type(self).__name__}: {self.value!r} (unknown)>"

    @property
    def is_known(self) -> bool:
        """Whether the class lists the value."""
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def decode(cls, value: object) -> Self:
        """Read a text; a ``DecodeError`` for what is none."""
        return cls(decode_str(value))


class ClosedStrEnum(_WireText, StrEnum):  # pyright: ignore[reportIncompatibleMethodOverride]
    """Texts of which there will be no others.

    ``Class.encode(value)`` writes a member or the text of one, with an ``EncodeError`` for anything else.
    """

    @classmethod
    def _to_wire(cls, value: str) -> str:
        try:
            return str(cls(value).value)
        except ValueError:
            raise EncodeError("$", f"expected {cls.__name__}: one of {_listed(cls)}") from None

    @classmethod
    def decode(cls, value: object) -> Self:
        """Read a listed text; a ``DecodeError`` for anything else."""
        try:
            return cls(decode_str(value))
        except ValueError:
            raise DecodeError("$", f"expected one of {_listed(cls)}, got {str(value)[:60]!r}") from None


class OpenIntEnum(IntEnum):
    """Integers that the service may add to: an unlisted one is kept as it is, not made a member of the class."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        unlisted = int.__new__(cls, value)
        unlisted._name_ = f"UNKNOWN({value})"
        unlisted._value_ = int(value)
        return unlisted

    def __repr__(self) -> str:
        return super().__repr__() if self.is_known else f"<{type(self).__name__}: {self.value!r} (unknown)>"

    @property
    def is_known(self) -> bool:
        """Whether the class lists the value."""
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def encode(cls, value: int) -> int:
        """Write a member, or any other integer; an ``EncodeError`` for what is none."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise _unfit(cls, value)
        return int(value)

    @classmethod
    def decode(cls, value: object) -> Self:
        """Read an integer; a ``DecodeError`` for what is none."""
        return cls(decode_int(value))


class ClosedIntEnum(IntEnum):
    """Integers of which there will be no others."""

    @classmethod
    def encode(cls, value: int) -> int:
        """Write a member, or the integer of one; an ``EncodeError`` for anything else."""
        if isinstance(value, int) and not isinstance(value, bool) and value in cls._value2member_map_:
            return int(value)
        raise EncodeError("$", f"expected {cls.__name__}: one of {_listed(cls)}")

    @classmethod
    def decode(cls, value: object) -> Self:
        """Read a listed integer; a ``DecodeError`` for anything else."""
        number = decode_int(value)
        try:
            return cls(number)
        except ValueError:
            raise DecodeError("$", f"expected one of {_listed(cls)}, got {number}") from None
