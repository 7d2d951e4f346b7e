"""`definitions` of Swagger 2.0 in, `components/schemas` out: each below the name that the description asks for."""

from __future__ import annotations

from typing import Any

from veneer.load import pointers
from veneer.load.swagger.schemas import upgrade_schema
from veneer.load.swagger.upgrading import Part, Upgrading, objects


def upgrade_definitions(upgrading: Upgrading, definitions: Any) -> Any:
    """Return the schemas; what is no map of them stays as it is."""
    upgrading.moves.add(("components", "schemas"), ("definitions",))
    if not isinstance(definitions, dict):
        return definitions
    for name, schema in objects(definitions):
        for parent in _parents(schema):
            upgrading.children.setdefault(parent, []).append(name)
    _rename(upgrading, definitions)
    upgraded = {}
    for name in definitions:
        schema, new = definitions[name], upgrading.names.get(name) or name
        part = Part(schema, ("definitions", name), ("components", "schemas", new))
        if new != name:
            upgrading.moves.add(part.now, part.before)
        if isinstance(schema, dict):
            upgrade_schema(upgrading, part)
        upgraded[new] = schema
    return upgraded


def _parents(schema: dict[str, Any]) -> list[str]:
    found = []
    for _, member in objects(schema.get("allOf")):
        reference = member.get("$ref")
        tokens = pointers.parse_fragment(reference) if isinstance(reference, str) and reference[:1] == "#" else None
        if tokens is not None and len(tokens) == 2 and tokens[0] == "definitions":
            found.append(tokens[1])
    return found


def _rename(upgrading: Upgrading, definitions: dict[str, Any]) -> None:
    """Choose the names of classes: `x-ms-client-name` of a model, the `name` in `x-ms-enum` of an enum."""
    taken = set(definitions)
    for name, schema in objects(definitions):
        said = schema.get("x-ms-enum")
        wanted = schema.get("x-ms-client-name", said.get("name") if isinstance(said, dict) else None)
        if isinstance(wanted, str) and wanted and wanted not in taken:
            taken.add(wanted)
            upgrading.names[name] = wanted
            if isinstance(schema.get("properties"), dict):  # an XML element is called as its schema was
                xml = schema.setdefault("xml", {})
                if isinstance(xml, dict):
                    xml.setdefault("name", name)
