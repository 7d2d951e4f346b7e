"""What a user calls an operation, and the plans of a project -> that operation in one version."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.explain.subjects import Subject, subjects
from veneer.model.words import plain
from veneer.overlay.plan import ClientPlan, PlannedClient
from veneer.pipeline import Planned
from veneer.project import PackageFolders

_ALL = "Name an operationId, a method, `Client.method`, or `METHOD /path`."


def find(name: str, packages: Collection[tuple[PackageFolders, Planned]], api_version: str) -> Subject:
    """Find the operation that a user named.

    Args:
        name: An operationId, a method's name, that behind a client's class or module and a dot, or method and path;
            each may have `package:` before it.
        packages: The packages to look in.
        api_version: The version; empty: the default one, or the last that has the operation.

    Raises:
        InputError: `unknown-operation`, `unknown-version`, or `ambiguous-operation`.
    """
    prefix, _, rest = name.partition(":")
    chosen = [item for item in packages if item[0].name == prefix and rest]
    wanted = " ".join((rest if chosen else name).split())
    known: list[str] = []
    for versions in _versions(chosen or packages, api_version):
        everything = [subject for item in versions for subject in subjects(*item)]
        found = _matching(wanted, everything)
        if len(found) == 1:
            return found[0]
        if found:
            raise _unusable("ambiguous-operation", f"`{name}` is {len(found)} operations", _one_of(found))
        known += [call for item in everything for calls in _calls(item) for call in calls]
    if api_version:
        there = find(name, packages, "")  # so that a name that no version has is told as such
        fix = f"Leave --api-version out, or say {there.version.version}."
        raise _unusable("unknown-operation", f"{api_version} has no operation `{name}`", fix)
    raise _unknown(name, wanted, known, chosen or packages)


def _versions(
    packages: Collection[tuple[PackageFolders, Planned]], api_version: str
) -> Iterator[list[tuple[PackageFolders, Planned, ClientPlan]]]:
    """Yield what to look through, one after the other: the version that is meant of each package, then the others."""
    if api_version:
        asked = [(*item, plan) for item in packages for plan in item[1].plan.versions if plan.version == api_version]
        if not asked:
            names = dict.fromkeys(plan.version for _, planned in packages for plan in planned.plan.versions)
            fix = f"Name one of: {', '.join(names)}."
            raise _unusable("unknown-version", f"there is no version `{api_version}`", fix)
        yield asked
        return
    yield [(*item, item[1].plan.default) for item in packages]
    for item in packages:
        yield from ([(*item, plan)] for plan in reversed(item[1].plan.versions))


def _calls(subject: Subject) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return what an operation can be called, the surest first."""
    route = f"{subject.operation.method} {plain(subject.operation.path.text)}"
    if subject.client is None or subject.named is None:
        return (subject.id,), (route,), ()
    owners = (subject.client.name, f"Async{subject.client.name}", _attribute(subject.client))
    method = subject.named.name
    return (subject.id,), (*(f"{owner}.{method}" for owner in owners), route), (method,)


def _attribute(client: PlannedClient) -> str:
    """Return what a user writes before a method: a group's attribute, or the module of a client."""
    return client.group.attribute if client.group is not None else client.module


def _matching(wanted: str, known: list[Subject]) -> list[Subject]:
    method, space, path = wanted.partition(" ")
    spelled = f"{method.upper()} {path}" if space else wanted
    for rank in range(3):
        found = [item for item in known if spelled in _calls(item)[rank]]
        if found:
            return found
    return []


def _one_of(found: list[Subject]) -> str:
    told = []
    for item in found:
        method = f" ({item.client.name}.{item.named.name})" if item.client and item.named else " (hidden)"
        told.append(f"`{item.package.name}:{item.id}`{method}")
    return f"Name one of: {', '.join(told)}."


def _unknown(
    name: str, wanted: str, known: list[str], packages: Collection[tuple[PackageFolders, Planned]]
) -> InputError:
    clients = (client for _, planned in packages for plan in planned.plan.versions for client in plan.clients)
    for client in clients:
        for method in client.added:
            if wanted in (method.name, f"{client.name}.{method.name}", f"{_attribute(client)}.{method.name}"):
                place = Location(method.overlay.name, 1, 1)
                message = f"`{name}` is no operation: this overlay adds it to {client.name}"
                return InputError([Diagnostic("unknown-operation", message, place, "Read the overlay.")])
    spelled = {item.lower(): item for item in reversed(known)}
    near = [spelled[item] for item in difflib.get_close_matches(wanted.lower(), list(spelled), 3)]
    fix = f"Did you mean {' or '.join(f'`{item}`' for item in near)}?" if near else _ALL
    return _unusable("unknown-operation", f"there is no operation `{name}`", fix)


def _unusable(id: DiagnosticId, message: str, fix: str) -> InputError:
    return InputError([Diagnostic(id, message, Location("veneer"), fix)])
