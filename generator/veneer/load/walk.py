"""A document in, each object of it that OpenAPI gives a meaning, with its kind and its path, out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from veneer.load import pointers
from veneer.load.grammar import GRAMMAR, KEEPS_SIBLINGS, REFERABLE, Form

Path = tuple["Path", str] | None  # the parent's path and the last key: cheap to extend
Grammar = Mapping[str, Mapping[str, tuple[Form, str]]]
_WITHOUT_SCHEMAS: Grammar = {
    kind: {name: field for name, field in fields.items() if field[1] != "schema"} for kind, fields in GRAMMAR.items()
}


class Place(NamedTuple):
    """One object of the document.

    Attributes:
        kind: What OpenAPI calls it; ``map`` for a map of objects that is itself written as a ``$ref``.
        path: How to get there.
        node: The object itself.
    """

    kind: str
    path: Path
    node: dict[str, Any]

    @property
    def tokens(self) -> tuple[str, ...]:
        """The keys that lead to the object."""
        return tokens_of(self.path)


def tokens_of(path: Path) -> tuple[str, ...]:
    """Return the keys of a path."""
    keys = list[str]()
    while path is not None:
        path, key = path
        keys.append(key)
    return tuple(reversed(keys))


def path_of(tokens: Iterable[str]) -> Path:
    """Return the path of keys."""
    path: Path = None
    for token in tokens:
        path = (path, token)
    return path


def walk(content: dict[str, Any], start: dict[str, Any] | None = None, *, schemas: bool = True) -> Iterator[Place]:
    """Yield every object once, in the order of the file; then what only a `$ref` makes part of the description.

    A place may be changed while it is at hand: what lies below is looked at afterwards.

    Args:
        content: The document.
        start: What of it to begin with; all of it when left out.
        schemas: Whether schemas are of interest, which most objects are.
    """
    grammar = GRAMMAR if schemas else _WITHOUT_SCHEMAS
    seen: set[int] = set()
    followed: set[str] = set()
    outside = deque[Place]()  # parts that only a reference leads to, in extensions for example
    stack = [Place("document", None, start if start is not None else content)]
    while stack or outside:
        place = stack.pop() if stack else outside.popleft()
        if id(place.node) in seen:
            continue
        seen.add(id(place.node))
        yield place
        first = len(stack)
        _add_children(place, grammar, stack)
        stack[first:] = reversed(stack[first:])
        reference = place.node.get("$ref")
        if isinstance(reference, str) and reference not in followed and place.kind in REFERABLE:
            followed.add(reference)
            outside.extend(_target(content, place.kind, reference))


def _add_children(place: Place, grammar: Grammar, found: list[Place]) -> None:
    kind, path, node = place
    if kind == "callback":
        _add(found, "open", "path item", path, node)
    elif "$ref" not in node or kind in KEEPS_SIBLINGS or kind not in REFERABLE:
        fields = grammar.get(kind)
        if fields and not fields.keys().isdisjoint(node):  # most schemas are those of one value
            for key, value in node.items():
                if key in fields:
                    _add(found, *fields[key], (path, key), value)


def _add(found: list[Place], form: Form, kind: str, path: Path, value: Any) -> None:
    if isinstance(value, dict):
        if form == "one":
            found.append(Place(kind, path, value))
        elif form != "list":
            if isinstance(value.get("$ref"), str) and path is not None and kind != "path item":
                found.append(Place("map", path, value))
            for name, child in value.items():
                if isinstance(child, dict) and not (form == "open" and name.startswith("x-")):
                    found.append(Place(kind, (path, name), child))
    elif form == "list" and isinstance(value, list):
        for number, child in enumerate(value):
            if isinstance(child, dict):
                found.append(Place(kind, (path, str(number)), child))


def _target(content: dict[str, Any], kind: str, reference: str) -> Iterator[Place]:
    tokens = pointers.parse_fragment(reference) if reference.startswith("#") else None
    if not tokens:
        return
    try:
        node = pointers.look_up(content, tokens)
    except KeyError:
        return
    if isinstance(node, dict):
        yield Place(kind, path_of(tokens), node)
