"""A document in; which of its objects operations use, and references that are written as elsewhere mended, out."""

from __future__ import annotations

from typing import Any

from veneer.load import pointers
from veneer.load.problems import Problems
from veneer.load.text import excerpt
from veneer.load.walk import Place, walk

_SWAGGER = {"definitions": "schemas", "parameters": "parameters", "responses": "responses"}
_MOST_STEPS = 20
_SECTIONS = {
    "schema": "schemas",
    "parameter": "parameters",
    "response": "responses",
    "request body": "requestBodies",
    "header": "headers",
    "example": "examples",
}


def forgive_reference(place: Place, content: dict[str, Any], problems: Problems) -> None:
    """Let a reference that is no pointer to a part of the document, but plain in what it means, lead to that part.

    It is written as in Swagger, or is the bare name of a component, or leads through another reference: a fault each.
    Or it begins at a schema with an `$id` (JSON Schema 2020-12, section 8.2.1), which is none.
    """
    reference = place.node["$ref"]
    if not isinstance(reference, str):
        return
    if place.kind == "schema" and (inner := _in_resource(place, reference, content)) is not None:
        place.node["$ref"] = "#" + pointers.join(inner).replace("%", "%25")
        return
    meant = _component(place.kind, reference, content) or _through(reference, content)
    if meant is None:
        return
    place.node["$ref"] = written = "#" + pointers.join(meant).replace("%", "%25")
    message = f"the reference {excerpt(reference)} is read as {excerpt(written)}"
    problems.warn("misspelt-reference", message, (*place.tokens, "$ref"), f"Write {excerpt(written)}.")


def _in_resource(place: Place, reference: str, content: dict[str, Any]) -> tuple[str, ...] | None:
    """Return where a pointer leads that leads nowhere in the document, if it begins at a schema with an `$id`."""
    tokens = pointers.parse_fragment(reference) if reference.startswith("#") else None
    if tokens is None or (tokens and _found(content, tokens) is not None):
        return None
    for length in range(len(place.tokens), 0, -1):
        around = place.tokens[:length]
        node = _found(content, around)
        if isinstance(node, dict) and isinstance(node.get("$id"), str) and _found(node, tokens) is not None:
            return (*around, *tokens)
    return None


def _component(kind: str, reference: str, content: dict[str, Any]) -> tuple[str, ...] | None:
    section = _SECTIONS.get(kind)
    if section is None or reference.startswith("#/components/"):
        return None
    tokens = pointers.parse_fragment(reference) if reference.startswith("#") else (section, reference)
    if tokens is None or len(tokens) != 2 or (reference.startswith("#") and _SWAGGER.get(tokens[0]) != section):
        return None
    if reference.startswith("#") and isinstance(content.get(tokens[0]), dict) and tokens[1] in content[tokens[0]]:
        return None
    meant = ("components", section, tokens[1])
    return meant if isinstance(_found(content, meant), dict | bool) else None


def _through(reference: str, content: dict[str, Any]) -> tuple[str, ...] | None:
    """Return where a pointer leads that goes on below a reference, if it is one."""
    tokens = pointers.parse_fragment(reference) if reference.startswith("#/") else None
    if not tokens or _found(content, tokens) is not None:
        return None
    for _ in range(_MOST_STEPS):
        at = next((end for end in range(1, len(tokens)) if _refers(_found(content, tokens[:end]))), None)
        if at is None:
            return None
        target = pointers.parse_fragment(_found(content, tokens[:at])["$ref"])
        if not target:
            return None
        tokens = (*target, *tokens[at:])
        if _found(content, tokens) is not None:
            return tokens
    return None


def _refers(node: Any) -> bool:
    return isinstance(node, dict) and isinstance(node.get("$ref"), str) and node["$ref"].startswith("#/")


def _found(content: dict[str, Any], tokens: tuple[str, ...]) -> Any:
    try:
        return pointers.look_up(content, tokens)
    except KeyError:
        return None


def used_objects(content: dict[str, Any]) -> set[int]:
    """Return the ids of the objects that operations use.

    A description without operations is a collection of models, and all of it counts as used.

    Args:
        content: The document, none of whose parts is changed as long as the ids are needed.
    """
    held = {name: value for name, value in content.items() if name not in ("components", "definitions")}
    components = content.get("components")
    if isinstance(components, dict) and "securitySchemes" in components:  # which are named, not referred to
        held["components"] = {"securitySchemes": components["securitySchemes"]}
    if not content.get("paths") and not content.get("webhooks"):
        return {id(place.node) for place in walk(content)}
    # References lead into what is left out here; `outside` of the walk looks them up in the whole document.
    return {id(place.node) for place in walk(content, held)}
