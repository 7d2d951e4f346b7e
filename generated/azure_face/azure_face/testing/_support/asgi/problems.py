"""An error of jsonschema -> the property that it is about and the constraint, in words that do not repeat the value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_WORDS: Mapping[str, Callable[[Any], str]] = {
    "type": lambda limit: f"must be of type {_listed(limit, ' or ')}",
    "enum": lambda limit: f"must be one of: {_listed(limit, ', ')}",
    "const": lambda limit: f"must be {limit!r}",
    "format": lambda limit: f"must be a valid {limit}",
    "pattern": lambda limit: f"must match the pattern {limit}",
    "minimum": lambda limit: f"must be at least {limit}",
    "maximum": lambda limit: f"must be at most {limit}",
    "exclusiveMinimum": lambda limit: f"must be more than {limit}",
    "exclusiveMaximum": lambda limit: f"must be less than {limit}",
    "multipleOf": lambda limit: f"must be a multiple of {limit}",
    "minLength": lambda limit: f"must have at least {limit} characters",
    "maxLength": lambda limit: f"must have at most {limit} characters",
    "minItems": lambda limit: f"must have at least {limit} items",
    "maxItems": lambda limit: f"must have at most {limit} items",
    "uniqueItems": lambda _: "must not have an item twice",
    "minProperties": lambda limit: f"must have at least {limit} properties",
    "maxProperties": lambda limit: f"must have at most {limit} properties",
    "anyOf": lambda _: "matches none of the described forms",
    "oneOf": lambda _: "must match exactly one of the described forms",
    "not": lambda _: "has a form that is ruled out",
}


def place(error: ValidationError) -> str:
    """Return the dotted path of the property that the error is about; for a missing one, of that one."""
    steps = list(error.absolute_path)
    if error.validator == "required":
        steps.append(_missing(error))
    if error.validator == "additionalProperties":
        steps.append(_additional(error))
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def constraint(error: ValidationError) -> str:
    """Return what the value breaks, to follow the property's name."""
    keyword = str(error.validator)
    if keyword == "required":
        return "is required"
    if keyword == "additionalProperties" or error.schema is False:
        return "is not allowed"
    words = _WORDS.get(keyword)
    return words(error.validator_value) if words else f"does not hold to '{keyword}'"


def _missing(error: ValidationError) -> str:
    names = error.validator_value if isinstance(error.validator_value, list) else []
    instance = error.instance if isinstance(error.instance, Mapping) else {}
    # jsonschema reports each missing name in an error of its own and tells which only in the text.
    return next((str(name) for name in names if name not in instance and repr(name) in error.message), "")


def _additional(error: ValidationError) -> str:
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    instance = error.instance if isinstance(error.instance, Mapping) else {}
    return next((str(name) for name in instance if name not in schema.get("properties", {})), "")


def _listed(value: Any, separator: str) -> str:
    return separator.join(str(item) for item in value) if isinstance(value, list) else str(value)
