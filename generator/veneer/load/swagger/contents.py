"""A schema, media types and examples in, the `content` of a body or an answer out."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from veneer.load.swagger.moves import Tokens
from veneer.load.swagger.schemas import upgrade_schema
from veneer.load.swagger.upgrading import Part, Upgrading, reference_to

JSON = "application/json"
ANY = "*/*"
_INLINE = ("properties", "allOf", "anyOf", "oneOf", "enum")


def build_contents(
    upgrading: Upgrading,
    schema: dict[str, Any],
    before: Tokens,
    now: Tokens,
    media_types: list[str],
    *,
    of_body: bool = False,
) -> dict[str, Any]:
    """Return the contents of a body or an answer with a schema.

    Args:
        upgrading: The upgrade.
        schema: The schema, not upgraded yet.
        before: Where it stands in the Swagger document.
        now: Where the contents will stand.
        media_types: What the description says of the media types.
        of_body: A file whose media types are all JSON or XML is sent as the first; else any may come.
    """
    first, *rest = _fitting(schema, media_types, of_body)
    place = (*now, first, "schema")
    upgrading.moves.add(place, before)
    upgrade_schema(upgrading, Part(schema, before, place))
    contents: dict[str, Any] = {first: {"schema": schema}}
    for media_type in rest:
        where = (*now, media_type, "schema")
        upgrading.moves.add(where, before)
        if is_inline(schema):  # else each media type would have classes of its own
            contents[media_type] = {"schema": {"$ref": reference_to(place)}}
        else:
            contents[media_type] = {"schema": _copied(upgrading, schema)}
    return contents


def _says_file(schema: dict[str, Any]) -> bool:
    """Tell whether a schema stands for raw bytes."""
    return schema.get("type") == "file" or (schema.get("type") == "object" and schema.get("format") == "file")


def is_inline(schema: Any) -> bool:
    """Tell whether a schema becomes a class that has no name in the document."""
    while isinstance(schema, dict):
        if any(name in schema for name in _INLINE):
            return True
        inner = schema.get("items")
        schema = schema.get("additionalProperties") if inner is None else inner
    return False


def _copied(upgrading: Upgrading, schema: Any) -> Any:
    """Return a copy of a schema whose references are rewritten with the others."""
    copy = deepcopy(schema)
    pending = [copy]
    while pending:
        node = pending.pop()
        if isinstance(node, dict) and "$ref" in node:
            upgrading.references.append(node)
        pending += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return copy


def _fitting(schema: dict[str, Any], media_types: list[str], of_body: bool) -> list[str]:
    """Return the media types that a value can have; a file in an answer is no JSON or XML, an error beside it is."""
    if not _says_file(schema):
        return media_types or [JSON]
    unstructured = [name for name in media_types if not _is_structured(name)]
    return unstructured or (media_types[:1] if of_body else []) or [ANY]


def _is_structured(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json", "/xml", "+xml"))
