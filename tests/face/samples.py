"""A schema of the description -> JSON that fits it; the same schema always gives the same JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import azure_face.models
from attrs import frozen

from .description import referenced, resolve

UNKNOWN = {"x-new": {"deep": [1, None, "é"], "flag": False}}

_STRINGS = {
    "uuid": "0e4b7a52-5d1c-4f6e-9b1a-7c3d2e1f0a9b",
    "date-time": "2024-05-06T07:08:09.123456Z",
    "uri": "https://example.com/a%20b.jpg?c=d&e=f",
    "byte": "AAEC/w==",
}


@frozen
class Sampler:
    """Makes samples: with every property or the required ones alone; with a property that nobody described."""

    full: bool = True
    unknown: bool = False

    def sample(self, schema: Mapping[str, Any]) -> Any:
        """Return JSON for a schema."""
        known = resolve(schema)
        if "enum" in known:
            return known["enum"][-1]
        match known.get("type"):
            case "object":
                return self._object(known)
            case "array":
                return [self.sample(known["items"])] * known.get("minItems", 2)
            case "string":
                return _string(known)
            case "integer":
                return known.get("minimum", 2**40 + 1 if known["format"] == "int64" else 7)
            case "number":
                return 0.25
            case "boolean":
                return True
        raise AssertionError(f"the samples know no {known}")

    def _object(self, known: Mapping[str, Any]) -> dict[str, Any]:
        required = known.get("required", [])
        properties = known["properties"].items()
        data = {name: self.sample(schema) for name, schema in properties if self.full or name in required}
        return {**data, **(UNKNOWN if self.unknown else {})}


def _string(known: Mapping[str, Any]) -> str:
    if "pattern" in known:
        assert known["pattern"] == "^[a-z0-9-_]+$"
        return "list-1_a"
    return _STRINGS[known["format"]] if "format" in known else "Zoë & 猫 + 1/2, 100%"


def typed(schema: Mapping[str, Any], value: Any) -> Any:
    """Return what a developer writes for a parameter: an enum's member, a UUID, a list of such, else the value."""
    known = resolve(schema)
    if known.get("type") == "array":
        return [typed(known["items"], item) for item in value]
    if "enum" in known:
        return getattr(azure_face.models, referenced(schema) or "")(value)
    return UUID(value) if known.get("format") == "uuid" else value
