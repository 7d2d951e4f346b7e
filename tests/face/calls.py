"""A client operation and a flavour -> a call as a developer writes it, and the request that it sent."""

from __future__ import annotations

import asyncio
import inspect
import json
import typing
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import azure_face
import httpx
from attrs import Factory, define
from azure_face import KeyCredential, RequestContent, RequestContext

from .description import Operation, Parameter
from .samples import Sampler, typed

T = TypeVar("T")
Handler = Callable[[httpx.Request], httpx.Response]

ENDPOINT = "https://my-face.example.com"
KEY = "0123456789abcdef"
IMAGE = b"\x89PNG\r\n\x1a\n\x00\xff{}&="


async def settle(outcome: T | Awaitable[T]) -> T:
    """Return an outcome, awaited where it has to be: one way to write a test for sync and async clients."""
    return await outcome if inspect.isawaitable(outcome) else outcome


def client_class(name: str, asynchronous: bool) -> type[Any]:
    """Return a public client class by its sync name."""
    found: type[Any] = getattr(azure_face, f"Async{name}" if asynchronous else name)
    return found


def connect(name: str, asynchronous: bool, handler: Handler, **options: Any) -> Any:
    """Return a client whose requests a function answers."""
    options.setdefault("transport", httpx.MockTransport(handler))
    return client_class(name, asynchronous)(ENDPOINT, KeyCredential(KEY), **options)


def use(name: str, asynchronous: bool, handler: Handler, action: Callable[[Any], Any]) -> Any:
    """Open a client, do something with it and close it; return what came of it."""

    async def main() -> Any:
        async with connect(name, True, handler) as client:
            return await action(client)

    if asynchronous:
        return asyncio.run(main())
    with connect(name, False, handler) as client:
        return action(client)


@define
class Service:
    """Answers each request with the same answer and keeps the requests."""

    status: int = 200
    content: Any = None
    headers: dict[str, str] = Factory(dict)
    requests: list[httpx.Request] = Factory(list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.content is None:
            return httpx.Response(self.status, headers=self.headers)
        return httpx.Response(self.status, headers=self.headers, json=self.content)

    @property
    def request(self) -> httpx.Request:
        """The only request."""
        [request] = self.requests
        return request


def service_of(operation: Operation, sampler: Sampler = Sampler()) -> Service:  # noqa: B008  (a value)
    """Return a service that answers an operation as it is described."""
    schema = operation.answer.schema
    content = None if schema is None else sampler.sample(schema)
    return Service(operation.answer.status, content, {name: f"{ENDPOINT}/{name}" for name in operation.answer.headers})


def unreachable(request: httpx.Request) -> httpx.Response:
    """Stand for a service that must not be asked."""
    raise AssertionError(f"{request.method} {request.url} was sent")


def hints(method: Any) -> list[dict[str, Any]]:
    """Return the types of a convenience method's arguments: typed overload first, protocol overload second."""
    return [typing.get_type_hints(overload) for overload in typing.get_overloads(method)]


@define
class Call:
    """A call of an operation: what is passed, and what of it must be on the wire."""

    operation: Operation
    full: bool
    protocol: bool
    instead: Mapping[str, Any] = Factory(dict)

    def values(self) -> dict[str, Any]:
        """Return parameter name -> JSON value."""
        wanted = self.operation.parameters if self.full else self.operation.required
        return {**{parameter.name: Sampler().sample(parameter.schema) for parameter in wanted}, **self.instead}

    def body(self) -> Any:
        """Return the body as JSON, bytes for a binary one."""
        if self.operation.body is None:
            return None
        if self.operation.content_type == "application/json":
            return Sampler(self.full).sample(self.operation.body)
        assert self.operation.content_type == "application/octet-stream"
        return IMAGE

    def make(self, client: Any, **more: Any) -> Any:
        """Make the call."""
        values = self.values()
        given = {
            parameter.argument: self._given(parameter, values[parameter.name])
            for parameter in self.operation.optional
            if parameter.name in values
        }
        if self.protocol and self.operation.body is None:
            given["context"] = RequestContext()
        method = getattr(client, self.operation.method)
        return method(*self.positional(method), **given, **more)

    def positional(self, method: Any) -> list[Any]:
        """Return what stands first in the call: the path's values, then the content."""
        values = self.values()
        path = [self._given(parameter, values[parameter.name]) for parameter in self.operation.required]
        return path if self.operation.body is None else [*path, self._content(method)]

    def _given(self, parameter: Parameter, value: Any) -> Any:
        return value if self.protocol or parameter.name in self.instead else typed(parameter.schema, value)

    def _content(self, method: Any) -> Any:
        body = self.body()
        if self.protocol:
            return RequestContent.bytes(body) if isinstance(body, bytes) else RequestContent.json(body)
        return body if isinstance(body, bytes) else hints(method)[0]["content"].from_dict(body)


def json_of(value: Any) -> Any:
    """Return a convenience method's value as JSON again."""
    return [item.to_dict() for item in value] if isinstance(value, list) else value and value.to_dict()


def sent_json(request: httpx.Request) -> Any:
    """Return the JSON that a request carries."""
    return json.loads(request.content)
