"""A planned package and its code -> every page of its reference, as values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from veneer.diff.markdown import span
from veneer.load import SpecDocument
from veneer.model import Operation
from veneer.model.words import plain
from veneer.overlay.plan import ClientPlan, PackagePlan, PlannedClient, PlannedEnum, PlannedModel
from veneer.reference.classes import class_page
from veneer.reference.code import Code, Words, words
from veneer.reference.links import Links
from veneer.reference.methods import method_pages
from veneer.reference.paths import ROOT, client_path, method_path, models_path, name_path, type_path, version_path
from veneer.reference.values import ChangesPage, Entry, Facts, ListPage, MethodPage, Page

Changes = Callable[[ClientPlan, ClientPlan], ChangesPage]
"""Makes the page of what changed from one version to the next."""


def package_pages(
    plan: PackagePlan, documents: tuple[SpecDocument, ...], code: Code, changes: Changes
) -> Iterator[Page]:
    """Yield the pages of a package: its own, those of each version, and those of what all versions share.

    Args:
        plan: The package.
        documents: The description of each version.
        code: The package as it is generated.
        changes: Compares two versions.
    """
    shared = [name for name in _exported(code, "") if _is_shared(code, name)]
    links = Links(plan.package, _targets(plan, shared))
    for version, document in zip(plan.versions, documents, strict=True):
        yield from _version_pages(plan, version, document, code, links)
    for before, version in pairwise(plan.versions):
        yield changes(before, version)
    names = []
    for name in shared:
        page = class_page(code, links, name, name_path(name))
        if page is not None:
            yield page
            names.append(page)
    yield ListPage(
        "package/index.md",
        "What all versions share",
        "Credentials, requests and their contexts, answers, errors, policies.",
        (),
        (("", tuple(Entry(item.name, _file(item.path), item.summary) for item in names)),),
    )
    yield _root(plan, code)


def _file(path: str) -> str:
    return path.rpartition("/")[2]


def _exported(code: Code, module: str) -> tuple[str, ...]:
    found = code.find(module)
    return tuple(sorted(map(str, found.exports or ()))) if found is not None else ()


def _is_shared(code: Code, name: str) -> bool:
    found = code.find(name)
    return found is not None and "_runtime" in found.path and not name.isupper()


def _targets(plan: PackagePlan, shared: list[str]) -> Mapping[str, str]:
    """Return the page of each class by the dotted path that code knows it by."""
    found = {f"{plan.package}.{name}": name_path(name) for name in shared}
    for version in plan.versions:
        models = f"{plan.package}.{version.module}.models"
        for item in _types_of(version):
            page = type_path(version, item)
            found |= {f"{models}.{item.name}": page, f"{models}.{item.module}.{item.name}": page}
        for client in version.clients:
            module = f"{plan.package}.{version.module}.{client.module}"
            found |= {f"{module}.{twin}{client.name}": client_path(version, client) for twin in ("", "Async")}
    return found


def _version_pages(
    plan: PackagePlan, version: ClientPlan, document: SpecDocument, code: Code, links: Links
) -> Iterator[Page]:
    for client in version.clients:
        facts = {item.name: _operation_facts(item.operation, document) for item in client.operations}
        for name in (*facts, *(item.name for item in client.added)):
            facts[name] = (*facts.get(name, ()), *_versions(plan, version, client, name))
        pages = tuple(method_pages(code, links, version, client, facts))
        yield from pages
        yield _client(version, client, pages, code, plan.package)
    yield from _types(version, code, links)
    at = plan.versions.index(version)
    yield _version(plan, version, code, plan.versions[at - 1].version if at else None)


def _operation_facts(operation: Operation, document: SpecDocument) -> Facts:
    deprecated = (("Deprecated", "The service is going to drop it."),) if operation.deprecated else ()
    return (
        ("Route", span(f"{operation.method} {plain(operation.path.text)}")),
        ("Operation", span(plain(operation.id))),
        ("Described in", span(str(document.locate(operation.pointer, key=True)))),
        *deprecated,
    )


def _versions(plan: PackagePlan, version: ClientPlan, client: PlannedClient, name: str) -> Facts:
    """Say which versions have a method, each with its page there, and where it stands what is new in this one."""
    if len(plan.versions) == 1:
        return ()
    having = [
        (each, found)
        for each in plan.versions
        for found in each.clients
        if found.module == client.module and name in _names(found)
    ]
    shown = [
        span(each.version) if each is version else f"[{span(each.version)}](../../{method_path(each, found, name)})"
        for each, found in having
    ]
    changes = "" if version is plan.versions[0] else " ([what changed](../changes.md))"
    return (("Versions", f"{', '.join(shown)}{changes}"),)


def _names(client: PlannedClient) -> set[str]:
    return {item.name for item in client.operations} | {item.name for item in client.added}


def _client(
    version: ClientPlan, client: PlannedClient, pages: tuple[MethodPage, ...], code: Code, package: str
) -> ListPage:
    said = _said(version, client, code)
    methods = tuple(Entry(page.name, _file(page.path), page.summary) for page in pages)
    of_groups = {item.group.attribute: item for item in version.clients if item.group is not None}
    groups = tuple(_client_entry(version, of_groups[group.attribute], code, "../") for group in client.groups)
    if client.group is None:
        names = f"{client.name}, Async{client.name}"
        facts = ("Version", span(version.version)), ("Import", span(f"from {package}.{version.module} import {names}"))
    else:
        facts = ("Version", span(version.version)), ("Reached as", span(f"client.{client.group.attribute}"))
    text = "\n\n".join((said.summary, said.text))
    lists = (("Methods", methods), ("Groups", groups))
    return ListPage(client_path(version, client), client.name, text, facts, _filled(lists))


def _said(version: ClientPlan, client: PlannedClient, code: Code) -> Words:
    item = code.find(f"{version.module}.{client.module}.{client.name}")
    return words(item) if item is not None else Words()


def _client_entry(version: ClientPlan, client: PlannedClient, code: Code, lead: str = "") -> Entry:
    name = client.name if client.group is None else f"client.{client.group.attribute}"
    return Entry(name, f"{lead}{client.module}/index.md", _said(version, client, code).summary)


def _types_of(version: ClientPlan) -> list[PlannedModel | PlannedEnum]:
    found: list[PlannedModel | PlannedEnum] = [*version.models.values(), *version.enums.values()]
    return sorted(found, key=lambda item: item.name)


def _types(version: ClientPlan, code: Code, links: Links) -> Iterator[Page]:
    models: list[Entry] = []
    enums: list[Entry] = []
    for item in _types_of(version):
        page = class_page(code, links, f"{version.module}.models.{item.name}", type_path(version, item))
        if page is not None:
            yield page
            chosen = models if isinstance(item, PlannedModel) else enums
            chosen.append(Entry(page.name, _file(page.path), page.summary))
    facts = (("Import", span(f"from {version.package}.{version.module} import models")),)
    lists = (("Models", tuple(models)), ("Enums", tuple(enums)))
    yield ListPage(models_path(version), "Models and enums", "", facts, _filled(lists))


def _version(plan: PackagePlan, version: ClientPlan, code: Code, changes: str | None) -> ListPage:
    entries = [(client.group is None, _client_entry(version, client, code)) for client in version.clients]
    clients, groups = (tuple(entry for is_root, entry in entries if is_root is wanted) for wanted in (True, False))
    more = [Entry("Models and enums", "models/index.md", "What goes in and comes out.")]
    if changes is not None:
        more.append(Entry("What changed", "changes.md", f"Since {changes}, for callers of either layer."))
    default = "The default version: what the package itself exports." if version is plan.default else ""
    facts = (("Import", span(f"{plan.package}.{version.module}")), ("Description", span(version.spec_name)))
    lists = (("Clients", clients), ("Groups", groups), ("More", tuple(more)))
    return ListPage(version_path(version), version.version, default, facts, _filled(lists))


def _root(plan: PackagePlan, code: Code) -> ListPage:
    item = code.find("")
    said = words(item) if item is not None else None
    versions = tuple(
        Entry(
            version.version,
            f"{version.module}/index.md",
            ", ".join(client.name for client in version.clients if client.group is None)
            + (" (the default)" if version is plan.default else ""),
        )
        for version in plan.versions
    )
    shared = Entry("What all versions share", "package/index.md", "Credentials, contexts, answers, errors, policies.")
    lists = (("Versions", versions), ("More", (shared,)))
    return ListPage(ROOT, plan.package, said.summary if said is not None else "", (), lists)


def _filled(lists: tuple[tuple[str, tuple[Entry, ...]], ...]) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    return tuple((title, entries) for title, entries in lists if entries)
