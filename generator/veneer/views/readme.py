"""PackagePlan -> the view of the distribution's README: how to begin, with samples that have its own names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve, frozen

from veneer.overlay.plan import ClientPlan, PackagePlan, PlannedClient, PlannedOperation
from veneer.views.clients import client_summary, group_summary
from veneer.views.credentials import credential_argument
from veneer.views.imports import import_block
from veneer.views.samples.calls import Layer, Lines, SamplePrinter, SampleView
from veneer.views.samples.connecting import new_client
from veneer.views.samples.expressions import Expression
from veneer.views.types import TypePrinter
from veneer.views.view import FileView, Import

_WIDTH = 120  # the formatter looks into the README too, by the settings of the distribution
_SENT = "A credential is sent over https only, loopback apart, and to no other origin than the endpoint's."
_FAILURE = "print(error.status_code, error.error_code, error.message)"


def readme_view(plan: PackagePlan, header: str) -> FileView:
    """Return the README of a distribution."""
    version = plan.default
    root = next(iter(version.clients), None)
    return FileView(
        "README.md",
        "README.md.jinja",
        {
            "header": header,
            "package": plan.package,
            "summary": plan.configuration.summary or f"Client for {plan.package}.",
            "version": version.version,
            "versions": tuple((item.version, item.module) for item in plan.versions),
            "test": _test(version) if plan.testing is not None else (),
            "clients": tuple(
                (client.name, client_summary(version, client)) for client in version.clients if client.group is None
            ),
            "groups": tuple((group.attribute, group_summary(group)) for group in root.groups) if root else (),
            "credential": _credential(version),
            "samples": plan.configuration.samples.files,
            "blocks": _blocks(version) if plan.configuration.samples.docstrings else {},
        },
    )


def _credential(plan: ClientPlan) -> str:
    """Say what a client takes as its credential."""
    _, entry = credential_argument(TypePrinter(plan), plan.api)
    said = " ".join(text for text in entry.texts if isinstance(text, str)).replace("``", "`")
    asked = said.removeprefix("Who calls: ")
    return f"A client takes {asked} {_SENT}" if asked != said else "A client needs no credential."


@frozen
class _Shown:
    """An operation that the README shows, and the client that makes its samples."""

    printer: SamplePrinter
    root: PlannedClient
    client: PlannedClient
    operation: PlannedOperation

    def sample(self, layer: Layer = Layer.CONVENIENCE, *, is_async: bool = False, margin: int = 4) -> SampleView | None:
        printer = evolve(self.printer, width=_WIDTH - margin)
        return printer.sample(self.client, self.operation, layer, full=False, is_async=is_async)

    def opened(self, *, is_async: bool = False, options: Iterable[Expression] = ()) -> Expression:
        made = new_client(self.printer.values.plan, f"{'Async' if is_async else ''}{self.root.name}")
        return evolve(made, items=(*made.items, *options))


def _blocks(plan: ClientPlan) -> dict[str, Lines]:
    """Return the samples by what they are of; without one where the version has none."""
    printer = SamplePrinter.of(plan)
    found: dict[str, Lines] = {}
    plain = _first(printer, lambda item: item.paging is None and item.polling is None and not item.followed)
    if plain is not None:
        found |= dict(_plain_blocks(plain))
    for name, chosen in (
        ("paging", _first(printer, lambda item: item.paging is not None)),
        ("polling", _first(printer, lambda item: item.polling is not None or item.followed)),
    ):
        sample = chosen.sample() if chosen is not None else None
        if chosen is not None and sample is not None:
            found[name] = _block(plan, chosen.opened(), sample.imports, sample.lines)
    return found


def _plain_blocks(shown: _Shown) -> Iterator[tuple[str, Lines]]:
    plan = shown.printer.values.plan
    typed, raw, twin = shown.sample(), shown.sample(Layer.PROTOCOL), shown.sample(is_async=True, margin=8)
    nested = shown.sample(margin=8)
    if typed is not None and nested is not None:
        yield "typed", _block(plan, shown.opened(), typed.imports, typed.lines)
        failing = ("try:", *_indented(nested.lines), "except RequestFailedError as error:", f"    {_FAILURE}")
        needed = typed.imports | {Import(plan.package, "RequestFailedError")}
        yield "errors", _block(plan, shown.opened(), needed, failing)
        patient = shown.opened(options=[Expression("RetryOptions(max_retries=5, budget=30.0)").behind("retry=")])
        yield "retries", _block(plan, patient, typed.imports | {Import(plan.package, "RetryOptions")}, typed.lines)
    if raw is not None:
        yield "raw", _block(plan, shown.opened(), raw.imports, raw.lines)
    if twin is not None:
        yield "async", _async_block(plan, shown.opened(is_async=True), twin)


def _test(plan: ClientPlan) -> Lines:
    """Return a test of an application, which does what the first sample does."""
    shown = _first(SamplePrinter.of(plan), lambda item: item.paging is None and item.polling is None)
    sample = shown.sample() if shown is not None else None
    root = shown.root.name if shown is not None else plan.clients[0].name
    testing = f"{plan.package}.testing"
    needed = {Import(plan.package, root), Import(testing, "Fault"), Import(testing, "LocalService")}
    imports = _imports(plan, needed | (sample.imports if sample is not None else frozenset()))
    at = imports.index("") + 1 if "" in imports else 0  # behind the standard library
    body = (
        f"client = service.client({root})  # or the async one; or service.transport() for a client of your own",
        'service.inject(Fault.status(503, headers={"Retry-After": "0"}), times=2)  # then it is well',
        *(sample.lines if sample is not None else ("...  # call your code with the client",)),
        "assert [call.status for call in service.calls[:2]] == [503, 503]",
        "assert service.open_responses == 0",
    )
    return (
        *(*imports[:at], "import pytest", "", *imports[at:]),
        *("", "", "@pytest.fixture", "def service():", "    return LocalService()"),
        *("", "", "def test_application(service):", *_indented(body)),
    )


def _first(printer: SamplePrinter, wanted: Callable[[PlannedOperation], bool]) -> _Shown | None:
    """Return the first operation of its kind that has samples: one with content rather than one without."""
    plan = printer.values.plan
    every = [(client, item) for client in plan.clients for item in client.operations if wanted(item)]
    typed = [(client, item) for client, item in every if item.has_convenience and not item.operation.deprecated]
    for client, operation in sorted(typed, key=lambda pair: pair[1].operation.body is None):
        root = plan.clients[0] if client.group is not None else client
        shown = _Shown(printer, root, client, operation)
        if shown.sample() is not None:
            return shown
    return None


def _block(plan: ClientPlan, opened: Expression, imports: frozenset[Import], lines: Iterable[str]) -> Lines:
    body = [*opened.behind("with ").lines(_WIDTH, " as client:"), *_indented(lines)]
    return (*_imports(plan, imports | opened.needed()), "", *body)


def _async_block(plan: ClientPlan, opened: Expression, sample: SampleView) -> Lines:
    body = [*opened.behind("async with ").lines(_WIDTH - 4, " as client:"), *_indented(sample.lines)]
    needed = sample.imports | opened.needed() | {Import("asyncio")}
    head, end = "async def main() -> None:", "asyncio.run(main())"
    return (*_imports(plan, needed), "", "", head, *_indented(body), "", "", end)


def _imports(plan: ClientPlan, imports: Iterable[Import]) -> Lines:
    """Return the import statements: of the default version's own package, what is at the top too."""
    versioned = f"{plan.package}.{plan.module}"
    return import_block(
        {item._replace(module=plan.package) if item.module == versioned else item for item in imports}, "", ""
    ).runtime


def _indented(lines: Iterable[str]) -> Lines:
    return tuple(f"    {line}" if line else "" for line in lines)
