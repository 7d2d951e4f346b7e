"""ClientPlan -> a view for each model and each enum, and one for the package that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from veneer.model import AnyType, ConstType, Model, NullableType, NullType, Property, bare
from veneer.overlay.plan import ClientPlan, PlannedAlias, PlannedEnum, PlannedModel, PlannedProperty
from veneer.upstream import UntrustedString
from veneer.views.cycles import cycle_groups
from veneer.views.docstring import Docstring, Entry, Section, Text, first_line
from veneer.views.facts import facts
from veneer.views.hierarchy import Hierarchy
from veneer.views.imports import import_block, in_all
from veneer.views.literals import literal, quoted
from veneer.views.travels import Travels, Way
from veneer.views.types import TypePrinter
from veneer.views.view import Code, FileView, Import, code, imports_of

_FIELD = Import("attrs", "field")


@frozen
class FieldView:
    """One attribute of a model class: its declaration, and the statements that write and read it."""

    name: str
    declaration: Code
    write: Code
    read: Code


@frozen
class MemberView:
    """One member of an enum class."""

    name: str
    value: str
    docstring: Docstring | None


def model_views(plan: ClientPlan, header: str) -> Iterator[FileView]:
    """Yield the files below `models`: one a class, and the package itself."""
    printer = TypePrinter(plan)
    hierarchy, travels = Hierarchy.of(plan), Travels.of(plan)
    groups = cycle_groups(plan.models)
    cycles: dict[int, set[str]] = {}
    for id, model in plan.models.items():
        cycles.setdefault(groups[id], set()).add(_module(plan, model))
    known: dict[Any, Any] = {}  # what most properties share with others in name, type and words
    for id, model in plan.models.items():
        yield _model_view(hierarchy, printer, model, cycles[groups[id]], header, travels, known)
    for enum in plan.enums.values():
        yield _enum_view(printer, enum, header)
    yield _package_view(plan, header)


def _model_view(
    hierarchy: Hierarchy,
    printer: TypePrinter,
    model: PlannedModel,
    in_cycle: set[str],
    header: str,
    travels: Travels,
    known: dict[Any, Any],
) -> FileView:
    plan = printer.plan
    base, inherited = _base(hierarchy, printer, model)
    properties = hierarchy.properties(model)
    fields = tuple(
        _field(printer, item, inherited, travels.way(model.model.id, item.property), known) for item in properties
    )
    children = _children(hierarchy, printer, model)
    additional = _additional(printer, model.model)
    codes = [part for item in (*fields, additional) for part in (item.declaration, item.write, item.read)]
    codes += [printer.runtime("take_object"), children]
    module = _module(plan, model)
    needed = {Import("attrs", "define"), Import("typing", "Any"), _FIELD, *imports_of(codes)}
    late = {item for item in needed if item.module in in_cycle and item.module != module} - base.imports
    parts = (*fields, additional)
    writing, reading = (
        import_block({item for part in used for item in part.imports if item in late}, module, plan.package).runtime
        for used in ([part.write for part in parts], [*(part.read for part in parts), children])
    )
    at_top = {item for item in needed if item.module not in in_cycle} | base.imports
    at_top |= {Import(item.module, item.name, item.alias, True) for item in late}
    view = {
        "name": model.name,
        "base": base,
        "children": children,
        "docstring": _model_docstring(printer, model, known),
        "fields": fields,
        "additional": additional,
        "writing_imports": writing,
        "reading_imports": reading,
    }
    return _class_file(printer, header, model, "model.py.jinja", view, frozenset(at_top))


def _class_file(
    printer: TypePrinter,
    header: str,
    item: PlannedModel | PlannedEnum,
    template: str,
    view: dict[str, Any],
    imports: frozenset[Import],
) -> FileView:
    plan = printer.plan
    kind = "model" if isinstance(item, PlannedModel) else "enum"
    return FileView(
        _path(plan, item.module),
        "class_file.py.jinja",
        {
            "header": header,
            "module": _module(plan, item),
            "package": plan.package,
            "imports": imports,
            "module_docstring": Docstring(f"The {kind} {item.name}."),
            "printer": printer,
            "item": item,
            "template": template,
            "view": view,
        },
    )


def _module(plan: ClientPlan, item: PlannedModel | PlannedEnum) -> str:
    return f"{plan.package}.{plan.module}.models.{item.module}"


def _path(plan: ClientPlan, module: str) -> str:
    return f"{plan.package}/{plan.module}/models/{module}.py"


def _base(hierarchy: Hierarchy, printer: TypePrinter, model: PlannedModel) -> tuple[Code, dict[str, Property]]:
    """Return the class that a model's class extends, and the attributes that it has from there."""
    base = hierarchy.base(model.model.id)
    if base is None:
        return printer.runtime("Model"), {}
    return printer.named(base.model.id), {item.name: item.property for item in hierarchy.properties(base)}


def _children(hierarchy: Hierarchy, printer: TypePrinter, model: PlannedModel) -> Code:
    """Return the expression for the class that an object of the model belongs to rather, or nothing."""
    found = hierarchy.children(model.model.id)
    if found is None:
        return Code("")
    name, children = found
    entries = [code("{}: {}", quoted(value), printer.named(id)) for value, id in children.items()]
    table = Code(f"{{{', '.join(entry.text for entry in entries)}}}", imports_of(entries))
    arguments = [quoted(name), table]
    if (otherwise := hierarchy.otherwise(model.model.id)) is not None:
        arguments.append(printer.named(otherwise))
    spread = ", ".join("{}" for _ in arguments)
    return code(f"{{}}({model.name}, data, {spread})", printer.runtime("subclass_of"), *arguments)


def _field(
    printer: TypePrinter,
    item: PlannedProperty,
    inherited: Mapping[str, Property],
    way: Way,
    known: dict[Any, Any],
) -> FieldView:
    property, is_inherited = item.property, inherited.get(item.name) == item.property
    key = (item.name, item.secret, property.wire_name, property.type, property.required, way, is_inherited)
    if key not in known:
        known[key] = _new_field(printer, item, way, is_inherited=is_inherited)
    found: FieldView = known[key]
    return found


def _new_field(printer: TypePrinter, item: PlannedProperty, way: Way, *, is_inherited: bool) -> FieldView:
    property = item.property
    nullable = isinstance(property.type, NullableType | NullType | AnyType)
    of = bare(property.type)
    put = take = _suffix(property, nullable)
    if way.may_lack:
        put, take, of = "_optional_nullable", "_given", property.type
    if way.answers_only:
        put = "_read_only_nullable" if put == "_optional_nullable" else "_read_only"
    wire = quoted(property.wire_name)
    return FieldView(
        item.name,
        Code("") if is_inherited else _declaration(printer, item, given=way.given),
        code(f"{{}}(data, {{}}, self.{item.name}, {{}})", printer.runtime(f"put{put}"), wire, printer.encoder(of)),
        code(f"{item.name}={{}}(data, {{}}, {{}})", printer.runtime(f"take{take}"), wire, printer.decoder(of)),
    )


def _suffix(property: Property, nullable: bool) -> str:
    if property.required:
        return "_nullable" if nullable else ""
    return "_optional_nullable" if nullable else "_optional"


def _declaration(printer: TypePrinter, item: PlannedProperty, *, given: bool) -> Code:
    property, annotation = item.property, printer.annotation(item.property.type)
    options = [Code("repr=False")] if item.secret else []
    if given:
        options += [code("default={}", printer.runtime("GIVEN")), Code("kw_only=True")]
    elif property.required and isinstance(property.type, ConstType):
        options += [code("default={}", quoted(property.type.value)), Code("kw_only=True")]
    elif not property.required and isinstance(property.type, NullableType | NullType | AnyType):
        if not isinstance(property.type, AnyType):
            annotation = code("{} | {}", annotation, printer.runtime("Unset"))
        options += [code("default={}", printer.runtime("UNSET")), Code("kw_only=True")]
    elif not property.required:
        annotation = annotation if annotation.text == "Any" else code("{} | None", annotation)
        options += [Code("default=None"), Code("kw_only=True")]
    if not options:
        return code(f"{item.name}: {{}}", annotation)
    spread = ", ".join("{}" for _ in options)
    return code(f"{item.name}: {{}} = field({spread})", annotation, *options).needing(frozenset({_FIELD}))


def _additional(printer: TypePrinter, model: Model) -> FieldView:
    """The properties that the description does not name: kept as they are, or typed when it says how."""
    name, type = "additional_properties", model.additional
    put = printer.runtime("put_additional")
    if type is None or isinstance(type, AnyType):
        any = Code("Any", frozenset({Import("typing", "Any")}))
        declaration = code(f"{name}: dict[str, {{}}] = field(factory=dict, kw_only=True)", any)
        return FieldView(name, declaration, code(f"{{}}(data, self.{name})", put), Code(f"{name}=data"))
    return FieldView(
        name,
        code(f"{name}: dict[str, {{}}] = field(factory=dict, kw_only=True)", printer.annotation(type)),
        code(f"{{}}(data, {{}}({{}})(self.{name}))", put, printer.runtime("encode_map"), printer.encoder(type)),
        code(f"{name}={{}}({{}})(data)", printer.runtime("map_of"), printer.decoder(type)),
    )


def _model_docstring(printer: TypePrinter, model: PlannedModel, known: dict[Any, Any]) -> Docstring:
    summary, rest = first_line(model.model.docs, f"An object of the service: {model.name}.")
    entries = tuple(_attribute(printer, item, known) for item in model.properties)
    extra = Entry("additional_properties", "", ("Properties that the description does not name; kept, and sent back.",))
    return Docstring(summary, rest, (Section("Attributes", (*entries, extra)),))


def _attribute(printer: TypePrinter, item: PlannedProperty, known: dict[Any, Any]) -> Entry:
    of = item.property
    if of.has_default:  # which may be any JSON value
        return _new_attribute(printer, item)
    flags = (of.required, of.read_only, of.write_only, of.deprecated)
    key = (item.name, of.type, flags, of.constraints, of.docs)
    if key not in known:
        known[key] = _new_attribute(printer, item)
    found: Entry = known[key]
    return found


def _new_attribute(printer: TypePrinter, item: PlannedProperty) -> Entry:
    property = item.property
    notes = [note for flag, note in ((property.read_only, "read-only"), (property.write_only, "write-only")) if flag]
    notes += ["deprecated"] if property.deprecated else []
    known = facts(property.constraints, property.default, has_default=property.has_default, notes=tuple(notes))
    annotation = printer.annotation(property.type).text
    if not property.required and not isinstance(property.type, NullableType | AnyType | NullType):
        annotation = f"{annotation} | None"
    type = f"{annotation}; {known}" if known else annotation
    return Entry(item.name, type, _texts(property))


def _texts(property: Property) -> tuple[Text, ...]:
    return tuple(text for text in (property.docs.summary, property.docs.description) if text is not None)


def _enum_view(printer: TypePrinter, enum: PlannedEnum, header: str) -> FileView:
    kind = "Str" if isinstance(enum.enum.values[0].value, UntrustedString) else "Int"
    base = printer.runtime(f"{'Open' if enum.enum.open else 'Closed'}{kind}Enum")
    summary, rest = first_line(enum.enum.docs, f"Values of {enum.name}.")
    note = ("Values that are not listed are legal and kept.",) if enum.enum.open else ()
    members = []
    for value, name in enum.members:
        words = value.docs.description or value.docs.summary
        members.append(MemberView(name, literal(value.value), Docstring(words) if words is not None else None))
    view = {
        "name": enum.name,
        "base": base,
        "docstring": Docstring(summary, (*rest, *note)),
        "values": tuple(members),
    }
    return _class_file(printer, header, enum, "enum.py.jinja", view, base.imports)


def exported_models(plan: ClientPlan) -> dict[str, str]:
    """Return each class below `models` with the module that holds it, in alphabetical order."""
    every: list[PlannedModel | PlannedEnum | PlannedAlias] = [
        *plan.models.values(),
        *plan.enums.values(),
        *plan.aliases.values(),
    ]
    return dict(sorted((item.name, item.module) for item in every))


def _package_view(plan: ClientPlan, header: str) -> FileView:
    modules = exported_models(plan)
    package = f"{plan.package}.{plan.module}.models"
    needed = {Import(f"{package}.{module}", name, None, True) for name, module in modules.items()}
    needed |= {Import(f"{plan.package}._runtime.lazy", "lazy"), Import("typing", "TYPE_CHECKING")}
    return FileView(
        _path(plan, "__init__"),
        "lazy_package.py.jinja",
        {
            "header": header,
            "docstring": Docstring(f"Models and enums of {plan.package} {plan.version}."),
            "imports": import_block(needed, f"{package}.__init__", plan.package),
            "names": tuple(sorted(modules, key=in_all)),
            "modules": tuple((name, f".{module}") for name, module in modules.items()),
        },
    )
