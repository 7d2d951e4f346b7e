"""A schema of a description -> JSON that fits it; the same schema always gives the same JSON."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from attrs import frozen

from .description import DEFAULT, Version, class_name, referenced

IMAGE = b"\x89PNG\r\n\x1a\n\x00\xff{}&="
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
    version: Version = DEFAULT

    def sample(self, schema: Mapping[str, Any]) -> Any:
        """Return JSON for a schema; bytes for a binary part of a form."""
        known = self.version.resolve(schema)
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


def _string(known: Mapping[str, Any]) -> str | bytes:
    if known.get("format") == "binary":
        return IMAGE
    if "pattern" in known:
        assert known["pattern"] == "^[a-z0-9-_]+$"
        return "list-1_a"
    return _STRINGS[known["format"]] if "format" in known else "Zoë & 猫 + 1/2, 100%"


def models_of(version: Version) -> Any:
    """Return the module of a version's models: the default version's is the one at the top."""
    return importlib.import_module(f"azure_face{'' if version is DEFAULT else f'.{version.module}'}.models")


def typed(schema: Mapping[str, Any], value: Any, version: Version = DEFAULT) -> Any:
    """Return what a developer writes for a parameter: an enum's member, a UUID, a list of such, else the value."""
    known = version.resolve(schema)
    if known.get("type") == "array":
        return [typed(known["items"], item, version) for item in value]
    if "enum" in known:
        return getattr(models_of(version), class_name(referenced(schema) or ""))(value)
    return UUID(value) if known.get("format") == "uuid" else value
