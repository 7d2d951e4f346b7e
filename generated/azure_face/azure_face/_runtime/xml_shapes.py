"""Names go in, the value that says how a typed value stands in XML comes out (OpenAPI 3.1, XML Object)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias


class XmlField(NamedTuple):
    """How one value stands in XML.

    Attributes:
        name: The element's or attribute's name.
        kind: ``string``, ``token`` (a string without blanks around it), ``number``, ``boolean``, ``any``, or the name
            of a model in the `XmlShapes`; several where it is one of them.
        item: How an item of a list stands there; ``None`` where the value is no list.
        value: How a value of a map stands there, whose element's name is its key; ``None`` where it is no map.
        attribute: Whether it is an attribute.
        text: Whether it is the text of its object's own element.
        wrapped: Whether a list has an element around its items.
        required: Whether a list that has no items is there all the same.
        namespace: The namespace.
        prefix: The prefix that stands for the namespace.
    """

    name: str
    kind: str | tuple[str, ...] = "string"
    item: XmlField | None = None
    value: XmlField | None = None
    attribute: bool = False
    text: bool = False
    wrapped: bool = False
    required: bool = False
    namespace: str | None = None
    prefix: str | None = None


XmlShapes: TypeAlias = Mapping[str, Mapping[str, XmlField]]
"""How each property of each model stands in XML: by the model's name, by the property's name on the wire."""


def fields_of(kind: str | tuple[str, ...], names: set[str], shapes: XmlShapes) -> Mapping[str, XmlField] | None:
    """Return the fields of the model that has most of these names; ``None`` where no kind is a model.

    Args:
        kind: What an `XmlField` says.
        names: Names of properties on the wire, or of elements and attributes.
        shapes: The models.
    """
    models = [shapes[each] for each in ((kind,) if isinstance(kind, str) else kind) if each in shapes]
    return max(models, key=lambda fields: len(names & {*fields, *map(_seen, fields.values())}), default=None)


def _seen(field: XmlField) -> str:
    return field.item.name if field.item is not None and not field.wrapped else field.name


JsonReady: TypeAlias = Any
"""What a model's ``to_dict`` gives: dicts, lists, strings, numbers, booleans, ``None``."""
