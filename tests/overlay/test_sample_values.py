"""A value of `[samples.values]` and what has its name -> whether samples can have it, or a problem at its line."""

from __future__ import annotations

import pytest

from veneer.build import build
from veneer.diagnostics import InputError
from veneer.load import load_text
from veneer.load.customizations import TextFile
from veneer.overlay import plan, plan_package, read_configuration
from veneer.views.samples.fitting import check_sample_values

DESCRIPTION = """
openapi: 3.1.0
info: {title: Test, version: "1"}
servers: [{url: "https://{region}.example.com", variables: {region: {default: west}}}]
paths:
  /things:
    post:
      operationId: call
      parameters: [{name: day, in: query, schema: {type: string, format: date}}]
      requestBody:
        content:
          multipart/form-data:
            schema:
              properties:
                photo: {type: string, format: binary}
                size: {type: integer, maximum: 9}
                sizes: {type: array, items: {type: integer, maximum: 9}}
                kind: {enum: [a, b]}
                either: {anyOf: [{type: integer}, {type: array, items: {type: boolean}}]}
                maybe: {type: [string, "null"], maxLength: 3}
                more: {type: object, additionalProperties: {type: integer}}
                pair: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
                free: {}
      responses: {"204": {description: d}}
"""


def check(values: str) -> None:
    custom = read_configuration(TextFile("custom/package.toml", "package.toml", f"[samples.values]\n{values}\n"))
    api = build(load_text(DESCRIPTION, "api.yaml")).api
    check_sample_values(plan_package("pkg", custom, (plan("pkg", "1", "api.yaml", api, custom),)))


@pytest.mark.parametrize(
    "value",
    [
        'photo = "me.jpg"',
        "size = 9",
        "sizes = [1, 2]",
        "sizes = 3",
        'kind = "b"',
        "either = [true]",
        'maybe = "abc"',
        "more = {a = 1}",
        'pair = "left"',
        "free = 1",
        'day = "2025-03-04"',
        'endpoint = "https://east.example.com"',
    ],
)
def test_value_that_has_a_place(value: str) -> None:
    check(value)


@pytest.mark.parametrize(
    "value",
    [
        "photo = 1",
        "size = 10",
        "sizes = [1, 10]",
        'kind = "c"',
        "either = [1]",
        'maybe = "abcd"',
        "more = 1",
        "pair = true",
        'day = "tomorrow"',
    ],
)
def test_value_that_fits_nowhere(value: str) -> None:
    with pytest.raises(InputError) as caught:
        check(f"free = 1\n{value}")
    (problem,) = caught.value.diagnostics
    assert (problem.id, problem.location.line) == ("unused-sample-value", 3)
    assert "samples cannot take this value" in problem.message


def test_name_that_nothing_has() -> None:
    with pytest.raises(InputError) as caught:
        check("sise = 3")
    (problem,) = caught.value.diagnostics
    assert problem.message == "no version of `pkg` has a property or a parameter `sise`"
    assert problem.fix == "Remove it, or write `size`."
