"""The parameters of an operation or a path item in; the same as OpenAPI has them, with Swagger's body as one, out."""

from __future__ import annotations

from typing import Any

from veneer.diagnostics import closest
from veneer.load.forgiving.notes import Notes
from veneer.load.text import excerpt
from veneer.load.walk import Place

_PLACES = ("query", "path", "header", "cookie")
_LIMITS = "minimum maximum minLength maxLength minItems maxItems exclusiveMinimum exclusiveMaximum"
_KEYWORDS = frozenset(f"type format items enum default pattern uniqueItems multipleOf {_LIMITS}".split())
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def forgive_parameters(place: Place, notes: Notes) -> dict[int, int] | None:
    """Mend the parameters of a place.

    Args:
        place: An operation or a path item.
        notes: Told of each fault.

    Returns:
        Where each of them stood that is now elsewhere in the list, if any is.
    """
    parameters = place.node.get("parameters", 0)
    if parameters is None:
        del place.node["parameters"]
    if not isinstance(parameters, list):
        return None
    gone: list[int] = []
    form: dict[str, Any] = {}
    seen: set[tuple[str, str]] = set()
    for number, parameter in enumerate(parameters):
        if not isinstance(parameter, dict) or "$ref" in parameter:
            continue
        where = ("parameters", str(number))
        move_keywords(place, where, parameter, notes)
        inside = parameter.get("in")
        if inside == "body" and place.kind == "operation":
            gone.append(number)
            _body(place, parameter)
            message = "OpenAPI 3 has no `in: body`; it is read as the request body"
            notes.add("swagger-field", message, place, where, "Write it as `requestBody`.")
            continue
        if inside == "formData" and place.kind == "operation":
            gone.append(number)
            form[str(parameter.get("name"))] = parameter
            message = "OpenAPI 3 has no `in: formData`; it is read as a part of the request body"
            notes.add("swagger-field", message, place, where, "Write it as a property of the `requestBody`.")
            continue
        if inside not in _PLACES and inside != "querystring":
            _find_place(place, where, parameter, notes)
        key = (str(parameter.get("name")), str(parameter.get("in")))
        if key in seen:
            message = f"the parameter {excerpt(key[0])} in {key[1]} is declared here already"
            notes.add("duplicate-parameter", message, place, where, "Remove one of the two.")
        seen.add(key)
    if form:
        _form(place, form)
    for number in reversed(gone):
        del parameters[number]
    kept = [number for number in range(len(parameters) + len(gone)) if number not in gone]
    return dict(enumerate(kept)) if gone else None


def move_keywords(place: Place, where: tuple[str, ...], parameter: dict[str, Any], notes: Notes) -> None:
    """Put what a parameter or a header says of its value, as Swagger does, into a schema.

    Args:
        place: The object that holds it.
        where: Where it is in there.
        parameter: The parameter or header.
        notes: Told of each fault.
    """
    if "schema" in parameter and parameter["schema"] is None:
        del parameter["schema"]
    if "schema" in parameter or "content" in parameter:
        return
    found = {name: parameter.pop(name) for name in list(parameter) if name in _KEYWORDS}
    if found:
        message = f"{excerpt(next(iter(found)))} stands in the parameter itself, as in Swagger"
        notes.add("swagger-field", message, place, where, "Write it below `schema`.")
        style = parameter.pop("collectionFormat", None)
        if style == "multi":
            parameter.setdefault("explode", True)
        elif style in ("csv", "ssv", "pipes") and parameter.get("in") == "query":
            styles = {"csv": "form", "ssv": "spaceDelimited", "pipes": "pipeDelimited"}
            parameter |= {"style": styles[style], "explode": False}
    elif parameter.get("in") in _PLACES:
        message = "the parameter has no schema; it is taken as a text"
        notes.add("missing-schema", message, place, where, "Write its `schema`.")
        found = {"type": "string"}
    if found:
        parameter["schema"] = found


def _find_place(place: Place, where: tuple[str, ...], parameter: dict[str, Any], notes: Notes) -> None:
    """Guess where a parameter goes."""
    name, given = parameter.get("name"), parameter.get("in")
    path = next((token for token in place.tokens if token.startswith("/")), "")
    meant = closest(str(given).lower(), _PLACES) if given is not None else None
    if isinstance(name, str) and f"{{{name}}}" in path:
        meant = "path"
    parameter["in"] = meant = meant or "query"
    if meant == "path":
        parameter["required"] = True
    said = "has no `in`" if given is None else f"is in {excerpt(given)}, which does not exist"
    message = f"the parameter {said}; it is taken to be in {meant}"
    notes.add(
        "unknown-place", message, place, (*where, *(("in",) if given is not None else ())), f"Write `in: {meant}`."
    )


def _body(place: Place, parameter: dict[str, Any]) -> None:
    body: dict[str, Any] = {"content": {"application/json": {"schema": parameter.get("schema", {})}}}
    if parameter.get("required") is True:
        body["required"] = True
    if isinstance(parameter.get("description"), str):
        body["description"] = parameter["description"]
    place.node.setdefault("requestBody", body)


def _form(place: Place, parts: dict[str, dict[str, Any]]) -> None:
    properties = {name: part.get("schema", {}) for name, part in parts.items()}
    files = [item for item in properties.values() if isinstance(item, dict) and item.get("type") == "file"]
    for item in files:
        item |= {"type": "string", "format": "binary"}
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if needed := [name for name, part in parts.items() if part.get("required") is True]:
        schema["required"] = needed
    place.node.setdefault("requestBody", {"content": {_FORMS[bool(files)]: {"schema": schema}}})
