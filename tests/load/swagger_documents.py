"""Fragments of Swagger 2.0 in, what they become out: shared by the tests of the upgrade."""

from __future__ import annotations

import json
from typing import Any

from veneer.load import SpecDocument, load_text

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
OK: dict[str, Any] = {"200": {"description": "Fine"}}


def document(**parts: Any) -> SpecDocument:
    """Return a loaded document; a key with an underscore stands for one with a hyphen."""
    parts = {name.replace("_", "-"): part for name, part in parts.items()}
    return load_text(json.dumps({"swagger": "2.0", "info": {"title": "A", "version": "1"}, **parts}), "api")


def operation(node: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return the POST of `/a`, upgraded."""
    found: dict[str, Any] = document(paths={"/a": {"post": {"responses": OK, **node}}}, **parts).resolve(
        "/paths/~1a/post"
    )
    return found


def parameter(node: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return the only parameter of an operation, upgraded."""
    (found,) = operation({"parameters": [node]}, **parts)["parameters"]
    return dict(found)


def body(*nodes: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return the request body that parameters become, without what the operation says else."""
    consumes = {"consumes": parts.pop("consumes")} if "consumes" in parts else {}
    return dict(operation({"parameters": [*nodes], **consumes}, **parts)["requestBody"])


def response(node: dict[str, Any], produces: list[str] | None = None, **parts: Any) -> dict[str, Any]:
    """Return the only response of an operation, upgraded."""
    own = {} if produces is None else {"produces": produces}
    return dict(operation({"responses": {"200": {"description": "", **node}}, **own}, **parts)["responses"]["200"])


def schema(node: dict[str, Any], **others: Any) -> dict[str, Any]:
    """Return a definition, upgraded, which stands among others."""
    return dict(document(paths={}, definitions={"A": node, **others}).resolve("/components/schemas/A"))


def warned(loaded: SpecDocument) -> list[tuple[str, str]]:
    """Return the id and the pointer, in the file as it was written, of each warning."""
    assert all(found.fix and found.location.line for found in loaded.warnings)
    return [(found.id, found.pointer) for found in loaded.warnings]
