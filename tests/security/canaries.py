"""Texts that try to make a file, each alone in every place of a description where any text can stand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from veneer.pipeline import Generated, generate_description

CANARY = "canary"  # the file that every payload tries to make
CODE = f"__import__('pathlib').Path('{CANARY}').touch()"

PAYLOADS = {
    "code": CODE,
    "system": f"__import__('os').system('touch {CANARY}')",
    "single quotes": f"'+{CODE}+'",
    "double quotes": f'"+{CODE}+"',
    "triple quotes": f'"""\n{CODE}\n"""',
    "triple single quotes": f"'''\n{CODE}\n'''",
    "escaped triple quotes": f'\\"""\n{CODE}\nx = \\"""',
    "a quote at the end": 'said "so"',
    "a backslash at the end": "C:\\",
    "backslashes and a quote": '\\\\\\"',
    "broken escapes": "\\N{NOTHING} \\x \\u12 \\777 \\",
    "a line break": f"words\n{CODE}\n",
    "a carriage return": f"words\r{CODE}\r\n{CODE}",
    "more headers": "image/png\r\nX-Injected: 1\r\n\r\n",
    "form feed and NEL": f"a\x0c{CODE}\x85{CODE}",
    "line separators": f"a\u2028{CODE}\u2029{CODE}",
    "NUL": f"a\x00{CODE}",
    "controls": "\x01\x07\x08\x0b\x1b[2J\x1b]0;title\x07\x7f",
    "bidirectional": "\u202e\u2066 } // check \u2069\u200f",
    "zero width": "a\u200b\u200c\u200db\u2060\ufeff",
    "other planes": "\U0001d41e\U0001d42f\U0001d41a\U0001d425 \ufb01 \u00aa \U000e0041",
    "a template's expression": f"{{{{ cycler.__init__.__globals__.os.mkdir('{CANARY}') }}}}",
    "a template's statement": "{% include '/etc/passwd' %}{% endblock %}{% raw %}",
    "a template's comment": "#} {# -#} {#- {{ '{{' }}",
    "an f-string's field": f"{{{CODE}}}",
    "a doubled field": f"{{{{{CODE}}}}}",
    "closing braces": "}} } %} ]]> */ --> )",
    "opening braces": "{ {{ {% [ (",
    "format": "{} {0} {0.__class__} {x!r:>9} %s %(x)s",
    "a comment": f"# type: ignore\n# noqa\n#!{CODE}",
    "toml": '"\n[project.scripts]\nx = "os:system"\n',
    "parent folders": f"../../../{CANARY}",
    "a root folder": f"/{CANARY}",
    "a windows folder": f"..\\..\\{CANARY}\nC:{CANARY}",
    "a device": "con",
    "a keyword": "class",
    "a special name": "__init__",
    "special names": "__class__ __slots__ __getattr__",
    "a builtin": "exec",
    "a query": "?a=b&c#d%20%",
    "nothing": "",
    "a blank": " ",
    "many words": "long " * 2000,
    "a long word": "x" * 5000,
}

Text = Callable[[str], str]  # the name of a place -> what stands there


def twin(payload: str) -> Text:
    """Return the texts of a document that says nothing but words; where a path's marks have a meaning they stay."""
    seen: dict[str, str] = {}

    def word(found: re.Match[str]) -> str:
        return seen.setdefault(found[0], f"w{len(seen)}")

    tame = dict.fromkeys(("path", "server path"), re.sub(r"[^{}?=&#]+", word, payload))
    if not payload.strip():
        tame["tag"] = payload  # which makes no group
    return lambda place: tame.get(place, f"words of {place}")


def describe(text: Text) -> dict[str, Any]:
    """Return a description that says a text in every place that takes any."""
    words = {"summary": text("summary"), "description": text("description")}
    examples = {text("example name"): {**words, "value": text("example")}}
    string = {
        "type": "string",
        "title": text("title"),
        "description": text("words"),
        "default": text("default"),
        "pattern": text("pattern"),
        "format": text("format"),
        "examples": [text("example")],
        "externalDocs": {"url": text("url"), "description": text("words")},
    }
    enum = {
        "type": "string",
        "enum": [text("enum value"), f"1{text('enum value')}", "plain"],
        "x-enum-varnames": [text("enum name")],
        "x-enum-descriptions": [text("enum words")],
        "default": text("enum value"),
        "description": text("words"),
    }
    inline = {"type": "object", "title": text("inline title"), "properties": {text("inline property"): string}}
    model = {
        "type": "object",
        **words,
        "required": [f"1{text('property')}"],
        "properties": {
            text("property"): string,
            f"1{text('property')}": {"$ref": "#/components/schemas/Enum", "description": text("words")},
            "constant": {"const": text("constant"), "description": text("words")},
            "inline": inline,
            "kind": {"type": "string", "enum": [text("inline value"), "other"], "x-enum-name": text("enum class")},
            "renamed": {"type": "string", "x-ms-client-name": text("client name")},
        },
        "additionalProperties": string,
        "example": {text("property"): text("example")},
    }
    options = [{"const": text("option"), "title": text("option name"), "description": text("words")}, {"const": "b"}]
    ref = {"$ref": "#/components/schemas/Model"}
    parameters = [
        {"name": text("query name"), "in": "query", **words, "schema": string, "examples": examples},
        {"name": text("cookie name"), "in": "cookie", "description": text("words"), "schema": enum},
        {"name": text("header name"), "in": "header", **words, "schema": string, "x-ms-client-name": text("x name")},
        {"name": "deep", "in": "query", "style": "deepObject", "explode": True, "schema": ref},
    ]
    content = {"application/json": {"schema": ref, "examples": examples}}
    header = {text("answer header"): {"description": text("words"), "schema": string}}
    send = {
        "operationId": text("operation id"),
        **words,
        "tags": [text("tag")],
        "externalDocs": {"url": text("url")},
        "parameters": parameters,
        "requestBody": {"required": True, "description": text("words"), "content": content},
        "responses": {
            "200": {**words, "headers": header, "content": content},
            "default": {"description": text("words")},
        },
        "x-unknown": text("extension"),
    }
    multipart = {"schema": model, "encoding": {text("property"): {"contentType": text("part type")}}}
    upload = {
        "operationId": f"1{text('operation id')}",
        "requestBody": {"content": {"multipart/form-data": multipart}},
        "responses": {"200": {"description": text("words"), "content": {text("media type"): {"schema": string}}}},
    }
    raw = {
        "requestBody": {"required": True, "content": {text("media type"): {"schema": string}}},
        "responses": {"204": {"description": ""}},
    }
    flow = {"tokenUrl": text("url"), "authorizationUrl": text("url"), "scopes": {text("scope"): text("words")}}
    schemes = {
        text("scheme"): {"type": "apiKey", "in": "header", "name": text("key name"), "description": text("words")},
        f"1{text('scheme')}": {"type": "oauth2", "flows": {"authorizationCode": flow}},
    }
    path = text("path").replace("/..", "/-")  # a path that climbs is refused
    where = {"where": {"default": text("variable"), "description": text("words")}}
    server = {"url": f"https://h.test/{text('server path')}/{{where}}", "variables": where, **words}
    return {
        "openapi": "3.1.0",
        "info": {"title": text("title"), "version": text("version"), **words, "contact": {"name": text("words")}},
        "servers": [server],
        "tags": [{"name": text("tag"), "description": text("words")}],
        "security": [{text("scheme"): []}, {f"1{text('scheme')}": [text("scope")]}],
        "paths": {
            f"/a{path}": {**words, "post": send},
            "/upload": {"put": upload},
            f"/b{path}": {"put": raw},
        },
        "components": {
            "schemas": {
                "Model": model,
                "Enum": enum,
                "Options": {"oneOf": options},
                text("schema"): string,
                f"1{text('schema')}": model,
            },
            "securitySchemes": schemes,
        },
    }


@cache
def generate(payload: str, *, is_tame: bool = False) -> Generated:
    """Generate the package of the description that says a payload, or of its tame twin."""
    description = describe(twin(PAYLOADS[payload]) if is_tame else lambda _: PAYLOADS[payload])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "api.json"
        file.write_text(json.dumps(description), encoding="utf-8")
        return generate_description(file, "pkg", lambda _: None)
