"""A description's values in; each of its objects mended in its turn, where parts stood before, and references out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from veneer.load.forgiving.schemas import forgive_schema, is_plain
from veneer.load.forgiving.siblings import apply_siblings
from veneer.load.forgiving.words import WORDED, forgive_words
from veneer.load.lifting import lift_words
from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.traced import TracedSource
from veneer.load.upgrade import upgrade_schema
from veneer.load.walk import Place, refers, walk

_Tokens = tuple[str, ...]
_Step = Callable[[Place, Notes], Mapping[_Tokens, _Tokens] | None]  # where parts stand now, and where they stood before


def forgive(content: dict[str, Any], version: str, problems: Problems) -> tuple[Source, list[Place]]:
    """Mend faults that hinder no client, in place; each becomes a warning with its place.

    By the way, the schemas of OpenAPI 3.0 take the shape of 3.1, each after it is judged by the rules of 3.0: to walk
    over a large description takes most of the time.

    Args:
        content: A description in the shape of OpenAPI 3.
        version: The version of its rules.
        problems: Told of each fault.

    Returns:
        A source that finds parts where they stood, and the objects that are references or name others.
    """
    notes, before, referring = Notes(problems, version, content), dict[_Tokens, _Tokens](), list[Place]()
    for place in walk(content, skip=is_plain):
        if place.kind == "schema" and len(place.node) == 1 and "$ref" in place.node:
            referring.append(place)  # of which nothing else can be wrong
            continue
        for step in _STEPS.get(place.kind, ()):
            if moved := step(place, notes):
                before |= moved
        if place.kind in WORDED:
            forgive_words(place, notes, place.node)
        note_unknown_fields(place, notes)
        if place.kind == "schema":
            lift_words(place)
        if place.kind == "schema" and notes.is_3_0:
            upgrade_schema(place.node)
        if refers(place):
            referring.append(place)
    notes.close()
    return TracedSource(problems.source, partial(_before, before)) if before else problems.source, referring


def _paths(place: Place, notes: Notes) -> Mapping[_Tokens, _Tokens]:
    paths, moved = place.node.get("paths"), dict[_Tokens, _Tokens]()
    if not isinstance(paths, dict):
        return moved
    for name in list(paths):
        if paths[name] is None and not name.startswith("x-"):
            paths[name] = {}
            notes.add("empty-object", "the path is empty", place, ("paths", name), "Remove it.")
        if not name.startswith(("/", "x-")) and f"/{name}" not in paths:
            message = f"the path `{name}` does not begin with a slash; it is read as `/{name}`"
            fix = "Begin it with a slash; what stands before the paths is the server's URL."
            notes.add("path-without-slash", message, place, ("paths", name), fix)
            moved[("paths", f"/{name}")] = ("paths", name)
            items = [(f"/{name}" if key == name else key, value) for key, value in paths.items()]
            paths.clear()
            paths.update(items)
    return moved


def _components(place: Place, notes: Notes) -> None:
    for section, parts in place.node.items():
        for name, part in parts.items() if isinstance(parts, dict) and not section.startswith("x-") else ():
            if part is None:
                parts[name] = {}
                notes.add(
                    "empty-object", "the component is empty", place, (section, name), "Write what it is, or `{}`."
                )


def _parameters(place: Place, notes: Notes) -> Mapping[_Tokens, _Tokens]:
    at = (*place.tokens, "parameters")
    return {(*at, str(now)): (*at, str(was)) for now, was in (forgive_parameters(place, notes) or {}).items()}


def _header(place: Place, notes: Notes) -> None:
    if "$ref" not in place.node:
        move_keywords(place, (), place.node, notes)


_STEPS: Mapping[str, tuple[_Step, ...]] = {
    "document": (forgive_document, _paths),
    "components": (_components,),
    "path item": (forgive_path_item, _parameters),
    "operation": (forgive_operation, _parameters),
    "header": (_header,),
    "request body": (forgive_request_body,),
    "response": (forgive_response,),
    "media type": (forgive_media_type,),
    "schema": (forgive_items, forgive_schema, apply_siblings),
}


def _before(before: dict[_Tokens, _Tokens], tokens: _Tokens) -> _Tokens:
    for length in range(len(tokens), 0, -1):
        known = before.get(tokens[:length])
        if known is not None:
            return _before({key: value for key, value in before.items() if len(key) < length}, known) + tokens[length:]
    return tokens
