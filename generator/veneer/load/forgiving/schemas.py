"""A schema in; the same with the habits of other dialects mended, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from veneer.load import pointers
from veneer.load.forgiving.notes import Notes
from veneer.load.text import excerpt
from veneer.load.upgrade import upgrade_schema
from veneer.load.walk import Place

_MEANT = {
    "file": "string binary",
    "binary": "string binary",
    "int": "integer",
    "long": "integer int64",
    "float": "number float",
    "double": "number double",
    "decimal": "number",
    "bool": "boolean",
    "str": "string",
    "text": "string",
    "date": "string date",
    "datetime": "string date-time",
    "date-time": "string date-time",
    "uuid": "string uuid",
    "list": "array",
    "dict": "object",
    "map": "object",
}
_DEEPEST = 20  # references to a schema of a schema
TYPES = frozenset(("string", "number", "integer", "boolean", "array", "object", "null"))
PLAIN = frozenset(("type", "format", "title", "description", "default", "enum", "example", "deprecated"))
_LISTS = ("allOf", "anyOf", "oneOf", "enum")
_MAPS = ("properties", "patternProperties", "$defs", "definitions")
_LENGTHS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_NEWER = ("const", "prefixItems", "if", "contentMediaType", "contentEncoding", "$defs", "patternProperties", "contains")
_ANY_NEWER = frozenset(_NEWER)
_EXCLUSIVE = ("exclusiveMinimum", "exclusiveMaximum")
_COMPOSED = ("$ref", "allOf", "anyOf", "oneOf", "patternProperties")
_PYTHON: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


def is_plain(schema: dict[str, Any]) -> bool:
    """Tell whether nothing can be wrong with a schema, as with most: it says of what type it is, and has some words."""
    kind = schema.get("type")
    return (
        schema.keys() <= PLAIN
        and isinstance(schema.get("description", ""), str)
        and isinstance(schema.get("title", ""), str)
        and (kind is None or (isinstance(kind, str) and kind in TYPES and kind != "array"))
        and ("enum" not in schema or isinstance(schema["enum"], list))
        and ("example" not in schema or _has_fit_example(schema))
    )


def forgive_schema(place: Place, notes: Notes) -> None:
    """Mend a schema; those below it are mended in their turn, apart from what they say of this one."""
    for keys, judge in _JUDGES:
        if not keys.isdisjoint(place.node):
            judge(place, notes)


def _lists(place: Place, notes: Notes) -> None:
    node = place.node
    for name in _LISTS:
        if name in node and not isinstance(node[name], list):
            if node[name] is None:
                del node[name]
                continue
            node[name] = [node[name]]
            notes.add("malformed-list", f"{excerpt(name)} is no list", place, (name,), "Write a list.")


def _lengths(place: Place, notes: Notes) -> None:
    for name in _LENGTHS:
        value = place.node.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
            del place.node[name]
            message = f"{excerpt(name)} is negative; it is not checked"
            notes.add("unfit-constraint", message, place, (), "Write a number that is not.")


def _pattern(place: Place, notes: Notes) -> None:
    if not isinstance(place.node["pattern"], str):
        del place.node["pattern"]
        message = "the pattern is not a text; it is not checked"
        notes.add("unfit-constraint", message, place, ("pattern",), "Write a regular expression in quotes.")


def _maps(place: Place, notes: Notes) -> None:
    node = place.node
    for name in _MAPS:
        found = node.get(name)
        if not isinstance(found, dict) or {*map(type, found.values())} == {dict}:
            continue
        for key, value in found.items():
            if value is None:
                found[key] = {}
                message = "the schema is empty; any value is taken"
                notes.add("empty-object", message, place, (name, key), "Write `{}`, or what it is.")
            elif isinstance(value, str) and value in TYPES:
                found[key] = {"type": value}
                message = f"the schema is a text; it is read as the type {excerpt(value)}"
                notes.add("unknown-type", message, place, (name, key), "Write `type:` before it.")


def _type(place: Place, notes: Notes) -> None:
    node = place.node
    kind = node.get("type")
    if isinstance(kind, list) and None in kind:
        node["type"] = ["null" if item is None else item for item in kind]
        notes.add("unknown-type", "the null in `type` is not a text", place, ("type",), 'Write "null" in quotes.')
    if isinstance(kind, dict):  # often a property of this name without the `properties` above it
        del node["type"]
        message = "`type` is an object, not a text; it is read as any value"
        fix = "Write the name of a type; a property stands below `properties`."
        notes.add("unknown-type", message, place, ("type",), fix)
    if not isinstance(kind, str) or kind in TYPES:
        return
    meant = kind.lower() if kind.lower() in TYPES else _MEANT.get(kind.lower(), "")
    name, _, format = meant.partition(" ")
    del node["type"]
    if name:
        node["type"] = name
    if format:
        node.setdefault("format", format)
    message = f"OpenAPI has no type {excerpt(kind)}; it is read as {meant or 'any value'}"
    notes.add("unknown-type", message, place, ("type",), "Write one of: " + ", ".join(sorted(TYPES)) + ".")


def _required(place: Place, notes: Notes) -> None:
    node = place.node
    properties = properties if isinstance(properties := node.get("properties"), dict) else {}
    required = node.get("required")
    if isinstance(required, bool) or ("required" in node and required is None):
        del node["required"]  # no property of an object, which would have been asked before
        message = "`required` of a schema is a list of properties; it is not read here"
        notes.add("misplaced-required", message, place, (), "Remove it.")
    elif isinstance(required, str):
        node["required"] = [required]
        notes.add("malformed-list", "`required` is no list", place, ("required",), "Write a list.")
    for name, value in properties.items():
        if isinstance(value, dict) and isinstance(value.get("required"), bool):
            if value.pop("required"):
                known = node.setdefault("required", [])
                if isinstance(known, list) and name not in known:
                    known.append(name)
            message = "`required` stands in a property; it is read as one of the object's `required`"
            notes.add("misplaced-required", message, place, ("properties", name), "List it in the object's `required`.")
    listed = node.get("required")
    if not properties or not isinstance(listed, list) or any(name in node for name in _COMPOSED):
        return
    if properties.keys() >= set(map(str, listed)) or place.tokens[-2:-1] in (("allOf",), ("anyOf",), ("oneOf",)):
        return
    for number, name in enumerate(listed):
        if isinstance(name, str) and name not in properties:
            message = f"{excerpt(name, 40)} is required, and no property"
            notes.add(
                "unknown-required", message, place, ("required", str(number)), "Describe it, or correct its name."
            )


def _discriminator(place: Place, notes: Notes) -> None:
    found = place.node.get("discriminator")
    if isinstance(found, str):
        place.node["discriminator"] = {"propertyName": found}
        message = "the discriminator is a text; it is read as its `propertyName`"
        notes.add("swagger-field", message, place, ("discriminator",), "Write `propertyName:` before it.")
    elif isinstance(found, dict) and not isinstance(found.get("propertyName"), str):
        del place.node["discriminator"]
        message = "the discriminator names no property; options are told apart by their shape"
        notes.add("malformed-discriminator", message, place, (), "Add its `propertyName`.")
    elif isinstance(found, dict):
        options = [place.node.get(name) for name in ("oneOf", "anyOf")]
        listed = [item for option in options if isinstance(option, list) for item in option]
        name = found["propertyName"]
        if listed and not any(_may_have(item, name, notes.content, 0) for item in listed):
            message = f"no option has the property {excerpt(name)} that is to tell them apart"
            where = ("discriminator", "propertyName")
            notes.add("malformed-discriminator", message, place, where, "Name a property that the options have.")
    else:
        del place.node["discriminator"]


def _may_have(schema: Any, name: str, content: dict[str, Any], depth: int) -> bool:
    """Tell whether a schema has a property, as far as that is plain to see."""
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return True
    reference = schema.get("$ref")
    if isinstance(reference, str):
        tokens = pointers.parse_fragment(reference) if reference.startswith("#") else None
        try:
            return tokens is None or _may_have(pointers.look_up(content, tokens), name, content, depth + 1)
        except KeyError:
            return True
    properties = schema.get("properties")
    if isinstance(properties, dict) and name in properties:
        return True
    parts = [part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key) or ()]
    return any(_may_have(part, name, content, depth + 1) for part in parts) if parts else not properties


def _other_version(place: Place, notes: Notes) -> None:
    """Note keywords of another version of OpenAPI, which count all the same."""
    node = place.node
    if notes.is_3_0:
        if isinstance(node.get("type"), list):
            _note_version("type", "`type` as a list is OpenAPI 3.1's", "Write `nullable: true`.", place, notes)
        for name in _EXCLUSIVE:
            if isinstance(node.get(name), int | float) and not isinstance(node[name], bool):
                _note_version(name, f"`{name}` as a number is OpenAPI 3.1's", "Write `true` and a limit.", place, notes)
        for name in () if _ANY_NEWER.isdisjoint(node) else _NEWER:
            if name in node:
                _note_version(name, f"`{name}` is OpenAPI 3.1's", "Let the description be one of 3.1.", place, notes)
        return
    if isinstance(node.get("nullable"), bool):
        _note_version("nullable", "`nullable` is OpenAPI 3.0's", 'Write "null" in `type`.', place, notes)
    for name in _EXCLUSIVE:
        if isinstance(node.get(name), bool):
            _note_version(name, f"`{name}: true` is OpenAPI 3.0's", "Write the limit itself.", place, notes)
    upgrade_schema(node)


def _note_version(name: str, said: str, fix: str, place: Place, notes: Notes) -> None:
    notes.add("keyword-of-other-version", f"{said}; it is read as there", place, (name,), fix)


def _items(place: Place, notes: Notes) -> None:
    if place.node["type"] == "array" and "items" not in place.node and notes.is_3_0:
        notes.add("missing-items", "the list does not say of what it is", place, (), "Write its `items`.")


def _example(place: Place, notes: Notes) -> None:
    if not _has_fit_example(place.node):
        message = f"the example is no value of type {place.node['type']}"
        notes.add("unfit-example", message, place, ("example",), "Write a value of the type.")


def _has_fit_example(node: dict[str, Any]) -> bool:
    kind, example = node.get("type"), node.get("example")
    if example is None or not isinstance(kind, str) or kind not in _PYTHON:
        return True
    if isinstance(example, _PYTHON[kind]):
        return kind == "boolean" or not isinstance(example, bool)
    return kind == "integer" and isinstance(example, float) and example.is_integer()


# In this order: what one of them mends is what the next ones judge.
_JUDGES: tuple[tuple[frozenset[str], Callable[[Place, Notes], None]], ...] = (
    (frozenset({"type"}), _type),
    (frozenset({"properties", "required"}), _required),
    (frozenset(_LISTS), _lists),
    (frozenset(_LENGTHS), _lengths),
    (frozenset({"pattern"}), _pattern),
    (frozenset(_MAPS), _maps),
    (frozenset({"discriminator"}), _discriminator),
    (frozenset({"type", "nullable", *_EXCLUSIVE, *_NEWER}), _other_version),
    (frozenset({"type"}), _items),
    (frozenset({"example"}), _example),
)
