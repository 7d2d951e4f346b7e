"""Merge patches -> classes in which null removes what may be left out."""

from __future__ import annotations

import pytest

from snippets.describe import Generated, generate

PATCH = """
components:
  schemas:
    Patch:
      type: object
      required: [id]
      properties:
        id: {type: string}
        age: {type: integer}
        owner: {$ref: '#/components/schemas/Owner'}
        tags: {type: object, additionalProperties: {$ref: '#/components/schemas/Tag'}}
        list: {type: array, items: {$ref: '#/components/schemas/Item'}}
        kind: {const: pet}
    Owner: {type: object, properties: {name: {type: string}}}
    Tag: {type: object, properties: {colour: {type: string}}, additionalProperties: {type: integer}}
    Item: {type: object, properties: {size: {type: integer}}}
paths:
  /things:
    patch:
      operationId: call
      requestBody:
        required: true
        content: {application/merge-patch+json: {schema: SCHEMA}}
      responses: {'200': {description: d, content: {application/json: {schema: ANSWER}}}}
"""


def patched(schema: str = "{$ref: '#/components/schemas/Patch'}", answer: str = "{}") -> Generated:
    return generate(PATCH.replace("SCHEMA", schema).replace("ANSWER", answer))


def test_null_stands_for_what_may_be_left_out() -> None:
    generated = patched()

    assert generated.model("patch").splitlines()[:6] == [
        "id: str",
        "age: int | None | Unset = field(default=UNSET, kw_only=True)",
        "owner: Owner | None | Unset = field(default=UNSET, kw_only=True)",
        "tags: dict[str, Tag | None] | None | Unset = field(default=UNSET, kw_only=True)",
        "list_: list[Item] | None | Unset = field(default=UNSET, kw_only=True)",
        "kind: Literal['pet'] | None = field(default=None, kw_only=True)",
    ]
    assert generated.warned() == []


def test_so_it_does_in_models_that_are_merged_too() -> None:
    generated = patched()

    assert generated.model("owner").startswith("name: str | None | Unset = ")
    assert "additional_properties: dict[str, int | None] = " in generated.model("tag")


def test_what_lists_hold_is_replaced_and_not_merged() -> None:
    assert patched().model("item").startswith("size: int | None = ")


def test_a_map_as_a_whole() -> None:
    generated = patched("{type: object, additionalProperties: {type: integer}}")

    assert generated.signature().startswith("(self, content: Mapping[str, int | None], *, ")


def test_a_model_that_is_used_elsewhere_stays_as_it_is() -> None:
    generated = patched(answer="{$ref: '#/components/schemas/Patch'}")

    assert "age: int | None = " in generated.model("patch")
    assert generated.warned() == ["merge-patch"]


@pytest.mark.parametrize("answer", ["{$ref: '#/components/schemas/Owner'}", "{$ref: '#/components/schemas/Item'}"])
def test_one_that_is_in_it_too(answer: str) -> None:
    generated = patched(answer=answer)

    assert "age: int | None | Unset = " in generated.model("patch")
    assert "name: str | None = " in generated.model("owner") or "Item" in answer
    assert generated.warned() == []
