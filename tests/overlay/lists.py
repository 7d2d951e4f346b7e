"""A description with lists in pages and long-running operations in, a caller of its client, sync or async, out."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from functional.clients import Answer, Caller

LISTS = """\
openapi: 3.1.0
info: {title: Pets, version: v1}
servers: [{url: https://pets.test}]
paths:
  /owners/{ownerId}/pets:
    get:
      operationId: listPets
      parameters: [&owner {name: ownerId, in: path, required: true, schema: {type: string}}, &after {name: from,
        in: query, schema: {type: string}}, {name: top, in: query, schema: {type: integer, default: 3}},
        {name: kind, in: query, schema: {type: string}}, {name: X-Why, in: header, schema: {type: string}}]
      responses: {"200": {description: Pets., content: {application/json: {schema: {type: array, items: *Pet}}}}}
  /tags:
    get:
      operationId: listTags
      parameters: [*after, &limit {name: limit, in: query, schema: {type: integer}}]
      responses: {"200": {description: Tags., content: {application/json: {schema: *Tags}}}}
  /visits:
    get:
      operationId: listVisits
      parameters: [*after]
      responses: {"200": {description: Visits., content: {application/json: {schema: *Visits}}}}
  /search:
    post:
      operationId: searchPets
      parameters: [*after, *limit]
      requestBody: {required: true, content: {application/json: {schema: *Pet}}}
      responses: {"200": {description: Pets., content: {application/json: {schema: {type: array, items: *Pet}}}}}
  /owners/{ownerId}/training:
    post:
      operationId: train
      parameters: [*owner]
      responses: {"202": {description: Taken on.}}
    get:
      operationId: getTraining
      parameters: [*owner]
      responses: {"200": {description: How far., content: {application/json: {schema: *Training}}}}
  /imports:
    post:
      operationId: importPet
      requestBody: {required: true, content: {application/json: {schema: *Pet}}}
      responses:
        "202":
          description: Taken on.
          headers: {Operation-Location: {schema: {type: string}}}
          content: {application/json: {schema: *Pet}}
  /operations/{operationId}:
    get:
      operationId: getOperation
      parameters: [{name: operationId, in: path, required: true, schema: {type: string, format: uuid}}]
      responses: {"200": {description: How far., content: {application/json: {schema: *Job}}}}
"""
for _name in ("Pet", "Tags", "Visits", "Training", "Job"):
    LISTS = LISTS.replace(f"*{_name}", f'{{$ref: "#/components/schemas/{_name}"}}')
LISTS += """\
components:
  schemas:
    Pet: {type: object, required: [petId], properties: {petId: {type: string}}}
    Tags: {type: object, properties: {names: {type: array, items: {type: string}}}}
    Visits: {type: object, required: [all], properties: {all: {type: array, items: {
      $ref: "#/components/schemas/Visit"}}}}
    Visit: {type: object, required: [number], properties: {number: {type: integer}}}
    State: {type: string, enum: [waiting, Done, broken], x-extensible-enum: true}
    Training: {type: object, required: [state], properties: {state: {$ref: "#/components/schemas/State"},
      said: {type: string}}}
    Job: {type: object, required: [state], properties: {state: {type: string}, said: {type: string}}}
"""

CLIENTS = '[clients.PetsClient]\noperations = ["*"]\n'
PAGING = f"""{CLIENTS}
[[paging]]
operations = ["listPets"]
start = "from"
size = "top"
key = "petId"

[[paging]]
operations = ["searchPets"]
start = "from"
size = "limit"
key = "petId"

[[paging]]
operations = ["listTags"]
start = "from"
size = "limit"
items = "names"

[[paging]]
operations = ["listVisits"]
start = "from"
items = "all"
key = "number"
"""
TRAINING = """
[[polling]]
operations = ["train"]
status = "getTraining"
state = "state"
succeeded = ["done"]
failed = ["Broken"]
message = "said"
"""
IMPORTS = """
[[polling]]
operations = ["importPet"]
status = "getOperation"
location = "operation-location"
state = "state"
succeeded = ["DONE"]
failed = ["broken"]
"""
BOTH = PAGING + TRAINING + IMPORTS


class Twin(Caller):
    """A caller that also hands out what a method returns without awaiting it, and goes through pagers."""

    def give(self, method: str, *arguments: Any, **named: Any) -> Any:
        """Return what a method returns, as it is."""
        client = self.make(transport=httpx.MockTransport(self._handle), **self.arguments)
        return getattr(client, method)(*arguments, **named)

    def items(self, pager: Any) -> list[Any]:
        """Return the items of all pages."""
        return asyncio.run(_all(pager)) if self.is_async else list(pager)

    def pages(self, pager: Any) -> list[Any]:
        """Return the pages."""
        return self.items(pager.by_page())

    def wait(self, given: Any) -> Any:
        """Return what a method of a poller, or the protocol form of a paged method, gives in the end."""
        return asyncio.run(_one(given)) if self.is_async else given

    @property
    def targets(self) -> list[str]:
        """Path and query of each request."""
        return [request.url.raw_path.decode("ascii") for request in self.requests]


async def _all(pager: Any) -> list[Any]:
    return [item async for item in pager]


async def _one(given: Any) -> Any:
    return await given


def in_turn(*answers: object) -> Answer:
    """Return a service that answers each request with the next JSON value, and has none for a request too many."""
    left = iter(answers)
    return lambda _: httpx.Response(200, json=next(left))


def pets(*ids: str) -> list[dict[str, str]]:
    """Return a page of pets as JSON."""
    return [{"petId": id} for id in ids]
