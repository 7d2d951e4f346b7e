"""A document in, each object of it that OpenAPI gives a meaning, with its kind and its path, out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from veneer.load import pointers
from veneer.load.grammar import GRAMMAR, KEEPS_SIBLINGS, REFERABLE, Form

Path = tuple["Path", str] | None  # the parent's path and the last key: cheap to extend
_Grammar = Mapping[str, Mapping[str, tuple[Form, str]]]
_Skip = Callable[[dict[str, Any]], bool]

# The keys of a schema that lead to another object.
LEADING = frozenset(GRAMMAR["schema"]) | {"$ref"}


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


def _never(schema: dict[str, Any]) -> bool:
    return False


def walk(
    content: dict[str, Any],
    start: dict[str, Any] | None = None,
    *,
    to: str | None = None,
    skip: _Skip = _never,
) -> Iterator[Place]:
    """Yield every object once, in the order of the file; then what only a `$ref` makes part of the description.

    A place may be changed while it is at hand: what lies below is looked at afterwards.

    Args:
        content: The document.
        start: What of it to begin with; all of it when left out.
        to: The one kind that is of interest: what cannot lead to one is left out.
        skip: Tells whether a schema is of no interest; it has none of the keys that are `LEADING`. Most are such.
    """
    grammar, holding = _grammar(to), _holding(to)
    seen: set[int] = set()
    followed: set[str] = set()
    outside = deque[tuple[str, str]]()  # leading to parts that nothing else leads to, in extensions for example
    stack = [Place("document", None, start if start is not None else content)]
    while stack or outside:
        if not stack:
            stack += _target(content, *outside.popleft())
            continue
        place = stack.pop()
        kind, path, node = place
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield place
        if kind in holding and holding[kind].isdisjoint(node):  # most schemas are those of one value
            continue
        if kind == "callback":
            stack += reversed(_held("open", "path item", path, node, skip))
        elif "$ref" not in node or kind in KEEPS_SIBLINGS or kind not in REFERABLE:
            fields = grammar.get(kind, {})
            for key in reversed(node):
                if key in fields:
                    stack += reversed(_held(*fields[key], (path, key), node[key], skip))
        reference = node.get("$ref")
        if isinstance(reference, str) and reference not in followed and kind in REFERABLE:
            followed.add(reference)
            outside.append((kind, reference))


def refers(place: Place) -> bool:
    """Tell whether an object is a reference, or names others."""
    return "$ref" in place.node or place.kind == "discriminator"


@cache
def _grammar(to: str | None) -> _Grammar:
    """Return the fields of each kind of object through which one may come to another kind; without one, all."""
    leading = set(GRAMMAR) if to is None else {to}
    held = {kind: {of for _, of in fields.values()} for kind, fields in GRAMMAR.items()} | {"callback": {"path item"}}
    while more := {kind for kind, kinds in held.items() if kinds & leading} - leading:
        leading |= more
    return {
        kind: {name: field for name, field in fields.items() if field[1] in leading} for kind, fields in GRAMMAR.items()
    }


@cache
def _holding(to: str | None) -> Mapping[str, frozenset[str]]:
    """Return the keys of which an object has one that leads to others, for each kind whose keys are fixed."""
    return {kind: frozenset(("$ref", *fields)) for kind, fields in _grammar(to).items() if kind != "callback"}


def _held(form: Form, kind: str, path: Path, value: Any, skip: _Skip) -> list[Place]:
    """Return the objects of a kind that stand in a field, or in an object whose keys are free."""
    if form == "one":
        return [Place(kind, path, value)] if isinstance(value, dict) and not (kind == "schema" and skip(value)) else []
    found: list[tuple[str, dict[str, Any]]]
    if form != "list" and isinstance(value, dict):
        found = [item for item in value.items() if isinstance(item[1], dict)]
    elif form == "list" and isinstance(value, list):
        found = [(str(number), child) for number, child in enumerate(value) if isinstance(child, dict)]
    else:
        return []
    if kind == "schema":
        found = [item for item in found if not skip(item[1])]
    elif form == "open":
        found = [item for item in found if not item[0].startswith("x-")]
    places = [Place(kind, (path, name), child) for name, child in found]
    if isinstance(value, dict) and path is not None and kind != "path item" and isinstance(value.get("$ref"), str):
        places.insert(0, Place("map", path, value))
    return places


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
