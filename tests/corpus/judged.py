"""A description -> the same as jsonschema takes it, less what it would be too strict with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote


def judged(node: Any, content: Mapping[str, Any]) -> Any:
    """Return a part of a description as jsonschema takes it; what moves in it is followed by the references.

    Args:
        node: The part.
        content: The whole description, in which references lead.
    """
    if isinstance(node, list):
        return [judged(item, content) for item in node]
    if not isinstance(node, Mapping):
        return node
    if isinstance(node.get("$ref"), str):
        # What else narrows it has been read into an `allOf`, or nobody reads it (OpenAPI 3.0, Reference Object).
        target = {"$ref": _followed(node["$ref"], content)}
        return {"anyOf": [target, {"type": "null"}]} if _is_nullable(node) else target
    result = {str(key): judged(value, content) for key, value in node.items()}
    if _is_any(node):
        result["anyOf"] = result.pop("oneOf")  # a tag that JSON Schema does not know tells many alternatives apart
    if isinstance(result.get("pattern"), str):
        del result["pattern"]
    if "enum" in result:
        result.pop("format", None)  # the values stand there, whatever they look like
    if _is_nullable(node):
        return {"anyOf": [{key: value for key, value in result.items() if key != "nullable"}, {"type": "null"}]}
    return result


def resolve(content: Any, pointer: str) -> Any:
    """Return what stands at a JSON Pointer."""
    node = content
    for token in pointer.split("/")[1:]:
        node = _below(node, token)
    return node


def _below(node: Any, token: str) -> Any:
    key = token.replace("~1", "/").replace("~0", "~")
    return node[int(key)] if isinstance(node, list) else node[key]


def _is_any(node: Mapping[str, Any]) -> bool:
    return isinstance(node.get("oneOf"), list) and "anyOf" not in node


def _is_nullable(node: Mapping[str, Any]) -> bool:
    return node.get("nullable") is True


def _followed(reference: str, content: Mapping[str, Any]) -> str:
    """Return a reference that leads to where its target went."""
    if not reference.startswith("#/"):
        return reference
    node: Any = content
    made = "#"
    for token in unquote(reference.removeprefix("#")).split("/")[1:]:
        if isinstance(node, Mapping):
            made += "/anyOf/0" if _is_nullable(node) else ""
        moved = token == "oneOf" and isinstance(node, Mapping) and _is_any(node)
        made += "/anyOf" if moved else f"/{quote(token, safe='~')}"
        try:
            node = _below(node, token)
        except (LookupError, ValueError, TypeError):
            return reference  # it stands in an example, and leads nowhere
    return made
