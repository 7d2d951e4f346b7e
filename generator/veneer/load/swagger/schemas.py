"""Schemas of Swagger 2.0 in, the same changed in place to the shape of OpenAPI 3.0 out."""

from __future__ import annotations

from typing import Any

from veneer.load.grammar import GRAMMAR
from veneer.load.swagger.enums import upgrade_enum
from veneer.load.swagger.upgrading import Part, Upgrading, objects, schema_reference, texts
from veneer.load.text import excerpt

TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")
_READ, _WRITTEN = {"read"}, {"create", "update"}
_INSIDE = {name: form for name, (form, kind) in GRAMMAR["schema"].items() if kind == "schema"}


def upgrade_schema(upgrading: Upgrading, part: Part) -> None:
    """Upgrade a schema and all that it holds."""
    pending = [part]
    while pending:
        schema = pending.pop()
        if id(schema.node) in upgrading.done:
            continue
        upgrading.done[id(schema.node)] = schema.node
        if "$ref" in schema.node:
            upgrading.references.append(schema.node)
        _upgrade_one(upgrading, schema)
        pending += reversed(_inside(schema))


def _inside(schema: Part) -> list[Part]:
    found: list[Part] = []
    for name, form in _INSIDE.items():
        value = schema.node.get(name)
        if form == "one" and isinstance(value, dict):
            found.append(schema.child(name))
        elif form != "one":
            found += [schema.child(name, key) for key, _ in objects(value)]
    return found


def _upgrade_one(upgrading: Upgrading, schema: Part) -> None:
    node = schema.node
    if node.pop("x-nullable", None) is True:
        node["nullable"] = True
    _upgrade_type(upgrading, schema)
    _upgrade_required(upgrading, schema)
    _upgrade_discriminator(upgrading, schema)
    mutability = set(texts(node.get("x-ms-mutability")))
    if mutability == _READ:
        node["readOnly"] = True
    elif mutability and mutability <= _WRITTEN:
        node["writeOnly"] = True
    if node.get("x-ms-secret") is True and node.get("type") == "string":
        node.setdefault("format", "password")
    if isinstance(node.get("enum"), list):
        upgrade_enum(upgrading, schema)


def _upgrade_type(upgrading: Upgrading, schema: Part) -> None:
    node = schema.node
    kind = node.get("type")
    if kind == "file" or (kind == "object" and node.get("format") == "file"):
        node["type"], node["format"] = "string", "binary"
    elif isinstance(kind, str) and kind not in TYPES:
        meant = kind.lower()
        told = f"it is read as {meant}" if meant in TYPES else "any value is taken"
        if meant in TYPES:
            node["type"] = meant
        else:
            del node["type"]
        message = f"Swagger has no type {excerpt(kind, 40)}; {told}"
        upgrading.warn("unknown-type", message, (*schema.before, "type"), f"Write one of: {', '.join(TYPES[:-1])}.")
    if isinstance(node.get("items"), list):  # JSON Schema's old way to give each item a type of its own
        node["prefixItems"] = node.pop("items")
        upgrading.moves.add((*schema.now, "prefixItems"), (*schema.before, "items"))
        if "additionalItems" in node:
            node["items"] = node.pop("additionalItems")
            upgrading.moves.add((*schema.now, "items"), (*schema.before, "additionalItems"))
    if kind == "array" and isinstance(node.get("enum"), list):
        _move_enum(upgrading, schema)


def _move_enum(upgrading: Upgrading, schema: Part) -> None:
    """Move the values of a list's items to the items, if they are no lists themselves."""
    values, items = schema.node["enum"], schema.node.get("items")
    if isinstance(items, dict) and "$ref" not in items and not any(isinstance(value, list) for value in values):
        message = "these are values of the items, not of the list"
        upgrading.warn("misplaced-enum", message, (*schema.before, "enum"), "Write `enum` into `items`.")
        items.setdefault("enum", schema.node.pop("enum"))
        upgrading.moves.add((*schema.now, "items", "enum"), (*schema.before, "enum"))


def _upgrade_required(upgrading: Upgrading, schema: Part) -> None:
    """Move `required: true` of a property to the list of its object, where Swagger has it."""
    node = schema.node
    for name, item in objects(node.get("properties")):
        if isinstance(item.get("required"), bool):
            _warn_of_required(upgrading, schema.child("properties", name))
            listed = node.get("required")
            if item.pop("required") and (listed is None or isinstance(listed, list | bool)):
                node["required"] = list(dict.fromkeys([*(listed if isinstance(listed, list) else ()), name]))
    if isinstance(node.get("required"), bool):
        _warn_of_required(upgrading, schema)
        del node["required"]


def _warn_of_required(upgrading: Upgrading, schema: Part) -> None:
    message = "`required` of a schema is a list of its properties' names"
    fix = "List the property in `required` of the object that has it."
    upgrading.warn("stray-required", message, (*schema.before, "required"), fix)


def _upgrade_discriminator(upgrading: Upgrading, schema: Part) -> None:
    node = schema.node
    if not isinstance(node.get("discriminator"), str):
        return
    node["discriminator"] = {"propertyName": node["discriminator"]}
    if len(schema.before) == 2 and schema.before[0] == "definitions":
        mapping = _values(upgrading, schema.before[1])
        if mapping:
            node["discriminator"]["mapping"] = mapping
    upgrading.moves.make((*schema.now, "discriminator"), (*schema.before, "discriminator"))


def _values(upgrading: Upgrading, name: str) -> dict[str, str]:
    """Return value -> reference for a definition and all that extend it, directly or not."""
    found: dict[str, str] = {}
    seen = {name}
    pending = [name]
    while pending:
        one = pending.pop(0)
        given: Any = upgrading.content["definitions"][one].get("x-ms-discriminator-value")
        found.setdefault(given if isinstance(given, str) else one, one)
        fresh = [child for child in upgrading.children.get(one, ()) if child not in seen]
        seen.update(fresh)
        pending += fresh
    return {value: schema_reference(upgrading.names.get(one, one)) for value, one in found.items()}
