"""Responses by status, range and default -> the value's annotation and the expression that reads it."""

from __future__ import annotations

import re

import pytest

from snippets.describe import Generated, operation

PET = "{schema: {$ref: '#/components/schemas/Pet'}}"
PETS = {
    "schemas": {
        "Pet": {"type": "object", "properties": {"a": {"type": "string"}}},
        "Cat": {"type": "object", "properties": {"b": {}}},
    }
}


def answers(responses: str, method: str = "get") -> Generated:
    return operation(f"responses: {{{responses}}}", method=method, components=PETS)


def one(content: str, status: str = "200") -> str:
    return f"'{status}': {{description: d, content: {{{content}}}}}"


def value_of(generated: Generated) -> str:
    return generated.signature().rpartition("-> ")[2]


@pytest.mark.parametrize("media_type", ["application/json", "application/xml", "image/png"])
def test_a_whole_answer_of_format_binary_is_bytes(media_type: str) -> None:
    generated = answers(one(f"{media_type}: {{schema: {{type: string, format: binary}}}}"))

    assert value_of(generated) == "Response[bytes]"
    assert generated.read() == f"read_bytes(raw, '{media_type}')"


@pytest.mark.parametrize("media_type", ["application/json", "application/xml", "'*/*'"])
def test_so_is_one_behind_references(media_type: str) -> None:
    binary = {"Bytes": {"type": "string", "format": "binary"}, "Again": {"$ref": "#/components/schemas/Bytes"}}
    generated = operation(
        "responses: {" + one(media_type + ": {schema: {$ref: '#/components/schemas/Again'}}") + "}",
        components={"schemas": binary},
    )

    assert value_of(generated) == "Response[bytes]"


@pytest.mark.parametrize(
    ("responses", "annotation", "read"),
    [
        ("'204': {description: d}", "None", "None"),
        ("", "None", "None"),
        (one(f"application/json: {PET}"), "models.Pet", "read_json(raw, models.Pet.from_dict)"),
        (one(f"application/problem+json: {PET}"), "models.Pet", "read_json(raw, models.Pet.from_dict)"),
        (one(f"'*/*': {PET}"), "models.Pet", "read_json(raw, models.Pet.from_dict)"),
        (one("application/json: {}"), "Any", "read_json(raw, decode_any)"),
        (one("text/plain: {}"), "str", "read_text(raw, 'text/plain')"),
        (one("application/xml: {}"), "str", "read_text(raw, 'application/xml')"),
        (
            one(f"application/xml: {PET}"),
            "models.Pet",
            "read_xml(raw, models.Pet.from_dict, XmlField('Pet', 'Pet'), SHAPES)",
        ),
        (
            one(f"application/xml: {PET}, application/json: {PET}, text/plain: {PET}"),
            "models.Pet",
            "read_xml(raw, models.Pet.from_dict, XmlField('Pet', 'Pet'), SHAPES) if answers_as(raw, 'application/xml') "
            "else read_json(raw, models.Pet.from_dict)",
        ),
        (one("application/octet-stream: {}"), "bytes", "read_bytes(raw, 'application/octet-stream')"),
        (one(f"multipart/mixed: {PET}"), "bytes", "read_bytes(raw, 'multipart/mixed')"),
        (
            one(f"application/x-www-form-urlencoded: {PET}"),
            "str",
            "read_text(raw, 'application/x-www-form-urlencoded')",
        ),
        (one(f"application/json: {PET}", "2XX"), "models.Pet", "read_json(raw, models.Pet.from_dict)"),
        (one(f"application/json: {PET}", "default"), "models.Pet", "read_json(raw, models.Pet.from_dict)"),
    ],
)
def test_one_answer(responses: str, annotation: str, read: str) -> None:
    generated = answers(responses)

    assert value_of(generated) == f"Response[{annotation}]"
    assert generated.read() == read


@pytest.mark.parametrize(
    ("schema", "annotation", "decoder"),
    [
        (
            "{type: array, items: {$ref: '#/components/schemas/Pet'}}",
            "list[models.Pet]",
            "list_of(models.Pet.from_dict)",
        ),
        ("{type: object, additionalProperties: {type: integer}}", "dict[str, int]", "map_of(decode_int)"),
        (
            "{oneOf: [{type: string}, {$ref: '#/components/schemas/Pet'}]}",
            "str | models.Pet",
            "one_of(decode_str, models.Pet.from_dict)",
        ),
        (
            "{anyOf: [{$ref: '#/components/schemas/Pet'}, {type: 'null'}]}",
            "models.Pet | None",
            "nullable(models.Pet.from_dict)",
        ),
        ("{type: string, format: date-time}", "dt.datetime", "decode_datetime"),
        ("{type: string, format: byte}", "bytes", "decode_base64"),
        ("{type: array, items: {type: string, format: binary}}", "list[str]", "list_of(decode_str)"),
        ("{type: array, items: {}}", "list[Any]", "list_of(decode_any)"),
        (
            "{type: array, prefixItems: [{type: string}, {type: integer}], items: false}",
            "list[str | int]",
            "tuple_of(decode_str, decode_int)",
        ),
        ("true", "Any", "decode_any"),
    ],
)
def test_a_type(schema: str, annotation: str, decoder: str) -> None:
    generated = answers(one(f"application/json: {{schema: {schema}}}"))

    assert value_of(generated) == f"Response[{annotation}]"
    assert generated.read() == f"read_json(raw, {decoder})"


@pytest.mark.parametrize(
    ("responses", "annotation", "read"),
    [
        (
            (one(f"application/json: {PET}"), "'204': {description: d}"),
            "models.Pet | None",
            "read_json(raw, models.Pet.from_dict) if raw.status_code == 200 else None",
        ),
        (
            (one(f"application/json: {PET}"), one(f"application/json: {PET}", "201")),
            "models.Pet",
            "read_json(raw, models.Pet.from_dict)",
        ),
        (
            (
                one("application/json: {schema: {$ref: '#/components/schemas/Cat'}}", "2XX"),
                one(f"application/json: {PET}"),
            ),
            "models.Pet | models.Cat",
            "read_json(raw, models.Pet.from_dict) if raw.status_code == 200 else read_json(raw, models.Cat.from_dict)",
        ),
        (
            (one(f"application/json: {PET}"), one("text/plain: {}", "202"), one(f"application/json: {PET}", "203")),
            "models.Pet | str",
            "read_json(raw, models.Pet.from_dict) if raw.status_code == 200 or raw.status_code == 203 else "
            "read_text(raw, 'text/plain')",
        ),
        (
            (one(f"application/json: {PET}"), "'204': {description: d}", one(f"application/json: {PET}", "2XX")),
            "models.Pet | None",
            "read_json(raw, models.Pet.from_dict) if raw.status_code == 200 else "
            "None if raw.status_code == 204 else read_json(raw, models.Pet.from_dict)",
        ),
        (
            (one(f"application/json: {PET}"), one("application/json: {}", "default")),
            "models.Pet",
            "read_json(raw, models.Pet.from_dict)",
        ),
        (
            ("'302': {description: d}", one(f"application/json: {PET}")),
            "models.Pet | None",
            "read_json(raw, models.Pet.from_dict) if raw.status_code == 200 else None",
        ),
    ],
)
def test_several_answers(responses: tuple[str, ...], annotation: str, read: str) -> None:
    generated = answers(", ".join(responses))

    assert value_of(generated) == f"Response[{annotation}]"
    assert generated.read() == read


def test_an_answer_to_head_has_no_body_whatever_is_described() -> None:
    assert answers(one(f"application/json: {PET}"), method="head").read() == "None"


@pytest.mark.parametrize(
    ("responses", "accept"),
    [
        ("'204': {description: d}", None),
        (one(f"application/xml: {{}}, application/json: {PET}"), "'application/json'"),
        (one(f"application/xml: {PET}, application/json: {PET}"), "'application/json, application/xml;q=0.9'"),
        (
            f"{one('image/png: {}')}, {one('application/problem+json: {}', 'default')}",
            "'image/png, application/problem+json'",
        ),
        (
            f"{one('application/problem+json: {}', '400')}, {one('text/csv: {}', '2XX')}",
            "'text/csv, application/problem+json'",
        ),
    ],
)
def test_what_is_accepted_is_what_the_convenience_layer_reads(responses: str, accept: str | None) -> None:
    assert answers(responses).part("accept") == accept


@pytest.mark.parametrize(
    ("status", "success"), [("302", "(302,)"), ("3XX", "(*range(300, 400),)"), ("201", None), ("404", None)]
)
def test_a_redirect_that_is_described_is_a_success(status: str, success: str | None) -> None:
    assert answers(f"'{status}': {{description: d}}").part("success") == success


def test_a_redirect_with_a_body_is_one_where_nothing_else_is() -> None:
    cat = one("application/json: {schema: {$ref: '#/components/schemas/Cat'}}", "301")

    beside = answers(f"{one(f'application/json: {PET}')}, {cat}")
    assert value_of(beside) == "Response[models.Pet]"
    assert beside.part("success") is None
    assert value_of(answers(cat)) == "Response[models.Cat]"
    assert answers(cat).part("success") == "(301,)"


def test_headers_that_begin_alike_are_said_with_what_collects_them() -> None:
    headers = "{ETag: {schema: {}}, X-Meta: {x-ms-header-collection-prefix: X-Meta-, schema: {type: string}}}"
    text = answers(f"'200': {{description: d, headers: {headers}}}").file("pkg.py")

    assert "Headers: ``ETag``, those that begin with ``X-Meta-``, by ``collected()``." in text


def test_what_is_said_of_several_answers_stands_behind_the_status_of_each() -> None:
    generated = answers("'200': {description: Done}, '202': {description: Later.}, '2XX': {description: ''}")
    alone = answers("'200': {description: Done, headers: {X-Count: {schema: {type: integer}}}}")

    assert "Response[None]: 200: Done. 202: Later.\n" in generated.file("pkg.py")
    assert "Response[None]: Done. Headers: ``X-Count``.\n" in alone.file("pkg.py")


def test_what_is_said_of_failures_stands_behind_the_status_of_each() -> None:
    missing = "'404': {description: Not there.}"
    others = f"'200': {{description: Done}}, {missing}, '4XX': {{description: ''}}"

    assert failures(f"{others}, default: {{description: Broken.}}") == "404: Not there. Any other status: Broken."
    assert failures(others) == "404: Not there."
    assert failures("'200': {description: Done}, default: {description: Broken.}") == "Broken."
    many = "'429': {description: Too many., headers: {Retry-After: {schema: {}}}}"
    assert failures(f"'200': {{description: Done}}, {many}") == "429: Too many. Headers: ``Retry-After``."
    # A redirection with a body beside a result is none, and a default beside no success is one.
    moved = f"'301': {{description: Moved., content: {{application/json: {{schema: {PET}}}}}}}"
    assert failures(f"{moved}, '200': {{description: Done}}") == "301: Moved."
    assert failures(f"{missing}, default: {{description: Done}}") == "404: Not there."
    assert failures("'200': {description: Done}").startswith("What the service answered")


def failures(responses: str) -> str:
    text = answers(responses).file("pkg.py")
    found = re.search(r"RequestFailedError: ([^\0]*?)\n +TypeError: ", text)
    assert found is not None
    return " ".join(found[1].split())
