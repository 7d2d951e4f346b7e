"""ClientPlan -> the two files of each client: its protocol layer, and the convenience layer above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import evolve, frozen

from veneer.overlay.plan import ClientPlan, PlannedClient, PlannedGroup
from veneer.upstream import UntrustedString
from veneer.views.arguments import ParameterPrinter
from veneer.views.docstring import Docstring, Text, first_line
from veneer.views.imports import import_block
from veneer.views.operations import ConvenienceView, protocol_view, twin_views
from veneer.views.samples.calls import Lines, SamplePrinter, Shorts
from veneer.views.samples.connecting import opened_client
from veneer.views.signatures import Signatures
from veneer.views.types import TypePrinter
from veneer.views.view import FileView, Import

Twins: TypeAlias = tuple[ConvenienceView, ConvenienceView]
# The arguments of a method, and the samples for its docstrings: both layers are made of them.
Method: TypeAlias = tuple[Signatures, Shorts]

# What every protocol method names.
_PROTOCOL_NAMES = ("HttpRequest", "RequestContext")
_LAYERS = (
    "Pass models and get a ``Response`` with a model; pass a ``RequestContent`` or a ``RequestContext`` and get the "
    "``httpx.Response``."
)


@frozen
class GroupView:
    """A group as its root client has it: the attribute, the class, and the module that is loaded when it is used."""

    attribute: str
    name: str
    module: str
    docstring: Docstring
    imports: frozenset[Import]


def client_views(plan: ClientPlan, header: str) -> Iterator[FileView]:
    """Yield the files of every client of a version."""
    printer = TypePrinter(plan, lazily=True)
    parameters = ParameterPrinter(printer)
    samples = SamplePrinter.of(plan) if plan.samples.docstrings else None
    for client in plan.clients:
        methods = [
            (Signatures(parameters, item), samples.shorts(client, item) if samples is not None else Shorts())
            for item in client.operations
        ]
        yield _protocol_file(plan, printer, client, methods, header)
        yield _convenience_file(plan, printer, client, methods, header, samples)


def _protocol_file(
    plan: ClientPlan,
    printer: TypePrinter,
    client: PlannedClient,
    made_of: Iterable[Method],
    header: str,
) -> FileView:
    methods = tuple(protocol_view(item, shorts.protocol) for item, shorts in made_of)
    module = f"{plan.package}.{plan.module}._protocol.{client.module}"
    service = f"{plan.package}.{plan.module}._protocol._service"
    needed = {item for method in methods for item in method.imports}
    needed |= {item for name in _PROTOCOL_NAMES if methods for item in printer.runtime(name).imports}
    needed |= {Import("httpx")} if methods else set()
    bases = ("Service", "AsyncService")
    if client.group is None:
        needed |= {Import(service, base) for base in bases}
    else:
        bases = ("OperationGroup", "AsyncOperationGroup")
        needed |= {item for base in bases for item in printer.runtime(base).imports}
    return FileView(
        f"{plan.package}/{plan.module}/_protocol/{client.module}.py",
        "protocol.py.jinja",
        {
            "header": header,
            "imports": import_block(needed, module, plan.package),
            "module_docstring": Docstring(f"{client.name}: its protocol layer, raw content in and httpx.Response out."),
            "name": client.protocol_name,
            "bases": bases,
            "docstring": Docstring(client_summary(plan, client), ("Raw content in, ``httpx.Response`` out.",)),
            "async_docstring": Docstring(f"The same as `{client.protocol_name}`, awaited."),
            "methods": methods,
        },
    )


def _convenience_file(
    plan: ClientPlan,
    printer: TypePrinter,
    client: PlannedClient,
    made_of: Iterable[Method],
    header: str,
    samples: SamplePrinter | None,
) -> FileView:
    methods = tuple(
        twin_views(item, (shorts.sync, shorts.twin)) for item, shorts in made_of if item.operation.has_convenience
    )
    is_shown = samples is not None and client.group is None
    made: tuple[Lines, Lines] = opened_client(plan, client) if is_shown else ((), ())
    module = f"{plan.package}.{plan.module}.{client.module}"
    protocol = f"{plan.package}.{plan.module}._protocol.{client.module}"
    needed = {Import(protocol, client.protocol_name), Import(protocol, f"Async{client.protocol_name}")}
    groups = tuple(_group_view(plan, group) for group in client.groups)
    needed |= {item for group in groups for item in group.imports}
    return FileView(
        f"{plan.package}/{plan.module}/{client.module}.py",
        "client.py.jinja",
        {
            "header": header,
            "module": module,
            "package": plan.package,
            "imports": frozenset(needed),
            "name": client.name,
            "protocol": client.protocol_name,
            "groups": groups,
            "module_docstring": Docstring(
                f"{client.name} and Async{client.name}: the convenience layer, models in and out."
            ),
            "docstring": Docstring(client_summary(plan, client), (_LAYERS,), example=made[0]),
            "async_docstring": Docstring(
                client_summary(plan, client), (f"The same as `{client.name}`, awaited.", _LAYERS), example=made[1]
            ),
            "methods": methods,
            "printer": printer,
            "samples": samples,
        },
    )


def with_examples(pair: Twins, examples: Iterable[Lines]) -> Twins:
    """Return the views of a method, sync and async, with a sample in the docstring of each."""
    sync, twin = (
        evolve(view, docstring=evolve(view.docstring, example=example))
        for view, example in zip(pair, examples, strict=True)
    )
    return sync, twin


def _group_view(plan: ClientPlan, group: PlannedGroup) -> GroupView:
    module = f"{plan.package}.{plan.module}.{group.module}"
    classes = {Import(module, name, None, True) for name in (group.name, f"Async{group.name}")}
    docstring = Docstring(group_summary(group))
    return GroupView(
        group.attribute,
        group.name,
        group.module,
        docstring,
        frozenset({Import("functools", "cached_property"), *classes}),
    )


def client_summary(plan: ClientPlan, client: PlannedClient) -> Text:
    """Say what a client is for: what package.toml says, else the description's title."""
    if client.group is not None:
        return group_summary(client.group)
    title = plan.api.title.get_untrusted_value().strip() or plan.package
    return client.summary or UntrustedString(f"Client for {title}.")


def group_summary(group: PlannedGroup) -> Text:
    """Say what a group is for: what the description says of its tag, else the tag's name."""
    return first_line(group.docs, "")[0] or UntrustedString(f"Operations of {group.id}.")
