"""A description -> a local service without a memory: each request is checked, each answer is made of its schema."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.applications import Starlette

from corpus.samples import Sampler
from veneer.serve import Behaviours, ServiceRequest, ServiceResponse, create_app
from veneer.testing.asgi import Description

Handler = Callable[[ServiceRequest], Awaitable[ServiceResponse]]


def answering(document: Mapping[str, Any], seen: list[str]) -> Starlette:
    """Return a service whose answers must be as they are described.

    Args:
        document: The description.
        seen: Told the operation of each request, by its id.
    """
    sampler = Sampler(document)
    handlers = {}
    for operation in Description(document).operations:
        # Operations that share a route have one behaviour, which may as well begin something.
        status, response = max((key, node.followed()) for key, node in operation.responses.items() if key < "300")
        schema = response.get("content", "application/json", "schema")
        media_types = [key for key, _ in response.get("content").items()]
        value = next(sampler.samples(schema.pointer), None) if schema else None
        for id in operation.operation_ids:
            described = tuple(name for name, _ in response.get("headers").items() if name.lower().endswith("location"))
            handlers[id] = _handler(int(status), described, media_types, value, seen)
    return create_app(document, Behaviours(operations=handlers), check_answers=True)


def _handler(status: int, described: tuple[str, ...], media_types: list[str], value: Any, seen: list[str]) -> Handler:
    async def handle(request: ServiceRequest) -> ServiceResponse:
        seen.append(request.operation_id)
        location = f"{request.base_url}/operations/0f0e0d0c-0b0a-4908-8706-050403020100"
        headers = dict.fromkeys(described, location) | {"Retry-After": "0"}
        if media_types and value is None:
            return ServiceResponse(
                status, b"bytes", {**headers, "content-type": media_types[0].replace("*/*", "image/png")}
            )
        answer = _of(value, request)
        return (
            ServiceResponse(status, b"", headers) if answer is None else ServiceResponse.json(answer, status, headers)
        )

    return handle


def _of(value: Any, request: ServiceRequest) -> Any:
    """Return an answer in which lists end and work is done."""
    value = json.loads(json.dumps(value))
    if request.query.get("start", "<start>").strip("<>") != "start":  # the first page was all
        return (
            []
            if isinstance(value, list)
            else {name: [] if isinstance(item, list) else item for name, item in value.items()}
        )
    if isinstance(value, dict) and value.get("status") == "notStarted":
        value["status"] = "succeeded"
    return value
