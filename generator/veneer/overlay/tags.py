"""Api -> the value by which a discriminator, or a constant, tells the objects of one model from all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self, TypeAlias

from attrs import frozen

from veneer.load import pointers
from veneer.model import (
    COMMON_TYPES,
    Api,
    Content,
    EnumRef,
    EnumType,
    Model,
    Property,
    StringType,
    Type,
    unions,
)
from veneer.upstream import UntrustedString

Tag: TypeAlias = UntrustedString | int | float


@frozen
class Tags:
    """What the discriminators of an API say of its models.

    Attributes:
        enums: The enums by id.
        of_unions: For each model that is an option of unions, the values of their properties that mean it.
    """

    enums: Mapping[str, EnumType]
    of_unions: Mapping[str, Mapping[UntrustedString, set[UntrustedString]]]

    @classmethod
    def of(cls, api: Api) -> Self:
        """Return what the discriminators of an API say."""
        found: dict[str, dict[UntrustedString, set[UntrustedString]]] = {}
        for union in (union for type in _types(api) if not isinstance(type, COMMON_TYPES) for union in unions(type)):
            if union.discriminator is not None:
                for value, id in union.mapping:
                    found.setdefault(id, {}).setdefault(union.discriminator, set()).add(value)
        return cls(api.enums, found)

    def of_property(self, property: Property, lineage: Sequence[Model]) -> Tag | None:
        """Return the one value that a property has in the objects of a model.

        Args:
            property: A property of the model.
            lineage: What the model inherits from, and the model itself, the last.

        Returns:
            That value, if the model's objects need it and no other will do.
        """
        match property.type:
            case EnumRef(id) if property.required and not self.enums[id].open:
                values = [item.value for item in self.enums[id].values]
                if len(values) == 1:
                    return values[0]
                told = self._told(property, lineage)
                return told if told in values else None
            case StringType() if property.required:
                return self._told(property, lineage)
            case _:
                return None

    def _told(self, property: Property, lineage: Sequence[Model]) -> UntrustedString | None:
        name, model = property.wire_name, lineage[-1]
        found = set(self.of_unions.get(model.id, {}).get(name, ()))
        for owner in lineage:
            if owner.discriminator is not None and owner.discriminator.property == name:
                found |= {value for value, id in owner.discriminator.mapping if id == model.id}
                found |= {model.discriminator_value} if model.discriminator_value is not None else set()
                if not found and owner is not model and not model.inline:
                    found.add(UntrustedString(pointers.last(model.id)))
        return found.pop() if len(found) == 1 else None


def _types(api: Api) -> Iterator[Type]:
    for model in api.models.values():
        yield from (item.type for item in model.properties)
        if model.additional is not None:
            yield model.additional
    yield from (alias.type for alias in api.aliases.values())
    for operation in api.operations:
        yield from (item.type for item in operation.parameters)
        yield from _held(operation.body.contents if operation.body is not None else ())
        for response in operation.responses:
            yield from _held(response.contents)


def _held(contents: Iterable[Content]) -> Iterator[Type]:
    for content in contents:
        yield content.type
        if content.item is not None:
            yield content.item
