"""What every step of an upgrade needs at hand: the Swagger document, what has moved, references and problems."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from attrs import define, field, frozen

from veneer.diagnostic_ids import DiagnosticId
from veneer.load import pointers
from veneer.load.problems import Problems
from veneer.load.swagger.moves import Moves, Tokens

LONGEST_CHAIN = 100  # references one after the other


@frozen(eq=False)
class Part:
    """An object of a Swagger document.

    Attributes:
        node: The object itself.
        before: Where it stands in the Swagger document.
        now: Where what it becomes stands.
    """

    node: dict[str, Any]
    before: Tokens
    now: Tokens

    def child(self, *tokens: str) -> Part:
        """Return an object below, which stays where it is in its parent."""
        node: Any = self.node
        for token in tokens:
            node = pointers.step(node, token)
        return Part(node, (*self.before, *tokens), (*self.now, *tokens))


@define
class Upgrading:
    """The working state of one upgrade.

    Attributes:
        content: The Swagger document.
        problems: What is wrong with it.
        moves: What has moved.
        references: Every object with a `$ref`, which is written for the Swagger document until all has moved.
        done: The schemas that are upgraded, by identity; they are kept, so that no other one gets the same.
        named_enums: The enums without a name in the document that `x-ms-enum` gives one, by that name.
        children: The definitions that extend a definition, by its name.
        names: The names of definitions that get another one.
    """

    content: dict[str, Any]
    problems: Problems
    moves: Moves = field(factory=Moves)
    references: list[dict[str, Any]] = field(factory=list)
    done: dict[int, Any] = field(factory=dict)
    named_enums: dict[str, list[Part]] = field(factory=dict)
    children: dict[str, list[str]] = field(factory=dict)
    names: dict[str, str] = field(factory=dict)

    def follow(self, node: Any, before: Tokens) -> tuple[Any, Tokens]:
        """Return what a node stands for, and where that stands; a reference that leads nowhere is returned itself."""
        start = node, before
        for _ in range(LONGEST_CHAIN):
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str):
                return node, before
            tokens = pointers.parse_fragment(reference) if reference.startswith("#") else None
            try:
                node, before = pointers.look_up(self.content, tokens or ()), tokens or ()
            except KeyError:
                return start
        return start

    def inlined(self, node: Any, before: Tokens, section: str) -> tuple[Any, Tokens]:
        """Return a copy of what a reference leads to, unless that stands in the section where its like is shared."""
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str) or reference.startswith(f"#/{section}/"):
            return node, before
        meant, place = self.follow(node, before)
        return (node, before) if meant is node else (deepcopy(meant), place)

    def warn(self, id: DiagnosticId, message: str, before: Tokens, fix: str) -> None:
        """Note a fault whose meaning is clear."""
        self.problems.warn(id, message, before, fix)


def objects(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects in a map or a list, by key; nothing where neither stands."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, item in items:
        if isinstance(item, dict):
            yield str(key), item


def texts(node: Any) -> list[str]:
    """Return the texts in a list, each once; nothing where no list stands."""
    return list(dict.fromkeys(item for item in node if isinstance(item, str))) if isinstance(node, list) else []


def without(node: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return an object without some of its keys."""
    return {key: value for key, value in node.items() if key not in names}


def reference_to(tokens: Tokens) -> str:
    """Return the reference to a part of the document."""
    return "#" + pointers.join(tokens).replace("%", "%25")


def schema_reference(name: str) -> str:
    """Return the reference to a schema with a name in the upgraded document."""
    return reference_to(("components", "schemas", name))
