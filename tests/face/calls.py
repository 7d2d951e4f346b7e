"""A client operation and a flavour -> a call as a developer writes it, and the request that it sent."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import typing
from collections.abc import Awaitable, Callable, Mapping
from email.message import MIMEPart
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, TypeVar

import httpx
from attrs import Factory, define, evolve
from azure_face import AsyncPager, AsyncPoller, FilePart, KeyCredential, Pager, Poller, RequestContent, RequestContext

from .description import DEFAULT, Operation, Parameter, Version, snake
from .samples import IMAGE, Sampler, typed

T = TypeVar("T")
Handler = Callable[[httpx.Request], httpx.Response]

ENDPOINT = "https://my-face.example.com"
KEY = "0123456789abcdef"
FILENAME = "ada.png"


async def settle(outcome: T | Awaitable[T]) -> T:
    """Return an outcome, awaited where it has to be: one way to write a test for sync and async clients."""
    return await outcome if inspect.isawaitable(outcome) else outcome


async def answer_of(outcome: Any) -> Any:
    """Return the answer that a call got: a list's first page, the one that began a long-running operation."""
    outcome = await settle(outcome)
    if isinstance(outcome, AsyncPager):
        return await anext(outcome.by_page())
    if isinstance(outcome, Pager):
        return next(outcome.by_page())
    return outcome.response if isinstance(outcome, Poller | AsyncPoller) else outcome


def client_class(name: str, asynchronous: bool, version: Version = DEFAULT) -> type[Any]:
    """Return a public client class by its sync name: the default version's is the one at the top."""
    module = importlib.import_module("azure_face" if version is DEFAULT else f"azure_face.{version.module}")
    found: type[Any] = getattr(module, f"Async{name}" if asynchronous else name)
    return found


def connect(name: str, asynchronous: bool, handler: Handler, version: Version = DEFAULT, **options: Any) -> Any:
    """Return a client whose requests a function answers; it does not wait to try again, unless it is told to."""
    options = {"transport": httpx.MockTransport(handler), "retry": None, **options}
    return client_class(name, asynchronous, version)(ENDPOINT, KeyCredential(KEY), **options)


def use(
    name: str, asynchronous: bool, handler: Handler, action: Callable[[Any], Any], version: Version = DEFAULT
) -> Any:
    """Open a client, do something with it and close it; return the answer that came of it."""

    async def main() -> Any:
        async with connect(name, True, handler, version) as client:
            return await answer_of(action(client))

    if asynchronous:
        return asyncio.run(main())
    with connect(name, False, handler, version) as client:
        return asyncio.run(answer_of(action(client)))


def ask(operation: Operation, asynchronous: bool, handler: Handler, action: Callable[[Any], Any]) -> Any:
    """Do something with the client that an operation belongs to; return what came of it."""
    return use(operation.client, asynchronous, handler, action, operation.version)


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
        if isinstance(self.content, bytes):
            return httpx.Response(self.status, headers=self.headers, content=self.content)
        return httpx.Response(self.status, headers=self.headers, json=self.content)

    @property
    def request(self) -> httpx.Request:
        """The only request."""
        [request] = self.requests
        return request


def service_of(operation: Operation, sampler: Sampler = Sampler()) -> Service:  # noqa: B008  (a value)
    """Return a service that answers an operation as it is described."""
    schema = operation.answer.schema
    content = None if schema is None else evolve(sampler, version=operation.version).sample(schema)
    headers = {name: f"{ENDPOINT}/{name}" for name in operation.answer.headers}
    if isinstance(content, bytes):
        headers["Content-Type"] = str(operation.answer.content_type)
    return Service(operation.answer.status, content, headers)


def unreachable(request: httpx.Request) -> httpx.Response:
    """Stand for a service that must not be asked."""
    raise AssertionError(f"{request.method} {request.url} was sent")


def hints(method: Any) -> list[dict[str, Any]]:
    """Return the types of a convenience method's arguments: typed overload first, protocol overload second."""
    return [typing.get_type_hints(overload) for overload in typing.get_overloads(method)]


def content_class(method: Any) -> Any:
    """Return the model that a convenience method takes: the first one where it takes several."""
    hint = hints(method)[0]["content"]
    return next(iter(typing.get_args(hint)), hint)


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
        sampler = Sampler(version=self.operation.version)
        return {**{parameter.name: sampler.sample(parameter.schema) for parameter in wanted}, **self.instead}

    def body(self) -> Any:
        """Return the body as JSON, bytes for a binary one, name -> value for a form."""
        if self.operation.body is None:
            return None
        if self.operation.content_type in ("application/json", "multipart/form-data"):
            return Sampler(self.full, version=self.operation.version).sample(self.operation.body)
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
        return value if self.protocol or parameter.name in self.instead else self._typed(parameter.schema, value)

    def _typed(self, schema: Mapping[str, Any], value: Any) -> Any:
        return typed(schema, value, self.operation.version)

    def _content(self, method: Any) -> Any:
        body = self.body()
        if self.operation.content_type == "multipart/form-data":
            return self._form(method, body)
        if self.protocol:
            return RequestContent.bytes(body) if isinstance(body, bytes) else RequestContent.json(body)
        return body if isinstance(body, bytes) else content_class(method).from_dict(body)

    def _form(self, method: Any, body: Mapping[str, Any]) -> Any:
        if self.protocol:
            return RequestContent.multipart(
                {
                    name: FilePart(value, filename=FILENAME) if isinstance(value, bytes) else part_text(value)
                    for name, value in body.items()
                }
            )
        properties = self.operation.version.resolve(self.operation.body or {})["properties"]
        return content_class(method)(
            **{
                snake(name): FilePart(value, filename=FILENAME)
                if isinstance(value, bytes)
                else self._typed(properties[name], value)
                for name, value in body.items()
            }
        )


def json_of(value: Any) -> Any:
    """Return a convenience method's value as JSON again; bytes stay."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, list):
        return [item.to_dict() if hasattr(item, "to_dict") else str(item) for item in value]
    return value and value.to_dict()


def sent_json(request: httpx.Request) -> Any:
    """Return the JSON that a request carries."""
    return json.loads(request.content)


def part_text(value: Any) -> str:
    """Write a value as the text of a form's part: JSON's words for booleans, digits for numbers."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def parts_of(request: httpx.Request) -> dict[str, MIMEPart]:
    """Read a form with the standard library's own parser."""
    assert request.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.content)
    assert message.is_multipart()
    found = {str(part.get_param("name", header="Content-Disposition")): part for part in message.iter_parts()}
    assert len(found) == len(list(message.iter_parts()))
    return found


def check_parts(request: httpx.Request, body: Mapping[str, Any]) -> None:
    """Check that a form has these parts and no others: texts bare, bytes with a file name."""
    parts = parts_of(request)
    assert parts.keys() == body.keys()
    for name, value in body.items():
        part = parts[name]
        if isinstance(value, bytes):
            assert part.get_filename()
            assert part.get_content_type() == "application/octet-stream"
            # The parser takes line breaks for its own, so the bytes are looked for in what was sent.
            assert b"\r\n\r\n" + value + b"\r\n--" in request.content
        else:
            assert part.get_filename() is None
            assert "Content-Type" not in part or part.get_content_type() == "text/plain"
            assert part.get_payload(decode=True) == part_text(value).encode()
