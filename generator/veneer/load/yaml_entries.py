"""YAML mapping nodes in, their entries by key, with merge keys applied, out."""

import yaml

from veneer.load.limits import MAX_DEPTH
from veneer.load.yaml_nodes import PLAIN, SCALARS, YamlInputError, offset_of, shown_tag

_Entry = tuple[yaml.Node, yaml.Node]  # key and value


def is_merge(node: yaml.Node) -> bool:
    """Whether a key is the merge key."""
    return node.tag == PLAIN and node.value == "<<"


def key_text(node: yaml.Node) -> str:
    """Return a key as text, just as it is written; raises ``YamlInputError`` when it is not a scalar."""
    if isinstance(node, yaml.ScalarNode) and node.tag in SCALARS:
        return str(node.value)
    if isinstance(node, yaml.ScalarNode):
        raise YamlInputError(
            "unsupported-yaml-tag", f"{shown_tag(node)} of this key is not read", offset_of(node), "Remove it."
        )
    raise YamlInputError("malformed-yaml", "a key is a list or an object", offset_of(node), "Write the key as a text.")


class Entries:
    """The entries of mapping nodes with their merge keys applied; each mapping is worked out once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[dict[str, _Entry], int] | None] = {}

    def of(self, node: yaml.MappingNode) -> dict[str, _Entry]:
        """Return key node and value node by key; what the mapping says itself wins, then the earlier merge."""
        return self._flatten(node)[0]

    def _flatten(self, node: yaml.MappingNode) -> tuple[dict[str, _Entry], int]:
        if id(node) in self._known:
            known = self._known[id(node)]
            if known is None:
                message = "a merge key includes the object it stands in"
                raise YamlInputError("recursive-alias", message, offset_of(node), "Remove the merge key.")
            return known
        self._known[id(node)] = None
        own = {key_text(key): (key, value) for key, value in node.value if not is_merge(key)}
        found, height = own, 0
        if len(own) != len(node.value):
            found, height = {}, 0
            for key, value in node.value:
                if is_merge(key):
                    for merged in _merged(value):
                        entries, below = self._flatten(merged)
                        height = max(height, below + 1)
                        for name, entry in entries.items():
                            if name not in own:
                                found.setdefault(name, entry)
                else:
                    name = key_text(key)
                    found[name] = own[name]
        if height > MAX_DEPTH:
            raise YamlInputError(
                "too-deep", f"merge keys are nested more than {MAX_DEPTH} levels deep", offset_of(node)
            )
        self._known[id(node)] = found, height
        return found, height


def _merged(value: yaml.Node) -> list[yaml.MappingNode]:
    sources = value.value if isinstance(value, yaml.SequenceNode) else [value]
    distinct: dict[int, yaml.MappingNode] = {}
    for source in sources:
        if not isinstance(source, yaml.MappingNode):
            message = "a merge key `<<` takes an object or a list of objects"
            raise YamlInputError("malformed-yaml", message, offset_of(source), "Give it an alias of an object.")
        distinct[id(source)] = source
    return list(distinct.values())
