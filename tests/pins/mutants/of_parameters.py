"""Changes of parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from pins.mutants.change import Place, kind
from pins.mutants.documents import GivenParameter, Json, at, endpoints, parameters, put, replace_texts, target
from pins.mutants.effects import Demands, Effect, ParameterOf, Route
from pins.mutants.values import CONSTRAINED, constrain, loosen, other_default, other_type

Wanted = Callable[[Json, GivenParameter], bool]


def _places(
    document: Json, wanted: Wanted, change: Callable[[Json, str, Random], None], *more: type[Demands]
) -> Iterator[Place]:
    for item in parameters(document):
        if wanted(document, item):
            effects: list[Effect] = [ParameterOf(item.ids, item.node["name"])]
            effects += [demands(item.ids, item.node["name"]) for demands in more]
            yield Place(item.pointer, lambda into, random, at=item.pointer: change(into, at, random), tuple(effects))


def _loose(document: Json, item: GivenParameter) -> bool:
    return item.node["in"] != "path"


def _schema(document: Json, item: GivenParameter) -> Json:
    return at(document, target(document, f"{item.pointer}/schema"))


def _set(key: str, value: Json, into: Json, place: str, random: Random) -> None:
    put(into, f"{place}/{key}", value)


@kind("parameter renamed")
def renamed(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        at(into, place)["name"] += "Now"

    yield from _places(document, _loose, change)


@kind("path parameter renamed")
def path_renamed(document: Json) -> Iterator[Place]:
    for path, item in document["paths"].items():
        within = [endpoint for endpoint in endpoints(document) if endpoint.path == path]
        ids = tuple(id for endpoint in within for id in endpoint.ids)
        names = dict.fromkeys(
            node["name"] for each in item.values() for node in each.get("parameters", []) if "name" in node
        )
        for name in names:
            if f"{{{name}}}" in path:
                yield Place(
                    f"/paths/{path}", partial(_rename_in_path, path, name), (Route(ids), ParameterOf(ids, name))
                )


def _rename_in_path(path: str, name: str, into: Json, random: Random) -> None:
    after = path.replace(f"{{{name}}}", f"{{{name}Now}}")
    rename_path(into, path, after)
    for item in into["paths"][after].values():
        for node in item.get("parameters", []):
            if node.get("name") == name and node["in"] == "path":
                node["name"] = f"{name}Now"


def rename_path(into: Json, before: str, after: str) -> None:
    """Give a path another name, with all that points into it."""
    paths = {after if path == before else path: item for path, item in into["paths"].items()}
    into["paths"] = paths
    replace_texts(into, "#/paths/" + _escaped(before), "#/paths/" + _escaped(after))


def _escaped(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


@kind("parameter removed")
def removed(document: Json) -> Iterator[Place]:
    for item in parameters(document):
        if _loose(document, item):
            yield Place(item.pointer, partial(_remove, item.pointer), (ParameterOf(item.ids, item.node["name"]),))


def _remove(place: str, into: Json, random: Random) -> None:
    for endpoint in endpoints(into):
        given = endpoint.node.get("parameters", [])
        kept = [
            node for index, node in enumerate(given) if target(into, f"{endpoint.pointer}/parameters/{index}") != place
        ]
        if len(kept) < len(given):
            endpoint.node["parameters"] = kept


@kind("parameter made required")
def made_required(document: Json) -> Iterator[Place]:
    optional: Wanted = lambda _, item: not item.node.get("required")  # noqa: E731 - a condition like the others
    yield from _places(document, optional, partial(_set, "required", True), Demands)


@kind("parameter's type changed")
def type_changed(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        put(into, f"{place}/schema", other_type(at(into, target(into, f"{place}/schema")), random))

    yield from _places(document, lambda *_: True, change)


@kind("parameter's constraint added")
def constraint_added(document: Json) -> Iterator[Place]:
    def wanted(document: Json, item: GivenParameter) -> bool:
        return "type" in item.node["schema"] and item.node["schema"]["type"] != "boolean"

    def change(into: Json, place: str, random: Random) -> None:
        constrain(at(into, f"{place}/schema"), random)

    yield from _places(document, wanted, change)


@kind("parameter's constraint changed")
def constraint_changed(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        loosen(at(into, f"{place}/schema"), random)

    yield from _places(document, lambda _, item: any(key in item.node["schema"] for key in CONSTRAINED), change)


@kind("parameter's default changed")
def default_changed(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        schema = at(into, f"{place}/schema")
        schema["default"] = other_default(schema, at(into, target(into, f"{place}/schema")))

    yield from _places(document, lambda _, item: "default" in item.node["schema"], change)


@kind("parameter moved to a header")
def moved(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        node = at(into, place)
        node["in"] = "header"
        node.pop("style", None), node.pop("explode", None)

    yield from _places(document, lambda _, item: item.node["in"] == "query", change)


@kind("parameter's style changed")
def style_changed(document: Json) -> Iterator[Place]:
    def change(into: Json, place: str, random: Random) -> None:
        node = at(into, place)
        style = random.choice(["pipeDelimited", "spaceDelimited", "form"])
        node.update({"style": style, "explode": style == "form" and not node.get("explode", True)})

    def wanted(document: Json, item: GivenParameter) -> bool:
        return item.node["in"] == "query" and _schema(document, item).get("type") == "array"

    yield from _places(document, wanted, change)


@kind("optional parameter added")
def optional_added(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        yield Place(f"{endpoint.pointer}/parameters", partial(_add, endpoint.pointer, False))


@kind("required parameter added")
def required_added(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        place = f"{endpoint.pointer}/parameters"
        yield Place(place, partial(_add, endpoint.pointer, True), (Demands(endpoint.ids, "added"),))


def _add(place: str, required: bool, into: Json, random: Random) -> None:
    added = {"name": "added", "in": random.choice(["query", "header"]), "schema": {"type": "string"}}
    given = at(into, place).setdefault("parameters", [])
    given.insert(random.randrange(len(given) + 1), added | ({"required": True} if required else {}))
