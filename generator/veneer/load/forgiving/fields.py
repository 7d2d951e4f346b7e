"""An object of OpenAPI in; the fields of it that OpenAPI does not have, as warnings, out."""

from __future__ import annotations

from veneer.diagnostics import closest
from veneer.load.forgiving.notes import Notes
from veneer.load.grammar import GRAMMAR
from veneer.load.text import excerpt
from veneer.load.walk import Place

_MORE = {
    "document": "openapi info servers security tags externalDocs jsonSchemaDialect $self definitions",
    "path item": "$ref summary description servers",
    "operation": "tags summary description externalDocs operationId deprecated security servers",
    "parameter": "$ref name in description required deprecated allowEmptyValue style explode allowReserved example",
    "header": "$ref description required deprecated style explode allowReserved example allowEmptyValue",
    "request body": "$ref description required",
    "response": "$ref description summary",
    "media type": "$ref example prefixEncoding itemEncoding",
    "schema": "$ref $id $schema $anchor $comment $dynamicRef $dynamicAnchor $vocabulary "
    "type format title description default example examples enum const deprecated readOnly writeOnly nullable "
    "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems "
    "uniqueItems maxContains minContains maxProperties minProperties required dependentRequired xml externalDocs "
    "contentEncoding contentMediaType",
}
_KNOWN = {kind: frozenset(GRAMMAR[kind]) | frozenset(names.split()) for kind, names in _MORE.items()}


def note_unknown_fields(place: Place, notes: Notes) -> None:
    """Note the fields of an object that mean nothing; of schemas only where OpenAPI 3.0 closes them."""
    known = _KNOWN.get(place.kind)
    if known is None or place.node.keys() <= known or (place.kind == "schema" and not notes.is_3_0):
        return
    for name in place.node:
        if name not in known and not name.startswith("x-"):
            meant = closest(name, known - place.node.keys())
            fix = f"Did you mean {excerpt(meant)}?" if meant else "Remove it, or let its name begin with `x-`."
            message = f"OpenAPI has no field {excerpt(name, 40)} in this {place.kind}; it is not read"
            notes.add("unknown-field", message, place, (name,), fix)
