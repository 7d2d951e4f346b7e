"""ClientPlan -> a view for each model and each enum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

from attrs import frozen

from veneer.overlay.plan import ClientPlan, PlannedAlias, PlannedEnum, PlannedModel, PlannedProperty
from veneer.upstream import UntrustedString
from veneer.views.cycles import cycle_groups, referred_models
from veneer.views.docstring import Docstring, Entry, Section, first_line
from veneer.views.fields import FIELD, Fields
from veneer.views.hierarchy import Hierarchy
from veneer.views.imports import import_block
from veneer.views.literals import literal, quoted
from veneer.views.travels import Travels
from veneer.views.types import TypePrinter
from veneer.views.view import Code, FileView, Import, code, imports_of

# The templates of the class in a file, which is printed first: an overlay of it says what the file imports.
MODEL, ENUM = CLASSES = ("model.py.jinja", "enum.py.jinja")

# What every model needs.
_OF_ALL = frozenset({Import("attrs", "define"), Import("typing", "Any"), FIELD})
_REST = "Properties that the description does not name; kept, and sent back."
_ADDITIONAL = Entry("additional_properties", "", (_REST,))


@frozen
class MemberView:
    """One member of an enum class."""

    name: str
    value: str
    docstring: Docstring | None


def model_views(plan: ClientPlan, header: str) -> Iterator[FileView]:
    """Yield the files below `models` that have a class each."""
    printer = TypePrinter(plan)
    yield from _models(plan, printer, header)
    for enum in plan.enums.values():
        yield _enum_view(printer, enum, header)


def _models(plan: ClientPlan, printer: TypePrinter, header: str) -> Iterator[FileView]:
    referred = {id: referred_models(model) for id, model in plan.models.items()}
    hierarchy, travels = Hierarchy.of(plan), Travels.of(plan, referred)
    groups = cycle_groups(plan.models, referred)
    del referred  # many sets, which nobody needs while files are printed
    cycles: dict[int, set[Import]] = {}
    for id in plan.models:
        cycles.setdefault(groups[id], set()).update(printer.named(id).imports)
    fields = Fields(printer)  # which takes a lot of memory: it goes when the models are done
    for id, model in plan.models.items():
        yield _model_view(hierarchy, printer, model, cycles[groups[id]], header, travels, fields)


def _model_view(
    hierarchy: Hierarchy,
    printer: TypePrinter,
    model: PlannedModel,
    in_cycle: set[Import],
    header: str,
    travels: Travels,
    all_fields: Fields,
) -> FileView:
    plan = printer.plan
    base, inherited = _base(hierarchy, printer, model)
    fields = tuple(
        all_fields.view(item, travels.way(model.model.id, item.property), inherited=inherited.get(item.name))
        for item in hierarchy.properties(model)
    )
    children = _children(hierarchy, printer, model)
    additional = all_fields.additional(model.model.additional)
    parts = (*fields, additional)
    needed = _OF_ALL.union(printer.runtime("take_object").imports, children.imports, *(part.imports for part in parts))
    late = (needed & in_cycle) - printer.named(model.model.id).imports - base.imports
    at_top = (needed - in_cycle) | base.imports | {Import(item.module, item.name, item.alias, True) for item in late}
    module = _module(plan, model)
    view = {
        "name": model.name,
        "base": base,
        "children": children,
        "docstring": _model_docstring(all_fields, model),
        "fields": fields,
        "additional": additional,
        "writing_imports": _inside(late, (part.write for part in parts), module, plan.package),
        "reading_imports": _inside(late, (*(part.read for part in parts), children), module, plan.package),
    }
    return _class_file(printer, header, model, MODEL, view, at_top)


def _inside(late: Set[Import], used: Iterable[Code], module: str, package: str) -> tuple[str, ...]:
    """Return the statements that import, inside of a method, what of its code is imported late."""
    return import_block(late & imports_of(used), module, package).runtime if late else ()


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
        template,
        {
            "header": header,
            "module": _module(plan, item),
            "package": plan.package,
            "imports": imports,
            "module_docstring": Docstring(f"The {kind} {item.name}."),
            "printer": printer,
            "item": item,
            "view": view,
        },
    )


def _module(plan: ClientPlan, item: PlannedModel | PlannedEnum) -> str:
    return f"{plan.package}.{plan.module}.models.{item.module}"


def _path(plan: ClientPlan, module: str) -> str:
    return f"{plan.package}/{plan.module}/models/{module}.py"


def _base(hierarchy: Hierarchy, printer: TypePrinter, model: PlannedModel) -> tuple[Code, dict[str, PlannedProperty]]:
    """Return the class that a model's class extends, and the attributes that it has from there."""
    base = hierarchy.base(model.model.id)
    if base is None:
        return printer.runtime("Model"), {}
    return printer.named(base.model.id), {item.name: item for item in hierarchy.properties(base)}


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


def _model_docstring(fields: Fields, model: PlannedModel) -> Docstring:
    summary, rest = first_line(model.model.docs, f"An object of the service: {model.name}.")
    entries = tuple(map(fields.entry, model.properties))
    return Docstring(summary, rest, (Section("Attributes", (*entries, _ADDITIONAL)),))


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
    return _class_file(printer, header, enum, ENUM, view, base.imports)


def exported_models(plan: ClientPlan) -> dict[str, str]:
    """Return each class below `models` with the module that holds it, in alphabetical order."""
    every: list[PlannedModel | PlannedEnum | PlannedAlias] = [
        *plan.models.values(),
        *plan.enums.values(),
        *plan.aliases.values(),
    ]
    return dict(sorted((item.name, item.module) for item in every))
