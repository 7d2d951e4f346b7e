"""An object of a type that the description does not know goes in and comes out as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .decoding import mismatch
from .model import Model


class UnknownObject(Model):
    """An object whose tag the description does not list, since the service has grown; kept, and sent back as it is.

    Attributes:
        additional_properties: All that it holds, by the names of the wire.
    """

    __slots__ = ("additional_properties",)

    def __init__(self, additional_properties: Mapping[str, Any]) -> None:
        self.additional_properties: dict[str, Any] = dict(additional_properties)

    def to_dict(self) -> dict[str, Any]:
        """Return the object itself."""
        return dict(self.additional_properties)

    @classmethod
    def from_dict(cls, value: object) -> UnknownObject:
        """Keep any object; a ``DecodeError`` for what is none."""
        if not isinstance(value, Mapping):
            mismatch("an object", value)
        return cls(value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UnknownObject) and self.additional_properties == other.additional_properties

    __hash__ = None  # type: ignore[assignment]  # it may change, as every model

    def __repr__(self) -> str:
        return f"UnknownObject({', '.join(map(repr, self.additional_properties))})"
