"""Typed node -> Docs: the words of a description, untouched."""

from __future__ import annotations

from typing import Any

from veneer import upstream
from veneer.model import NO_DOCS, Docs
from veneer.upstream import BaseModel, Reference, UntrustedString


def docs_of(node: BaseModel, reference: BaseModel | None = None) -> Docs:
    """Return a node's words; those that stand beside a `$ref` to it come first (OpenAPI 3.1, Reference Object)."""
    # What a node says is in a field of the document model or beyond; `getattr` takes long where there is none.
    said, beyond = vars(node), node.__pydantic_extra__ or {}
    summary = _text(said.get("summary") or beyond.get("summary"))
    description = _text(said.get("description") or beyond.get("description"))
    if isinstance(reference, Reference):
        summary = _text(upstream.extension(reference, "summary")) or summary
        description = _text(upstream.extension(reference, "description")) or description
    url = _text(getattr(said.get("externalDocs") or beyond.get("externalDocs"), "url", None))
    return NO_DOCS if summary is description is url is None else Docs(summary, description, url)


def raw_docs(node: dict[str, Any]) -> Docs:
    """Return the words of a node below an extension, which the front end leaves raw."""
    return Docs(_text(node.get("summary")), _text(node.get("description")))


def _text(value: Any) -> UntrustedString | None:
    if isinstance(value, str):
        value = upstream.untrusted(value)
    return value if isinstance(value, UntrustedString) and value else None
