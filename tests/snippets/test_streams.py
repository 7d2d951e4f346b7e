"""Answers of lines and of events -> the stream of their items, typed."""

from __future__ import annotations

import pytest

from snippets.describe import Generated, operation

COMPONENTS = {"schemas": {"Pet": {"type": "object", "properties": {"a": {"type": "string"}}}}}
PET = "{$ref: '#/components/schemas/Pet'}"
DATA = f"data: {{type: string, contentMediaType: application/json, contentSchema: {PET}}}"


def answering(content: str) -> Generated:
    return operation(f"responses: {{'200': {{description: d, content: {{{content}}}}}}}", components=COMPONENTS)


@pytest.mark.parametrize(
    ("content", "annotation", "reader"),
    [
        ("application/jsonl: {}", "Any", "json_lines(decode_any, 'application/jsonl')"),
        (
            f"application/x-ndjson: {{schema: {PET}}}",
            "models.Pet",
            "json_lines(models.Pet.from_dict, 'application/x-ndjson')",
        ),
        (
            f"application/json-seq: {{itemSchema: {PET}}}",
            "models.Pet",
            "json_lines(models.Pet.from_dict, 'application/json-seq')",
        ),
        (
            "application/jsonl: {schema: {type: array, items: {type: integer}}}",
            "int",
            "json_lines(decode_int, 'application/jsonl')",
        ),
        ("text/event-stream: {}", "ServerSentEvent[str]", "text_events('text/event-stream')"),
        ("text/event-stream: {schema: {type: string}}", "ServerSentEvent[str]", "text_events('text/event-stream')"),
        (
            f"text/event-stream: {{schema: {PET}}}",
            "ServerSentEvent[models.Pet]",
            "json_events(models.Pet.from_dict, 'text/event-stream')",
        ),
        (
            f"text/event-stream: {{itemSchema: {{type: object, properties: {{event: {{type: string}}, {DATA}}}}}}}",
            "ServerSentEvent[models.Pet]",
            "json_events(models.Pet.from_dict, 'text/event-stream')",
        ),
        (
            f"text/event-stream: {{itemSchema: {{oneOf: [{{properties: {{{DATA}}}}}, "
            "{properties: {data: {contentSchema: {type: integer}}, event: {const: n}}}]}}",
            "ServerSentEvent[models.Pet | int]",
            "json_events(one_of(models.Pet.from_dict, decode_int), 'text/event-stream')",
        ),
        (
            "text/event-stream: {itemSchema: {properties: {data: {type: string}, id: {type: string}}}}",
            "ServerSentEvent[str]",
            "text_events('text/event-stream')",
        ),
    ],
)
def test_items(content: str, annotation: str, reader: str) -> None:
    generated = answering(content)

    assert generated.signature().endswith(f"-> Stream[{annotation}]")
    assert generated.body()[-2:] == [
        "raw = super().call(context=stream_with(cancellation))",
        f"return Stream(raw, {reader})",
    ]
    assert "return AsyncStream(raw, " in generated.file("pkg.py").replace("\n            ", "")


def test_the_fields_of_an_event_become_no_model() -> None:
    generated = answering(f"text/event-stream: {{itemSchema: {{properties: {{{DATA}, retry: {{type: integer}}}}}}}}")

    assert [path for path in generated.files if "/models/" in path and "/v1/" in path] == [
        "pkg/v1/models/__init__.py",
        "pkg/v1/models/__init__.pyi",
        "pkg/v1/models/pet.py",
    ]


def test_json_is_preferred_to_a_stream() -> None:
    generated = answering(f"text/event-stream: {{schema: {PET}}}, application/json: {{schema: {PET}}}")

    assert generated.signature().endswith("-> Response[models.Pet]")
    assert generated.part("accept") == "'application/json'"
