"""A YAML text and a path of keys in, the offset of the value or of its key out; computed only when it is asked for."""

import yaml

from veneer.garbage import no_collection
from veneer.load import pointers
from veneer.load.yaml_entries import Entries
from veneer.load.yaml_nodes import compose


class YamlPositions:
    """Walks down the nodes of a YAML text; an alias leads to what it stands for."""

    def __init__(self, text: str) -> None:
        with no_collection():
            self._root = compose(text).root
        self._entries = Entries()

    def find(self, tokens: tuple[str, ...], *, key: bool) -> int:
        """Return the offset of a value (or its key), or of its nearest existing ancestor."""
        node = key_node = self._root
        for token in tokens:
            child = self._child(node, token)
            if child is None:
                break
            key_node, node = child
        found = key_node if key else node
        return found.start_mark.index if found is not None else 0

    def _child(self, node: yaml.Node | None, token: str) -> tuple[yaml.Node, yaml.Node] | None:
        if isinstance(node, yaml.MappingNode):
            return self._entries.of(node).get(token)
        if isinstance(node, yaml.SequenceNode):
            number = pointers.index(token, len(node.value))
            return None if number is None else (node.value[number], node.value[number])
        return None
