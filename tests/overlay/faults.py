"""A description and tables that do not suit it in, what is said about them out."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.projects import Package, make
from veneer.diagnostics import InputError

SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: v1}
paths:
  /pets:
    get:
      operationId: list
      parameters: [{name: After, in: query, schema: {type: string}}, {name: top, in: query, schema: {type: integer}}]
      responses: {LIST}
  /pets/{petId}:
    parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
    post: {operationId: begin, responses: {"202": {description: On., headers: {Where: {schema: {type: string}}}}}}
    put: {operationId: again, responses: {"202": {description: On.}}}
    get: {operationId: look, responses: LOOK, parameters: [], MORE}
  /jobs/{jobId}/{part}:
    parameters: [{name: jobId, in: path, required: true, schema: {type: string}},
      {name: part, in: path, required: true, schema: {type: string}}]
    get: {operationId: two, responses: {"200": *job}}
  /jobs/{jobId}:
    parameters: [{name: jobId, in: path, required: true, schema: {type: integer}}]
    get: {operationId: numbered, responses: {"200": *job}}
  /other/{petId}:
    parameters: [{name: petId, in: path, required: true, schema: {type: integer}}]
    get: {operationId: other, responses: {"200": *job}}
components:
  schemas:
    Pet: {type: object, properties: {id: {type: string}, born: {type: string, format: date-time}, tags: {type: array,
      items: {type: string}}, extra: {}, weight: {type: number}, tame: {type: boolean}}}
    Job: {type: object, properties: {state: {type: string, enum: [busy, Done]}, open: {type: string, enum: [busy],
      x-extensible-enum: true}, said: {type: object, properties: {code: {type: string}}}, words: {type: string}}}
"""
JOB = '{description: How far., content: {application/json: {schema: {$ref: "#/components/schemas/Job"}}}}'
JSON = '"200": {description: All., content: {application/json: {schema: %s}}}'
PETS = JSON % '{type: array, items: {$ref: "#/components/schemas/Pet"}}'
LIST = '[[paging]]\noperations = ["list"]\nstart = "After"\n'
POLL = (
    '[[polling]]\noperations = ["begin"]\nstatus = "look"\nstate = "state"\nsucceeded = ["done"]\nfailed = ["BUSY"]\n'
)
CLIENTS = '[clients.A]\noperations = ["two"]\n[clients.PetsClient]\noperations = ["*"]\n'
LOOK = f'{{"200": {JOB}}}'


def made(folder: Path, tables: str, answers: str = PETS, look: str = LOOK, more: str = "") -> Package:
    """Generate the package; `tables` begin on line 1, `answers` are those of `list`, `look` those of `look`."""
    spec = SPEC.replace("LIST", answers).replace("LOOK", look).replace(", MORE", more).replace("*job", JOB)
    return make(folder, {}, f"{tables}\n{CLIENTS}", {"v1": spec})


def faults(folder: Path, tables: str, answers: str = PETS, look: str = LOOK, more: str = "") -> list[str]:
    """Return what is said about tables, each with its line and column; `tables` begin on line 1."""
    with pytest.raises(InputError) as raised:
        made(folder, tables, answers, look, more)
    found = raised.value.diagnostics
    return [f"{item.location.line}:{item.location.column} {item.message} -> {item.fix}" for item in found]
