"""ClientPlan -> the files of its samples: one a client, a function for each sample."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from veneer.names import keep_apart
from veneer.overlay.plan import ClientPlan, PlannedOperation
from veneer.views.docstring import Docstring, Text, first_line
from veneer.views.imports import import_block
from veneer.views.samples.calls import Layer, SamplePrinter, SampleView
from veneer.views.samples.connecting import new_client
from veneer.views.view import FileView, Import

TEMPLATE = "samples.py.jinja"
KINDS = ("short", "with_all_parameters")
_LAYERS = {Layer.CONVENIENCE: "", Layer.PROTOCOL: "_protocol"}


@frozen
class SampleFunction:
    """A sample as a function: the name that it wants, what it says of itself, its statements and their imports."""

    name: str
    docstring: Docstring
    is_async: bool
    lines: tuple[str, ...]
    imports: frozenset[Import]


def sample_views(plan: ClientPlan, header: str) -> Iterator[FileView]:
    """Yield the sample files of a version, one for each of its clients and groups."""
    printer = SamplePrinter.of(plan)
    for client in plan.clients:
        if not client.operations and not client.added:
            continue
        root = plan.clients[0] if client.group is not None else client
        clients = tuple(new_client(plan, name) for name in (root.name, f"Async{root.name}"))
        yield FileView(
            f"samples/{plan.module}/{client.module}.py",
            TEMPLATE,
            {
                "header": header,
                "client": client,
                "printer": printer,
                "names": (root.name, f"Async{root.name}"),
                "made": tuple("\n".join(item.lines(100)) for item in clients),
                "imports": frozenset[Import]().union(*(item.needed() for item in clients)),
                "module_docstring": Docstring(f"Samples of {client.name}: each method in both layers, sync and async."),
            },
        )


def finished(functions: Iterable[SampleFunction], imports: Iterable[Import]) -> dict[str, object]:
    """Return what the template prints of functions: names that differ, and the imports of them all."""
    listed = tuple(functions)
    named = keep_apart(range(len(listed)), lambda at: listed[at].name, lambda *_: None)
    needed = set(imports).union(*(item.imports for item in listed))
    # No package is the file's own, so that all of its imports are absolute.
    return {"functions": tuple((name, listed[at]) for at, name in named), "imports": import_block(needed, "", "")}


def function_of(sample: SampleView) -> SampleFunction:
    """Return a sample as a function."""
    twin = "async_" if sample.is_async else ""
    name = f"{twin}{sample.operation.name}{_LAYERS[sample.layer]}_{KINDS[sample.full]}"
    return SampleFunction(name, Docstring(summary_of(sample.operation)), sample.is_async, sample.lines, sample.imports)


def summary_of(operation: PlannedOperation) -> Text:
    """Return what an operation does in one line."""
    return first_line(operation.operation.docs, f"{operation.name.replace('_', ' ').strip().capitalize()}.")[0]
