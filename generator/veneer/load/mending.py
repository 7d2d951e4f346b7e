"""Overlay documents and the values of a description in, the mended values out (OpenAPI Overlay Specification 1.0)."""

from __future__ import annotations

from typing import Any

from jsonpath_rfc9535 import JSONPathError, JSONPathNode, compile

from veneer.load.customizations import TextFile
from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.syntax import parse

_ACTION_KEYS = {"target", "description", "update", "remove"}


def mend(content: Any, overlays: tuple[TextFile, ...]) -> None:
    """Apply Overlay documents to a description, in place, in the order given.

    Args:
        content: The description's values; a tree.
        overlays: The Overlay documents, JSON or YAML.

    Raises:
        InputError: At the action's own line: `bad-overlay-document`, or `overlay-target` when it matches nothing.
    """
    for file in overlays:
        problems = Problems(Source(file.name, file.text))
        document = parse(problems.source, problems)
        for index, action in enumerate(_actions(document, problems)):
            _apply(content, action, ("actions", str(index)), problems)
        problems.raise_if_any()


def _actions(document: Any, problems: Problems) -> list[Any]:
    version = document.get("overlay") if isinstance(document, dict) else None
    if not isinstance(version, str) or not version.startswith("1.0."):
        fix = "Begin it with overlay: 1.0.0."
        problems.fail("bad-overlay-document", "this is no Overlay document of version 1.0", (), fix)
    actions = document.get("actions")
    if not isinstance(actions, list) or not actions:
        problems.fail("bad-overlay-document", "it has no actions", (), "Give it a list of at least one action.")
    return list(actions)


def _apply(content: Any, action: Any, place: tuple[str, ...], problems: Problems) -> None:
    if not isinstance(action, dict) or not isinstance(action.get("target"), str):
        problems.add("bad-overlay-document", "an action needs a target", place, "Write target: a JSONPath (RFC 9535).")
        return
    unknown = [key for key in action if key not in _ACTION_KEYS and not key.startswith("x-")]
    for key in unknown:
        problems.add("bad-overlay-document", f"`{key}` is not known in an action", (*place, key), "Remove it.")
    nodes = _find(content, action["target"], (*place, "target"), problems)
    if nodes is None:
        return
    if not nodes:
        message = f"the target {action['target']} matches nothing in the description"
        fix = "Mend the path, or remove the action if it is no longer needed."
        problems.add("overlay-target", message, (*place, "target"), fix)
    elif action.get("remove") is True:
        _remove(content, nodes)
    elif "update" in action:
        for node in nodes:
            _update(node.value, action["update"], (*place, "update"), problems)
    else:
        problems.add("bad-overlay-document", "an action needs update, or remove: true", place, "Write one of them.")


def _find(content: Any, target: str, place: tuple[str, ...], problems: Problems) -> list[JSONPathNode] | None:
    try:
        return list(compile(target).find(content))
    except JSONPathError as error:
        problems.add("bad-overlay-document", f"the target is no JSONPath: {error}", place, "Write it as RFC 9535 says.")
        return None


def _remove(content: Any, nodes: list[JSONPathNode]) -> None:
    """Remove the nodes, the last of a list first, so that the others keep their places."""
    for node in sorted(nodes, key=lambda item: [str(step).zfill(9) for step in item.location], reverse=True):
        parent = content
        for step in node.location[:-1]:
            parent = parent[step]
        if node.location:
            del parent[node.location[-1]]


def _update(target: Any, value: Any, place: tuple[str, ...], problems: Problems) -> None:
    if isinstance(target, list):
        target.append(value)
    elif isinstance(target, dict) and isinstance(value, dict):
        _merge(target, value)
    else:
        message = "an update needs an object or a list as its target, and an object for an object"
        problems.add("bad-overlay-document", message, place, "Choose the object around the value as the target.")


def _merge(target: dict[str, Any], value: dict[str, Any]) -> None:
    """Merge objects recursively: objects merge, lists grow, everything else is replaced."""
    for key, item in value.items():
        there = target.get(key)
        if isinstance(there, dict) and isinstance(item, dict):
            _merge(there, item)
        elif isinstance(there, list) and isinstance(item, list):
            there.extend(item)
        else:
            target[key] = item
