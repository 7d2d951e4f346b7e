"""An overlay template -> the operations that it names, which a version has to have for the overlay to apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from veneer.diagnostics import Diagnostic, Location, closest
from veneer.load.customizations import TextFile
from veneer.overlay.planned import PlannedClient

_ASKS = ("protocol", "operation")


def missing_operations(overlay: TextFile, client: PlannedClient) -> Iterator[Diagnostic]:
    """Yield a problem for each operation that an overlay names and its client does not have.

    Only names that stand in the template as they are can be seen here; the others are checked when it is rendered.

    Args:
        overlay: The template.
        client: The client whose method it overlays, in one version.
    """
    known = {operation.id for operation in client.operations}
    for id, line in _named(overlay):
        if id not in known:
            message = f"{client.name} has no operation `{id}`"
            yield Diagnostic("unknown-operation", message, place_of(overlay, line), did_you_mean(id, known))


def _named(overlay: TextFile) -> Iterator[tuple[str, int]]:
    try:
        calls = Environment().parse(overlay.text).find_all(nodes.Call)
    except TemplateSyntaxError:
        return  # said, with its place, when it is rendered
    for call in calls:
        asks = isinstance(call.node, nodes.Name) and call.node.name in _ASKS
        if asks and call.args and isinstance(call.args[0], nodes.Const) and isinstance(call.args[0].value, str):
            yield call.args[0].value, call.lineno


def place_of(overlay: TextFile, line: int) -> Location:
    """Return the place of a line of a template: its first tag, or its first character."""
    lines = overlay.text.splitlines()
    shown = lines[line - 1] if line <= len(lines) else ""
    start = shown.find("{") if "{" in shown else len(shown) - len(shown.lstrip())
    return Location(overlay.name, line, start + 1)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return what to do about a name that is not known."""
    ordered = sorted(known)
    meant = closest(name, ordered)
    return f"Write `{meant}`." if meant else f"Write one of: {', '.join(ordered[:8])}."
