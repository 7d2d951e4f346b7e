"""Body and formData parameters of an operation in, its `requestBody` out."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from veneer.load.swagger.contents import build_contents
from veneer.load.swagger.moves import Tokens
from veneer.load.swagger.parameters import style_of, value_schema
from veneer.load.swagger.upgrading import Part, Upgrading, reference_to, texts

_URLENCODED, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_FORMS = (_URLENCODED, _MULTIPART)
# What of a parameter says something of the body, or of a property of the form, and nothing of its value.
_OF_THE_BODY = ("description",)
_OF_THE_PROPERTY = ("description", "x-ms-client-name", "deprecated", "example")

Given = tuple[dict[str, Any], Tokens]  # a parameter, and where it stands


def build_body(upgrading: Upgrading, given: list[Given], consumes: Any, now: Tokens) -> dict[str, Any]:
    """Return the request body that body and formData parameters describe.

    Args:
        upgrading: The upgrade.
        given: The parameters; at least one.
        consumes: The media types of the operation, or of the document.
        now: Where the body will stand.
    """
    bodies = [item for item in given if item[0].get("in") == "body"]
    for node, before in given[1:] if bodies else ():
        message = "an operation has one body; this parameter is left out"
        name = node.get("name")
        if (node, before) != bodies[0]:
            upgrading.warn("several-bodies", message, before, f"Remove {name!s}, or make all of them `formData`.")
    return _body(upgrading, bodies[0], consumes, now) if bodies else _form(upgrading, given, consumes, now)


def _body(upgrading: Upgrading, given: Given, consumes: Any, now: Tokens) -> dict[str, Any]:
    node, before = given
    upgrading.moves.add(now, before)
    body = {key: value for key, value in node.items() if key in _OF_THE_BODY or key.startswith("x-")}
    body["required"] = node.get("required", False)
    place = (*before, "schema") if "schema" in node else before
    schema = deepcopy(node.get("schema", {"type": node["type"]} if "type" in node else {}))
    if not isinstance(schema, dict):
        return {**body, "content": {"application/json": {"schema": schema}}}
    body["content"] = build_contents(upgrading, schema, place, (*now, "content"), texts(consumes), of_body=True)
    return body


def _form(upgrading: Upgrading, given: list[Given], consumes: Any, now: Tokens) -> dict[str, Any]:
    has_file = any(_is_file(node) for node, _ in given)
    chosen = [name for name in texts(consumes) if name.partition(";")[0].strip().lower() in _FORMS[has_file:]]
    media_type, *others = chosen or [_FORMS[has_file]]
    place = (*now, "content", media_type, "schema")
    upgrading.moves.add(now, given[0][1][:-1])
    schema: dict[str, Any] = {"type": "object", "properties": {}}
    encoding: dict[str, Any] = {}
    required = []
    for node, before in given:
        name = str(node.get("name", ""))
        part = Part(deepcopy(node), before, (*place, "properties", name))
        value = value_schema(upgrading, part)
        upgrading.moves.add(part.now, before)
        if not isinstance(value, dict):
            value = {}
        value.update((key, node[key]) for key in _OF_THE_PROPERTY if key in node)
        schema["properties"][name] = value
        required += [name] if node.get("required") is True else []
        if value.get("type") == "array":
            encoding[name] = style_of(upgrading, part, "formData")
    if required:
        schema["required"] = list(dict.fromkeys(required))
    schemas = {media_type: schema} | {other: {"$ref": reference_to(place)} for other in others}
    encoded = {"encoding": encoding} if encoding else {}
    return {
        "required": bool(required),
        "content": {name: {"schema": item, **deepcopy(encoded)} for name, item in schemas.items()},
    }


def _is_file(node: dict[str, Any]) -> bool:
    items = node.get("items")
    return node.get("type") == "file" or (isinstance(items, dict) and items.get("type") == "file")
