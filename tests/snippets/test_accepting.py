"""Answers of several media types -> the argument that chooses one, and a form for each type of value."""

from __future__ import annotations

import pytest

from snippets.describe import Generated, operation

PET = "{schema: {$ref: '#/components/schemas/Pet'}}"
PETS = {"schemas": {"Pet": {"type": "object", "properties": {"a": {"type": "string"}}}}}


def answers(contents: str, extra: str = "", method: str = "get") -> Generated:
    responses = f"{extra}responses: {{'200': {{description: d, content: {{{contents}}}}}, '204': {{description: d}}}}"
    return operation(responses, method=method, components=PETS)


def test_each_type_of_value_has_a_form_of_its_own() -> None:
    generated = answers(f"text/plain: {{}}, application/json: {PET}, text/csv: {{}}, text/json: {PET}")
    every = "Literal['text/plain', 'application/json', 'text/csv', 'text/json']"

    assert generated.signature() == (
        "(self, *, accept: Literal['application/json', 'text/json'] | None=None, "
        "cancellation: CancellationToken | None=None) -> Response[models.Pet | None]"
    )
    assert generated.others() == [
        "(self, *, accept: Literal['text/plain', 'text/csv'], cancellation: CancellationToken | None=None) "
        "-> Response[str | None]"
    ]
    assert generated.signature(layer="raw") == "(self, *, context: RequestContext) -> httpx.Response"
    assert generated.signature(layer="both") == (
        f"(self, *, accept: {every} | None=None, context: RequestContext | None=None, "
        "cancellation: CancellationToken | None=None) "
        "-> Response[models.Pet | None] | Response[str | None] | httpx.Response"
    )
    assert generated.body() == [
        "if context is not None:\n    return super().call(context=only_context(context, cancellation, accept))",
        "if accept in ('text/plain', 'text/csv'):\n"
        "    raw = super().call(context=accepting(accept, cancel_with(cancellation)))\n"
        "    return Response(raw, (read_text(raw, 'text/csv') if answers_as(raw, 'text/csv') "
        "else read_text(raw, 'text/plain')) if raw.status_code == 200 else None)",
        "raw = super().call(context=accepting(accept, cancel_with(cancellation)))",
        "return Response(raw, read_json(raw, models.Pet.from_dict) if raw.status_code == 200 else None)",
    ]


@pytest.mark.parametrize("contents", ["application/json: {}", "application/json: {}, 'text/*': {}", ""])
def test_one_media_type_is_no_choice(contents: str) -> None:
    generated = answers(contents)

    assert "accept" not in generated.signature()
    assert generated.others() == []


def test_media_types_of_different_statuses_are_no_choice() -> None:
    generated = operation(
        "responses: {'200': {description: d, content: {text/plain: {}}}, "
        "'202': {description: d, content: {image/png: {}}}}"
    )

    assert "accept" not in generated.signature()


def test_nor_is_there_one_for_head() -> None:
    assert "accept" not in answers("text/plain: {}, image/png: {}", method="head").signature()


def test_a_parameter_keeps_its_name_beside_it() -> None:
    generated = answers(
        "text/plain: {}, image/png: {}", "parameters: [{name: accept, in: query, schema: {type: string}}]\n"
    )

    assert generated.signature().startswith(
        "(self, *, accept: str | None=None, accept_: Literal['text/plain'] | None=None, "
    )


def test_all_forms_of_a_stream_open_it() -> None:
    generated = answers(f"text/event-stream: {PET}, image/png: {{}}")

    assert "accepting(accept, cancel_with(cancellation))" in generated.body()[1]
    assert "accepting(accept, stream_with(cancellation))" in generated.body()[2]
