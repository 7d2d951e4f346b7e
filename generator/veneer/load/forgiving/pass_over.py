"""A description's values in; each of its objects mended in its turn, and where parts stood before that, out."""

from __future__ import annotations

from functools import partial
from typing import Any

from veneer.load.forgiving.document import forgive_document
from veneer.load.forgiving.fields import note_unknown_fields
from veneer.load.forgiving.items import forgive_items
from veneer.load.forgiving.notes import Notes
from veneer.load.forgiving.operations import (
    forgive_media_type,
    forgive_operation,
    forgive_path_item,
    forgive_request_body,
    forgive_response,
)
from veneer.load.forgiving.parameters import forgive_parameters, move_keywords
from veneer.load.forgiving.schemas import forgive_schema
from veneer.load.forgiving.siblings import apply_siblings
from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.traced import TracedSource
from veneer.load.walk import Place, walk

_Tokens = tuple[str, ...]
_STEPS = {
    "document": (forgive_document,),
    "path item": (forgive_path_item,),
    "operation": (forgive_operation,),
    "request body": (forgive_request_body,),
    "response": (forgive_response,),
    "media type": (forgive_media_type,),
    "schema": (forgive_schema,),
}


def forgive(content: dict[str, Any], version: str, problems: Problems) -> Source:
    """Mend faults that hinder no client, in place; each becomes a warning with its place.

    Args:
        content: A description in the shape of OpenAPI 3.
        version: The version of its rules.
        problems: Told of each fault.

    Returns:
        A source that finds parts where they stood.
    """
    notes, before = Notes(problems, version, content), dict[_Tokens, _Tokens]()
    for place in walk(content):
        if place.kind == "schema" and (moved := forgive_items(place, notes)):
            before |= moved
        for step in _STEPS.get(place.kind, ()):
            step(place, notes)
        if place.kind == "schema" and "$ref" in place.node:
            before |= apply_siblings(place, notes)
        elif place.kind == "document":
            _paths(place, notes, before)
        elif place.kind == "components":
            _components(place, notes)
        elif place.kind in ("operation", "path item"):
            sorted_out = forgive_parameters(place, notes)
            at = (*place.tokens, "parameters")
            before |= {(*at, str(now)): (*at, str(was)) for now, was in (sorted_out or {}).items()}
        elif place.kind == "header" and "$ref" not in place.node:
            move_keywords(place, (), place.node, notes)
        note_unknown_fields(place, notes)
    notes.close()
    return TracedSource(problems.source, partial(_before, before)) if before else problems.source


def _paths(place: Place, notes: Notes, before: dict[_Tokens, _Tokens]) -> None:
    paths = place.node.get("paths")
    if not isinstance(paths, dict):
        return
    for name in list(paths):
        if paths[name] is None and not name.startswith("x-"):
            paths[name] = {}
            notes.add("empty-object", "the path is empty", place, ("paths", name), "Remove it.")
        if not name.startswith(("/", "x-")) and f"/{name}" not in paths:
            message = f"the path `{name}` does not begin with a slash; it is read as `/{name}`"
            fix = "Begin it with a slash; what stands before the paths is the server's URL."
            notes.add("path-without-slash", message, place, ("paths", name), fix)
            before[("paths", f"/{name}")] = ("paths", name)
            items = [(f"/{name}" if key == name else key, value) for key, value in paths.items()]
            paths.clear()
            paths.update(items)


def _components(place: Place, notes: Notes) -> None:
    for section, parts in place.node.items():
        for name, part in parts.items() if isinstance(parts, dict) and not section.startswith("x-") else ():
            if part is None:
                parts[name] = {}
                notes.add(
                    "empty-object", "the component is empty", place, (section, name), "Write what it is, or `{}`."
                )


def _before(before: dict[_Tokens, _Tokens], tokens: _Tokens) -> _Tokens:
    for length in range(len(tokens), 0, -1):
        known = before.get(tokens[:length])
        if known is not None:
            return _before({key: value for key, value in before.items() if len(key) < length}, known) + tokens[length:]
    return tokens
