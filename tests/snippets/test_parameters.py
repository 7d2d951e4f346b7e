"""Parameters: every style and place -> the call that writes them, and the arguments of both layers."""

from __future__ import annotations

import pytest

from snippets.describe import generate, operation, parameter

LIST = "{type: array, items: {type: integer}}"
MAP = "{type: object, additionalProperties: {type: string}}"
MODEL = "{type: object, properties: {R: {type: integer}}}"
TEXT = "{type: string}"
EITHER = "{oneOf: [{type: string}, {type: array, items: {type: string}}]}"


@pytest.mark.parametrize(
    ("says", "schema", "expected"),
    [
        ("", TEXT, "f\"/a/{path_simple('p', p, encode=encode_str)}\""),
        ("", LIST, "f\"/a/{path_simple('p', p, array=True, encode=encode_int)}\""),
        ("explode: true", MAP, "f\"/a/{path_simple('p', p, explode=True)}\""),
        ("style: simple, explode: false", MODEL, "f\"/a/{path_simple('p', p)}\""),
        ("style: label", TEXT, "f\"/a/{path_label('p', p, encode=encode_str)}\""),
        (
            "style: label, explode: true",
            LIST,
            "f\"/a/{path_label('p', p, explode=True, array=True, encode=encode_int)}\"",
        ),
        ("style: label, explode: true", MODEL, "f\"/a/{path_label('p', p, explode=True)}\""),
        ("style: matrix", TEXT, "'/a/' + path_matrix('p', 'p', p, encode=encode_str)"),
        (
            "style: matrix, explode: true",
            LIST,
            "'/a/' + path_matrix('p', 'p', p, explode=True, array=True, encode=encode_int)",
        ),
        ("style: matrix", MAP, "'/a/' + path_matrix('p', 'p', p)"),
        ("allowReserved: true", TEXT, "f\"/a/{path_simple('p', p, allow_reserved=True, encode=encode_str)}\""),
        (
            "style: pipeDelimited",
            LIST,
            "'/a/' + path_simple('p', p, delimiter='|', array=True, encode=encode_int)",
        ),
        (
            "style: tabDelimited",
            LIST,
            "f\"/a/{path_simple('p', p, delimiter=chr(9), array=True, encode=encode_int)}\"",
        ),
    ],
)
def test_in_the_path(says: str, schema: str, expected: str) -> None:
    node = f"{{name: p, in: path, required: true, schema: {schema}{', ' if says else ''}{says}}}"

    generated = parameter(node, path="/a/{p}")

    assert generated.part("path") == generated.unparsed(expected)


@pytest.mark.parametrize(
    ("says", "schema", "expected"),
    [
        ("", TEXT, "query_form('p', p, encode=encode_str)"),
        ("", LIST, "query_form('p', p, array=True, encode=encode_int)"),
        ("explode: false", LIST, "query_form('p', p, explode=False, array=True, encode=encode_int)"),
        ("style: form, explode: true", LIST, "query_form('p', p, array=True, encode=encode_int)"),
        ("style: form, explode: false", MAP, "query_form('p', p, explode=False)"),
        ("explode: false", MODEL, "query_form('p', p, explode=False)"),
        ("explode: false", TEXT, "query_form('p', p, encode=encode_str)"),
        ("allowReserved: true", TEXT, "query_form('p', p, allow_reserved=True, encode=encode_str)"),
        ("x-ms-skip-url-encoding: true", TEXT, "query_form('p', p, encoded=True, encode=encode_str)"),
        ("", EITHER, "query_form('p', p, array=isinstance(p, (list, tuple)))"),
        ("style: spaceDelimited", LIST, "query_space_delimited('p', p, array=True, encode=encode_int)"),
        (
            "style: spaceDelimited, explode: true",
            LIST,
            "query_space_delimited('p', p, explode=True, array=True, encode=encode_int)",
        ),
        ("style: spaceDelimited", MODEL, "query_space_delimited('p', p, array=False)"),
        ("style: pipeDelimited", MAP, "query_pipe_delimited('p', p, array=False)"),
        ("style: pipeDelimited", TEXT, "query_pipe_delimited('p', p, array=False, encode=encode_str)"),
        ("style: tabDelimited", TEXT, "query_delimited('p', p, delimiter='\\t', array=False, encode=encode_str)"),
        ("style: pipeDelimited", LIST, "query_pipe_delimited('p', p, array=True, encode=encode_int)"),
        ("style: tabDelimited", LIST, "query_delimited('p', p, delimiter='\\t', array=True, encode=encode_int)"),
        ("style: deepObject", MODEL, "query_deep_object('p', p)"),
        ("style: deepObject, explode: true", MAP, "query_deep_object('p', p)"),
        ("style: deepObject, explode: true", LIST, "query_deep_object('p', p, encode=encode_int)"),
        ("style: deepObject", f"{{type: array, items: {MODEL}}}", "query_deep_object('p', p)"),
    ],
)
def test_in_the_query(says: str, schema: str, expected: str) -> None:
    node = f"{{name: p, in: query, schema: {schema}{', ' if says else ''}{says}}}"

    assert parameter(node).part("query") == f"query_string({expected})"


@pytest.mark.parametrize(
    ("node", "keyword", "expected"),
    [
        (
            "{name: X-P, in: header, schema: {type: string}}",
            "headers",
            "header_fields(header_simple('X-P', x_p, encode=encode_str))",
        ),
        (
            "{name: X-P, in: header, x-ms-header-collection-prefix: X-P-, schema: {type: string}}",
            "headers",
            "header_fields(*header_collection('X-P-', x_p))",
        ),
        (
            f"{{name: X-P, in: header, explode: true, schema: {MAP}}}",
            "headers",
            "header_fields(header_simple('X-P', x_p, explode=True))",
        ),
        (
            f"{{name: X-P, in: header, style: spaceDelimited, schema: {LIST}}}",
            "headers",
            "header_fields(header_simple('X-P', x_p, delimiter=' ', array=True, encode=encode_int))",
        ),
        (
            "{name: p, in: cookie, schema: {type: string}}",
            "cookies",
            "cookie_string(cookie_form('p', p, encode=encode_str))",
        ),
        (
            f"{{name: p, in: cookie, explode: false, schema: {LIST}}}",
            "cookies",
            "cookie_string(cookie_form('p', p, explode=False, array=True, encode=encode_int))",
        ),
        (
            "{name: p, in: query, required: true, schema: {type: string}}",
            "query",
            "query_string(query_form('p', required('p', p), encode=encode_str))",
        ),
        (
            f"{{name: p, in: query, content: {{application/json: {{schema: {MODEL}}}}}}}",
            "query",
            "query_string(query_form('p', json_parameter(p)))",
        ),
        (
            "{name: p, in: query, content: {text/plain: {}}}",
            "query",
            "query_string(query_form('p', p, array=isinstance(p, (list, tuple))))",
        ),
    ],
)
def test_in_other_places_and_required(node: str, keyword: str, expected: str) -> None:
    assert parameter(node).part(keyword) == expected


@pytest.mark.parametrize(
    ("schema", "encoder"),
    [
        ("{type: integer, format: unixtime}", "text_or(encode_datetime_unix)"),
        ("{type: string, format: date-time-rfc1123}", "text_or(encode_datetime_http)"),
        ("{type: array, items: {type: integer, format: duration-seconds}}", "text_or(encode_duration_seconds)"),
        ("{type: string, format: base64url}", "encode_base64url"),
        ("{type: string, format: date-time}", "text_or(encode_datetime)"),
        ("{type: string, format: uuid}", "text_or(encode_uuid)"),
        ("{type: string, format: decimal}", "text_or(encode_decimal_string)"),
        ("{type: string, enum: [a, b]}", "encode_str"),
        ("{type: integer, enum: [1, 2]}", "encode_int"),
        ("{type: number}", "encode_float"),
        ("{type: boolean}", "encode_bool"),
        ("{}", None),
        (MAP, None),
    ],
)
def test_the_encoder_that_checks_and_writes_a_scalar(schema: str, encoder: str | None) -> None:
    query = parameter(f"{{name: p, in: query, schema: {schema}}}").part("query") or ""

    assert ("encode=" in query) is (encoder is not None)
    assert encoder is None or f"encode={encoder})" in query


@pytest.mark.parametrize(
    ("schema", "typed", "raw"),
    [
        ("{type: string}", "str | None", "str | None"),
        ("{type: [string, 'null']}", "str | None", "str | None"),
        ("{type: string, format: uuid}", "UUID | None", "UUID | str | None"),
        ("{type: string, format: date}", "dt.date | None", "dt.date | str | None"),
        ("{type: string, enum: [a, b]}", "models.P | None", "str | None"),
        ("{type: integer, enum: [1, 2]}", "models.P | None", "int | None"),
        (LIST, "Sequence[int] | None", "Sequence[int] | None"),
        (MAP, "Mapping[str, str] | None", "Mapping[str, Any] | None"),
        (MODEL, "models.P | None", "Mapping[str, Any] | Model | None"),
        (EITHER, "str | Sequence[str] | None", "str | Sequence[str] | None"),
    ],
)
def test_the_argument_of_an_optional_parameter(schema: str, typed: str, raw: str) -> None:
    generated = parameter(f"{{name: p, in: query, schema: {schema}}}")

    assert generated.signature().startswith(f"(self, *, p: {typed}=None, cancellation:")
    assert (
        generated.signature(layer="protocol") == f"(self, *, p: {raw}=None, context: RequestContext) -> httpx.Response"
    )


def test_path_parameters_come_first_in_the_order_of_the_path_then_the_required_ones() -> None:
    generated = operation(
        """
        parameters:
        - {name: optional, in: query, schema: {type: string}}
        - {name: b, in: path, required: true, schema: {type: string}}
        - {name: needed, in: header, required: true, schema: {type: string}}
        - {name: a, in: path, required: true, schema: {type: string}}
        """,
        path="/{a}/{b}",
    )

    assert generated.signature().startswith("(self, a: str, b: str, *, needed: str, optional: str | None=None, ")


def test_a_query_parameter_may_have_the_name_of_a_path_parameter() -> None:
    generated = operation(
        """
        parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: id, in: query, schema: {type: string}}
        """,
        path="/{id}",
    )

    assert generated.part("path") == generated.unparsed("f\"/{path_simple('id', id, encode=encode_int)}\"")
    assert generated.part("query") == "query_string(query_form('id', id_2, encode=encode_str))"
    assert generated.warned() == ["name-collision"]


def test_an_operation_overrides_the_parameter_of_its_path() -> None:
    shared = {"name": "p", "in": "query", "schema": {"type": "string"}}
    own = {"name": "p", "in": "query", "required": True, "schema": {"type": "integer"}}
    node = {"operationId": "call", "parameters": [own], "responses": {}}
    generated = generate({"paths": {"/a": {"parameters": [shared], "get": node}}})

    assert generated.signature().startswith("(self, *, p: int, ")


@pytest.mark.parametrize("name", ["Accept", "content-type", "Authorization"])
def test_headers_that_are_said_elsewhere_are_no_parameters(name: str) -> None:
    generated = parameter(f"{{name: {name}, in: header, schema: {{type: string}}}}")

    assert generated.part("headers") is None


@pytest.mark.parametrize(
    "node",
    [
        "{name: p, in: query, style: simple, schema: {type: string}}",
        "{name: p, in: query, style: x, schema: {type: string}}",
    ],
)
def test_a_style_that_does_not_exist_gives_way_with_a_warning(node: str) -> None:
    generated = parameter(node)

    assert generated.part("query") == "query_string(query_form('p', p, encode=encode_str))"
    assert generated.warned() == ["unknown-style"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a b/ü", "'/a%20b/%C3%BC'"),
        ('/a"b', "'/a%22b'"),
        ("/a%20b", "'/a%20b'"),
        ("/a/{{b}}", None),
        ("/v1/things:batch", "'/v1/things:batch'"),
    ],
)
def test_the_fixed_text_of_a_path_is_a_url(path: str, expected: str | None) -> None:
    generated = operation(path=path)

    assert expected in (None, generated.part("path"))
    assert "{" not in (generated.part("path") or "").replace("{path_simple", "")


@pytest.mark.parametrize(
    ("fragment", "query"),
    [
        (
            "{name: o, in: query, style: pipeDelimited, allowReserved: true, "
            "schema: {type: array, items: {type: string}}}",
            "query_pipe_delimited('o', o, allow_reserved=True, array=True, encode=encode_str)",
        ),
        ("{name: o, in: query, style: deepObject, schema: {type: string}}", "query_form('o', o, encode=encode_str)"),
    ],
)
def test_a_style_is_kept_with_all_that_goes_with_it(fragment: str, query: str) -> None:
    generated = parameter(fragment)

    assert generated.part("query") == f"query_string({query})"
    assert generated.warned() == []


@pytest.mark.parametrize(
    ("schema", "query"),
    [
        (
            "{type: array, items: {type: object, properties: {a: {type: string}}}}",
            "query_form('o', o, array=True, encode=json_parameter)",
        ),
        ("{type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}", "query_form('o', o)"),
        ("{type: object, properties: {a: {type: array, items: {type: array, items: {}}}}}", "query_form('o', o)"),
    ],
)
def test_what_no_style_can_write_is_json_and_reported(schema: str, query: str) -> None:
    generated = parameter(f"{{name: o, in: query, schema: {schema}}}")

    assert generated.part("query") == f"query_string({query})"
    assert generated.warned() == ["undefined-serialization"]


def test_a_list_in_an_exploded_object_is_written_as_one_of_its_own() -> None:
    schema = "{type: object, properties: {a: {type: array, items: {type: string}}}}"

    assert parameter(f"{{name: o, in: query, schema: {schema}}}").warned() == []
    for other in ("in: query, explode: false", "in: header, explode: true"):
        assert parameter(f"{{name: o, {other}, schema: {schema}}}").warned() == ["undefined-serialization"]


def test_a_header_that_is_said_elsewhere_is_left_out_and_reported() -> None:
    generated = parameter("{name: Authorization, in: header, required: true, schema: {type: string}}")

    assert generated.part("headers") is None
    assert generated.warned() == ["ignored-header-parameter"]


def test_the_cookie_style_has_a_function_of_its_own() -> None:
    generated = parameter("{name: o, in: cookie, style: cookie, schema: {type: array, items: {type: string}}}")

    assert generated.part("cookies") == "cookie_string(cookie_plain('o', o, array=True, encode=encode_str))"


def test_the_query_that_a_path_sets_comes_before_the_parameters() -> None:
    generated = parameter("{name: p, in: query, schema: {type: string}}", path="/a?comp=a b&all")

    assert generated.part("path") == "'/a'"
    assert generated.part("query") == "query_string('comp=a%20b&all', query_form('p', p, encode=encode_str))"
    assert operation(path="/a?comp=list").part("query") == "query_string('comp=list')"


def test_what_a_path_has_behind_a_hash_is_not_sent_and_reported() -> None:
    generated = parameter("{name: id, in: path, required: true, schema: {type: string}}", path="/a/{id}#share?x=1")

    assert generated.part("path") == "f\"/a/{path_simple('id', id, encode=encode_str)}\""
    assert generated.part("query") is None
    assert generated.warned() == ["path-with-fragment"]


def test_a_parameter_behind_a_hash_makes_it_a_part_of_the_path() -> None:
    generated = parameter("{name: id, in: path, required: true, schema: {type: string}}", path="/a#b/{id}")

    assert generated.part("path") == "f\"/a%23b/{path_simple('id', id, encode=encode_str)}\""
    assert generated.warned() == []


def test_paths_that_differ_behind_a_hash_are_operations_of_their_own() -> None:
    done = {"204": {"description": "Done."}}
    paths = {"/a": "get_one", "/a#share": "get_shared", "/a#all": "get_all"}
    items = {path: {"get": {"operationId": id, "responses": done}} for path, id in paths.items()}
    generated = generate({"paths": items})

    assert {generated.part("path", id) for id in paths.values()} == {"'/a'"}


def test_headers_that_begin_alike_are_a_mapping() -> None:
    says = "x-ms-client-name: metadata, x-ms-header-collection-prefix: X-Meta-, schema: {type: string}"
    generated = parameter(f"{{name: X-Meta, in: header, {says}}}")

    assert "metadata: Mapping[str, str] | None=None" in generated.signature()
    assert generated.part("headers") == "header_fields(*header_collection('X-Meta-', metadata))"


@pytest.mark.parametrize(
    ("media_type", "schema", "annotation", "written"),
    [
        ("application/json", "{type: object, additionalProperties: {type: integer}}", "Mapping[str, int]", "json"),
        ("application/vnd.a+json; b=c", "{}", "Any", "json"),
        ("application/json", "{type: string}", "str", "json"),
        ("text/plain", "{}", "str", "text"),
        ("application/jsonpath", "{type: string}", "str", "text"),
        ("application/xml", "{type: object, properties: {a: {type: string}}}", "str", "text"),
    ],
)
def test_a_whole_query_string(media_type: str, schema: str, annotation: str, written: str) -> None:
    content = f"content: {{'{media_type}': {{schema: {schema}}}}}"
    generated = operation(f"parameters: [{{name: q, in: querystring, required: true, {content}}}]", openapi="3.2.0")
    value = "required('q', json_parameter(q))" if written == "json" else "required('q', q)"

    assert generated.signature().startswith(f"(self, *, q: {annotation}, ")
    assert generated.part("query") == f"query_string(query_whole('q', {value}))"
    assert generated.warned() == []
