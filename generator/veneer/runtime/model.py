"""What every generated model is: typed attributes in and out of JSON."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Self

from .errors import DecodeError
from .json_text import dumps, loads


class Model(ABC):
    """A value of the service's, with typed attributes."""

    __slots__ = ()

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Write the model as a JSON-ready dict with the wire's names; a request goes without what is read-only.

        Raises:
            EncodeError: If an attribute has a value that does not fit; the path names the property.
        """

    @classmethod
    @abstractmethod
    def from_dict(cls, value: object) -> Self:
        """Read the model from a parsed JSON object.

        Args:
            value: The object; it is not changed. Properties that the model does not know are kept.

        Raises:
            DecodeError: If it is no object, or a property is missing or does not fit.
        """

    def to_json(self) -> bytes:
        """Write the model as compact UTF-8 JSON; raises as ``to_dict`` does."""
        return dumps(self.to_dict())

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """Read the model from JSON text.

        Args:
            data: JSON; bytes are UTF-8.

        Raises:
            DecodeError: If it is no JSON or does not fit the model.
        """
        try:
            value = loads(data)
        except (ValueError, RecursionError) as error:
            raise DecodeError("$", f"not valid JSON: {error}") from None
        return cls.from_dict(value)
