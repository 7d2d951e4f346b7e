"""Named types: models with their properties, and enums with their values."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from attrs import field, frozen

from veneer.model.constraints import Constraints
from veneer.model.docs import Docs
from veneer.model.types import Type
from veneer.upstream import UntrustedString


@frozen
class Xml:
    """How a value stands in XML (OpenAPI 3.1, XML Object).

    Attributes:
        text: Whether it is the text of its object's own element (OpenAPI 3.2, `nodeType`).
        items: How the items of a list stand there.
    """

    name: UntrustedString | None = None
    namespace: UntrustedString | None = None
    prefix: UntrustedString | None = None
    attribute: bool = False
    wrapped: bool = False
    text: bool = False
    items: Xml | None = None


@frozen
class Property:
    """One property of a model.

    Attributes:
        wire_name: Its name in the JSON object.
        type: Its type; a `NullableType` where JSON null is a legal value.
        required: Whether an object without it is invalid.
        default: The JSON value that the service takes when it is left out; `has_default` tells a null from none.
        pointer: Where it stands in the description.
    """

    wire_name: UntrustedString
    type: Type
    required: bool
    pointer: str
    docs: Docs = Docs()
    read_only: bool = False
    write_only: bool = False
    has_default: bool = False
    default: Any = None
    constraints: Constraints = Constraints()
    deprecated: bool = False
    xml: Xml | None = None
    client_name: UntrustedString | None = None
    flatten: bool = False
    example: Any = None


class Openness(StrEnum):
    """Whether an object may hold properties that the description does not name."""

    OPEN = "open"
    CLOSED = "closed"


@frozen
class Discriminator:
    """The property whose value tells which sub-model an object is: value -> model id; `default` for any other."""

    property: UntrustedString
    mapping: tuple[tuple[UntrustedString, str], ...] = ()
    default: str | None = None


@frozen
class Model:
    """An object type.

    Attributes:
        id: JSON Pointer of its schema; what `ModelRef.id` holds.
        hint: The name that the description gives it, before it becomes a Python name.
        bases: Ids of the models that it extends (`allOf` with a discriminated parent), whose properties it has too.
        additional: Type of the properties that are not named; ``None`` when nothing is said about them.
        inline: Whether the schema has no name of its own in the description.
    """

    id: str
    hint: UntrustedString
    properties: tuple[Property, ...]
    docs: Docs = Docs()
    bases: tuple[str, ...] = ()
    openness: Openness = Openness.OPEN
    additional: Type | None = None
    discriminator: Discriminator | None = None
    discriminator_value: UntrustedString | None = None
    constraints: Constraints = Constraints()
    deprecated: bool = False
    inline: bool = False
    xml: Xml | None = None
    example: Any = None


@frozen
class Alias:
    """A type with a name that holds itself: a list, a map or a union of such."""

    id: str
    hint: UntrustedString
    type: Type
    docs: Docs = Docs()
    inline: bool = False


@frozen
class EnumValue:
    """One value of an enum; `hint` is the member name that the description asks for, else made from the value."""

    value: UntrustedString | int | float
    hint: UntrustedString | None = None
    docs: Docs = Docs()


@frozen
class EnumType:
    """A set of values, `open` when values that are not listed are legal."""

    id: str
    hint: UntrustedString
    values: tuple[EnumValue, ...]
    open: bool = False
    docs: Docs = Docs()
    deprecated: bool = False
    inline: bool = False
    default: Any = field(default=None)
