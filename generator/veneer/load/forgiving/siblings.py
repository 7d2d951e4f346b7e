"""A schema with keywords beside its `$ref` in; the same where they count, and where its parts stood before, out."""

from __future__ import annotations

from veneer.load.forgiving.notes import Notes
from veneer.load.walk import Place

_Tokens = tuple[str, ...]

_SHAPING = ("properties", "additionalProperties", "required", "allOf", "oneOf", "anyOf", "enum", "const", "items")
# What else changes which values fit. A type alone does so only with null in it, and words, a default and the like stand
# beside the reference as they are: the build reads them there.
_LIMITING = (
    *("patternProperties", "unevaluatedProperties", "prefixItems", "minimum", "maximum", "exclusiveMinimum"),
    *("exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"),
    *("minProperties", "maxProperties"),
)
_NARROWING = (*_SHAPING, *_LIMITING)


def apply_siblings(place: Place, notes: Notes) -> dict[_Tokens, _Tokens]:
    """Let what stands beside a `$ref` hold together with it (JSON Schema 2020-12): the reference goes into `allOf`.

    OpenAPI 3.0 tells readers to ignore it, so there it is told of.

    Args:
        place: The schema, which is changed.
        notes: Told of what is not read.

    Returns:
        Where the reference stands now, and where it stood before.
    """
    node = place.node
    if len(node) == 1 or not isinstance(node.get("$ref"), str):
        return {}
    if notes.is_3_0:
        if found := [name for name in _SHAPING if name in node]:
            listed = ", ".join(f"`{name}`" for name in found)
            message = f"{listed} beside a `$ref` is not read"
            notes.add("ignored-siblings", message, place, (found[0],), "Put the `$ref` and the rest into an `allOf`.")
        return {}
    if node.keys().isdisjoint(_NARROWING) and not (isinstance(node.get("type"), list) and "null" in node["type"]):
        return {}
    parts = node.setdefault("allOf", [])
    if not isinstance(parts, list):
        return {}
    parts.append({"$ref": node.pop("$ref")})
    return {(*place.tokens, "allOf", str(len(parts) - 1)): place.tokens}
