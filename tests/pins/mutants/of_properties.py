"""Changes of the properties of objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from pins.mutants.change import Place, kind
from pins.mutants.documents import Json, at, objects, put, target, writers
from pins.mutants.effects import DemandsProperty, Effect, PropertyOf
from pins.mutants.values import CONSTRAINED, constrain, loosen, other_default, other_type

Change = Callable[[Json, str, Random], None]


def _places(
    document: Json, wanted: Callable[[Json, Json], bool], change: Change, *, gone: bool = False
) -> Iterator[Place]:
    """Yield a place for each property; `wanted` is asked with its object and itself, `change` gets both's pointers."""
    for schema in objects(document):
        owner = at(document, schema)
        ids = writers(document, schema)
        for name, node in owner["properties"].items():
            if wanted({"required": name in owner.get("required", [])}, node):
                place = f"{schema}/properties/{name}"
                yield Place(
                    place,
                    lambda into, random, place=place: change(into, place, random),
                    (PropertyOf(schema, name, gone, ids),),
                )


def _owner(into: Json, place: str) -> tuple[Json, str]:
    schema, _, name = place.rpartition("/properties/")
    return at(into, schema), name


def _any(owner: Json, node: Json) -> bool:
    return True


def _is(*types: str) -> Callable[[Json, Json], bool]:
    return lambda owner, node: node.get("type") in types and node.get("format") != "binary"


@kind("property renamed")
def renamed(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        owner, name = _owner(into, place)
        owner["properties"] = {f"{key}Now" if key == name else key: node for key, node in owner["properties"].items()}
        owner["required"] = [f"{key}Now" if key == name else key for key in owner.get("required", [])]

    yield from _places(document, _any, change, gone=True)


@kind("property removed")
def removed(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        owner, name = _owner(into, place)
        del owner["properties"][name]
        owner["required"] = [key for key in owner.get("required", []) if key != name]

    yield from _places(document, _any, change, gone=True)


@kind("property made required")
def made_required(document: Json) -> Iterator[Place]:
    for place in _places(document, lambda owner, _: not owner["required"], _require):
        (effect,) = place.effects
        assert isinstance(effect, PropertyOf)
        yield Place(place.pointer, place.change, (effect, DemandsProperty(effect.schema, effect.name)))


def _require(into: Json, place: str, random: Random) -> None:
    owner, name = _owner(into, place)
    owner["required"] = [*owner.get("required", []), name]


@kind("property made optional")
def made_optional(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        owner, name = _owner(into, place)
        owner["required"].remove(name)

    yield from _places(document, lambda owner, _: owner["required"], change)


@kind("property's type changed")
def type_changed(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        put(into, place, other_type(at(into, target(into, place)), random))

    yield from _places(document, _any, change)


@kind("property's constraint added")
def constraint_added(document: Json) -> Iterator[Place]:
    change: Change = lambda into, place, random: constrain(at(into, place), random)  # noqa: E731 - short, as the next
    yield from _places(document, _is("string", "integer", "number", "array"), change)


@kind("property's constraint changed")
def constraint_changed(document: Json) -> Iterator[Place]:
    change: Change = lambda into, place, random: loosen(at(into, place), random)  # noqa: E731
    yield from _places(document, lambda _, node: any(key in node for key in CONSTRAINED), change)


@kind("property made nullable")
def made_nullable(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        node = at(into, place)
        if "$ref" in node:
            put(into, place, {"anyOf": [node, {"type": "null"}]})
        else:
            node["type"] = [node["type"], "null"]

    yield from _places(document, lambda _, node: "$ref" in node or isinstance(node.get("type"), str), change)


@kind("property's default changed")
def default_changed(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        node = at(into, place)
        node["default"] = other_default(node, at(into, target(into, place)))

    yield from _places(document, lambda _, node: "default" in node, change)


@kind("property's default added")
def default_added(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        at(into, place)["default"] = {"string": "x", "integer": 3, "number": 0.5, "boolean": True}[
            at(into, place)["type"]
        ]

    plain = _is("string", "integer", "number", "boolean")
    yield from _places(document, lambda _, node: plain(_, node) and "default" not in node, change)


@kind("property made read-only")
def made_read_only(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        at(into, place)["readOnly"] = True

    yield from _places(document, lambda _, node: not node.get("readOnly"), change)


@kind("optional property added")
def optional_added(document: Json) -> Iterator[Place]:
    for schema in objects(document):
        yield Place(f"{schema}/properties", partial(_add, schema, False))


@kind("required property added")
def required_added(document: Json) -> Iterator[Place]:
    for schema in objects(document):
        effects: tuple[Effect, ...] = (DemandsProperty(schema, "added"),)
        yield Place(f"{schema}/properties", partial(_add, schema, True), effects)


def _add(schema: str, required: bool, into: Json, random: Random) -> None:
    owner = at(into, schema)
    owner["properties"]["added"] = {"type": random.choice(["string", "integer", "boolean"])}
    if required:
        owner["required"] = [*owner.get("required", []), "added"]
