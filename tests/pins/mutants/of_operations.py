"""Changes of whole operations, of named schemas and of enums."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

from pins.mutants.change import Place, kind
from pins.mutants.documents import (
    METHODS,
    SCHEMAS,
    Json,
    at,
    endpoints,
    objects,
    parameters,
    pointer,
    put,
    replace_texts,
)
from pins.mutants.effects import Lost, NameOf, Route, mentions
from pins.mutants.of_parameters import rename_path


@kind("operationId renamed")
def renamed(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        for id in endpoint.ids:
            yield Place(f"{endpoint.pointer}/operationId", partial(_rename, id), (Lost((id,), renamed=True),))


def _rename(id: str, into: Json, random: Random) -> None:
    for endpoint in endpoints(into):
        for node in (endpoint.node, *endpoint.overloads):
            if node["operationId"] == id:
                node["operationId"] = f"{id}Now"


@kind("operation removed")
def removed(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        for id in endpoint.ids:
            yield Place(endpoint.pointer, partial(_remove, id), (Lost((id,)),))


def _remove(id: str, into: Json, random: Random) -> None:
    endpoint = next(item for item in endpoints(into) if id in item.ids)
    left = [item for item in endpoint.overloads if item["operationId"] != id]
    if left:
        endpoint.node["x-overloads"] = left
    else:
        del into["paths"][endpoint.path][endpoint.method]


@kind("all operations of a path removed")
def path_removed(document: Json) -> Iterator[Place]:
    for path in document["paths"]:
        ids = tuple(id for endpoint in endpoints(document) if endpoint.path == path for id in endpoint.ids)
        yield Place(pointer("paths", path), lambda into, _, path=path: into["paths"].pop(path), (Lost(ids),))


@kind("path changed")
def path_changed(document: Json) -> Iterator[Place]:
    for path in document["paths"]:
        ids = tuple(id for endpoint in endpoints(document) if endpoint.path == path for id in endpoint.ids)
        change = partial(_move, path)
        yield Place(pointer("paths", path), change, (Route(ids),))


def _move(path: str, into: Json, random: Random) -> None:
    rename_path(into, path, random.choice([f"/now{path}", f"/moved/here{path}"]))


@kind("method changed")
def method_changed(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        free = [method for method in METHODS if method not in document["paths"][endpoint.path]]
        if "requestBody" in endpoint.node:
            free = [method for method in free if method not in ("get", "delete")]
        if free:
            change = partial(_change_method, endpoint.path, endpoint.method, free[0])
            yield Place(endpoint.pointer, change, (Route(endpoint.ids),))


def _change_method(path: str, before: str, after: str, into: Json, random: Random) -> None:
    item = into["paths"][path]
    item[after] = item.pop(before)
    replace_texts(into, f"#{pointer('paths', path, before)}", f"#{pointer('paths', path, after)}")


@kind("named schema renamed")
def schema_renamed(document: Json) -> Iterator[Place]:
    for name in document["components"]["schemas"]:
        place = pointer("components", "schemas", name)
        schema = at(document, place)
        if "properties" in schema or "enum" in schema:  # others have no name of their own in a client
            yield Place(place, partial(_rename_schema, name), (NameOf(place), *mentions(document, place)))


def _rename_schema(name: str, into: Json, random: Random) -> None:
    schemas = into["components"]["schemas"]
    into["components"]["schemas"] = {f"{key}Now" if key == name else key: node for key, node in schemas.items()}
    replace_texts(into, f"{SCHEMAS}{name}", f"{SCHEMAS}{name}Now")


@kind("named scalar's type changed")
def scalar_changed(document: Json) -> Iterator[Place]:
    for name, schema in document["components"]["schemas"].items():
        if "properties" not in schema and "enum" not in schema:
            place = pointer("components", "schemas", name)
            effects = tuple(mentions(document, place))
            yield Place(place, lambda into, _, place=place: put(into, place, {"type": "integer"}), effects)


@kind("plain schema moved to the components")
def schema_moved(document: Json) -> Iterator[Place]:
    for parameter in parameters(document):
        if parameter.node["schema"].get("type") != "array" and "type" in parameter.node["schema"]:
            yield Place(f"{parameter.pointer}/schema", partial(_share, f"{parameter.pointer}/schema"))
    for place in _plain_properties(document):
        yield Place(place, partial(_share, place))


def _plain_properties(document: Json) -> Iterator[str]:
    for schema in objects(document):
        for name, node in at(document, schema)["properties"].items():
            if node.get("type") in ("string", "integer", "number", "boolean") and node.get("format") != "binary":
                yield f"{schema}/properties/{name}"


def _share(place: str, into: Json, random: Random) -> None:
    into["components"]["schemas"]["Shared"] = at(into, place)
    put(into, place, {"$ref": f"{SCHEMAS}Shared"})


def _enums(document: Json) -> Iterator[str]:
    for name, schema in document["components"]["schemas"].items():
        if "enum" in schema:
            yield pointer("components", "schemas", name)


@kind("enum value added")
def value_added(document: Json) -> Iterator[Place]:
    for place in _enums(document):
        yield Place(place, lambda into, _, place=place: _set_values(into, place, [*at(into, place)["enum"], "added"]))


@kind("enum value removed")
def value_removed(document: Json) -> Iterator[Place]:
    for place in _enums(document):
        if len(at(document, place)["enum"]) > 1:
            yield Place(place, partial(_remove_value, place))


def _remove_value(place: str, into: Json, random: Random) -> None:
    values = at(into, place)["enum"]
    gone = random.choice(values)
    _set_values(into, place, [value for value in values if value != gone])


def _set_values(into: Json, place: str, values: list[Json]) -> None:
    schema = at(into, place)
    schema["enum"] = values
    for beside in ("x-enum-varnames", "x-enum-descriptions"):  # these go by position
        schema.pop(beside, None)


@kind("enum closed")
def closed(document: Json) -> Iterator[Place]:
    for place in _enums(document):
        yield Place(place, lambda into, _, place=place: at(into, place).pop("x-extensible-enum", None))
