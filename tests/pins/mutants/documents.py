"""The JSON of a description -> its operations, parameters, bodies, answers and schemas, each with its pointer."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from attrs import frozen

Json = Any
METHODS = ("get", "put", "post", "delete", "patch")
SCHEMAS = "#/components/schemas/"


def pointer(*tokens: object) -> str:
    """Return a JSON Pointer."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def tokens(path: str) -> list[str]:
    """Return the keys of a JSON Pointer."""
    return [token.replace("~1", "/").replace("~0", "~") for token in path.removeprefix("#").split("/")[1:]]


def at(document: Json, path: str) -> Json:
    """Return what a JSON Pointer leads to; ``None`` if there is nothing."""
    for token in tokens(path):
        if isinstance(document, list):
            document = document[int(token)] if int(token) < len(document) else None
        else:
            document = document.get(token) if isinstance(document, dict) else None
    return document


def put(document: Json, path: str, value: Json) -> None:
    """Set what a JSON Pointer leads to."""
    *way, last = tokens(path)
    owner = at(document, pointer(*way))
    owner[int(last) if isinstance(owner, list) else last] = copy.deepcopy(value)


def target(document: Json, path: str) -> str:
    """Return the pointer of a node behind its references."""
    while isinstance(node := at(document, path), dict) and "$ref" in node:
        path = node["$ref"].removeprefix("#")
    return path


def replace_texts(node: Json, before: str, after: str) -> None:
    """Replace every text that is `before`, or a pointer into it."""
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(entries):
        if isinstance(value, str) and (value == before or value.startswith(before + "/")):
            node[key] = after + value.removeprefix(before)
        else:
            replace_texts(value, before, after)


@frozen
class Endpoint:
    """A path and a method; several operations may share it."""

    path: str
    method: str
    node: Json

    @property
    def pointer(self) -> str:
        return pointer("paths", self.path, self.method)

    @property
    def overloads(self) -> list[Json]:
        return self.node.get("x-overloads", [])

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(item["operationId"] for item in self.overloads) or (self.node["operationId"],)

    def bodies(self) -> Iterator[tuple[str, str, str]]:
        """Yield operationId, media type and schema pointer of each body."""
        content = self.node.get("requestBody", {}).get("content", {})
        for item in self.overloads:
            yield item["operationId"], item["contentType"], item["schema"].removeprefix("#")
        if not self.overloads:
            for media_type in content:
                place = f"{self.pointer}/requestBody/content{pointer(media_type)}/schema"
                yield self.node["operationId"], media_type, place

    def answers(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the status of each answer, and the operations that it is an answer of."""
        for status in self.node["responses"]:
            yield status, self.answered(status)

    def answered(self, status: str) -> tuple[str, ...]:
        """Return the operations that an answer with a status is of; an overload may list its statuses."""
        listed = {item["operationId"]: item.get("responses", [status]) for item in self.overloads}
        return tuple(id for id in self.ids if status in listed.get(id, [status]))


def endpoints(document: Json) -> Iterator[Endpoint]:
    """Yield every path with a method."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield Endpoint(path, method, item[method])


@frozen
class GivenParameter:
    """A parameter where it is written, with all operations that have it."""

    pointer: str
    node: Json
    ids: tuple[str, ...]


def parameters(document: Json) -> list[GivenParameter]:
    """Return every parameter; one of the components counts once."""
    found: dict[str, tuple[str, ...]] = {}
    for endpoint in endpoints(document):
        for index in range(len(endpoint.node.get("parameters", []))):
            place = target(document, f"{endpoint.pointer}/parameters/{index}")
            found[place] = (*found.get(place, ()), *endpoint.ids)
    return [GivenParameter(place, at(document, place), ids) for place, ids in found.items()]


def success(status: str) -> bool:
    """Whether an answer is one that a caller hopes for."""
    return status[0] in "123"


def objects(document: Json) -> list[str]:
    """Return the pointers of all schemas with properties: named ones, and those that stand in bodies."""
    named = [pointer("components", "schemas", name) for name in document["components"]["schemas"]]
    inline = [target(document, place) for endpoint in endpoints(document) for _, _, place in endpoint.bodies()]
    return [place for place in dict.fromkeys([*named, *inline]) if (at(document, place) or {}).get("properties")]


def writers(document: Json, schema: str) -> tuple[str, ...]:
    """Return the operations whose body is the object at a pointer."""
    every = (body for endpoint in endpoints(document) for body in endpoint.bodies())
    return tuple(id for id, _, place in every if target(document, place) == schema)
