"""Responses of Swagger 2.0 in, those of OpenAPI with a `content` out."""

from __future__ import annotations

from typing import Any

from veneer.load.swagger.contents import build_contents
from veneer.load.swagger.parameters import upgrade_header
from veneer.load.swagger.upgrading import Part, Upgrading, objects, texts, without


def upgrade_response(upgrading: Upgrading, part: Part, produces: Any) -> dict[str, Any]:
    """Return a response in the shape of OpenAPI."""
    node = part.node
    if "$ref" in node:
        upgrading.references.append(node)
        return node
    upgraded = without(node, "schema", "examples", "headers")
    upgraded.setdefault("description", "")
    if isinstance(node.get("headers"), dict):
        upgraded["headers"] = dict(node["headers"])
        for name, _ in objects(node["headers"]):
            upgraded["headers"][name] = upgrade_header(upgrading, part.child("headers", name))
    contents: Any = {}
    if isinstance(node.get("schema"), dict):
        before, now = (*part.before, "schema"), (*part.now, "content")
        contents = build_contents(upgrading, node["schema"], before, now, texts(produces))
    elif "schema" in node:
        contents = {"application/json": {"schema": node["schema"]}}
    examples = node.get("examples")
    for media_type, example in examples.items() if isinstance(examples, dict) else ():
        if "schema" not in node and "/" in media_type:
            contents.setdefault(media_type, {})["example"] = example
        elif media_type in contents:
            contents[media_type]["example"] = example
    if contents:
        upgraded["content"] = contents
    return upgraded
