"""The text of a request's path, query, headers and cookies -> typed and checked values of the described parameters."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote

from attrs import frozen

from .errors import bad_argument
from .node import Node
from .operations import Parameter
from .schemas import Schemas

_SEPARATORS = {"form": ",", "simple": ",", "label": ",", "matrix": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
_SEPARATORS["tabDelimited"] = "\t"  # Swagger's tsv, for which OpenAPI has no word


@frozen
class Texts:
    """The texts that a request carries outside its body.

    Attributes:
        path: Decoded values in the path.
        query: The raw query string.
        headers: Headers by name; reading is case-insensitive.
        cookies: Cookies by name.
    """

    path: Mapping[str, str]
    query: str
    headers: Mapping[str, str]
    cookies: Mapping[str, str]


def read_parameters(parameters: Sequence[Parameter], texts: Texts, schemas: Schemas) -> dict[str, dict[str, Any]]:
    """Return the values of an operation's parameters.

    Args:
        parameters: The described parameters; what a request has besides them is ignored.
        texts: What the request carries.
        schemas: The checks of the description.

    Returns:
        Values by place (``path``, ``query``, ``header``, ``cookie``) and name, defaults filled in; an optional
        parameter that is neither sent nor has a default is left out.

    Raises:
        ServiceError: A parameter is missing or does not match its schema (400).
    """
    values: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}, "cookie": {}}
    for parameter in parameters:
        sent = _sent(parameter, texts)
        if sent is None:
            if parameter.required:
                raise bad_argument(f"The {parameter.place} parameter '{parameter.name}' is required.")
            if (default := _default(parameter.schema)) is not None:
                values[parameter.place][parameter.name] = default
            continue
        value = _value(parameter, sent)
        problem = schemas.problem(parameter.schema.pointer, value) if parameter.schema else None
        if problem is not None:
            where = f" (at '{problem.place}')" if problem.place else ""
            raise bad_argument(f"The {parameter.place} parameter '{parameter.name}'{where} {problem.constraint}.")
        values[parameter.place][parameter.name] = value
    return values


def coerced(text: str, schema: Node) -> Any:
    """Return ``text`` as a value of the schema's type; as it is when the schema takes text or the text does not fit."""
    types = types_of(schema)
    if not types or "string" in types:
        return text
    if "integer" in types and re.fullmatch(r"-?[0-9]{1,1000}", text):
        return int(text)
    if "number" in types and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", text):
        return float(text) if math.isfinite(float(text)) else text
    if "boolean" in types and text in ("true", "false"):
        return text == "true"
    return None if "null" in types and text in ("", "null") else text


def types_of(schema: Node) -> frozenset[str]:
    """Return the JSON types that a schema takes, as far as it names them."""
    types: set[str] = set()
    seen: set[str] = set()
    waiting = [schema]
    while waiting:
        node = waiting.pop().followed()
        if node.pointer in seen:
            continue
        seen.add(node.pointer)
        found = node.get("type").value
        types.update([found] if isinstance(found, str) else found or ())
        waiting += [part for keyword in ("allOf", "anyOf", "oneOf") for _, part in node.get(keyword).items()]
    return frozenset(types)


def _default(schema: Node) -> Any:
    # A default may stand beside a reference, where following the reference would lose it.
    own = schema.value.get("default") if isinstance(schema.value, Mapping) else None
    return schema.get("default").value if own is None else own


def _sent(parameter: Parameter, texts: Texts) -> list[str] | dict[str, list[str]] | None:
    if parameter.style == "querystring":
        return [unquote(texts.query)] if texts.query else None
    if parameter.place == "query":
        return _sent_in_query(parameter, parse_qsl(texts.query, keep_blank_values=True))
    source = {"path": texts.path, "header": texts.headers, "cookie": texts.cookies}[parameter.place]
    if (text := source.get(parameter.name)) is None:
        return None
    prefix = {"label": ".", "matrix": f";{parameter.name}="}.get(parameter.style, "")
    return [text.removeprefix(prefix)]


def _sent_in_query(parameter: Parameter, pairs: list[tuple[str, str]]) -> list[str] | dict[str, list[str]] | None:
    name = parameter.name
    if parameter.style == "deepObject":
        return {key[len(name) + 1 : -1]: [text] for key, text in pairs if key.startswith(f"{name}[")} or None
    if parameter.explode and "object" in types_of(parameter.schema):
        members = dict(parameter.schema.get("properties").items())
        found: dict[str, list[str]] = {}
        for key, text in pairs:
            if key in members:
                found.setdefault(key, []).append(text)
        return found or None
    return [text for key, text in pairs if key == name] or None


def _value(parameter: Parameter, sent: list[str] | dict[str, list[str]]) -> Any:
    schema = parameter.schema
    if isinstance(sent, dict):
        return {name: _member(texts, schema.get("properties", name)) for name, texts in sent.items()}
    if "array" in types_of(schema) and not parameter.json:
        return [coerced(text, schema.followed().get("items")) for text in _items(parameter, sent)]
    if "object" in types_of(schema) and not parameter.json:
        items = _items(parameter, sent)
        return {
            name: coerced(text, schema.get("properties", name))
            for name, text in zip(items[::2], items[1::2], strict=False)
        }
    if len(sent) > 1:
        raise bad_argument(f"The {parameter.place} parameter '{parameter.name}' must be sent once.")
    if parameter.json:
        try:
            return json.loads(sent[0])
        except ValueError as error:
            raise bad_argument(f"The {parameter.place} parameter '{parameter.name}' must be JSON.") from error
    return coerced(sent[0], schema)


def _member(texts: list[str], schema: Node) -> Any:
    """Return the value of a member of an exploded object: a list is sent as a parameter of its own would be."""
    if "array" not in types_of(schema):
        return coerced(texts[-1], schema)
    return [coerced(text, schema.get("items")) for text in texts]


def _items(parameter: Parameter, sent: list[str]) -> list[str]:
    separator = _SEPARATORS.get(parameter.style)
    if separator is None or (parameter.explode and parameter.place in ("query", "cookie")):
        return sent
    return [item.strip() for text in sent if text for item in text.split(separator)]
