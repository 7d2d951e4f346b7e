"""Decoders of a union's options go in, a decoder that picks by tag or by shape comes out; encoders pick by class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from .decoding import mismatch
from .encoding import refuse
from .errors import DecodeError, EncodeError
from .model import Model
from .steps import property_step
from .unknown_object import UnknownObject

M = TypeVar("M", bound=Model)


def one_of(*decoders: Callable[[object], Any]) -> Callable[[object], Any]:
    """Decode a value that is one of several types, told apart by shape.

    An option fits if it decodes: the kinds of JSON are right, required properties are there, constants are equal. Of
    those that fit, the one that leaves the fewest properties without a name is taken, of equals the first in the
    description's order.

    Args:
        decoders: One for each option.

    Returns:
        The decoder of the union; it raises a ``DecodeError`` when none fits.
    """

    def decode(value: object) -> Any:
        best, fewest = None, -1
        for option in decoders:
            try:
                found = option(value)
            except DecodeError:
                continue
            unnamed = _unnamed(found) + _dropped(value, found)
            if not unnamed:
                return found
            if fewest < 0 or unnamed < fewest:
                best, fewest = found, unnamed
        if fewest < 0:
            mismatch(f"one of {len(decoders)} types", value)
        return best

    return decode


def by_tag(
    wire_name: str,
    options: Mapping[Any, Callable[[object], Any]],
    others: Callable[[object], Any] | None = None,
    *,
    is_open: bool = False,
) -> Callable[[object], Any]:
    """Decode an object whose property says which of several types it is.

    Args:
        wire_name: The property.
        options: The decoder for each value of it.
        others: The decoder of what is no object, or an object without the property; ``None`` refuses it.
        is_open: Whether an object with another value of the property is kept, as an ``UnknownObject``.

    Returns:
        The decoder of the union; it raises a ``DecodeError`` for what fits nothing.
    """

    def decode(value: object) -> Any:
        if not isinstance(value, Mapping):
            return others(value) if others is not None else mismatch("an object", value)
        tag = value.get(wire_name)
        option = options.get(tag) if isinstance(tag, (str, int)) else None
        if option is None and isinstance(tag, (int, float)):
            option = options.get(repr(tag).lower())  # the keys of a `mapping` are texts
        if option is not None:
            return option(value)
        if is_open and isinstance(tag, (str, int, float)):
            return UnknownObject.from_dict(value)
        if others is not None:
            return others(value)
        raise DecodeError(f"${property_step(wire_name)}", "the value names none of the types that are known here")

    return decode


def subclass_of(
    parent: type[M],
    data: Mapping[str, Any],
    wire_name: str,
    classes: Mapping[str, type[M]],
    default: type[M] | None = None,
) -> type[M] | None:
    """Return the class that an object's property names, the default where it names none of these.

    Args:
        parent: The class that these extend.
        data: The object.
        wire_name: The property.
        classes: The class for each value of it.
        default: The class for any other; ``None``: the parent.
    """
    tag = data.get(wire_name)
    return classes.get(tag, default) if isinstance(tag, str) else default


def encode_one_of(*encoders: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Encode a value that is one of several types: by the first encoder that takes the value's class.

    Args:
        encoders: One for each option, in the description's order.

    Returns:
        The encoder of the union; it raises an ``EncodeError`` when none takes the value.
    """

    def encode(value: Any) -> Any:
        inner: EncodeError | None = None
        for option in encoders:
            try:
                return option(value)
            except EncodeError as error:  # of several, the one that lies deepest tells the most
                if inner is None or len(error.path) > len(inner.path):
                    inner = error
        if inner is not None and inner.path != "$":
            raise inner
        return refuse(f"one of {len(encoders)} types", value)

    return encode


def encode_models(*classes: type[Model]) -> Callable[[Any], Any]:
    """Encode a value that is a model of one of several classes; an ``EncodeError`` for anything else."""

    def encode(value: Any) -> Any:
        if not isinstance(value, classes):
            refuse(" or ".join(cls.__name__ for cls in classes), value)
        return value.to_dict()

    return encode


def _dropped(value: object, found: object) -> int:
    """Count the nulls of an object that a model takes for properties that are not there."""
    if not isinstance(value, dict) or not isinstance(found, Model) or None not in value.values():
        return 0
    written = found.to_dict()
    return sum(member is None and name not in written for name, member in value.items())


def _unnamed(value: object) -> int:
    """Count the properties in a decoded value that the description gives no name."""
    if isinstance(value, Model):
        left = len(getattr(value, "additional_properties", ()))
        fields: Any = getattr(type(value), "__attrs_attrs__", ())
        return left + sum(_unnamed(getattr(value, field.name)) for field in fields if field.name != _EXTRA)
    if isinstance(value, dict):
        return len(value) + sum(map(_unnamed, value.values()))
    return sum(map(_unnamed, value)) if isinstance(value, list) else 0


_EXTRA = "additional_properties"
