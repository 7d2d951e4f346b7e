"""Operations and models -> the same, where a merge patch can remove what may be left out: null stands for that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import evolve

from veneer.build.context import Context
from veneer.model import (
    AnyType,
    Body,
    ConstType,
    Content,
    ListType,
    MapType,
    MediaKind,
    Model,
    ModelRef,
    NullableType,
    NullType,
    Operation,
    Property,
    Type,
    UnionType,
    references,
)


def removable(
    context: Context, operations: tuple[Operation, ...], models: Mapping[str, Model]
) -> tuple[tuple[Operation, ...], dict[str, Model]]:
    """Let null stand wherever a merge patch removes something by it (RFC 7396, section 2).

    That is an optional property or an entry of a map, at any depth but in lists, which a patch replaces as a whole. A
    model that is used elsewhere too stays as it is, with a warning: null would be legal there as well.

    Args:
        context: The build, which is told of the warnings.
        operations: All operations.
        models: All models by id.

    Returns:
        The operations and the models.
    """
    patches = [content for operation in operations for content in _patches(operation.body)]
    if not patches:
        return operations, {**models}
    merged = _merged(models, (content.type for content in patches))
    elsewhere = _reached(models, _other_types(operations, models, merged))
    _warn(context, patches, merged & elsewhere, models)
    own = merged - elsewhere
    return (
        tuple(_patching(operation) for operation in operations),
        {id: _patch(model) if id in own else model for id, model in models.items()},
    )


def _warn(context: Context, patches: Iterable[Content], shared: set[str], models: Mapping[str, Model]) -> None:
    for content in patches:
        if isinstance(content.type, ModelRef) and content.type.id in shared and _loses(models[content.type.id]):
            context.warn(
                "merge-patch",
                "the schema of this merge patch is used elsewhere too, so its class cannot say what shall be removed",
                content.pointer,
                "Give the patch a schema of its own, or send `RequestContent.json`.",
            )


def _loses(model: Model) -> bool:
    return any(item.type != _removed(model, item).type for item in model.properties)


def _patches(body: Body | None) -> list[Content]:
    return [item for item in body.contents if item.kind is MediaKind.MERGE_PATCH] if body is not None else []


def _other_types(operations: Iterable[Operation], models: Mapping[str, Model], merged: Iterable[str]) -> Iterator[Type]:
    """Yield the types of everything but merge patches, and of the items of the lists in these."""
    for operation in operations:
        yield from (item.type for item in operation.parameters)
        for content in operation.body.contents if operation.body is not None else ():
            yield from _items(content.type) if content.kind is MediaKind.MERGE_PATCH else (content.type,)
        for response in operation.responses:
            yield from (content.type for content in response.contents)
            yield from (content.item for content in response.contents if content.item is not None)
    for id in merged:
        for type in _types(models[id]):
            yield from _items(type)


def _types(model: Model) -> Iterator[Type]:
    yield from (item.type for item in model.properties)
    if model.additional is not None:
        yield model.additional


def _items(type: Type) -> Iterator[Type]:
    """Yield the types of the items of the lists in a type."""
    return (item.item for item in _values(type) if isinstance(item, ListType))


def _objects(type: Type) -> Iterator[str]:
    """Yield the ids of the models that a type names outside of lists."""
    return (item.id for item in _values(type) if isinstance(item, ModelRef))


def _values(type: Type) -> Iterator[Type]:
    """Yield the types of the values that a type may have, or have as entries of its maps."""
    match type:
        case MapType(of) | NullableType(of):
            yield from _values(of)
        case UnionType(options):
            for option in options:
                yield from _values(option)
        case _:
            yield type


def _merged(models: Mapping[str, Model], types: Iterable[Type]) -> set[str]:
    """Return the ids of the models that are merged into what is there, property by property."""
    return _closure(models, (id for type in types for id in _objects(type)), _objects)


def _reached(models: Mapping[str, Model], types: Iterable[Type]) -> set[str]:
    """Return the ids of the models that types name at any depth."""
    return _closure(models, (id for type in types for id in _named(type)), _named)


def _named(type: Type) -> Iterator[str]:
    return (item.id for item in references(type) if isinstance(item, ModelRef))


def _closure(models: Mapping[str, Model], start: Iterable[str], follow: Callable[[Type], Iterator[str]]) -> set[str]:
    """Return the ids of models, and of those that their properties, parents and children lead to."""
    children: dict[str, list[str]] = {}
    for id, model in models.items():
        for base in model.bases:
            children.setdefault(base, []).append(id)
    pending, found = [*start], set[str]()
    while pending:
        id = pending.pop()
        if id in models and id not in found:
            found.add(id)
            pending += (inner for type in _types(models[id]) for inner in follow(type))
            pending += (*models[id].bases, *children.get(id, ()))
    return found


def _patching(operation: Operation) -> Operation:
    body = operation.body
    if body is None or not _patches(body):
        return operation
    contents = (
        evolve(item, type=_open(item.type)) if item.kind is MediaKind.MERGE_PATCH else item for item in body.contents
    )
    return evolve(operation, body=evolve(body, contents=(*contents,)))


def _patch(model: Model) -> Model:
    """Return a model whose optional properties and further entries may be null."""
    properties = (_removed(model, item) for item in model.properties)
    additional = model.additional if model.additional is None else _nullable(_open(model.additional))
    return evolve(model, properties=(*properties,), additional=additional)


def _removed(model: Model, item: Property) -> Property:
    tells = model.discriminator is not None and model.discriminator.property == item.wire_name
    if item.required or tells or isinstance(item.type, ConstType):
        return evolve(item, type=_open(item.type))
    return evolve(item, type=_nullable(_open(item.type)))


def _open(type: Type) -> Type:
    """Return a type in which the entries of maps may be null."""
    match type:
        case MapType(of):
            return evolve(type, value=_nullable(_open(of)))
        case NullableType(of):
            return NullableType(_open(of))
        case UnionType(options):
            return evolve(type, options=tuple(map(_open, options)))
        case _:
            return type


def _nullable(type: Type) -> Type:
    return type if isinstance(type, NullableType | NullType | AnyType) else NullableType(type)
