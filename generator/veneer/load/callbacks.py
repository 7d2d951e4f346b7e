"""Values of a description in; the same, each callback of which is written out as path items and nothing else, out.

OpenAPI lets a callback be a `$ref`, and have extensions. The document model of openapi_python_client knows neither.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from veneer.load import pointers
from veneer.load.walk import walk

_WALKED = ("paths", "webhooks", "components")


def write_out_callbacks(content: dict[str, Any]) -> None:
    """Take away references to callbacks that stand elsewhere in the description, and extensions of callbacks.

    What an extension of the description holds, to which nothing else leads, is copied in place of its reference.

    Args:
        content: The description, each of whose references leads somewhere. It is changed in place.
    """
    for place in walk(content, to="callback"):
        if place.kind == "callback":
            _without_extensions(place.node)
        elif place.kind in ("operation", "components") and isinstance(place.node.get("callbacks"), dict):
            _write_out(place.node["callbacks"], content)


def _refers(callback: Any) -> bool:
    return isinstance(callback, dict) and isinstance(callback.get("$ref"), str)


def _write_out(callbacks: dict[str, Any], content: dict[str, Any]) -> None:
    for name in [name for name, callback in callbacks.items() if _refers(callback)]:
        target = _target(content, callbacks.pop(name))
        if target is not None:
            callbacks[name] = target


def _target(content: dict[str, Any], callback: dict[str, Any]) -> dict[str, Any] | None:
    tokens = pointers.parse_fragment(callback["$ref"])
    if not tokens or tokens[0] in _WALKED:
        return None
    target = deepcopy(pointers.look_up(content, tokens))
    if not isinstance(target, dict) or _refers(target):
        return None
    _without_extensions(target)
    return target


def _without_extensions(callback: dict[str, Any]) -> None:
    for name in [name for name in callback if name.startswith("x-")]:
        del callback[name]
