"""YAML text in, plain values out: the core schema of YAML 1.2, keys as text, aliases copied up to a limit."""

import re
from typing import Any

import yaml

from veneer.load.limits import MAX_COPIES, MAX_DEPTH
from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.text import excerpt
from veneer.load.yaml_entries import Entries, is_merge, key_text
from veneer.load.yaml_nodes import (
    MAP,
    PLAIN,
    PREFIX,
    SCALARS,
    SEQ,
    STR,
    YamlInputError,
    compose,
    offset_of,
    shown_tag,
)
from veneer.load.yaml_scalars import core_value, tagged_value

_COMMENT = re.compile(r"\s*(?=/[/*])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HINTS = (
    ("cannot start any token", "YAML indents with spaces, not tabs; a text that begins with @, ` or % needs quotes."),
    ("mapping values are not allowed", "A text that holds `: ` needs quotes; or the indentation is off."),
    ("expected <block end>", "Check the indentation of this line against the lines above."),
    ("did not find expected", "Check the indentation and the quotes of this line and the one above."),
    ("could not find expected ':'", "A key needs a colon and a space; a text of several lines needs quotes or `|`."),
    ("end of stream", "Close the quote or bracket that is open here."),
    ("undefined alias", "Define the anchor (&name) above the alias (*name)."),
    ("another document", "One file holds one description: remove the second `---`."),
)


def parse_yaml(source: Source, problems: Problems) -> Any:
    """Return the values; notes duplicate keys and unknown tags, and raises ``InputError`` for what is not YAML."""
    try:
        composed = compose(source.text)
        if composed.root is None:
            return None
        return _Builder(problems, composed.count + MAX_COPIES).build(composed.root, 0)
    except YamlInputError as fault:
        problems.fail(*fault.args)
    except RecursionError:
        problems.fail("too-deep", "values are nested too deeply", 0)
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # PyYAML lets some of the last two out
        if begin := _COMMENT.match(source.text):
            problems.fail("malformed-json", "JSON has no comments", begin.end(), "Remove the comment.")
        message, offset, fix = _explain(error, len(source.text))
        if "nesting depth" in message:  # libyaml has a bound of its own, which its look-ahead meets before ours is
            problems.fail("too-deep", "values are nested too deeply", offset)
        problems.fail("malformed-yaml", message, offset, fix)


def _explain(error: Exception, end: int) -> tuple[str, int, str]:
    reason, mark = str(error), None
    if isinstance(error, yaml.MarkedYAMLError):
        reason = error.problem or error.context or "malformed"
        mark = error.problem_mark or error.context_mark
        if "end of stream" in reason and error.context_mark:
            reason, mark = f"{reason} {error.context}", error.context_mark
    fix = next((hint for text, hint in _HINTS if text in reason), "Mend the YAML at this place.")
    return f"this is not YAML: {reason}", min(mark.index, end) if mark else 0, fix


class _Builder:
    """Builds values from nodes; every use of an alias is a copy of its own, so that the result is a tree."""

    def __init__(self, problems: Problems, budget: int) -> None:
        self._problems = problems
        self._budget = budget
        self._entries = Entries()
        self._open: set[int] = set()

    def build(self, node: yaml.Node, depth: int) -> Any:
        self._budget -= 1
        if self._budget < 0:
            message = f"aliases and merge keys add more than {MAX_COPIES:,} values"
            raise YamlInputError("yaml-too-large", message, offset_of(node), "Use $ref instead of aliases.")
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            message = "an alias stands inside the value that it stands for"
            raise YamlInputError("recursive-alias", message, offset_of(node), "Use $ref for a recursive schema.")
        if depth >= MAX_DEPTH:
            raise YamlInputError("too-deep", f"values are nested more than {MAX_DEPTH} levels deep", offset_of(node))
        if node.tag not in (MAP, SEQ):
            self._unsupported(node)
        self._open.add(id(node))
        value = self._mapping(node, depth) if isinstance(node, yaml.MappingNode) else self._sequence(node, depth)
        self._open.remove(id(node))
        return value

    def _sequence(self, node: yaml.Node, depth: int) -> list[Any]:
        return [self.build(item, depth + 1) for item in node.value]

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        entries = self._entries.of(node)
        if len(entries) < len(node.value):
            self._note_repeated(node)
        return {name: self.build(value, depth + 1) for name, (_, value) in entries.items()}

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        text = node.value
        if not text.isascii() and _SURROGATE.search(text):
            raise YamlInputError("malformed-yaml", "half of a surrogate pair is not a character", offset_of(node))
        try:
            if node.tag == PLAIN:
                return core_value(text)
            if node.tag == STR:
                return text
            if node.tag in SCALARS:
                return tagged_value(node.tag.removeprefix(PREFIX), text)
        except ValueError as error:
            raise YamlInputError(
                "malformed-yaml", str(error), offset_of(node), "Write it as a text, in quotes."
            ) from error
        self._unsupported(node)
        return text

    def _note_repeated(self, node: yaml.MappingNode) -> None:
        first: dict[str, yaml.Node] = {}
        for key, _ in node.value:
            if is_merge(key):
                continue
            name = key_text(key)
            if name in first:
                line = self._problems.source.at(offset_of(first[name])).line
                message = f"the key {excerpt(name)} stands in this object already, on line {line}"
                self._problems.add("duplicate-key", message, offset_of(key), "Remove or rename one of the two.")
            else:
                first[name] = key

    def _unsupported(self, node: yaml.Node) -> None:
        message = f"{shown_tag(node)} is not read: a description holds plain values"
        self._problems.add("unsupported-yaml-tag", message, offset_of(node), "Remove the tag.")
