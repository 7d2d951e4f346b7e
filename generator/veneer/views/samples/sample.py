"""The values that samples are made of: a tree that both layers are printed from, so that they say the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from attrs import frozen

from veneer.model import Type
from veneer.overlay.plan import PlannedModel, PlannedProperty


class NoSample(Exception):  # noqa: N818
    """No value was found within the bounds."""


@frozen
class Scalar:
    """A value without parts: its type, and what it is in JSON."""

    type: Type
    value: str | int | float | bool | None


@frozen
class Free:
    """A JSON value of which the description says nothing."""

    value: Any


@frozen
class File:
    """A file, by its name."""

    name: str


@frozen
class Items:
    """A list."""

    items: tuple[Sample, ...]


@frozen
class Entries:
    """An object with free names."""

    entries: tuple[tuple[str, Sample], ...]


@frozen
class Object:
    """An object of a model, with some of its properties in their order."""

    model: PlannedModel
    properties: tuple[tuple[PlannedProperty, Sample], ...]


Sample: TypeAlias = Scalar | Free | File | Items | Entries | Object


def parts(sample: Object | Entries) -> Iterator[tuple[str, Sample]]:
    """Yield what an object holds, by the names on the wire."""
    if isinstance(sample, Entries):
        yield from sample.entries
    else:
        for item, value in sample.properties:
            yield item.property.wire_name.get_untrusted_value(), value


def as_json(sample: Sample) -> Any:
    """Return a sample as a JSON value.

    Raises:
        NoSample: There is a file in it.
    """
    match sample:
        case Scalar(value=value) | Free(value):
            return value
        case File():
            raise NoSample
        case Items(items):
            return [as_json(item) for item in items]
        case _:
            return {name: as_json(value) for name, value in parts(sample)}
