"""What one operation passes on to another counts when the two stop agreeing, and not when both change alike.

In the Face descriptions, operations that stand in for each other share a path. Here those for an image and for its
address have one each, and every overlay is pinned to that.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest

from pins.mutants.trial import contracts, said_of, written
from veneer.pins.lock import Pins

Json = Any
VERSION = "v1.2"
OVERLAY = "face/detect.py.jinja"
IMAGE, ADDRESS = "/detect", "/detect-from-address"


@cache
def _written() -> str:
    document = json.loads(written(VERSION))
    node = document["paths"][IMAGE]["post"]
    _, _, other = node.pop("x-overloads")
    moved = copy.deepcopy(node)
    contents = node["requestBody"]["content"]
    address, _ = contents["application/json"]["schema"]["anyOf"]
    session = copy.deepcopy(moved)
    for each, id, media_type, schema in (
        (node, "FaceDetectionOperations_Detect", "application/octet-stream", {"type": "string", "format": "binary"}),
        (moved, "FaceDetectionOperations_DetectFromUrl", "application/json", address),
        (session, other["operationId"], "application/json", {"type": "object", "additionalProperties": {}}),
    ):
        each["operationId"] = id
        each["requestBody"]["content"] = {media_type: {"schema": schema}}
    document["paths"][ADDRESS] = {"post": moved}
    document["paths"]["/detect-in-session"] = {"post": session}
    return json.dumps(document)


@cache
def _pinned() -> Pins:
    found = contracts(VERSION, json.loads(_written()), Random(0), {})
    return found.accepted(found.overlays)


def said(*paths: str, change: Callable[[Json], object]) -> list[str]:
    """Return what is said of a change in the operations of some paths."""
    document = json.loads(_written())
    for path in paths:
        change(document["paths"][path]["post"])
    found = said_of(VERSION, document, Random(0), _pinned())
    assert not found.errors
    return [item.message for item in found.drift]


CHANGES: dict[str, Callable[[Json], object]] = {
    "constraint": lambda node: node["parameters"][6]["schema"].update(maximum=90000),
    "default": lambda node: node["parameters"][0]["schema"].update(default="detection_03"),
    "type": lambda node: node["parameters"][2].update(schema={"type": "string"}),
    "style": lambda node: node["parameters"][3].update(explode=True),
    "place": lambda node: node["parameters"][2].update({"in": "header"}),
    "answer": lambda node: node["responses"]["200"]["content"]["application/json"].update(schema={"type": "array"}),
    "status": lambda node: node["responses"].update({"201": node["responses"].pop("200")}),
}
MORE: dict[str, Callable[[Json], object]] = {
    "parameter": lambda node: node["parameters"].append({"name": "more", "in": "query", "schema": {"type": "string"}}),
    "answer": lambda node: node["responses"].update({"204": {"description": "No face."}}),
}


def test_those_that_agree_pin_nothing() -> None:
    assert not [part for part in _pinned()[OVERLAY][VERSION] if "parameter" in part or "answer" in part]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_both_raises_nothing(change: str) -> None:
    assert said(IMAGE, ADDRESS, change=CHANGES[change]) == []


@pytest.mark.parametrize("path", [IMAGE, ADDRESS])
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_one_is_reported(change: str, path: str) -> None:
    found = said(path, change=CHANGES[change])

    assert found
    assert all(text.startswith(f"`{OVERLAY}` ") and "FaceDetectionOperations_DetectFromUrl, " in text for text in found)


def _drop(node: Json) -> None:
    del node["parameters"][4]


def test_what_the_other_operation_lacks_is_reported() -> None:
    (message,) = said(ADDRESS, change=_drop)

    assert "DetectFromUrl, query parameter returnFaceLandmarks" in message
    assert message.endswith("is `not there`")
    assert said(ADDRESS, change=MORE["answer"])


def test_what_is_not_passed_on_raises_nothing() -> None:
    assert said(IMAGE, change=_drop) == []  # then the other has an optional parameter more, as below
    assert said(ADDRESS, change=MORE["parameter"]) == []
    assert said(IMAGE, change=MORE["answer"]) == []  # the own reader reads more than it has to for the other
