"""A description -> for each set of arguments, an answer of every route: JSON of its schemas, always the same."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

SPEC = Path(__file__).resolve().parents[2] / "spec" / "azure_face"

Route = tuple[str, str, int, dict[str, str], str]
"""The method, a pattern of the path, the status, the headers, the content as base64."""

PLACES = {"operation-Location": "https://face.example.com/operations/1", "Location": "https://face.example.com/1"}
IMAGE = b"\xff\xd8\xff\x00 an image"

_TEXTS = {
    "uuid": ("0e4b7a52-5d1c-4f6e-9b1a-7c3d2e1f0a9b", "c36f0a1d-99aa-4b2c-8d6e-0f1e2d3c4b5a"),
    "date-time": ("2024-05-06T07:08:09.123456Z", "2024-12-31T23:59:59Z"),
    "uri": ("https://example.com/a%20b.jpg?c=d&e=f", "https://example.com/"),
    "byte": ("AAEC/w==", ""),
}


@frozen
class Sampler:
    """Makes JSON of a schema: all properties or the required ones alone, the first or other values."""

    document: Mapping[str, Any]
    full: bool
    other: bool

    def sample(self, schema: Mapping[str, Any], name: str = "") -> Any:
        """Return JSON for a schema; texts say which property they stand for."""
        known = resolved(self.document, schema)
        if "enum" in known:
            return "later" if self.other and known.get("x-extensible-enum") else known["enum"][-1]
        match known.get("type"):
            case "object":
                return self._object(known)
            case "array":
                return [] if self.other and not known.get("minItems") else [self.sample(known["items"], name)] * 2
            case "string":
                return _TEXTS[known["format"]][self.other] if "format" in known else f"{name} é 猫\n{self.other}"
            case "integer":
                least: int = known.get("minimum", 2**40 + 1 if known.get("format") == "int64" else 7)
                return least + self.other
            case "number":
                return 1 if self.other else 0.25
            case "boolean":
                return not self.other
        raise AssertionError(f"the samples know no {known}")

    def _object(self, known: Mapping[str, Any]) -> dict[str, Any]:
        required, properties = known.get("required", []), known["properties"].items()
        data = {name: self.sample(schema, name) for name, schema in properties if self.full or name in required}
        return {**data, "x-new": {"deep": [1, None, "é"], "flag": False}} if self.other else data


SAMPLES = {"required": (False, False), "all": (True, False), "others": (True, True), "json": (False, True)}
"""Which samples answer which set of arguments: full or not, the first or the other values."""


def document_of(version: str) -> dict[str, Any]:
    """Return the description of an API version."""
    found: dict[str, Any] = json.loads((SPEC / f"{version}.json").read_text("utf-8"))
    return found


def resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow references, keep what stands beside them, and merge an ``allOf``."""
    while "$ref" in schema or "allOf" in schema:
        beside = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
        others = list(schema.get("allOf", []))
        if "$ref" in schema:
            others.append(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        schema = {key: value for other in others for key, value in other.items()} | beside
    return schema


def answers(version: str) -> dict[str, list[Route]]:
    """Return set -> routes of a version, those with the fewest variables first."""
    document = document_of(version)
    return {name: _routes(document, version, Sampler(document, *sample)) for name, sample in SAMPLES.items()}


def _routes(document: Mapping[str, Any], version: str, sampler: Sampler) -> list[Route]:
    routes: list[Route] = []
    for path in sorted(document["paths"], key=lambda path: path.count("{")):
        fixed = re.split(r"\{\w+\}", f"/face/{version}{path}")
        pattern = "[^/]+".join(re.escape(part) for part in fixed)
        for method, operation in document["paths"][path].items():
            if "responses" not in operation:
                continue
            [status] = [status for status in operation["responses"] if status != "default"][:1]
            described = operation["responses"][status]
            headers = {name: PLACES[name] for name in described.get("headers", {})}
            [(kind, media)] = described.get("content", {"": {}}).items()
            content = b""
            if kind == "application/json":
                content = json.dumps(sampler.sample(media["schema"])).encode()
            elif kind:
                content = IMAGE
            headers |= {"Content-Type": kind} if kind else {}
            routes.append((method.upper(), pattern, int(status), headers, b64encode(content).decode()))
    return routes
