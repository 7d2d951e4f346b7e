"""How an operation is asked for the pages of a list after the first -> the expression of that call."""

from __future__ import annotations

from veneer.model import Place
from veneer.overlay.planned import NextCall, PlannedParameter
from veneer.views.signatures import path_parameters
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code

LINK = "page_link"


def next_call(printer: TypePrinter, call: NextCall) -> Code:
    """Return the call of the operation, without what stands before its name.

    Args:
        printer: Prints what it needs.
        call: How it is called.
    """
    link, context = Code(LINK), Code("options")
    if call.link is None:
        context = code(f"{{}}(options, {LINK})", printer.runtime("with_link"))
    elif call.link.parameter.place is Place.PATH and call.link.parameter.allow_reserved:
        link = code(f"{{}}({LINK})", printer.runtime("link_path"))
        context = code(f"{{}}(options, {LINK})", printer.runtime("with_link_query"))
    given = {item.name: passed_on(printer, item, name) for item, name in call.shared}
    if call.link is not None:
        given[call.link.name] = link
    in_path = [item.name for item in path_parameters(call.operation)]
    named = [name for name in given if name not in in_path]
    template = [*("{}" for _ in in_path), *(f"{name}={{}}" for name in named), "context={}"]
    parts = [*(given[name] for name in (*in_path, *named)), context]
    return code(f"{call.operation.name}({', '.join(template)})", *parts)


def passed_on(printer: TypePrinter, item: PlannedParameter, name: str) -> Code:
    """Return the expression that passes on an argument, which in the protocol form may be another type than its own."""
    type = item.parameter.type
    if printer.annotation(type, argument=True).text == printer.wire_annotation(type).text:
        return Code(name)
    return Code(f"cast(Any, {name})", frozenset({Import("typing", "Any"), Import("typing", "cast")}))
