"""Changes of bodies and answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

from pins.mutants.change import Place, kind
from pins.mutants.documents import Endpoint, Json, at, endpoints, pointer, put, replace_texts, success
from pins.mutants.effects import AnswerOf, BodyOf, Effect

_OTHER = {"multipart/form-data": "multipart/related", "application/octet-stream": "image/jpeg"}


def _bodies(document: Json) -> Iterator[tuple[Endpoint, str]]:
    for endpoint in endpoints(document):
        for media_type in endpoint.node.get("requestBody", {}).get("content", {}):
            yield endpoint, media_type


def _ids(endpoint: Endpoint, media_type: str) -> tuple[str, ...]:
    return tuple(id for id, of, _ in endpoint.bodies() if of == media_type)


@kind("body made optional")
def made_optional(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        if endpoint.node.get("requestBody", {}).get("required"):
            place = f"{endpoint.pointer}/requestBody/required"
            yield Place(place, lambda into, _, place=place: put(into, place, False), (BodyOf(endpoint.ids),))


@kind("body's media type changed")
def media_type_changed(document: Json) -> Iterator[Place]:
    for endpoint, media_type in _bodies(document):
        place = f"{endpoint.pointer}/requestBody/content"
        change = partial(_rename, endpoint.pointer, media_type, _OTHER.get(media_type, "application/face+json"))
        yield Place(f"{place}{pointer(media_type)}", change, (BodyOf(_ids(endpoint, media_type)),))


def _rename(place: str, before: str, after: str, into: Json, random: Random) -> None:
    node, content = at(into, place), f"#{place}/requestBody/content"
    body = node["requestBody"]
    body["content"] = {after if key == before else key: value for key, value in body["content"].items()}
    for item in node.get("x-overloads", []):
        item["contentType"] = after if item["contentType"] == before else item["contentType"]
    replace_texts(into, content + pointer(before), content + pointer(after))


@kind("body's media type added")
def media_type_added(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        if "requestBody" in endpoint.node:
            place = f"{endpoint.pointer}/requestBody/content{pointer('text/plain')}"
            # Overloads say which media type is theirs, so that one more is nobody's.
            effects: tuple[Effect, ...] = () if endpoint.overloads else (BodyOf(endpoint.ids),)
            schema = {"schema": {"type": "string"}}
            yield Place(place, lambda into, _, place=place, schema=schema: put(into, place, schema), effects)


@kind("body's schema replaced")
def body_replaced(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        for id, media_type, place in endpoint.bodies():
            if media_type == "application/json":
                schema = {"type": "array", "items": {"type": "string"}}
                yield Place(place, lambda into, _, at=place, schema=schema: put(into, at, schema), (BodyOf((id,)),))


def _answers(document: Json, wanted: bool) -> Iterator[tuple[Endpoint, str, str, tuple[str, ...]]]:
    """Yield answers: successes or others, with their pointers, statuses and operations."""
    for endpoint in endpoints(document):
        for status, ids in endpoint.answers():
            if success(status) is wanted:
                yield endpoint, f"{endpoint.pointer}/responses/{status}", status, ids


@kind("answer's status changed")
def status_changed(document: Json) -> Iterator[Place]:
    for endpoint, place, status, ids in _answers(document, True):
        after = "201" if status == "200" else "200"
        if after not in endpoint.node["responses"]:
            yield Place(place, partial(_restate, endpoint.pointer, status, (after,)), (AnswerOf(ids),))


@kind("answer removed")
def answer_removed(document: Json) -> Iterator[Place]:
    for wanted in (True, False):
        for endpoint, place, status, ids in _answers(document, wanted):
            effects = (AnswerOf(ids, unread=True),) if wanted else ()
            yield Place(place, partial(_restate, endpoint.pointer, status, ()), effects)


def _restate(place: str, before: str, after: tuple[str, ...], into: Json, random: Random) -> None:
    """Give an answer another status, or none."""
    node = at(into, place)
    kept = {new: value for key, value in node["responses"].items() for new in (after if key == before else (key,))}
    node["responses"] = kept
    for item in node.get("x-overloads", []):
        if "responses" in item:
            item["responses"] = [new for key in item["responses"] for new in (after if key == before else (key,))]


@kind("one overload left without its answer")
def answer_narrowed(document: Json) -> Iterator[Place]:
    for endpoint in endpoints(document):
        for index, item in enumerate(endpoint.overloads):
            place = f"{endpoint.pointer}/x-overloads/{index}/responses"
            effects = (AnswerOf((item["operationId"],), unread=True),)
            yield Place(place, lambda into, _, place=place: put(into, place, ["default"]), effects)


@kind("successful answer added")
def success_added(document: Json) -> Iterator[Place]:
    yield from _added(document, "204")


@kind("failure added")
def failure_added(document: Json) -> Iterator[Place]:
    yield from _added(document, "404")


def _added(document: Json, status: str) -> Iterator[Place]:
    for endpoint in endpoints(document):
        if status not in endpoint.node["responses"]:
            place = f"{endpoint.pointer}/responses/{status}"
            effects = (AnswerOf(endpoint.answered(status), unread=True),) if success(status) else ()
            empty = {"description": "Nothing more to say."}
            yield Place(place, lambda into, _, at=place, empty=empty: put(into, at, empty), effects)


@kind("answer's schema replaced")
def answer_replaced(document: Json) -> Iterator[Place]:
    for endpoint, place, status, ids in _answers(document, True):
        for media_type in endpoint.node["responses"][status].get("content", {}):
            if media_type == "application/json":
                where = f"{place}/content{pointer(media_type)}/schema"
                yield Place(where, partial(_text, where), (AnswerOf(ids, unread=True),))


def _text(place: str, into: Json, random: Random) -> None:
    put(into, place, {"type": "string"})


@kind("failure's schema replaced")
def failure_replaced(document: Json) -> Iterator[Place]:
    for _, place, _, _ in _answers(document, False):
        where = f"{place}/content/application~1json/schema"
        if at(document, where) is not None:
            yield Place(where, partial(_text, where))


@kind("header changed")
def header_changed(document: Json) -> Iterator[Place]:
    for wanted in (True, False):
        for _, place, _, _ in _answers(document, wanted):
            for name in at(document, place).get("headers", {}):
                where = f"{place}/headers/{name}"
                yield Place(where, lambda into, _, at=where: put(into, f"{at}/schema", {"type": "integer"}))


@kind("header added")
def header_added(document: Json) -> Iterator[Place]:
    for _, place, _, _ in _answers(document, True):
        header = {"schema": {"type": "string"}}
        yield Place(place, lambda into, _, w=place, h=header: at(into, w).setdefault("headers", {}).update(added=h))
