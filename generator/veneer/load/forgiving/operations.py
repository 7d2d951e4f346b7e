"""Path items, operations and what they send and give in; the same with what is missing or misplaced mended, out."""

from __future__ import annotations

from typing import Any

from veneer.load.forgiving.document import forgive_security, forgive_servers
from veneer.load.forgiving.notes import Notes
from veneer.load.forgiving.words import as_text
from veneer.load.text import excerpt
from veneer.load.walk import Place

_METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch", "trace"))
_SCHEMA_FIX = "Write it below `content` and a media type."


def forgive_path_item(place: Place, notes: Notes) -> None:
    """Mend the methods of a path item."""
    node = place.node
    forgive_servers(place, notes)
    for name in list(node):
        lower = name.lower()
        if lower in _METHODS and lower != name and lower not in node:
            message = f"the method {excerpt(name)} is not in lower case; it is read as `{lower}`"
            notes.add("upper-case-method", message, place, (name,), f"Write `{lower}`.")
            items = [(lower if key == name else key, value) for key, value in node.items()]
            node.clear()
            node.update(items)
        if lower in _METHODS and node.get(lower, 0) is None:
            notes.add("missing-responses", "the operation is empty", place, (name,), "Describe its responses.")
            node[lower] = {"responses": {}}


def forgive_operation(place: Place, notes: Notes) -> None:
    """Mend an operation's own fields, and the keys of its responses."""
    node = place.node
    forgive_servers(place, notes)
    forgive_security(place, notes)
    if isinstance(node.get("tags"), str):
        node["tags"] = [node["tags"]]
        notes.add("malformed-metadata", "the tags are a text, no list", place, ("tags",), "Write a list.")
    for number, tag in enumerate(node["tags"] if isinstance(node.get("tags"), list) else ()):
        if isinstance(tag, int | float):
            node["tags"][number] = as_text(tag)
            notes.add("malformed-metadata", "the tag is no text", place, ("tags", str(number)), "Write it in quotes.")
    if isinstance(node.get("operationId"), int | float):
        node["operationId"] = str(node["operationId"])
        notes.add("unquoted-id", "the operationId is not a text", place, ("operationId",), "Write it in quotes.")
    responses = node.get("responses")
    if responses is None:
        if notes.is_3_0 or "responses" in node:
            message = "the operation has no responses; any answer is taken as it is"
            notes.add("missing-responses", message, place, ("responses",), "Describe at least one.")
        node["responses"] = responses = {}
    if isinstance(responses, dict):
        _responses(place, responses, notes)


def _responses(place: Place, responses: dict[str, Any], notes: Notes) -> None:
    for name in list(responses):
        where = ("responses", name)
        if name != "default" and name.lower() == "default" and "default" not in responses:
            notes.add("upper-case-default", f"{excerpt(name)} is read as `default`", place, where, "Write `default`.")
            responses["default"] = responses.pop(name)
            name = "default"
        if len(name) == 3 and name.endswith("xx"):
            message = f"the range {excerpt(name)} is not in upper case"
            notes.add("lower-case-range", message, place, where, f"Write `{name.upper()}`.")
        if responses[name] is None:
            responses[name] = {}


def forgive_response(place: Place, notes: Notes) -> None:
    """Mend a response, which needs a description, and has its schema below a media type."""
    node = place.node
    if "$ref" in node:
        return
    if node.get("description") is None and not notes.version.startswith("3.2"):
        message = "the response has no description"
        notes.add("missing-description", message, place, (), "Say what the answer means: `description: ...`.")
        node["description"] = ""
    if isinstance(node.get("schema"), dict) and "content" not in node:
        node["content"] = {"application/json": {"schema": node.pop("schema")}}
        message = "the schema stands in the response itself, as in Swagger; it is read as one of application/json"
        notes.add("swagger-field", message, place, (), _SCHEMA_FIX)
    _content(place, notes)


def forgive_request_body(place: Place, notes: Notes) -> None:
    """Mend a request body, which needs a content."""
    node = place.node
    if "$ref" in node:
        return
    if isinstance(node.get("schema"), dict) and "content" not in node:
        node["content"] = {"application/json": {"schema": node.pop("schema")}}
        message = "the schema stands in the body itself; it is read as one of application/json"
        notes.add("swagger-field", message, place, (), _SCHEMA_FIX)
    elif node.get("content") is None:
        node["content"] = {}
        notes.add("missing-content", "the body has no content", place, (), "Write which media types it may have.")
    _content(place, notes)


def _content(place: Place, notes: Notes) -> None:
    content = place.node.get("content", 0)
    if content is None:
        del place.node["content"]
    if not isinstance(content, dict):
        return
    for name, media in content.items():
        if media is None:
            content[name] = {}
            message = "the media type is empty; any value is taken"
            notes.add("empty-object", message, place, ("content", name), "Write its `schema`, or `{}`.")


def forgive_media_type(place: Place, notes: Notes) -> None:
    """Mend a media type's examples, which are a map of objects."""
    node = place.node
    if node.get("schema", 0) is None:
        del node["schema"]
    if "examples" not in node:
        return
    examples = node["examples"]
    if not isinstance(examples, dict):
        del node["examples"]
        notes.add("malformed-examples", "the examples are no map; they are not read", place, (), "Name each of them.")
        return
    for name, example in examples.items():
        if not isinstance(example, dict):
            examples[name] = {"value": example}
            message = "the example is a value, no object with one"
            notes.add("malformed-examples", message, place, ("examples", name), "Write `value:` before it.")
