"""What OpenAPI 3.1 and 3.2 say of their objects: kind of object -> field -> how many of which kind stand there."""

from typing import Literal

Form = Literal["one", "list", "map", "open"]  # an object, a list, any names, names apart from those with x-


def _fields(form: Form, kind: str, *names: str) -> dict[str, tuple[Form, str]]:
    return dict.fromkeys(names, (form, kind))


_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_EXAMPLES_AND_CONTENT = _fields("map", "media type", "content") | _fields("map", "example", "examples")
_PARAMETER = _fields("one", "schema", "schema") | _EXAMPLES_AND_CONTENT
GRAMMAR: dict[str, dict[str, tuple[Form, str]]] = {
    "document": _fields("open", "path item", "paths")
    | _fields("map", "path item", "webhooks")
    | _fields("one", "components", "components"),
    "components": _fields("map", "schema", "schemas")
    | _fields("map", "response", "responses")
    | _fields("map", "parameter", "parameters")
    | _fields("map", "example", "examples")
    | _fields("map", "request body", "requestBodies")
    | _fields("map", "header", "headers")
    | _fields("map", "security scheme", "securitySchemes")
    | _fields("map", "link", "links")
    | _fields("map", "callback", "callbacks")
    | _fields("map", "path item", "pathItems")
    | _fields("map", "media type", "mediaTypes"),
    "path item": _fields("list", "parameter", "parameters")
    | _fields("one", "operation", *_METHODS)
    | _fields("map", "operation", "additionalOperations"),
    "operation": _fields("list", "parameter", "parameters")
    | _fields("one", "request body", "requestBody")
    | _fields("open", "response", "responses")
    | _fields("map", "callback", "callbacks"),
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "request body": _fields("map", "media type", "content"),
    "response": _fields("map", "header", "headers")
    | _fields("map", "media type", "content")
    | _fields("map", "link", "links"),
    "media type": _fields("one", "schema", "schema", "itemSchema")
    | _fields("map", "example", "examples")
    | _fields("map", "encoding", "encoding"),
    "encoding": _fields("map", "header", "headers"),
    "schema": _fields("map", "schema", "properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
    | _fields("list", "schema", "allOf", "anyOf", "oneOf", "prefixItems")
    | _fields("one", "schema", "items", "additionalProperties", "not", "if", "then", "else", "contains")
    | _fields("one", "schema", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema")
    | _fields("one", "discriminator", "discriminator"),
    "callback": {},  # its fields are expressions; each is a path item
    "discriminator": {},
    "example": {},
    "link": {},
    "security scheme": {},
}
# Where OpenAPI allows a `$ref` instead of the object.
REFERABLE = frozenset(GRAMMAR) - {"document", "components", "operation", "encoding", "discriminator"}
# The kinds whose keys beside a `$ref` count: all others are replaced by what it leads to.
KEEPS_SIBLINGS = frozenset({"schema", "path item"})
