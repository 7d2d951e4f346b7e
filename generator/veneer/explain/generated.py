"""An operation of one version -> the definitions that are generated for it, and their files."""

from __future__ import annotations

from collections.abc import Iterator

from veneer.explain.positions import Wanted
from veneer.explain.subjects import Subject
from veneer.model import references
from veneer.overlay.contents import chosen_content
from veneer.overlay.plan import PlannedClient, PlannedModel, PlannedOperation


def wanted(subject: Subject) -> tuple[Wanted, ...]:
    """Return the definitions of an operation's methods and types; none for a hidden one."""
    if subject.client is None or subject.named is None:
        return ()
    return (*_methods(subject, subject.client, subject.named), *_types(subject))


def client_files(subject: Subject, client: PlannedClient) -> tuple[str, str]:
    """Return the files of a client: its protocol layer and its convenience layer."""
    folder = f"{subject.version.package}/{subject.version.module}"
    return f"{folder}/_protocol/{client.module}.py", f"{folder}/{client.module}.py"


def _methods(subject: Subject, client: PlannedClient, named: PlannedOperation) -> Iterator[Wanted]:
    below, above = client_files(subject, client)
    yield Wanted("request builder", below, f"_build_{named.name.strip('_')}_request")
    # What is merged into another operation is called by the method of that.
    shown = next((item for item in client.operations if item.id == named.merged_into), named)
    for word, prefix in (("", ""), ("async ", "Async")):
        yield Wanted(f"{word}protocol method", below, named.name, f"{prefix}{client.protocol_name}")
        if shown.has_convenience:
            yield Wanted(f"{word}convenience method", above, shown.name, f"{prefix}{client.name}")


def _types(subject: Subject) -> Iterator[Wanted]:
    """Yield the models and enums that the convenience layer takes and gives."""
    operation, version = subject.operation, subject.version
    told = {"body": [operation.body.contents] if operation.body is not None else []}
    told |= {"answer": [item.contents for item in operation.successes]}
    found: dict[str, str] = {}
    for what, alternatives in told.items():
        spoken = [content for item in alternatives if (content := chosen_content(item)) is not None]
        for type in (reference for content in spoken for reference in references(content.type)):
            found[type.id] = f"{found[type.id]} and {what}" if type.id in found and what not in found[type.id] else what
    for id, what in found.items():
        planned = version.models.get(id) or version.enums[id]
        kind = "model" if isinstance(planned, PlannedModel) else "enum"
        path = f"{version.package}/{version.module}/models/{planned.module}.py"
        yield Wanted(f"{kind} of the {what}", path, planned.name)
