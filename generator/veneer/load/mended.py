"""A description file and the Overlay documents that mend it -> which of them change a part of it, and where in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from attrs import frozen

from veneer.load import pointers
from veneer.load.customizations import TextFile
from veneer.load.mending import mend
from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.syntax import parse
from veneer.load.text import as_utf8

_Tokens = tuple[str, ...]
_MISSING = object()


@frozen
class MendedPart:
    """An Overlay document, and the places that it changes (JSON Pointers), in the description's order."""

    file: str
    pointers: tuple[str, ...]


def mended_parts(path: Path, shown_as: str, mends: Iterable[TextFile], parts: Iterable[str]) -> tuple[MendedPart, ...]:
    """Return which Overlay documents change some parts of a description, or what these refer to.

    Args:
        path: The description, which was loaded with all of the documents before.
        shown_as: The name that messages use for it.
        mends: The documents in the order in which they are applied.
        parts: JSON Pointers of the parts; one that is not there is left out.
    """
    source = Source(shown_as, as_utf8(path.read_bytes(), shown_as))
    content = parse(source, Problems(source))
    roots = [pointers.parse(part) for part in parts]
    found = []
    for file in mends:
        before = deepcopy(content)
        mend(content, (file,), source)
        reached = dict.fromkeys((*_reached(before, roots), *_reached(content, roots)))
        changed = dict.fromkeys(
            place for root in reached for place in _changed(_get(before, root), _get(content, root), root)
        )
        if changed:
            found.append(MendedPart(file.name, tuple(map(pointers.join, changed))))
    return tuple(found)


def _get(content: Any, place: _Tokens) -> Any:
    try:
        return pointers.look_up(content, place)
    except KeyError:
        return _MISSING


def _reached(content: Any, roots: Iterable[_Tokens]) -> Iterator[_Tokens]:
    """Yield the roots, and what references lead to from there."""
    pending, seen = list(roots), set[_Tokens]()
    while pending:
        place = pending.pop(0)
        if place not in seen:
            seen.add(place)
            yield place
            pending += _references(_get(content, place))


def _references(node: Any) -> Iterator[_Tokens]:
    pending = [node]
    while pending:
        item = pending.pop()
        pending += item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        target = item.get("$ref") if isinstance(item, dict) else None
        if isinstance(target, str) and target.startswith("#"):
            place = pointers.parse_fragment(target)
            if place is not None:
                yield place


def _changed(before: Any, after: Any, place: _Tokens) -> Iterator[_Tokens]:
    """Yield the smallest parts in which two values differ."""
    pending = [(before, after, place)]
    while pending:
        was, now, at = pending.pop(0)
        if isinstance(was, dict) and isinstance(now, dict):
            keys = dict.fromkeys((*was, *now))
            pending += [(was.get(key, _MISSING), now.get(key, _MISSING), (*at, key)) for key in keys]
        elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
            pending += [(was[index], now[index], (*at, str(index))) for index in range(len(was))]
        elif type(was) is not type(now) or was != now:
            yield at
