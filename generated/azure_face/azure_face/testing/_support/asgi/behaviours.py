"""What the author of a local service writes: checked requests in, answers out, by operation id."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from attrs import Factory, field, frozen
from starlette.datastructures import Headers


class Checker(Protocol):
    """Checks a value that a request carries in a form that the description cannot check by itself."""

    def __call__(self, value: object, schema: str, where: str) -> None:
        """Return when ``value`` matches ``schema``.

        Args:
            value: A JSON value.
            schema: Name of a schema of the description's components.
            where: Where the value was, for the message, for example ``part 'Parameters'``.

        Raises:
            ServiceError: It does not match (400).
        """


@frozen
class ServiceRequest:
    """A request that matches the description.

    Attributes:
        operation_id: The client operation that it fits; of several that fit, one that has a behaviour.
        path: Values in the path by name, typed.
        query: Values in the query by name, typed, defaults filled in.
        header: Values of the described headers by name, typed.
        cookie: Values of the described cookies by name, typed.
        body: The body; see ``bodies.Body``.
        content: The body's bytes.
        content_type: The body's media type without parameters.
        headers: All headers.
        base_url: The service's address up to the description's paths.
        request_id: The id that the answer carries.
        check: Checks a value against a schema of the description.
    """

    operation_id: str
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    header: Mapping[str, Any]
    cookie: Mapping[str, Any]
    body: Any = field(repr=False)
    content: bytes = field(repr=False)
    content_type: str
    headers: Headers = field(repr=False)
    base_url: str
    request_id: str
    check: Checker = field(repr=False)


@frozen
class ServiceResponse:
    """An answer.

    Attributes:
        status: HTTP status.
        content: The body.
        headers: Headers, the content type included.
    """

    status: int = 200
    content: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = Factory(dict)

    @staticmethod
    def json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> ServiceResponse:
        """Return an answer whose body is ``value`` as JSON."""
        content = json.dumps(value, allow_nan=False, separators=(",", ":")).encode()
        return ServiceResponse(status, content, {"content-type": "application/json", **(headers or {})})


Handler = Callable[[ServiceRequest], Awaitable[ServiceResponse]]
"""Answers one operation; refuses with ``ServiceError``. It answers at once: in process nothing could wait for it."""


@frozen
class LocalRoute:
    """A route of the local service alone, for what happens outside the API (a device, a background job).

    Attributes:
        method: HTTP method, upper case.
        path: Path template from the root; begins with ``/_local/``.
        handler: Answers it. The body is JSON or none, neither it nor the credentials are checked.
        summary: One sentence for the help at ``GET /_local``.
    """

    method: str
    path: str
    handler: Handler
    summary: str = ""


@frozen
class Behaviours:
    """What a local service can do.

    Attributes:
        operations: Handlers by operation id; several ids may share a handler.
        routes: Routes besides the description's.
        versions: The versions (``info.version``) that the handlers speak, each with the handlers that it has besides
            ``operations`` or instead of them; empty for all. For a description of another version the service only
            checks requests.
        notes: What callers should know, a sentence or two each, for the help at ``GET /_local``.
        ignores_case: Whether the names of the properties in a JSON body are taken in any case, as .NET services do.
    """

    operations: Mapping[str, Handler] = Factory(dict)
    routes: tuple[LocalRoute, ...] = ()
    versions: Mapping[str, Mapping[str, Handler]] = Factory(dict)
    notes: tuple[str, ...] = ()
    ignores_case: bool = False

    def speaks(self, version: str) -> bool:
        """Return whether there are behaviours for a version."""
        return not self.versions or version in self.versions

    def handlers(self, version: str) -> dict[str, Handler]:
        """Return the handlers for a version; none when the behaviours do not speak it."""
        return {**self.operations, **self.versions.get(version, {})} if self.speaks(version) else {}
