"""Changes that change nothing for a caller: texts, tags, order and formatting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

from pins.mutants.change import Place, kind
from pins.mutants.documents import Json, at, endpoints, objects, pointer

_TEXTS = ("summary", "description", "title", "example")


def _texts(node: Json, *way: object) -> Iterator[str]:
    """Yield the pointers of texts for people; a property may be called like one."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if key in _TEXTS and isinstance(value, str) and (not way or way[-1] != "properties"):
            yield pointer(*way, key)
        else:
            yield from _texts(value, *way, key)


@kind("text changed")
def text_changed(document: Json) -> Iterator[Place]:
    for place in _texts(document):
        yield Place(place, partial(_say, place))


def _say(place: str, into: Json, random: Random) -> None:
    way, _, last = place.rpartition("/")
    texts = ["Something else.", 'A "quoted" text.\nWith two lines.', "{{ url }} {% raw %}"]
    at(into, way)[last] = random.choice(texts)


@kind("text added")
def text_added(document: Json) -> Iterator[Place]:
    for schema in objects(document):
        for name in at(document, schema)["properties"]:
            place = f"{schema}/properties/{name}"
            yield Place(place, lambda into, _, place=place: at(into, place).update(title="Title", example=None))


@kind("tags changed")
def tags_changed(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        place = endpoint.pointer
        yield Place(f"{place}/tags", lambda into, _, place=place: at(into, place).update(tags=["Another"]))


@kind("paths shuffled")
def paths_shuffled(document: Json) -> Iterator[Place]:
    yield Place("/paths", lambda into, random: into.update(paths=_shuffled(into["paths"], random)))


@kind("properties shuffled")
def properties_shuffled(document: Json) -> Iterator[Place]:
    for schema in objects(document):
        yield Place(f"{schema}/properties", partial(_shuffle, schema, ("properties", "required")))


@kind("parameters shuffled")
def parameters_shuffled(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        if len(endpoint.node.get("parameters", [])) > 1:
            yield Place(f"{endpoint.pointer}/parameters", partial(_shuffle, endpoint.pointer, ("parameters",)))


@kind("overloads shuffled")
def overloads_shuffled(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        if endpoint.overloads:
            yield Place(f"{endpoint.pointer}/x-overloads", partial(_shuffle, endpoint.pointer, ("x-overloads",)))


@kind("schemas shuffled")
def schemas_shuffled(document: Json) -> Iterator[Place]:
    yield Place("/components/schemas", partial(_shuffle, "/components", ("schemas",)))


def _shuffle(place: str, keys: tuple[str, ...], into: Json, random: Random) -> None:
    node = at(into, place)
    for key in keys:
        if key in node:
            node[key] = _shuffled(node[key], random)


def _shuffled(node: Json, random: Random) -> Json:
    items = list(node.items() if isinstance(node, dict) else node)
    random.shuffle(items)
    return dict(items) if isinstance(node, dict) else items


@kind("formatting changed")
def formatting_changed(document: Json) -> Iterator[Place]:
    yield Place("", lambda into, random: None)  # each description is written with other blanks anyway
