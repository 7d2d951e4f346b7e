"""Typed node -> Docs: the words of a description, untouched."""

from __future__ import annotations

from typing import Any

from veneer import upstream
from veneer.model import Docs
from veneer.upstream import BaseModel, Reference, UntrustedString


def docs_of(node: BaseModel, reference: BaseModel | None = None) -> Docs:
    """Return a node's words; those that stand beside a `$ref` to it come first (OpenAPI 3.1, Reference Object)."""
    words = {name: _text(getattr(node, name, None)) for name in ("summary", "description")}
    external = getattr(node, "externalDocs", None)
    if isinstance(reference, Reference):
        words = {name: _text(upstream.extension(reference, name)) or text for name, text in words.items()}
    return Docs(words["summary"], words["description"], _text(getattr(external, "url", None)))


def raw_docs(node: dict[str, Any]) -> Docs:
    """Return the words of a node below an extension, which the front end leaves raw."""
    return Docs(_text(node.get("summary")), _text(node.get("description")))


def _text(value: Any) -> UntrustedString | None:
    if isinstance(value, str):
        value = upstream.untrusted(value)
    return value if isinstance(value, UntrustedString) and value else None
