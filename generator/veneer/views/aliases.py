"""ClientPlan -> a view for each type that holds itself: its name, and the functions that read and write its values."""

from __future__ import annotations

from collections.abc import Iterator

from veneer.overlay.plan import ClientPlan, PlannedAlias
from veneer.views.docstring import Docstring, first_line
from veneer.views.imports import import_block
from veneer.views.types import TypePrinter
from veneer.views.view import Code, FileView, Import


def alias_views(plan: ClientPlan, header: str) -> Iterator[FileView]:
    """Yield the files below `models` of the types that hold themselves."""
    printer = TypePrinter(plan)
    for alias in plan.aliases.values():
        yield _alias_view(printer, alias, header)


def _alias_view(printer: TypePrinter, alias: PlannedAlias, header: str) -> FileView:
    plan, type = printer.plan, alias.alias.type
    package = f"{plan.package}.{plan.module}.models"
    module = f"{package}.{alias.module}"
    annotation, encoder, decoder = printer.annotation(type), printer.encoder(type), printer.decoder(type)

    def is_own(item: Import) -> bool:
        return item.module == module

    def is_late(item: Import) -> bool:  # models import what holds them
        return item.module.startswith(f"{package}.") and not is_own(item)

    def late(part: Code) -> tuple[str, ...]:
        return import_block({item for item in part.imports if is_late(item)}, module, plan.package).runtime

    needed = {item for part in (annotation, encoder, decoder) for item in part.imports if not is_own(item)}
    at_top = {item for item in needed if not is_late(item)}
    at_top |= {Import(item.module, item.name, item.alias, True) for item in annotation.imports if is_late(item)}
    at_top |= {Import("typing", "Any"), Import("typing", "TypeAlias"), Import("functools", "cache")}
    at_top.add(Import("collections.abc", "Callable"))
    summary, rest = first_line(alias.alias.docs, f"A value of the service: {alias.name}.")
    return FileView(
        f"{plan.package}/{plan.module}/models/{alias.module}.py",
        "alias.py.jinja",
        {
            "header": header,
            "module_docstring": Docstring(f"The type {alias.name}, which holds itself."),
            "imports": import_block(at_top, module, plan.package),
            "name": alias.name,
            "function": alias.module,
            "annotation": annotation,
            "docstring": Docstring(summary, rest),
            "encoder": encoder,
            "encoder_imports": late(encoder),
            "decoder": decoder,
            "decoder_imports": late(decoder),
        },
    )
