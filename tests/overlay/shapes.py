"""A description whose lists come in every shape that a page, its items and their keys can have."""

from __future__ import annotations

_LISTS = {
    # operationId: the answers by status; below each, what package.toml says besides `start`
    "listOrNothing": ("200: *pets, 204: *none", 'key = "id"'),
    "listBoxOrNothing": ("200: *box, 204: *none", 'items = "pets"\nkey = "id"'),
    "listSomeOrAll": ("200: *pets, 206: *pets", 'key = "id"'),
    "listInRange": ("2XX: *pets, 204: *none", 'key = "id"'),
    "listOutsideRange": ("200: *pets, 2XX: *none", 'key = "id"'),
    "listByDefault": ("default: *pets", 'key = "id"'),
    "listNull": ("200: *null_pets", 'key = "id"'),
    "listNullBox": ("200: *null_box", 'items = "pets"\nkey = "id"'),
    "listNullInBox": ("200: *box", 'items = "nulls"\nkey = "id"'),
    "listRequiredNullInBox": ("200: *box", 'items = "required"\nkey = "id"'),
    "listNullTexts": ("200: *null_texts", ""),
    "listByTag": ("200: *pets", 'key = "tag"'),
    "listByKind": ("200: *pets", 'key = "kind"'),
    "listByLevel": ("200: *pets", 'key = "level"'),
    "listByCode": ("200: *pets", 'key = "code"'),
    "listKinds": ("200: *kinds", ""),
    "listCodes": ("200: *codes", ""),
}
_PATH = """\
  /{id}:
    get:
      operationId: {id}
      parameters: [*after, *page]
      responses: {{{answers}}}
"""
_HEAD = """\
openapi: 3.1.0
info: {title: Pets, version: v1}
servers: [{url: https://pets.test}]
x-parts:
  - &after {name: after, in: query, schema: {type: string}}
  - &page {name: page, in: query, schema: {type: string}}
  - &none {description: None.}
  - &pets {description: All., content: {application/json: {schema: {type: array, items: *Pet}}}}
  - &null_pets {description: All., content: {application/json: {schema: {type: [array, "null"], items: *Pet}}}}
  - &box {description: All., content: {application/json: {schema: *Box}}}
  - &null_box {description: All., content: {application/json: {schema: {oneOf: [*Box, {type: "null"}]}}}}
  - &null_texts {description: All., content: {application/json: {schema: {type: array, items: *NullText}}}}
  - &kinds {description: All., content: {application/json: {schema: {type: array, items: *Kind}}}}
  - &codes {description: All., content: {application/json: {schema: {type: array, items: *Code}}}}
paths:
"""
_TAIL = """\
  /trainings/{code}/{kind}:
    parameters:
      - {name: code, in: path, required: true, schema: {type: string, format: uuid}}
      - {name: kind, in: path, required: true, schema: *Kind}
    post: {operationId: train, responses: {"202": *none}}
    get: {operationId: getTraining, responses: {"200": {description: How far., content: {
      application/json: {schema: *Training}}}}}
components:
  schemas:
    Training: {type: object, properties: {state: {type: [string, "null"]}}}
    NullText: {type: [string, "null"]}
    Code: {type: string, format: uuid}
    Kind: {type: string, enum: [CAT, Dog], x-extensible-enum: true}
    Level: {type: integer, enum: [1, 2]}
    Box:
      type: object
      required: [required]
      properties:
        pets: {type: array, items: *Pet}
        nulls: {type: [array, "null"], items: *Pet}
        required: {type: [array, "null"], items: *Pet}
    Pet:
      type: object
      required: [id]
      properties:
        id: {type: string}
        tag: {type: [string, "null"]}
        kind: *Kind
        level: {$ref: "#/components/schemas/Level"}
        code: {type: string, format: uuid}
"""


def _with_references(text: str) -> str:
    for name in ("Pet", "Box", "Kind", "NullText", "Code", "Training"):
        text = text.replace(f"*{name}", f'{{$ref: "#/components/schemas/{name}"}}')
    return text


SHAPES = _with_references(
    _HEAD + "".join(_PATH.format(id=id, answers=answers) for id, (answers, _) in _LISTS.items()) + _TAIL
)
SHAPES_TABLES = '[clients.PetsClient]\noperations = ["*"]\n' + "".join(
    f'\n[[paging]]\noperations = ["{id}"]\nstart = "after"\n{said}\n' for id, (_, said) in _LISTS.items()
)
SHAPES_TABLES += """
[[polling]]
operations = ["train"]
status = "getTraining"
state = "state"
succeeded = ["done", "none"]
failed = ["unset"]
"""
