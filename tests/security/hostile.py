"""A description with a text of one's own in every place where text can stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Text = Callable[[str], str]

# Each tries one way out of where it stands: a literal, a docstring, a comment, a template, a line, a folder.
PAYLOADS = {
    "double quote": '" + __import__("os").system("id") + "',
    "single quote": "' + __import__('os').system('id') + '",
    "triple quotes": '""" \nimport os\nos.system("id")\n"""',
    "many quotes": '"""""""',
    "quote at the end": 'x"',
    "backslash": "\\",
    "backslash and quote": '\\" \\\\" \\\\\\"""',
    "escapes": "\\N{BULLET} \\x \\u12 \\U00110000 \\{",
    "line": "a\nimport os\r\nimport sys\rimport re\n",
    "odd line ends": "a\u2028import os\u2029import sys\x85import re\x0bimport io\x0cimport ast\x1c",
    "comment": "# noqa\n#",
    "template expression": "{{ 7 * 7 }}{{ self.__class__ }}",
    "template statement": "{% for x in range(9999999) %}{% endfor %}{# #}{% raw %}",
    "f-string": "{__import__('os').getcwd()!r:>{9}}",
    "format": "{} {0} {name} %s %(x)s",
    "bidi": "a\u202e evil \u2066 \u2069 b",
    "zero width": "a\u200b\u200d\ufeffb\u00ad",
    "nul": "a\x00b\x1b[31m\x07",
    "folder": "../../../../etc/passwd",
    "windows folder": "..\\..\\C:\\con",
    "toml": '"\n[tool.hatch.build.hooks.custom]\npath = "x.py"\n#',
    "markdown": "</script><script>alert(1)</script> [x](javascript:y) `` ` ``` | a | b |",
    "keyword": "class",
    "dunder": "__class__",
    "long": "x" * 3000,
    "wide": "名前" * 200,
    "accents": "e\u0301ﬁ²İß",
    "numbers": "1e999",
}


def document(text: Text) -> dict[str, Any]:
    """Return a description whose every text comes from `text`, given the place that it is for."""

    def plain(place: str) -> str:  # where braces would be an expression of their own
        return text(place).replace("{", "(").replace("}", ")").replace("~", "-")

    pet, kind, named = text("PetSchema"), text("KindSchema"), {"description": text("words")}

    def to(schema: str) -> dict[str, Any]:
        return {"$ref": "#/components/schemas/" + schema.replace("~", "~0").replace("/", "~1").replace("%", "%25")}

    operation = {
        "operationId": text("operation"),
        "summary": text("summary"),
        "description": text("description"),
        "tags": [text("tag")],
        "externalDocs": {"url": text("docs")},
        "parameters": [
            {"name": plain("path parameter"), "in": "path", "required": True, "schema": {"type": "string"}, **named},
            {
                "name": text("query"),
                "in": "query",
                "description": text("of query"),
                "schema": {
                    "type": "string",
                    "pattern": text("pattern"),
                    "default": text("default"),
                    "format": text("format"),
                },
                "example": text("example"),
            },
            {"name": text("matrix"), "in": "query", "style": "deepObject", "schema": to(pet)},
            {
                "name": text("X-Header"),
                "in": "header",
                "schema": {"type": "array", "items": {"enum": [text("item value")]}},
            },
            {
                "name": text("cookie"),
                "in": "cookie",
                "required": True,
                "schema": {"type": "integer", "default": text("one")},
            },
            {
                "name": text("content"),
                "in": "query",
                "content": {"application/json": {"schema": {"const": text("const")}}},
            },
        ],
        "requestBody": {
            "required": True,
            "description": text("body"),
            "content": {
                f"application/{text('media')}+json": {
                    "schema": to(pet),
                    "examples": {text("named"): {"value": text("v")}},
                }
            },
        },
        "responses": {
            "200": {
                "description": text("answer"),
                "headers": {text("Answer-Header"): {"schema": {"type": "string"}, "description": text("of header")}},
                "content": {f"application/{text('other media')}+json": {"schema": to(pet)}},
            },
            "default": {"description": text("failure")},
        },
        "security": [{text("key scheme"): []}, {text("token scheme"): [text("scope")]}],
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": text("title"),
            "version": f"1.{text('version')}",
            "summary": text("in short"),
            "description": text("about"),
        },
        "servers": [
            {
                "url": f"https://{{host}}/{plain('base')}",
                "variables": {"host": {"default": text("host"), "enum": [text("a"), text("b")]}},
            }
        ],
        "tags": [{"name": text("tag"), "description": text("of tag")}],
        # Dot segments in a path are an error of their own.
        "paths": {f"/{plain('path').replace('..', '::')}/{{{plain('path parameter')}}}": {"post": operation}},
        "components": {
            "schemas": {
                pet: {
                    "type": "object",
                    "title": text("schema title"),
                    "description": text("schema"),
                    "required": [text("needed"), text("constant")],
                    "properties": {
                        text("needed"): to(kind),
                        text("constant"): {"const": text("constant value")},
                        text("optional"): {
                            "type": ["string", "null"],
                            "description": text("property"),
                            "default": text("d"),
                            "pattern": text("p"),
                        },
                        text("inner"): {"type": "object", "properties": {text("deep"): to(pet)}},
                        text("map"): {"type": "object", "additionalProperties": to(kind)},
                        text("choice"): {
                            "oneOf": [to(pet), {"type": "string"}],
                            "discriminator": {"propertyName": text("disc")},
                        },
                        text("list"): {"type": "array", "items": {"enum": [text("one of"), text("two of")]}},
                    },
                    "example": text("example of it"),
                },
                kind: {
                    "type": "string",
                    "description": text("kinds"),
                    "enum": [text("first"), text("second")],
                    "x-enum-varnames": [text("first name"), text("second name")],
                    "x-enum-descriptions": [text("first words"), text("second words")],
                },
            },
            "securitySchemes": {
                text("key scheme"): {
                    "type": "apiKey",
                    "name": text("X-Key"),
                    "in": "header",
                    "description": text("key"),
                },
                text("token scheme"): {"type": "http", "scheme": "bearer", "description": text("token")},
            },
        },
    }
