"""YAML text in, its composed nodes out: no values are built, and nesting is bounded."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from veneer.diagnostic_ids import DiagnosticId
from veneer.load.limits import MAX_DEPTH
from veneer.load.text import excerpt

PLAIN = "?"  # YAML's own name for the tag of a plain scalar, which its text alone decides
PREFIX = "tag:yaml.org,2002:"
STR, MAP, SEQ = PREFIX + "str", PREFIX + "map", PREFIX + "seq"
SCALARS = {PLAIN, STR, PREFIX + "int", PREFIX + "float", PREFIX + "bool", PREFIX + "null"}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class YamlInputError(Exception):
    """The nodes cannot be used: id, message, offset and fix of the reason."""

    def __init__(self, problem: DiagnosticId, message: str, offset: int, fix: str = "") -> None:
        super().__init__(problem, message, offset, fix)


class _Resolver:
    """Stands in for PyYAML's resolver, so that tags follow YAML 1.2 and a deep text ends early."""

    depth = 0
    count = 0

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: tuple[bool, bool] | bool) -> str:
        if kind is yaml.ScalarNode:
            return PLAIN if isinstance(implicit, tuple) and implicit[0] else STR
        return MAP if kind is yaml.MappingNode else SEQ

    def descend_resolver(self, parent: yaml.Node | None, index: Any) -> None:
        self.count += 1
        self.depth += 1
        if self.depth > MAX_DEPTH + 1 and parent is not None:
            raise YamlInputError("too-deep", f"values are nested more than {MAX_DEPTH} levels deep", offset_of(parent))

    def ascend_resolver(self) -> None:
        self.depth -= 1


class _PureComposer(_Resolver, Reader, Scanner, Parser, Composer):
    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    composer: Any = _PureComposer
else:

    class _FastComposer(_Resolver, CParser):
        pass

    composer = _FastComposer


class Composed:
    """The nodes of a text: the root (``None`` for an empty text) and how many there are."""

    def __init__(self, root: yaml.Node | None, count: int) -> None:
        self.root = root
        self.count = count


def compose(text: str) -> Composed:
    """Return the nodes; raises ``YamlInputError`` or ``yaml.YAMLError``."""
    if bad := _UNPRINTABLE.search(text):
        message = f"the character U+{ord(bad.group()):04X} may not stand in YAML"
        raise YamlInputError(
            "malformed-yaml", message, bad.start(), "Remove it, or write it as an escape in double quotes."
        )
    made = composer(text)
    return Composed(made.get_single_node(), made.count)


def offset_of(node: yaml.Node) -> int:
    """Return where a node begins in the text."""
    return int(node.start_mark.index)


def shown_tag(node: yaml.Node) -> str:
    """Name the tag of a node for a message."""
    prefix = "!!" if node.tag.startswith(PREFIX) else ""
    return f"the tag {excerpt(prefix + node.tag.removeprefix(PREFIX))}"
