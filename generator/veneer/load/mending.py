"""Overlay documents and the values of a description in, the mended values out (OpenAPI Overlay Specification 1.0)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from functools import partial
from typing import Any

from attrs import define, field
from jsonpath_rfc9535 import JSONPathError, compile

from veneer.diagnostics import Diagnostic
from veneer.load import pointers
from veneer.load.customizations import TextFile
from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.syntax import parse
from veneer.load.traced import TracedSource

_VERSION = re.compile(r"1\.0\.[0-9]+", re.ASCII)
_DOCUMENT_KEYS = ("overlay", "info", "extends", "actions")
_ACTION_KEYS = ("target", "description", "update", "remove")
_MISMATCH = "an update needs an object or a list as its target, and an object for an object"

_Steps = tuple[int | str, ...]


def mend(
    content: Any, overlays: tuple[TextFile, ...], source: Source, unmatched: list[Diagnostic] | None = None
) -> Source:
    """Apply Overlay documents to a description, in place, in the order given.

    Args:
        content: The description's values; a tree, and a tree afterwards.
        overlays: The Overlay documents, JSON or YAML.
        source: The description as it was written.
        unmatched: Told of each action that matches nothing, if that is not to be an error.

    Returns:
        The source, in which what is left is found where it was written.

    Raises:
        InputError: At the action's own line: `bad-overlay-document`, or `overlay-target` when it matches nothing.
    """
    mender = _Mender(content)
    for file in overlays:
        problems = Problems(Source(file.name, file.text))
        document = parse(problems.source, problems)
        for index, action in enumerate(_actions(document, problems)):
            mender.apply(action, ("actions", str(index)), problems)
        if unmatched is not None:
            unmatched += problems.take("overlay-target")
        problems.raise_if_any()
    written = mender.written()
    return TracedSource(source, partial(_before, written)) if written else source


def _actions(document: Any, problems: Problems) -> list[Any]:
    version = document.get("overlay") if isinstance(document, dict) else None
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        message = "this is no Overlay document of version 1.0"
        problems.fail("bad-overlay-document", message, ("overlay",), "Begin it with overlay: 1.0.0.")
    _check_keys(document, _DOCUMENT_KEYS, (), problems)
    info = document.get("info")
    if not isinstance(info, dict) or not all(isinstance(info.get(key), str) for key in ("title", "version")):
        fix = "Write info: with a title and a version, both texts."
        problems.add("bad-overlay-document", "it does not say its title and version", ("info",), fix)
    actions = document.get("actions")
    if not isinstance(actions, list) or not actions:
        fix = "Give it a list of at least one action."
        problems.fail("bad-overlay-document", "it has no actions", ("actions",), fix)
    return list(actions)


def _check_keys(node: dict[str, Any], known: tuple[str, ...], place: tuple[str, ...], problems: Problems) -> None:
    for key in node:
        if key not in known and not key.startswith("x-"):
            fix = f"Remove it, or write one of: {', '.join(known)}."
            problems.add("bad-overlay-document", f"`{key}` is not known here", (*place, key), fix)


@define
class _Mender:
    """Applies actions; remembers where the items of each list from which it removed some were written."""

    _content: Any
    _shortened: dict[int, tuple[list[Any], list[int]]] = field(factory=dict, init=False)

    def apply(self, action: Any, place: tuple[str, ...], problems: Problems) -> None:
        if not isinstance(action, dict) or not isinstance(action.get("target"), str):
            fix = "Write target: a JSONPath (RFC 9535)."
            problems.add("bad-overlay-document", "an action needs a target", (*place, "target"), fix)
            return
        _check_keys(action, _ACTION_KEYS, place, problems)
        remove = action.get("remove", False)
        if not isinstance(remove, bool):
            fix = "Write remove: true."
            problems.add("bad-overlay-document", "remove is neither true nor false", (*place, "remove"), fix)
        elif not remove and "update" not in action:
            problems.add("bad-overlay-document", "an action needs update, or remove: true", place, "Write one of them.")
        elif nodes := self._find(action["target"], (*place, "target"), problems):
            if remove:
                self._remove(nodes, (*place, "target"), problems)
            elif not all(_update(node, action["update"]) for node in nodes.values()):
                fix = "Choose the object around the value as the target."
                problems.add("bad-overlay-document", _MISMATCH, (*place, "update"), fix)

    def _find(self, target: str, place: tuple[str, ...], problems: Problems) -> dict[_Steps, Any]:
        """Return what a target matches, each once, even if the path leads to it twice."""
        try:
            nodes = {node.location: node.value for node in compile(target).find(self._content)}
        except JSONPathError as error:
            fix = "Write it as RFC 9535 says."
            problems.add("bad-overlay-document", f"the target cannot be read: {error}", place, fix)
            return {}
        if not nodes:
            message = f"the target {target} matches nothing in the description"
            fix = "Mend the path, or remove the action if it is no longer needed."
            problems.add("overlay-target", message, place, fix)
        return nodes

    def _remove(self, locations: Iterable[_Steps], place: tuple[str, ...], problems: Problems) -> None:
        # The deepest first, and the last of a list first, so that the others keep their places.
        for location in sorted(locations, key=_depth_and_index, reverse=True):
            if not location:
                fix = "Choose a part of it as the target."
                problems.add("bad-overlay-document", "the whole description cannot be removed", place, fix)
                return
            *above, last = location
            parent: Any = self._content
            for step in above:
                parent = parent[step]
            if isinstance(parent, list):
                _, written = self._shortened.setdefault(id(parent), (parent, list(range(len(parent)))))
                del written[int(last) : int(last) + 1]  # nothing, for an item that an update added since
                del parent[int(last)]
            else:
                del parent[last]

    def written(self) -> dict[tuple[str, ...], list[int]]:
        """Return the places of the lists that lost items, and the indices that the others were written at."""
        found: dict[tuple[str, ...], list[int]] = {}
        rest: list[tuple[tuple[str, ...], Any]] = [((), self._content)] if self._shortened else []
        while rest:
            place, node = rest.pop()
            if isinstance(node, dict):
                rest += [((*place, key), item) for key, item in node.items()]
            elif isinstance(node, list):
                rest += [((*place, str(index)), item) for index, item in enumerate(node)]
                if id(node) in self._shortened:
                    found[place] = self._shortened[id(node)][1]
        return found


def _depth_and_index(location: _Steps) -> tuple[int, int]:
    last = location[-1] if location else 0
    return len(location), last if isinstance(last, int) else 0


def _update(target: Any, value: Any) -> bool:
    if isinstance(target, list):
        target.append(deepcopy(value))
    elif isinstance(target, dict) and isinstance(value, dict):
        _merge(target, value)
    else:
        return False
    return True


def _merge(target: dict[str, Any], value: dict[str, Any]) -> None:
    """Merge objects recursively: objects merge, lists grow, everything else is replaced. What is added is a copy."""
    for key, item in value.items():
        there = target.get(key)
        if isinstance(there, dict) and isinstance(item, dict):
            _merge(there, item)
        elif isinstance(there, list) and isinstance(item, list):
            there.extend(deepcopy(item))
        else:
            target[key] = deepcopy(item)


def _before(written: dict[tuple[str, ...], list[int]], tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return where a part was written: the index of what is left in a list is not the one that it had."""
    then: list[str] = []
    for depth, token in enumerate(tokens):
        indices = written.get(tokens[:depth])
        if indices is None:
            then.append(token)
            continue
        index = pointers.index(token, len(indices))
        if index is None:
            break
        then.append(str(indices[index]))
    return tuple(then)
