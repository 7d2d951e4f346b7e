"""Typed node -> Docs: the words of a description, untouched."""

from __future__ import annotations

from typing import Any

from veneer import upstream
from veneer.model import NO_DOCS, Docs
from veneer.upstream import BaseModel, Reference, UntrustedString


def docs_of(node: BaseModel, reference: BaseModel | None = None) -> Docs:
    """Return a node's words; those that stand beside a `$ref` to it come first (OpenAPI 3.1, Reference Object)."""
    summary, description = _text(_said(node, "summary")), _text(_said(node, "description"))
    if isinstance(reference, Reference):
        summary = _text(upstream.extension(reference, "summary")) or summary
        description = _text(upstream.extension(reference, "description")) or description
    url = _text(getattr(_said(node, "externalDocs"), "url", None))
    return NO_DOCS if summary is description is url is None else Docs(summary, description, url)


def raw_docs(node: dict[str, Any]) -> Docs:
    """Return the words of a node below an extension, which the front end leaves raw."""
    return Docs(_text(node.get("summary")), _text(node.get("description")))


def _said(node: BaseModel, name: str) -> Any:
    """Return what a node says, in a field of the document model or beyond; `getattr` takes long where there is none."""
    found = vars(node).get(name)
    return found if found is not None else upstream.extension(node, name)


def _text(value: Any) -> UntrustedString | None:
    if isinstance(value, str):
        value = upstream.untrusted(value)
    return value if isinstance(value, UntrustedString) and value else None
