"""Request bodies: every kind -> how the convenience layer makes the raw content, and what it takes."""

from __future__ import annotations

import pytest
import yaml

from snippets.describe import generate, operation

MODEL = "{type: object, required: [a], properties: {a: {type: string}}}"
UPLOAD = "{type: object, properties: {file: {type: string, format: binary}, name: {type: string}}}"


def body(content: str, required: str = "true") -> str:
    return f"requestBody: {{required: {required}, content: {{{content}}}}}"


@pytest.mark.parametrize(
    ("content", "annotation", "made", "content_type"),
    [
        (
            f"application/json: {{schema: {MODEL}}}",
            "models.CallContent",
            "json_content(content, models.CallContent)",
            "application/json",
        ),
        (
            f"application/merge-patch+json: {{schema: {MODEL}}}",
            "models.CallContent",
            "json_content(content, models.CallContent)",
            "application/merge-patch+json",
        ),
        (
            "application/json: {schema: {type: array, items: {type: integer}}}",
            "Sequence[int]",
            "json_value(content, encode_list(encode_int))",
            "application/json",
        ),
        ("application/json: {}", "Any", "json_value(content, encode_any)", "application/json"),
        (
            f"application/x-www-form-urlencoded: {{schema: {MODEL}}}",
            "models.CallContent",
            "form_content(content, models.CallContent)",
            "application/x-www-form-urlencoded",
        ),
        (
            "application/x-www-form-urlencoded: {schema: {type: object, additionalProperties: {type: string}}}",
            "Mapping[str, str]",
            "form_content(encode_map(encode_str)(content), dict)",
            "application/x-www-form-urlencoded",
        ),
        (
            f"multipart/form-data: {{schema: {UPLOAD}}}",
            "models.CallContent",
            "multipart_content(content, models.CallContent)",
            "multipart/form-data",
        ),
        ("multipart/form-data: {}", "Any", "RequestContent.multipart(content)", "multipart/form-data"),
        ("text/plain: {}", "str", "text_content(content, 'text/plain')", "text/plain"),
        ("application/xml: {}", "str", "text_content(content, 'application/xml')", "application/xml"),
        (
            f"application/xml: {{schema: {MODEL}}}",
            "models.CallContent",
            "xml_content(content, encode_model(models.CallContent), XmlField('call_content', 'CallContent'), SHAPES, "
            "'application/xml')",
            "application/xml",
        ),
        (
            "application/x-ndjson: {}",
            "Iterable[Any] | AsyncIterable[Any]",
            "lines_content(content, encode_any, 'application/x-ndjson')",
            "application/x-ndjson",
        ),
        (
            f"application/jsonl: {{schema: {{type: array, items: {MODEL}}}}}",
            "Iterable[models.CallContentItem] | AsyncIterable[models.CallContentItem]",
            "lines_content(content, encode_model(models.CallContentItem), 'application/jsonl')",
            "application/jsonl",
        ),
        ("image/png: {}", "BinaryContent", "binary_content(content, 'image/png')", "image/png"),
        ("'*/*': {}", "BinaryContent", "binary_content(content, content_type or '*/*')", None),
        (
            "application/json: {schema: {type: string, format: binary}}",
            "BinaryContent",
            "binary_content(content, 'application/json')",
            "application/json",
        ),
    ],
)
def test_one_media_type(content: str, annotation: str, made: str, content_type: str | None) -> None:
    generated = operation(body(content), method="post")

    assert generated.signature().startswith(f"(self, content: {annotation}, *, ")
    assert f"raw = super().call({made}, context=cancel_with(cancellation, context))" in generated.body()
    assert generated.part("content") == "required_content(content)"
    assert generated.part("content_type") == (repr(content_type) if content_type else None)


@pytest.mark.parametrize(
    ("media_type", "made"),
    [("multipart/form-data", "multipart"), ("application/x-www-form-urlencoded", "form")],
)
@pytest.mark.parametrize("schema", ["{type: array, items: {type: string}}", "{type: string, format: binary}"])
def test_a_form_that_is_no_object_takes_the_callers_names(media_type: str, made: str, schema: str) -> None:
    generated = operation(body(f"{media_type}: {{schema: {schema}}}"), method="post")

    assert generated.signature().startswith("(self, content: Any, *, ")
    assert any(f"super().call(RequestContent.{made}(content), " in statement for statement in generated.body())


def test_the_media_type_of_bytes_is_the_callers_where_it_is_a_range() -> None:
    generated = operation(body("'image/*': {}, image/png: {}"), method="post")

    signature = generated.signature()
    assert signature.startswith("(self, content: BinaryContent, *, content_type: str | None=None, cancellation")
    assert "binary_content(content, content_type or 'image/*')" in generated.body()[1]


def test_json_is_spoken_where_there_is_a_choice_and_names_its_media_type() -> None:
    contents = f"application/xml: {{}}, application/vnd.x+json: {{schema: {MODEL}}}"
    generated = operation(body(contents), method="post")

    assert generated.signature().startswith("(self, content: models.CallContent | str, *, cancellation")
    assert "else json_content(cast(Any, content), models.CallContent, 'application/vnd.x+json')" in generated.body()[1]
    assert generated.part("content_type") == "'application/xml'"


def test_a_model_that_two_media_types_take_is_sent_as_the_first_unless_the_caller_says() -> None:
    one = f"{{oneOf: [{MODEL}, {UPLOAD}]}}"
    contents = f"application/json: {{schema: {one}}}, multipart/form-data: {{schema: {UPLOAD}}}"
    schemas = {"Text": yaml.safe_load(MODEL), "Upload": yaml.safe_load(UPLOAD)}
    contents = contents.replace(MODEL, "{$ref: '#/components/schemas/Text'}")
    contents = contents.replace(UPLOAD, "{$ref: '#/components/schemas/Upload'}")
    generated = operation(body(contents), method="post", components={"schemas": schemas})

    assert generated.signature().startswith(
        "(self, content: models.Text | models.Upload, *, "
        "content_type: Literal['application/json', 'multipart/form-data'] | None=None, "
    )
    assert "if content_type == 'multipart/form-data' else json_value(" in generated.body()[1]
    assert "content_type (Literal[" in generated.file("pkg.py")


def test_a_body_that_may_be_left_out_makes_the_protocol_form_need_its_context() -> None:
    generated = operation(body(f"application/json: {{schema: {MODEL}}}", required="false"), method="post")

    assert generated.signature().startswith("(self, content: models.CallContent | None=None, *, cancellation:")
    assert generated.signature(layer="raw").startswith(
        "(self, content: RequestContent | None=None, *, context: RequestContext)"
    )
    assert generated.part("content") == "optional_content(content)"
    first, second, _ = generated.body()
    assert first.startswith("if isinstance(content, RequestContent) or (content is None and context is not None):")
    assert second.startswith(
        "raw = super().call(None if content is None else json_content(content, models.CallContent), "
    )


def test_a_body_that_is_required_makes_the_content_tell_the_layer() -> None:
    generated = operation(body(f"application/json: {{schema: {MODEL}}}"), method="post")

    assert generated.signature(layer="raw") == (
        "(self, content: RequestContent, *, context: RequestContext | None=None) -> httpx.Response"
    )
    assert generated.body()[0].startswith("if isinstance(content, RequestContent):")


@pytest.mark.parametrize("reference", ["'#/components/schemas/Upload'", "'#/components/schemas/Alias'"])
def test_a_named_schema_of_a_multipart_body_has_files(reference: str) -> None:
    generated = operation(
        body(f"multipart/form-data: {{schema: {{$ref: {reference}}}}}"),
        method="post",
        components={
            "schemas": {
                "Alias": {"$ref": "#/components/schemas/Upload"},
                "Upload": {
                    "type": "object",
                    "properties": {
                        "one": {"type": "string", "format": "binary"},
                        "many": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    },
                },
                "Other": {"type": "object", "properties": {"one": {"type": "string", "format": "binary"}}},
            }
        },
    )

    assert "one: FileContent | None" in generated.model("upload")
    assert "many: list[FileContent] | None" in generated.model("upload")
    assert "one: str | None" in generated.model("other")


def test_a_union_of_forms_is_written_by_its_own_class() -> None:
    one = {"type": "object", "properties": {"a": {"type": "string"}}}
    two = {"type": "object", "properties": {"b": {"type": "string"}}}
    content = {"application/x-www-form-urlencoded": {"schema": {"oneOf": [one, two]}}}
    node = {"operationId": "call", "requestBody": {"required": True, "content": content}, "responses": {}}
    generated = generate({"paths": {"/a": {"post": node}}})

    assert "form_content(content, Model)" in generated.body()[1]


def test_overloads_become_methods_of_their_own() -> None:
    generated = operation(
        f"""
        requestBody:
          required: true
          content:
            application/json: {{schema: {MODEL}}}
            multipart/form-data: {{schema: {UPLOAD}}}
        responses:
          '200': {{description: Made., content: {{application/json: {{schema: {MODEL}}}}}}}
          '202': {{description: Later.}}
        x-overloads:
        - {{operationId: withText, contentType: application/json, responses: ['200']}}
        - {{operationId: withFile, contentType: multipart/form-data, responses: ['202']}}
        """,
        method="post",
    )

    assert generated.signature("with_text").startswith("(self, content: models.WithTextContent, *, ")
    assert generated.signature("with_text").endswith("-> Response[models.WithTextResult]")
    assert generated.part("content_type", "with_file") == "'multipart/form-data'"
    assert generated.signature("with_file").endswith("-> Response[None]")
    assert "def call(" not in generated.file("pkg.py")


def test_an_empty_list_of_overloads_drops_nothing() -> None:
    assert "def call(" in operation("x-overloads: []").file("pkg.py")


def test_the_type_of_the_value_tells_the_media_type_where_it_can() -> None:
    form = "{type: object, properties: {b: {type: string}}}"
    contents = [f"application/json: {{schema: {MODEL}}}", f"multipart/form-data: {{schema: {form}}}", "image/png: {}"]
    generated = operation(body(", ".join(contents)), method="post")

    assert generated.signature().startswith(
        "(self, content: models.CallContent | models.CallContent2 | BinaryContent, *"
    )
    assert (
        "json_content(cast(Any, content), models.CallContent) if isinstance(content, models.CallContent) else "
        in (generated.body()[1])
    )
    assert "else binary_content(cast(Any, content), 'image/png')" in generated.body()[1]


def test_an_argument_tells_the_media_type_where_several_take_the_same_model() -> None:
    components = {"schemas": {"Pet": {"type": "object", "properties": {"a": {"type": "string"}}}}}
    pet = "{schema: {$ref: '#/components/schemas/Pet'}}"
    generated = operation(
        body(f"application/xml: {pet}, application/json: {pet}, 'application/*+json': {pet}"),
        method="post",
        components=components,
    )

    assert generated.signature().startswith(
        "(self, content: models.Pet, *, content_type: Literal['application/json', 'application/xml'] | None=None, "
    )
    assert generated.signature(layer="raw").startswith("(self, content: RequestContent, *, context: ")
    assert generated.body()[1] == (
        "raw = super().call(xml_content(content, encode_model(models.Pet), XmlField('Pet', 'Pet'), SHAPES, "
        "'application/xml') if content_type == 'application/xml' else json_content(content, models.Pet), "
        "context=cancel_with(cancellation, context))"
    )


def test_a_parameter_keeps_its_name_beside_that_argument() -> None:
    generated = operation(
        "parameters: [{name: content_type, in: query, schema: {type: string}}]\n"
        + body("image/png: {}, image/jpeg: {}"),
        method="post",
    )

    assert "content_type: str | None=None, content_type_: Literal['image/png', 'image/jpeg']" in generated.signature()


def test_a_text_that_stands_for_an_object_is_not_offered_beside_json() -> None:
    generated = operation(
        body(f"text/plain: {{schema: {MODEL}}}, application/json: {{schema: {MODEL}}}"), method="post"
    )

    assert generated.signature().startswith("(self, content: models.CallContent")
    assert "str" not in generated.signature()


def test_a_text_of_any_schema_is_a_string_that_only_its_media_type_tells_from_any_json() -> None:
    any = "{schema: {}}"
    generated = operation(
        body(f"application/octet-stream: {any}, text/plain: {any}, application/json: {any}"), method="post"
    )

    assert generated.signature().startswith(
        "(self, content: Any, *, content_type: "
        "Literal['application/json', 'application/octet-stream', 'text/plain'] | None=None, "
    )
    assert "if content_type == 'text/plain' else json_value(cast(Any, content), encode_any)" in generated.body()[1]
