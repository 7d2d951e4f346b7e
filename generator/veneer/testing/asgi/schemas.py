"""An OpenAPI document -> its schemas as checks: a value -> nothing, or what is wrong with it and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from .problems import constraint, place


@frozen
class Problem:
    """What is wrong with a value.

    Attributes:
        place: The property, as a dotted path; empty for the value itself.
        constraint: What it breaks, for example ``must be at least 60``.
    """

    place: str
    constraint: str


class Schemas:
    """The schemas of a document, for one direction.

    A property that is only read is not required of a request, and one that is only written is not required of an
    answer; an open enum takes every value of its type.
    """

    def __init__(self, document: Mapping[str, Any], *, answers: bool = False) -> None:
        # Late, since jsonschema is the slowest of the service's imports.
        from .validators import Validators

        self._validators = Validators(_prepared(document, "writeOnly" if answers else "readOnly"))

    def problem(self, pointer: str, value: Any) -> Problem | None:
        """Return the problem of ``value`` that explains most, or ``None``.

        Args:
            pointer: JSON Pointer of the schema in the document, without ``#``.
            value: A JSON value.

        Returns:
            The problem, or ``None`` when the value matches the schema.
        """
        try:
            error = self._validators.error(pointer, value)
        except RecursionError:
            return Problem("", "is nested too deep")
        return None if error is None else Problem(place(error), constraint(error))


def _prepared(node: Any, unneeded: str) -> Any:
    if isinstance(node, list):
        return [_prepared(item, unneeded) for item in node]
    if not isinstance(node, Mapping):
        return node
    result = {str(key): _prepared(value, unneeded) for key, value in node.items()}
    if result.get("x-extensible-enum") is True:
        result.pop("enum", None)
    # The description's patterns are ECMA-262; one that Python cannot read must not fail every request.
    if isinstance(result.get("pattern"), str) and not _is_readable(result["pattern"]):
        del result["pattern"]
    properties, required = result.get("properties"), result.get("required")
    if isinstance(properties, dict) and isinstance(required, list):
        dropped = {name for name, each in properties.items() if isinstance(each, dict) and each.get(unneeded) is True}
        result["required"] = [name for name in required if name not in dropped]
    return result


def _is_readable(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
