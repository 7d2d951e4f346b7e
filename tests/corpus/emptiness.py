"""A schema -> whether no value is valid, as its types, values or required properties exclude each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from corpus.judged import resolve

_DEEPEST = 8
_KINDS = frozenset({"null", "boolean", "object", "array", "number", "integer", "string"})


def has_none(schema: Any, content: Mapping[str, Any], fits: Callable[[Any], bool]) -> bool:
    """Tell whether it is proven that a schema has no valid value.

    Args:
        schema: The schema.
        content: The description that it is part of.
        fits: Tells whether a value is valid.
    """
    said = [part.get("enum") for part in _parts([schema], content) if isinstance(part, Mapping)]
    excluded = any(not any(map(fits, values)) for values in said if isinstance(values, list))
    return excluded or _is_empty([schema], content, 0)


def _is_empty(schemas: list[Any], content: Mapping[str, Any], depth: int) -> bool:
    """Tell whether no value is valid under all of several schemas."""
    parts = list(_parts(schemas, content))
    if False in parts or depth > _DEEPEST:
        return False in parts
    together = [part for part in parts if isinstance(part, Mapping)]
    kinds = _KINDS.intersection(*map(_kinds, together))
    required = {name for part in together for name in part.get("required") or ()} if kinds == {"object"} else ()
    return (
        not kinds
        or any(_is_empty(list(of_property(name, together)), content, depth + 1) for name in required)
        or any(
            all(_is_empty([option], content, depth + 1) for option in part[keyword])
            for part in together
            for keyword in ("oneOf", "anyOf")
            if part.get(keyword)
        )
    )


def _parts(schemas: list[Any], content: Mapping[str, Any]) -> Iterator[Any]:
    """Yield schemas, and those that each refers to or holds in its `allOf`."""
    pending, seen = list(schemas), set[str]()
    while pending:
        schema = pending.pop()
        yield schema
        if not isinstance(schema, Mapping):
            continue
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            seen.add(reference)
            pending.append(resolve(content, unquote(reference.removeprefix("#"))))
        pending += schema.get("allOf") or ()


def _kinds(schema: Mapping[str, Any]) -> frozenset[str]:
    """Return the types that a value of a schema may have by itself; an integer is a number too."""
    said, values = schema.get("type"), schema.get("enum")
    named = _KINDS
    if said is not None and schema.get("nullable") is not True:
        named = frozenset([said] if isinstance(said, str) else said)
    listed = frozenset(map(_kind, values)) if isinstance(values, list) else _KINDS
    return _wide(named) & _wide(listed)


def _wide(kinds: frozenset[str]) -> frozenset[str]:
    return kinds | {"integer"} if "number" in kinds else kinds


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    names = {str: "string", dict: "object", list: "array"}
    return names.get(type(value), "null")


def of_property(name: str, schemas: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """Yield what several schemas say of a property."""
    for schema in schemas:
        patterns = (schema.get("patternProperties") or {}).items()
        found = [value for pattern, value in patterns if re.search(pattern, name)]
        if name in (schema.get("properties") or {}):
            found.append(schema["properties"][name])
        yield from found or [schema.get("additionalProperties", True)]
