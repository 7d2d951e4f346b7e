"""Schemas with `enum` and `x-ms-enum` in; the names that it gives, in the way that the build reads them, out."""

from __future__ import annotations

from typing import Any

from veneer.load.swagger.upgrading import Part, Upgrading, objects, schema_reference

# What an enum is; the rest of a schema says something of its use in one place.
_OF_THE_ENUM = ("type", "format", "enum", "x-ms-enum", "x-enum-varnames", "x-enum-descriptions", "x-enum-name")


def upgrade_enum(upgrading: Upgrading, schema: Part) -> None:
    """Write the names and words of `x-ms-enum` beside the values, in their order; remember an enum that has a name."""
    node = schema.node
    said = node.get("x-ms-enum")
    if not isinstance(said, dict):
        return
    by_value = {str(item.get("value")): item for _, item in objects(said.get("values"))}
    items = [by_value.get(str(value), {}) for value in node["enum"]]
    for key, word in (("x-enum-varnames", "name"), ("x-enum-descriptions", "description")):
        found = [item[word] if isinstance(item.get(word), str) else None for item in items]
        if any(found) and key not in node:
            node[key] = found
    name = said.get("name")
    if isinstance(name, str) and name and not _is_definition(schema):
        node.setdefault("x-enum-name", name)
        if "xml" not in node:
            upgrading.named_enums.setdefault(name, []).append(schema)


def _is_definition(schema: Part) -> bool:
    """Tell whether a schema has a name of its own in the document."""
    return len(schema.before) == 2 and schema.before[0] == "definitions"


def share_enums(upgrading: Upgrading, schemas: dict[str, Any]) -> None:
    """Let enums of one name and the same values be one: the definition of that name, else a new one.

    Args:
        upgrading: The upgrade, all of whose schemas are done.
        schemas: `components/schemas`.
    """
    for name, uses in upgrading.named_enums.items():
        values = [_identity(use.node) for use in uses]
        there = schemas.get(name)
        if there is None and len(uses) > 1 and values.count(values[0]) == len(uses):
            first = uses[0]
            schemas[name] = {key: value for key, value in first.node.items() if key in _OF_THE_ENUM}
            upgrading.moves.add(("components", "schemas", name), first.before)
        elif not isinstance(there, dict) or _identity(there) != values[0]:
            continue
        for use, value in zip(uses, values, strict=True):
            if value == values[0]:
                beside = {key: item for key, item in use.node.items() if key not in _OF_THE_ENUM}
                use.node.clear()
                use.node.update({"$ref": schema_reference(name), **beside})


def _identity(node: dict[str, Any]) -> tuple[Any, ...]:
    said = node.get("x-ms-enum")
    is_open = isinstance(said, dict) and said.get("modelAsString") is True
    values = node.get("enum")
    return node.get("type"), [(type(item), item) for item in values] if isinstance(values, list) else None, is_open
