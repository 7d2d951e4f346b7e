"""An OpenAPI document and behaviours -> the ASGI application of the local service."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute
from starlette.types import Message, Receive, Scope, Send

from veneer.serve.answers import check_answer
from veneer.serve.behaviours import Behaviours, LocalRoute, ServiceRequest, ServiceResponse
from veneer.serve.bodies import read_bytes
from veneer.serve.errors import ErrorShape, ServiceError, azure_error, internal_error, not_implemented
from veneer.serve.help import HELP_PATH, help_value
from veneer.serve.operations import Operation, read_operations, server_path
from veneer.serve.requests import checked_request, local_request
from veneer.serve.routing import Route, Router
from veneer.serve.schemas import Schemas
from veneer.serve.security import Credentials, Guard

MAX_BODY_SIZE = 16 * 1024 * 1024


def create_app(
    document: Mapping[str, Any],
    behaviours: Behaviours | None = None,
    *,
    credentials: Credentials | None = None,
    max_body_size: int = MAX_BODY_SIZE,
    check_answers: bool = False,
    error_shape: ErrorShape = azure_error,
    request_id_header: str = "apim-request-id",
    request_ids: Callable[[], str] = lambda: str(uuid.uuid4()),
) -> Starlette:
    """Return an application that answers a description's operations below its server's path.

    Every request is checked against the description. A valid one is answered by its behaviour, or with 501 when there
    is none.

    Args:
        document: The OpenAPI 3.1 document.
        behaviours: What the service can do; ``None`` only checks requests.
        credentials: What is accepted; by default the key ``local-key`` and every bearer token.
        max_body_size: The most bytes of a request's body.
        check_answers: Whether a behaviour's answer must match the description; a mismatch is a fault (500).
        error_shape: Turns a refusal into the answer.
        request_id_header: The header that carries the id of a request in its answer.
        request_ids: Makes the ids.

    Returns:
        The application.

    Raises:
        ValueError: The document has a reference that leads nowhere, or a behaviour is for no described operation.
    """
    behaviours = behaviours or Behaviours()
    service = _Service(document, behaviours, credentials or Credentials(), max_body_size, check_answers, error_shape)

    async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
        request_id = request_ids()

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[request_id_header] = request_id
            await send(message)

        response, fault = await service.response(Request(scope, receive), request_id)
        await response(scope, receive, send_with_id)
        # The client has its answer; the server's log gets the traceback.
        if fault is not None:
            raise fault

    return Starlette(routes=[StarletteRoute("/{path:path}", _Endpoint(endpoint))])


class _Endpoint:
    # Starlette takes a function for a request handler, and an object for an ASGI application of all methods.
    def __init__(self, call: Callable[[Scope, Receive, Send], Any]) -> None:
        self._call = call

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._call(scope, receive, send)


class _Service:
    def __init__(
        self,
        document: Mapping[str, Any],
        behaviours: Behaviours,
        credentials: Credentials,
        max_body_size: int,
        check_answers: bool,
        error_shape: ErrorShape,
    ) -> None:
        version = str(document.get("info", {}).get("version", ""))
        speaks = behaviours.speaks(version)
        self._handlers = behaviours.handlers(version)
        self._ignores_case = behaviours.ignores_case
        self._base_path = server_path(document)
        self._error_shape = error_shape
        self._guard = Guard(document, credentials)
        self._max_body_size = max_body_size
        self._schemas = Schemas(document)
        self._answers = Schemas(document, answers=True) if check_answers else None
        operations = read_operations(document)
        self._refuse_unknown(operations, version)
        local = behaviours.routes if speaks else ()
        notes = behaviours.notes if speaks else ()
        help_ = help_value(document, self._base_path, operations, frozenset(self._handlers), local, notes)

        async def answer_help(request: ServiceRequest) -> ServiceResponse:
            return ServiceResponse.json(help_)

        routes = [
            *(_route(operation.method, self._base_path + operation.path, operation) for operation in operations),
            *(_route(route.method, route.path, route) for route in (LocalRoute("GET", HELP_PATH, answer_help), *local)),
        ]
        self._router = Router(routes)

    def _refuse_unknown(self, operations: tuple[Operation, ...], version: str) -> None:
        known = {name for operation in operations for name in operation.operation_ids}
        if unknown := sorted(self._handlers.keys() - known):
            raise ValueError(f"behaviours for operations that the description ({version}) has not: {unknown}")

    async def response(self, request: Request, request_id: str) -> tuple[Response, Exception | None]:
        """Return the answer, and the fault of the local service that it stands for, if there was one."""
        try:
            answer = await self._answer(request, request_id)
        except ServiceError as error:
            return self._error_shape(error), None
        except ClientDisconnect:
            return Response(status_code=400), None
        except Exception as fault:
            return self._error_shape(internal_error()), fault
        return Response(answer.content, answer.status, dict(answer.headers)), None

    async def _answer(self, request: Request, request_id: str) -> ServiceResponse:
        match = self._router.match(request.method, _raw_path(request.scope))
        if isinstance(match.target, LocalRoute):
            content = await read_bytes(request, self._max_body_size)
            local = local_request(
                request,
                match.values,
                content,
                schemas=self._schemas,
                base_path=self._base_path,
                request_id=request_id,
            )
            return await match.target.handler(local)
        operation = match.target
        self._guard.check(request, operation.security)
        checked, fitting = checked_request(
            request,
            operation,
            match.values,
            await read_bytes(request, self._max_body_size),
            schemas=self._schemas,
            base_path=self._base_path,
            request_id=request_id,
            ignores_case=self._ignores_case,
        )
        name = next((name for name in fitting if name in self._handlers), None)
        if name is None:
            raise not_implemented(fitting)
        answer = await self._handlers[name](evolve(checked, operation_id=name))
        if self._answers is not None:
            check_answer(operation, answer, self._answers)
        return answer


def _route(method: str, path: str, target: Operation | LocalRoute) -> Route[Operation | LocalRoute]:
    return Route(method, path, target)


def _raw_path(scope: Scope) -> str:
    # A server sets `raw_path`; ASGI does not require it of every client that calls the application in process.
    raw: bytes | None = scope.get("raw_path")
    return raw.decode("latin-1") if raw else str(scope["path"])
