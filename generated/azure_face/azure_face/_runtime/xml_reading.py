"""An XML document and its shape go in, the JSON-ready value that it stands for comes out.

The document is a stranger's: one with a DOCTYPE, which alone can have entities, is refused unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from .errors import DecodeError
from .xml_shapes import JsonReady, XmlField, XmlShapes, fields_of
from .xml_writing import NIL

_NUMBER = re.compile(r"[+-]?(?P<whole>[0-9]{1,4000})?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def parsed(body: bytes, charset: str | None) -> Element:
    """Parse a document.

    Args:
        body: The document.
        charset: The charset that its ``Content-Type`` names; ``None`` where it says itself which one it has.

    Returns:
        The root element; names are ``namespace}name``.

    Raises:
        DecodeError: If it is no XML, or has a DOCTYPE.
    """
    builder = TreeBuilder()

    def refuse(*_: object) -> NoReturn:
        raise DecodeError("$", "the XML has a DOCTYPE, which is not read: it could name entities")

    def start(name: str, attributes: dict[str, str]) -> None:
        builder.start(name, attributes)

    try:
        parser = expat.ParserCreate(charset, "}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = start
        parser.EndElementHandler = builder.end
        parser.CharacterDataHandler = builder.data
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DecodeError("$", f"expected XML, got a body that is none: {error}") from None
    return builder.close()


def value_of(element: Element, field: XmlField, shapes: XmlShapes) -> JsonReady:
    """Return what an element stands for.

    What does not fit is left as it is, so that the model's own decoders say where and what was expected.

    Args:
        element: The element.
        field: What it ought to hold; its name is not looked at.
        shapes: The models.

    Returns:
        The JSON-ready value.
    """
    if element.get(f"{NIL}}}nil", "").strip() in {"true", "1"}:
        return None
    if field.item is not None:
        return [value_of(child, field.item, shapes) for child in element]
    if field.value is not None:
        return {_local(child.tag): value_of(child, field.value, shapes) for child in element}
    names = {_local(child.tag) for child in element} | {_local(name) for name in element.attrib}
    kinds = (field.kind,) if isinstance(field.kind, str) else field.kind
    if any(kind in shapes for kind in kinds) and (names or len(kinds) == 1):
        return _object(element, fields_of(field.kind, names, shapes) or {}, shapes)
    if len(element) and "any" in kinds:
        return _any(element)
    return _scalar(element.text or "", kinds)


def _object(element: Element, fields: Mapping[str, XmlField], shapes: XmlShapes) -> dict[str, JsonReady]:
    attributes = {_local(name): text for name, text in element.attrib.items()}
    children = _children(element)
    data: dict[str, JsonReady] = {}
    for name, field in fields.items():
        if field.attribute:
            if field.name in attributes:
                data[name] = _attribute(attributes[field.name], field)
        elif field.text:
            data[name] = _scalar(element.text or "", (field.kind,) if isinstance(field.kind, str) else field.kind)
        elif field.item is not None and not field.wrapped:
            found = children.pop(field.item.name, [])
            if found or field.required:
                data[name] = [value_of(child, field.item, shapes) for child in found]
        # Some services name the element around a list after the property, whatever the description says.
        elif found := children.pop(field.name, []) or (children.pop(name, []) if field.wrapped else []):
            data[name] = value_of(found[0], field, shapes)
    return data | {name: value for name, value in _rest(children).items() if name not in data}


def _attribute(text: str, field: XmlField) -> JsonReady:
    of = field.item or field
    kinds = (of.kind,) if isinstance(of.kind, str) else of.kind
    return _scalar(text, kinds) if field.item is None else [_scalar(part, kinds) for part in text.split()]


def _any(element: Element) -> JsonReady:
    if not len(element):
        return element.text or ""
    return _rest(_children(element))


def _rest(children: dict[str, list[Element]]) -> dict[str, JsonReady]:
    """Return what is not described: an element that is there several times is a list."""
    values = {name: [_any(child) for child in found] for name, found in children.items()}
    return {name: found[0] if len(found) == 1 else found for name, found in values.items()}


def _children(element: Element) -> dict[str, list[Element]]:
    children: dict[str, list[Element]] = {}
    for child in element:
        children.setdefault(_local(child.tag), []).append(child)
    return children


def _scalar(text: str, kinds: tuple[str, ...]) -> JsonReady:
    short = text.strip()
    for kind in kinds:
        if kind == "boolean" and short in _BOOLEANS:
            return _BOOLEANS[short]
        if kind == "number" and short and (found := _NUMBER.fullmatch(short)):
            return int(short) if found["whole"] and short.lstrip("+-").isdigit() else _float(short)
    if "string" in kinds or "any" in kinds:
        return text
    return short if short or "token" in kinds else None


def _float(text: str) -> JsonReady:
    try:
        return float(text)
    except ValueError:
        return text


def _local(name: str) -> str:
    return name.rpartition("}")[2]
