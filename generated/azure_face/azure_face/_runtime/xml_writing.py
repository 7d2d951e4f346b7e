"""A JSON-ready value and its shape go in, an XML document comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element, tostring

from .encoding import refuse
from .errors import EncodeError
from .steps import item_step, property_step
from .xml_shapes import JsonReady, XmlField, XmlShapes, fields_of

NIL = "http://www.w3.org/2001/XMLSchema-instance"
_NAME = re.compile(r"[^\W\d][\w.\-]*")  # a careful part of XML 1.0, section 2.3; without colons
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def written(value: JsonReady, root: XmlField, shapes: XmlShapes) -> bytes:
    """Write an XML document as UTF-8.

    Args:
        value: What it holds.
        root: How it stands there.
        shapes: How the models in it do.

    Returns:
        The document, with an XML declaration.

    Raises:
        EncodeError: If a name or a text has characters that XML cannot hold; the path says where.
    """
    document: bytes = tostring(_element(root, value, shapes), encoding="utf-8", xml_declaration=True)
    return document


def _element(field: XmlField, value: JsonReady, shapes: XmlShapes) -> Element:
    element = Element(_tag(field))
    _declare(element, field)
    if value is None:
        element.set("xmlns:xsi", NIL)
        element.set("xsi:nil", "true")
    elif isinstance(value, list):
        item = field.item or XmlField(field.name, "any")
        for index, each in enumerate(value):
            element.append(_below(item_step(index), item, each, shapes))
    elif isinstance(value, Mapping):
        _fill(element, field, value, shapes)
    else:
        element.text = _text(value)
    return element


def _fill(element: Element, field: XmlField, value: Mapping[str, JsonReady], shapes: XmlShapes) -> None:
    fields = fields_of(field.kind, set(value), shapes) or {}
    for name, each in value.items():
        own = fields.get(name)
        try:
            if own is None:
                own = XmlField(name, "any") if field.value is None else field.value._replace(name=name)
                own = own._replace(item=own._replace(item=None)) if isinstance(each, list) and own.item is None else own
            _put(element, own, each, shapes)
        except EncodeError as error:
            raise error.under(property_step(name)) from None


def _put(element: Element, field: XmlField, value: JsonReady, shapes: XmlShapes) -> None:
    if field.attribute:
        if value is not None:
            _declare(element, field)
            element.set(_tag(field), _text(value))
    elif field.text:
        element.text = None if value is None else _text(value)
    elif field.item is not None and not field.wrapped and isinstance(value, list):
        for index, each in enumerate(value):
            element.append(_below(item_step(index), field.item, each, shapes))
    else:
        element.append(_element(field, value, shapes))


def _below(step: str, field: XmlField, value: JsonReady, shapes: XmlShapes) -> Element:
    try:
        return _element(field, value, shapes)
    except EncodeError as error:
        raise error.under(step) from None


def _declare(element: Element, field: XmlField) -> None:
    if field.namespace is not None and (field.prefix or not field.attribute):
        element.set(f"xmlns:{_checked(field.prefix)}" if field.prefix else "xmlns", _text(field.namespace))


def _tag(field: XmlField) -> str:
    return f"{_checked(field.prefix)}:{_checked(field.name)}" if field.prefix else _checked(field.name)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise EncodeError("$", f"{name[:60]!a} can be no name in XML")
    return name


def _text(value: JsonReady) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, list):  # of an attribute: XML Schema separates its items with blanks
        return " ".join(map(_text, value))
    if not isinstance(value, str):
        refuse("a value that XML can hold", value)
    if found := _NO_CHARACTER.search(value):
        raise EncodeError("$", f"the text has the character {found[0]!a}, which XML cannot hold")
    return value
