"""OpenAPI 3.2 values in; the same values, changed in place to the shape of OpenAPI 3.1, out.

What 3.1 has no place for and stays: the method `query` and `additionalOperations` of a path item, and `itemSchema` of a
media type. What changes:

- A media type that is a `$ref` to `components/mediaTypes` becomes a copy of what it refers to.
- A parameter with ``in: querystring`` and a form as its content is one in the query whose object is exploded: the same
  on the wire. One with another content becomes one in the query, too, with `x-querystring: true`: the whole of it.
- A response needs no `description`: it gets an empty one.
"""

from copy import deepcopy
from typing import Any

from veneer.load import pointers
from veneer.load.problems import Problems
from veneer.load.walk import Place, refers, walk

_FORM = "application/x-www-form-urlencoded"


def from_3_2(content: dict[str, Any], problems: Problems) -> list[Place]:
    """Change an OpenAPI 3.2 document to the shape of 3.1, and return the objects that are references or name others."""
    referring = list[Place]()
    for place in walk(content):
        node = place.node
        if place.kind == "media type" and isinstance(node.get("$ref"), str):
            _write_out(content, node)
        elif place.kind == "parameter" and node.get("in") == "querystring":
            _to_query(place, problems)
        elif place.kind == "response" and "$ref" not in node:
            node.setdefault("description", "")
        if refers(place):
            referring.append(place)
    return referring


def _write_out(content: dict[str, Any], node: dict[str, Any]) -> None:
    seen: set[str] = set()
    target: Any = node
    while isinstance(target, dict) and isinstance(reference := target.get("$ref"), str) and reference not in seen:
        seen.add(reference)
        tokens = pointers.parse_fragment(reference) if reference.startswith("#") else None
        try:
            target = pointers.look_up(content, tokens) if tokens else None
        except KeyError:
            return  # the check of references says so
    if isinstance(target, dict) and "$ref" not in target:
        del node["$ref"]
        node.update(deepcopy(target))


def _to_query(place: Place, problems: Problems) -> None:
    node = place.node
    contents = node.get("content")
    form = contents.get(_FORM) if isinstance(contents, dict) else None
    if not isinstance(contents, dict) or not contents:
        message, fix = "nothing says what this query string holds", "Give it a `content` with one media type."
        problems.add("unsupported-query-string", message, (*place.tokens, "content"), fix)
        return
    if not isinstance(form, dict):
        node |= {"in": "query", "x-querystring": True}
        return
    del node["content"]
    node |= {"in": "query", "style": "form", "explode": True, "schema": form.get("schema", {})}
