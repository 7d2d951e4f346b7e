"""A client class goes in, one that notes what was called and what the service answered comes out."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from attrs import Factory, define

from face.calls import client_class
from face.description import CLIENT_NAMES, MERGED, Operation, Version

CONVENIENCE, PROTOCOL = "convenience", "protocol"


@define
class Record:
    """What happened in one layer of one version.

    Attributes:
        version: The version.
        layer: The layer that is walked through.
        called: Layer and operation of each public method that returned; raw content and answers mean the protocol.
        answered: Operations whose protocol method got an answer that is no refusal, to the request it should send.
    """

    version: Version
    layer: str
    called: set[tuple[str, str]] = Factory(set)
    answered: set[str] = Factory(set)

    @property
    def covered(self) -> set[str]:
        """Operations that were called in this layer and answered.

        The merged operation has no convenience method: another one's calls it, so its answer is all there is to see.
        """
        called = {operation for layer, operation in self.called if layer == self.layer}
        merged = {MERGED} if self.layer == CONVENIENCE else set()
        return (called | merged) & self.answered

    def check_complete(self) -> None:
        """Check that every operation was covered, and that nothing was called through the other layer."""
        assert {layer for layer, _ in self.called} == {self.layer}
        assert sorted(self.covered) == sorted(self.version.by_id)


def recording(record: Record, asynchronous: bool) -> dict[str, type[Any]]:
    """Return the three client classes of a version by their sync names, each with notes taken of its calls."""
    return {name: _recorded(client_class(name, asynchronous, record.version), name, record) for name in CLIENT_NAMES}


def _recorded(client: type[Any], name: str, record: Record) -> type[Any]:
    # `super()` in the convenience layer finds the second class below, which stands between it and the protocol layer.
    [protocol] = client.__bases__
    operations = [operation for operation in record.version.operations if operation.client == name]
    within = {each.method: _noting(getattr(protocol, each.method), _answer_to(record, each)) for each in operations}
    outermost = {**within, **vars(client)}
    public = {each.method: _noting(outermost[each.method], _call_of(record, each)) for each in operations}
    return type(client.__name__, (client, type(protocol.__name__, (protocol,), within)), public)


def _noting(method: Callable[..., Any], note: Callable[[Any], None]) -> Callable[..., Any]:
    async def settled(outcome: Awaitable[Any]) -> Any:
        value = await outcome
        note(value)
        return value

    def noted(*arguments: Any, **named: Any) -> Any:
        outcome = method(*arguments, **named)
        if inspect.isawaitable(outcome):
            return settled(outcome)
        note(outcome)
        return outcome

    return noted


def _call_of(record: Record, operation: Operation) -> Callable[[Any], None]:
    def note(outcome: Any) -> None:
        layer = PROTOCOL if isinstance(outcome, httpx.Response) else CONVENIENCE
        record.called.add((layer, operation.id))

    return note


def _answer_to(record: Record, operation: Operation) -> Callable[[Any], None]:
    def note(answer: httpx.Response) -> None:
        _check_request(operation, answer.request)
        assert answer.status_code == operation.answer.status
        record.answered.add(operation.id)

    return note


def _check_request(operation: Operation, request: httpx.Request) -> None:
    template = operation.version.base_path + operation.path
    assert request.method == operation.verb
    assert re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), request.url.path)
    sent = request.headers.get("Content-Type")
    assert (sent and sent.partition(";")[0]) == operation.content_type
    if operation.content_type == "application/json":
        # Operations that share a route and a content type are told apart by what their bodies must have.
        required = operation.version.resolve(operation.body or {}).get("required", [])
        assert set(required) <= json.loads(request.content).keys()
