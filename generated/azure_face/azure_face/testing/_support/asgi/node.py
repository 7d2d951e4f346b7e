"""An OpenAPI document -> its nodes, each with its JSON Pointer, references followed on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from attrs import frozen

_LONGEST_CHAIN = 50


@frozen
class Node:
    """A value in the document and where it is.

    Attributes:
        document: The whole document.
        pointer: JSON Pointer of the value, without ``#``.
        value: The value; ``None`` when the document has none at that place.
    """

    document: Mapping[str, Any]
    pointer: str
    value: Any

    @staticmethod
    def root(document: Mapping[str, Any]) -> Node:
        """Return the node of the whole ``document``."""
        return Node(document, "", document)

    def __bool__(self) -> bool:
        return self.value is not None

    def followed(self) -> Node:
        """Return the node at the end of this node's chain of references.

        Returns:
            This node itself when it is no reference.

        Raises:
            ValueError: A reference leaves the document, or the chain has no end.
        """
        node = self
        for _ in range(_LONGEST_CHAIN):
            reference = node.value.get("$ref") if isinstance(node.value, Mapping) else None
            if not isinstance(reference, str):
                return node
            node = self.at(reference)
        raise ValueError(f"{self.pointer}: the chain of references has no end")

    def at(self, reference: str) -> Node:
        """Return the node that ``reference`` (``#/...``) names.

        Raises:
            ValueError: The reference leaves the document.
        """
        if not reference.startswith("#"):
            raise ValueError(f"{self.pointer}: the reference '{reference}' leaves the document")
        node = Node.root(self.document)
        for token in unquote(reference[1:]).split("/")[1:]:
            node = node.get(token.replace("~1", "/").replace("~0", "~"))
        return node

    def get(self, *keys: str) -> Node:
        """Return the node below this one under ``keys``; its value is ``None`` when there is none."""
        node = self
        for key in keys:
            node = node.followed()
            pointer = f"{node.pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            node = Node(node.document, pointer, _child(node.value, key))
        return node

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield the nodes of a mapping or a list with their keys."""
        node = self.followed()
        if isinstance(node.value, Mapping):
            keys = [str(key) for key in node.value]
        else:
            keys = [str(index) for index in range(len(node.value))] if isinstance(node.value, list) else []
        for key in keys:
            yield key, node.get(key)


def _child(value: Any, key: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(key)
    if isinstance(value, list) and key.isdigit() and int(key) < len(value):
        return value[int(key)]
    return None
