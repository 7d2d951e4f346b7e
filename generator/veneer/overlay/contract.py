"""An overlay template -> what it extends, and the operations that it names, which a version has to have for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from veneer.diagnostics import Diagnostic, Location
from veneer.load.customizations import TextFile
from veneer.overlay.meant import choose
from veneer.overlay.planned import PlannedClient

_ASKS = ("protocol", "operation", "poller")
_EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s+["'](?P<name>[^"']*)["']""")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def lineage(overlay: TextFile, partials: Mapping[str, TextFile]) -> tuple[tuple[TextFile, ...], str | None]:
    """Follow what a template extends.

    Args:
        overlay: The template.
        partials: Templates of the same customizations that others extend, by path.

    Returns:
        The template and the partials that it extends, the nearest first; the name of the template that the last of them
        extends, which is a stock one if all is well, or ``None``.
    """
    chain, extended = [overlay], _extended(overlay)
    while extended is not None and extended in partials and partials[extended] not in chain:
        chain.append(partials[extended])
        extended = _extended(chain[-1])
    return tuple(chain), extended


def _extended(template: TextFile) -> str | None:
    found = _EXTENDS.search(_COMMENT.sub("", template.text))  # not parsed: it has to be found in a broken template too
    return found["name"] if found is not None else None


def used_partials(template: TextFile, partials: Mapping[str, TextFile]) -> Iterator[TextFile]:
    """Yield the partials that a template names in any tag, and those that these name."""
    left, seen = [template], [template]
    while left:
        text = left.pop().text
        named = [file for path, file in partials.items() if f'"{path}"' in text or f"'{path}'" in text]
        found = [file for file in named if file not in seen]
        yield from found
        left, seen = left + found, seen + found


def missing_operations(chain: Iterable[TextFile], client: PlannedClient) -> Iterator[Diagnostic]:
    """Yield a problem for each operation that an overlay names and its client does not have.

    Only names that stand in a template as they are can be seen here; the others are checked when it is rendered.

    Args:
        chain: The overlay, and the partials that it extends.
        client: The client whose method it overlays, in one version.
    """
    known = {operation.id for operation in client.operations}
    for template in chain:
        for id, line in _named(template):
            if id not in known:
                message = f"{client.name} has no operation `{id}`"
                yield Diagnostic("unknown-operation", message, place_of(template, line), choose(id, known))


@lru_cache(maxsize=512)  # each version asks for the same overlays
def _named(overlay: TextFile) -> tuple[tuple[str, int], ...]:
    try:
        calls = list(Environment().parse(overlay.text).find_all(nodes.Call))
    except TemplateSyntaxError:
        return ()  # said, with its place, when it is rendered
    asked = [call for call in calls if isinstance(call.node, nodes.Name) and call.node.name in _ASKS]
    first = [(call.args[0], call.lineno) for call in asked if call.args]
    return tuple((id.value, line) for id, line in first if isinstance(id, nodes.Const) and isinstance(id.value, str))


def place_of(overlay: TextFile, line: int) -> Location:
    """Return the place of a line of a template: its first tag, or its first character."""
    lines = overlay.text.splitlines()
    shown = lines[line - 1] if line <= len(lines) else ""
    start = shown.find("{") if "{" in shown else len(shown) - len(shown.lstrip())
    return Location(overlay.name, line, start + 1)
