"""The properties of models -> how each is declared, written, read and described; like ones of many models once."""

from __future__ import annotations

from itertools import compress
from typing import Self

from attrs import field, frozen

from veneer.model import AnyType, ConstType, EnumRef, NullableType, NullType, Property, Type, bare
from veneer.overlay.plan import PlannedProperty
from veneer.views.docstring import Entry
from veneer.views.facts import facts, shown
from veneer.views.literals import literal
from veneer.views.travels import Way
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code, imports_of

FIELD = Import("attrs", "field")
_ANY = AnyType()
_FLAGS = ("read-only", "write-only", "deprecated")
_FIELD = Code("field", frozenset({FIELD}))


@frozen
class FieldView:
    """One attribute of a model class: its declaration, the statements that write and read it, what they need."""

    name: str
    declaration: Code
    write: Code
    read: Code
    imports: frozenset[Import]

    @classmethod
    def of(cls, name: str, declaration: Code, write: Code, read: Code) -> Self:
        """Return the view of an attribute."""
        return cls(name, declaration, write, read, imports_of((declaration, write, read)))


@frozen
class Fields:
    """The fields of a version's models: three of four are like one that there was before."""

    printer: TypePrinter
    _views: dict[tuple[object, ...], FieldView] = field(factory=dict, init=False)
    _entries: dict[tuple[object, ...], Entry] = field(factory=dict, init=False)

    def view(self, item: PlannedProperty, way: Way, *, inherited: PlannedProperty | None) -> FieldView:
        """Return the view of a property.

        Args:
            item: The property.
            way: How it travels.
            inherited: The property that the class has under this name from its parent.
        """
        of = item.property
        is_inherited = inherited is not None and (inherited.property, inherited.tag) == (of, item.tag)
        wire_name = of.wire_name.get_untrusted_value()
        shape = (item.name, item.secret, item.tag, wire_name, of.type, of.required, way, is_inherited)
        if (known := self._views.get(shape)) is None:
            known = self._views[shape] = _view(self.printer, item, way, is_inherited=is_inherited)
        return known

    def additional(self, type: Type | None) -> FieldView:
        """Return the view of the properties that the description does not name: kept as they are, or typed."""
        if (known := self._views.get((type,))) is None:
            known = self._views[type,] = _additional(self.printer, type)
        return known

    def entry(self, item: PlannedProperty) -> Entry:
        """Return what the docstring of a model says of a property."""
        of = item.property
        if of.has_default:  # any JSON value, which is no key
            return _entry(self.printer, item)
        flags = (of.required, of.read_only, of.write_only, of.deprecated)
        words = (item.name, item.tag, of.type, *flags, of.constraints, of.docs)
        if (known := self._entries.get(words)) is None:
            known = self._entries[words] = _entry(self.printer, item)
        return known


def _view(printer: TypePrinter, item: PlannedProperty, way: Way, *, is_inherited: bool) -> FieldView:
    name, property = item.name, item.property
    of = bare(property.type)
    put = take = _suffix(property)
    if way.may_lack:
        put, take, of = "_optional_nullable", "_given", property.type
    if way.answers_only:
        put = "_read_only_nullable" if put == "_optional_nullable" else "_read_only"
    wire = literal(property.wire_name)
    puts, encoder = printer.runtime(f"put{put}"), printer.encoder(of)
    takes, decoder = printer.runtime(f"take{take}"), printer.decoder(of)
    return FieldView.of(
        name,
        Code("") if is_inherited else _declaration(printer, item, way),
        Code(f"{puts.text}(data, {wire}, self.{name}, {encoder.text})", imports_of((puts, encoder))),
        Code(f"{name}={takes.text}(data, {wire}, {decoder.text})", imports_of((takes, decoder))),
    )


def _additional(printer: TypePrinter, type: Type | None) -> FieldView:
    name, put = "additional_properties", printer.runtime("put_additional")
    declaration = code(f"{name}: dict[str, {{}}] = field(factory=dict, kw_only=True)", printer.annotation(type or _ANY))
    if type is None or isinstance(type, AnyType):
        return FieldView.of(name, declaration, code(f"{{}}(data, self.{name})", put), Code(f"{name}=data"))
    return FieldView.of(
        name,
        declaration,
        code(f"{{}}(data, {{}}({{}})(self.{name}))", put, printer.runtime("encode_map"), printer.encoder(type)),
        code(f"{name}={{}}({{}})(data)", printer.runtime("map_of"), printer.decoder(type)),
    )


def _suffix(property: Property) -> str:
    nullable = isinstance(property.type, NullableType | NullType | AnyType)
    if property.required:
        return "_nullable" if nullable else ""
    return "_optional_nullable" if nullable else "_optional"


def _declaration(printer: TypePrinter, item: PlannedProperty, way: Way) -> Code:
    type, required = item.property.type, item.property.required
    annotation, default, needed = printer.annotation(type), "", []
    if way.given:
        default, needed = "GIVEN", [printer.runtime("GIVEN")]
    elif required and isinstance(type, ConstType):
        default = literal(type.value)
    elif item.tag is not None:
        member = printer.member(type, item.tag) if isinstance(type, EnumRef) else None
        default, needed = (literal(item.tag), []) if member is None else (member.text, [member])
    elif not required and isinstance(type, NullableType | NullType | AnyType):
        if not isinstance(type, AnyType):
            annotation = code("{} | {}", annotation, printer.runtime("Unset"))
        default, needed = "UNSET", [printer.runtime("UNSET")]
    elif not required:
        annotation = annotation if annotation.text == "Any" else code("{} | None", annotation)
        default = "None"
    options = ["repr=False"] if item.secret else []
    options += [f"default={default}", "kw_only=True"] if default else []
    if not options:
        return Code(f"{item.name}: {annotation.text}", annotation.imports)
    text = f"{item.name}: {annotation.text} = field({', '.join(options)})"
    return Code(text, imports_of((annotation, *needed, _FIELD)))


def _entry(printer: TypePrinter, item: PlannedProperty) -> Entry:
    of = item.property
    notes = (*compress(_FLAGS, (of.read_only, of.write_only, of.deprecated)),)
    if item.tag is not None:
        notes = (*notes, f"{shown(item.tag)} unless given")
    known = facts(of.constraints, of.default, has_default=of.has_default, notes=notes)
    annotation = printer.annotation(of.type).text
    if not of.required and not isinstance(of.type, NullableType | AnyType | NullType):
        annotation = f"{annotation} | None"
    type = f"{annotation}; {known}" if known else annotation
    texts = (of.docs.summary, of.docs.description)
    return Entry(item.name, type, tuple([text for text in texts if text is not None]))
