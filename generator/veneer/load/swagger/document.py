"""A Swagger 2.0 document in, the same in the shape of OpenAPI, and what has moved, out."""

from __future__ import annotations

from typing import Any

from veneer.load import pointers
from veneer.load.swagger.contents import is_inline
from veneer.load.swagger.definitions import upgrade_definitions
from veneer.load.swagger.enums import share_enums
from veneer.load.swagger.parameters import upgrade_parameter
from veneer.load.swagger.paths import upgrade_paths
from veneer.load.swagger.responses import upgrade_response
from veneer.load.swagger.schemas import upgrade_schema
from veneer.load.swagger.security import upgrade_security_schemes
from veneer.load.swagger.servers import build_servers
from veneer.load.swagger.upgrading import Part, Upgrading, objects, reference_to, without

_MOVED = ("swagger", "host", "basePath", "schemes", "consumes", "produces", "paths", "x-ms-paths")
_COMPONENTS = ("definitions", "parameters", "responses", "securityDefinitions")
_KNOWN = {*_MOVED, *_COMPONENTS}


def upgrade_document(upgrading: Upgrading) -> dict[str, Any]:
    """Return the document in the shape of OpenAPI 3.0; parts of the Swagger document are changed on the way."""
    content = upgrading.content
    upgrading.moves.make(("openapi",), ("swagger",))
    for section in ("parameters", "responses"):
        upgrading.moves.add(("components", section), (section,))
        for name, _ in objects(content.get(section)):  # before copies are made, so that references lead here
            upgrading.moves.add(("components", section, name), (section, name))
    components: dict[str, Any] = {
        "schemas": upgrade_definitions(upgrading, content.get("definitions", {})),
        "securitySchemes": upgrade_security_schemes(upgrading, content.get("securityDefinitions", {})),
    }
    if isinstance(components["schemas"], dict):
        _name_shared(upgrading, components["schemas"])
    upgraded = {
        "openapi": "3.0.3",
        **without(content, *_MOVED, *_COMPONENTS),
        "servers": build_servers(upgrading, content.get("schemes")),
        "paths": upgrade_paths(upgrading),
        "components": components,
    }
    components["parameters"] = _parameters(upgrading)
    components["responses"] = _responses(upgrading)
    if isinstance(components["schemas"], dict):
        share_enums(upgrading, components["schemas"])
    _rewrite_references(upgrading, upgraded)
    return upgraded


def _name_shared(upgrading: Upgrading, schemas: dict[str, Any]) -> None:
    """Give the schema of a body or an answer that operations share a name: that of the parameter or the response."""
    for section in ("parameters", "responses"):
        for name, node in objects(upgrading.content.get(section)):
            if isinstance(node.get("schema"), dict) and is_inline(node["schema"]):
                free = name if name not in schemas else f"{name}_{'body' if section == 'parameters' else 'answer'}"
                before = (section, name, "schema")
                part = Part(node["schema"], before, ("components", "schemas", free))
                upgrading.moves.add(part.now, before)
                upgrade_schema(upgrading, part)
                schemas.setdefault(free, part.node)
                node["schema"] = {"$ref": reference_to(before)}


def _parameters(upgrading: Upgrading) -> Any:
    given = upgrading.content.get("parameters", {})
    if not isinstance(given, dict):
        return given
    return {
        name: upgrade_parameter(upgrading, Part(node, ("parameters", name), ("components", "parameters", name)))
        if isinstance(node, dict)
        else node
        for name, node in given.items()
        if not (isinstance(node, dict) and node.get("in") in ("body", "formData"))
    }


def _responses(upgrading: Upgrading) -> Any:
    given, produces = upgrading.content.get("responses", {}), upgrading.content.get("produces")
    if not isinstance(given, dict):
        return given
    return {
        name: upgrade_response(upgrading, Part(node, ("responses", name), ("components", "responses", name)), produces)
        if isinstance(node, dict)
        else node
        for name, node in given.items()
    }


def _rewrite_references(upgrading: Upgrading, upgraded: dict[str, Any]) -> None:
    """Let every reference lead to where its target stands now; a target in an extension is a schema, which stays."""
    for node in upgrading.references:  # it grows on the way
        reference = node["$ref"]
        tokens = pointers.parse_fragment(reference) if isinstance(reference, str) and reference[:1] == "#" else None
        if not tokens:
            continue
        if tokens[0] not in _KNOWN:
            try:
                target = pointers.look_up(upgraded, tokens)
            except KeyError:
                continue
            if isinstance(target, dict):
                upgrade_schema(upgrading, Part(target, tokens, tokens))
            continue
        now = upgrading.moves.now(tokens)
        if now != tokens:
            node["$ref"] = reference_to(now)
