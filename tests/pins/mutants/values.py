"""A schema in; another type, another constraint or another default for it out."""

from __future__ import annotations

from random import Random

from pins.mutants.documents import Json

CONSTRAINED = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems")
_TYPES: tuple[Json, ...] = (
    {"type": "integer", "format": "int64"},
    {"type": "string"},
    {"type": "boolean"},
    {"type": "string", "format": "date-time"},
)


def other_type(schema: Json, random: Random) -> Json:
    """Return a plain schema of another type."""
    return random.choice([other for other in _TYPES if (other["type"], other.get("format")) != _type(schema)])


def _type(schema: Json) -> tuple[Json, Json]:
    return schema.get("type"), schema.get("format")


def constrain(schema: Json, random: Random) -> None:
    """Add a constraint to a schema, or change it."""
    known = {
        "string": {"minLength": 3, "maxLength": 1000, "pattern": "^[^ ]*$"},
        "integer": {"minimum": 1, "maximum": 5000, "multipleOf": 2},
        "number": {"minimum": 0.5, "maximum": 5000, "multipleOf": 0.5},
        "array": {"minItems": 2, "maxItems": 1000, "uniqueItems": True},
    }[schema["type"]]
    key = random.choice([key for key, value in known.items() if schema.get(key) != value])
    schema[key] = known[key]


def loosen(schema: Json, random: Random) -> None:
    """Change a constraint that a schema has."""
    key = random.choice([key for key in CONSTRAINED if key in schema])
    schema[key] += 1 if key.startswith("max") else -1 if schema[key] > 0 else 1


def other_default(schema: Json, behind: Json) -> Json:
    """Return another default; `behind`: the schema behind the reference."""
    before = schema["default"]
    if "enum" in behind:
        return next(value for value in behind["enum"] if value != before)
    return not before if isinstance(before, bool) else before + 1 if isinstance(before, int) else f"{before}x"
