"""Parameters and headers of Swagger 2.0 in, those of OpenAPI, each with a `schema` and a `style`, out."""

from __future__ import annotations

from typing import Any

from veneer.load.swagger.schemas import upgrade_schema
from veneer.load.swagger.upgrading import Part, Upgrading
from veneer.load.text import excerpt

# Where Swagger writes what a value is: directly in the parameter, in the words of a schema.
_OF_THE_SCHEMA = frozenset(
    {"type", "format", "items", "default", "enum", "x-nullable", "x-ms-enum", "x-ms-secret", "x-enum-varnames"}
    | {"maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "multipleOf"}
    | {"maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "x-enum-descriptions", "xml"}
)
# Swagger 2.0, Parameter Object, collectionFormat; `tabDelimited` is no style of OpenAPI, but there is nothing like it.
_STYLES = {"ssv": "spaceDelimited", "tsv": "tabDelimited", "pipes": "pipeDelimited"}
_FORMATS = ("csv", *_STYLES, "multi")


def upgrade_parameter(upgrading: Upgrading, part: Part) -> dict[str, Any]:
    """Return a path, query or header parameter in the shape of OpenAPI."""
    upgraded = upgrade_header(upgrading, part)
    if upgraded.get("x-ms-skip-url-encoding") is True:
        upgraded["allowReserved"] = True
    schema = upgraded.get("schema")
    if isinstance(schema, dict) and "items" in schema:
        upgraded |= style_of(upgrading, part, str(part.node.get("in")))
    return upgraded


def upgrade_header(upgrading: Upgrading, part: Part) -> dict[str, Any]:
    """Return a header of an answer, or a parameter without its style, in the shape of OpenAPI."""
    upgrading.moves.add(part.now, part.before)
    if "$ref" in part.node:
        upgrading.references.append(part.node)
        return part.node
    upgraded = {key: value for key, value in part.node.items() if key not in _OF_THE_SCHEMA | {"collectionFormat"}}
    upgraded["schema"] = value_schema(upgrading, part)
    return upgraded


def value_schema(upgrading: Upgrading, part: Part) -> Any:
    """Return the schema of what a parameter or a header takes, upgraded; it stands below it."""
    now = (*part.now, "schema")
    given = part.node.get("schema")
    if given is not None:
        before = (*part.before, "schema")
        if part.node.get("in") != "body":
            message = "Swagger has a `schema` only in a body and in an answer; it is read all the same"
            upgrading.warn("misplaced-schema", message, before, "Write what it says directly into the parameter.")
        upgrading.moves.add(now, before)
    else:
        given, before = {key: value for key, value in part.node.items() if key in _OF_THE_SCHEMA}, part.before
        upgrading.moves.add(now, before)
    if isinstance(given, dict):
        upgrade_schema(upgrading, Part(given, before, now))
    return given


def style_of(upgrading: Upgrading, part: Part, place: str) -> dict[str, Any]:
    """Return how the items of a list are put together: `style` and `explode` for its `collectionFormat`."""
    given = part.node.get("collectionFormat", "csv")
    in_form = place in ("query", "formData")
    if given not in _FORMATS or (given == "multi" and not in_form):
        message = f"Swagger has no collectionFormat {excerpt(given, 40)} in a {place}; `csv` is taken"
        fix = f"Write one of: {', '.join(_FORMATS if in_form else _FORMATS[:-1])}."
        upgrading.warn("unknown-collection-format", message, (*part.before, "collectionFormat"), fix)
        given = "csv"
    if given in _STYLES:
        return {"style": _STYLES[given], "explode": False}
    return {"style": "form" if in_form else "simple", "explode": given == "multi"}
