"""The properties of models -> how each is declared, written, read and described; like ones of many models once."""

from __future__ import annotations

from typing import NamedTuple

from attrs import field, frozen

from veneer.model import AnyType, Constraints, ConstType, Docs, NullableType, NullType, Property, Type, bare
from veneer.overlay.plan import PlannedProperty
from veneer.upstream import UntrustedString
from veneer.views.docstring import Entry
from veneer.views.facts import facts
from veneer.views.literals import quoted
from veneer.views.travels import Way
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code

FIELD = Import("attrs", "field")


@frozen
class FieldView:
    """One attribute of a model class: its declaration, and the statements that write and read it."""

    name: str
    declaration: Code
    write: Code
    read: Code


class _Shape(NamedTuple):
    """All of a property that its view is made of."""

    name: str
    secret: bool
    wire_name: UntrustedString
    type: Type
    required: bool
    way: Way
    is_inherited: bool


class _Words(NamedTuple):
    """All of a property that its entry in a docstring is made of."""

    name: str
    type: Type
    required: bool
    read_only: bool
    write_only: bool
    deprecated: bool
    constraints: Constraints
    docs: Docs


@frozen
class Fields:
    """The fields of a version's models: three of four are like one that there was before."""

    printer: TypePrinter
    _views: dict[_Shape, FieldView] = field(factory=dict, init=False)
    _entries: dict[_Words, Entry] = field(factory=dict, init=False)

    def view(self, item: PlannedProperty, way: Way, *, inherited: Property | None) -> FieldView:
        """Return the view of a property.

        Args:
            item: The property.
            way: How it travels.
            inherited: The property that the class has under this name from its parent.
        """
        of = item.property
        shape = _Shape(item.name, item.secret, of.wire_name, of.type, of.required, way, inherited == of)
        if (known := self._views.get(shape)) is None:
            known = self._views[shape] = _view(self.printer, shape)
        return known

    def entry(self, item: PlannedProperty) -> Entry:
        """Return what the docstring of a model says of a property."""
        of = item.property
        flags = (of.required, of.read_only, of.write_only, of.deprecated)
        words = _Words(item.name, of.type, *flags, of.constraints, of.docs)
        if of.has_default:  # any JSON value, which is no key
            return _entry(self.printer, words, of)
        if (known := self._entries.get(words)) is None:
            known = self._entries[words] = _entry(self.printer, words, None)
        return known


def _view(printer: TypePrinter, shape: _Shape) -> FieldView:
    name, of = shape.name, bare(shape.type)
    put = take = _suffix(shape)
    if shape.way.may_lack:
        put, take, of = "_optional_nullable", "_given", shape.type
    if shape.way.answers_only:
        put = "_read_only_nullable" if put == "_optional_nullable" else "_read_only"
    wire = quoted(shape.wire_name)
    return FieldView(
        name,
        Code("") if shape.is_inherited else _declaration(printer, shape),
        code(f"{{}}(data, {{}}, self.{name}, {{}})", printer.runtime(f"put{put}"), wire, printer.encoder(of)),
        code(f"{name}={{}}(data, {{}}, {{}})", printer.runtime(f"take{take}"), wire, printer.decoder(of)),
    )


def _suffix(shape: _Shape) -> str:
    nullable = isinstance(shape.type, NullableType | NullType | AnyType)
    if shape.required:
        return "_nullable" if nullable else ""
    return "_optional_nullable" if nullable else "_optional"


def _declaration(printer: TypePrinter, shape: _Shape) -> Code:
    annotation = printer.annotation(shape.type)
    options = [Code("repr=False")] if shape.secret else []
    if shape.way.given:
        options += [code("default={}", printer.runtime("GIVEN")), Code("kw_only=True")]
    elif shape.required and isinstance(shape.type, ConstType):
        options += [code("default={}", quoted(shape.type.value)), Code("kw_only=True")]
    elif not shape.required and isinstance(shape.type, NullableType | NullType | AnyType):
        if not isinstance(shape.type, AnyType):
            annotation = code("{} | {}", annotation, printer.runtime("Unset"))
        options += [code("default={}", printer.runtime("UNSET")), Code("kw_only=True")]
    elif not shape.required:
        annotation = annotation if annotation.text == "Any" else code("{} | None", annotation)
        options += [Code("default=None"), Code("kw_only=True")]
    if not options:
        return code(f"{shape.name}: {{}}", annotation)
    spread = ", ".join("{}" for _ in options)
    return code(f"{shape.name}: {{}} = field({spread})", annotation, *options).needing(frozenset({FIELD}))


def _entry(printer: TypePrinter, words: _Words, default: Property | None) -> Entry:
    flags = {"read-only": words.read_only, "write-only": words.write_only, "deprecated": words.deprecated}
    notes = tuple(note for note, flag in flags.items() if flag)
    value = None if default is None else default.default
    known = facts(words.constraints, value, has_default=default is not None, notes=notes)
    annotation = printer.annotation(words.type).text
    if not words.required and not isinstance(words.type, NullableType | AnyType | NullType):
        annotation = f"{annotation} | None"
    type = f"{annotation}; {known}" if known else annotation
    texts = (words.docs.summary, words.docs.description)
    return Entry(words.name, type, tuple(text for text in texts if text is not None))
