"""A document in; which of its objects operations use, and references that are written as elsewhere mended, out."""

from __future__ import annotations

from typing import Any

from veneer.load import pointers
from veneer.load.problems import Problems
from veneer.load.text import excerpt
from veneer.load.walk import Place, walk

_SWAGGER = {"definitions": "schemas", "parameters": "parameters", "responses": "responses"}
_SECTIONS = {
    "schema": "schemas",
    "parameter": "parameters",
    "response": "responses",
    "request body": "requestBodies",
    "header": "headers",
    "example": "examples",
}


def forgive_reference(place: Place, content: dict[str, Any], problems: Problems) -> None:
    """Let a reference that is written as in Swagger, or as a bare name, lead to the component that it means."""
    reference = place.node["$ref"]
    section = _SECTIONS.get(place.kind)
    if not isinstance(reference, str) or section is None or reference.startswith("#/components/"):
        return
    tokens = pointers.parse_fragment(reference) if reference.startswith("#") else (section, reference)
    if tokens is None or len(tokens) != 2 or tokens[0] not in (section, *_SWAGGER):
        return
    if reference.startswith("#") and _SWAGGER.get(tokens[0]) != section:
        return
    try:
        if not isinstance(pointers.look_up(content, ("components", section, tokens[1])), dict | bool):
            return
    except KeyError:
        return
    if reference.startswith("#") and isinstance(content.get(tokens[0]), dict) and tokens[1] in content[tokens[0]]:
        return
    place.node["$ref"] = meant = "#" + pointers.join(("components", section, tokens[1])).replace("%", "%25")
    message = f"the reference {excerpt(reference)} is read as {excerpt(meant)}"
    problems.warn("misspelt-reference", message, (*place.tokens, "$ref"), f"Write {excerpt(meant)}.")


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
