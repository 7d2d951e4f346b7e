"""A schema -> how its values stand in XML (OpenAPI 3.1, XML Object), the items of lists included."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from veneer import upstream
from veneer.build.context import Context, child, target
from veneer.load import pointers
from veneer.model import Xml
from veneer.upstream import Reference, Schema, untrusted

_DEEPEST = 8  # lists in lists; one may hold itself


def xml_of(
    context: Context, node: Schema | Reference | None, pointer: str, *, named: bool = False, depth: int = 0
) -> Xml | None:
    """Return what a schema says of XML; ``None`` where it says nothing.

    Args:
        context: The build's state.
        node: The schema, or a reference to one, beside which more may be said.
        pointer: Where it stands.
        named: Whether the name of the schema that is referred to is its name in XML where none is said: of a document.
        depth: How many lists are around it.
    """
    if node is None or (isinstance(node, Schema) and node.xml is None and node.items is None):
        return None
    schema, place = context.follow(node, pointer, Schema)
    xml = _own(schema) or Xml()
    if named and isinstance(node, Reference) and xml.name is None:
        xml = evolve(xml, name=untrusted(pointers.last(target(node))))
    beside = upstream.extension(node, "xml") if isinstance(node, Reference) else None
    if isinstance(beside, dict):
        xml = _with(xml, beside)
    if schema.items is not None and depth < _DEEPEST:
        xml = evolve(xml, items=xml_of(context, schema.items, child(place, "items"), depth=depth + 1))
    return None if xml == Xml() else xml


def _own(schema: Schema) -> Xml | None:
    node = schema.xml
    if node is None:
        return None
    kind = upstream.extension(node, "nodeType")  # OpenAPI 3.2, in place of `attribute` and `wrapped`
    return Xml(
        node.name,
        node.namespace,
        node.prefix,
        attribute=node.attribute or kind == "attribute",
        wrapped=node.wrapped or (kind == "element" and schema.items is not None),
        text=kind in ("text", "cdata") or upstream.extension(node, "x-ms-text") is True,
    )


def _with(xml: Xml, beside: dict[str, Any]) -> Xml:
    said: dict[str, Any] = {
        name: untrusted(beside[name]) for name in ("name", "namespace", "prefix") if isinstance(beside.get(name), str)
    }
    said |= {name: beside[name] for name in ("attribute", "wrapped") if isinstance(beside.get(name), bool)}
    return evolve(xml, **said)
