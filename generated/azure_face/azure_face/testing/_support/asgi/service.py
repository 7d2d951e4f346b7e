"""A description and behaviours -> the service: a request in, its answer out, and which operation it is for."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Scope

from .answers import check_answer
from .behaviours import Behaviours, LocalRoute, ServiceRequest, ServiceResponse
from .bodies import read_bytes
from .description import Description
from .errors import ErrorShape, ServiceError, internal_error, not_implemented
from .help import HELP_PATH, help_value
from .operations import Operation
from .requests import checked_request, fitting_operations, local_request
from .routing import Route, Router
from .security import Credentials, Guard


class Service:
    """Answers the requests of one application.

    Args:
        description: What is described.
        behaviours: What the service can do.
        credentials: What is accepted.
        max_body_size: The most bytes of a request's body.
        check_answers: Whether a behaviour's answer must match the description.
        error_shape: Turns a refusal into the answer.

    Raises:
        ValueError: A behaviour is for no described operation.
    """

    def __init__(
        self,
        description: Description,
        behaviours: Behaviours,
        credentials: Credentials,
        max_body_size: int,
        check_answers: bool,
        error_shape: ErrorShape,
    ) -> None:
        speaks = behaviours.speaks(description.version)
        self._handlers = behaviours.handlers(description.version)
        self._ignores_case = behaviours.ignores_case
        self._description = description
        self._error_shape = error_shape
        self._guard = Guard(description.security_schemes, credentials)
        self._max_body_size = max_body_size
        self._answers = description.answer_schemas() if check_answers else None
        self._refuse_unknown()
        local = behaviours.routes if speaks else ()
        help_ = help_value(description, frozenset(self._handlers), local, behaviours.notes if speaks else ())

        async def answer_help(request: ServiceRequest) -> ServiceResponse:
            return ServiceResponse.json(help_)

        routes = [
            *_described(description),
            *(_route(route.method, route.path, route) for route in (LocalRoute("GET", HELP_PATH, answer_help), *local)),
        ]
        self._router = Router(routes)

    def _refuse_unknown(self) -> None:
        known = {name for operation in self._description.operations for name in operation.operation_ids}
        if unknown := sorted(self._handlers.keys() - known):
            version = self._description.version
            raise ValueError(f"behaviours for operations that the description ({version}) has not: {unknown}")

    def operations_of(self, method: str, target: str, content_type: str, content: bytes) -> tuple[str, ...]:
        """Return the ids of the operations that a request may be for; none when the description has no such path.

        Args:
            method: HTTP method, upper case.
            target: The path and the query as sent.
            content_type: The request's ``Content-Type``; may be empty.
            content: Its body.
        """
        try:
            path, _, query = target.partition("?")
            found = self._router.match(method, path, query).target
        except ServiceError:
            return ()
        if isinstance(found, LocalRoute):
            return ()
        return fitting_operations(
            found, content_type, content, self._description.schemas, ignores_case=self._ignores_case
        )

    async def response(self, request: Request, request_id: str) -> tuple[Response, Exception | None]:
        """Return the answer, and the fault of the local service that it stands for, if there was one."""
        try:
            answer = await self._answer(request, request_id)
        except ServiceError as error:
            return self._error_shape(error), None
        except ClientDisconnect:
            return Response(status_code=400), None
        except Exception as fault:  # noqa: BLE001 - answered here, raised by who drives the service
            return self._error_shape(internal_error()), fault
        return Response(answer.content, answer.status, dict(answer.headers)), None

    async def _answer(self, request: Request, request_id: str) -> ServiceResponse:
        schemas, base_path = self._description.schemas, self._description.base_path
        match = self._router.match(request.method, _raw_path(request.scope), request.url.query)
        if isinstance(match.target, LocalRoute):
            content = await read_bytes(request, self._max_body_size)
            local = local_request(
                request, match.values, content, schemas=schemas, base_path=base_path, request_id=request_id
            )
            return await match.target.handler(local)
        operation = match.target
        self._guard.check(request, operation.security)
        checked, fitting = checked_request(
            request,
            operation,
            match.values,
            await read_bytes(request, self._max_body_size),
            schemas=schemas,
            base_path=base_path,
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


def _described(description: Description) -> Iterator[Route[Operation | LocalRoute]]:
    base = description.base_path
    for operation in description.operations:
        yield _route(operation.method, base + operation.path, operation)
    # Of two on one path the first wins: what a client with this service as its endpoint asks for.
    for operation in description.operations:
        if operation.own_base_path not in (None, base):
            yield _route(operation.method, f"{operation.own_base_path}{operation.path}", operation)


def _route(method: str, path: str, target: Operation | LocalRoute) -> Route[Operation | LocalRoute]:
    return Route(method, path, target)


def _raw_path(scope: Scope) -> str:
    # A server sets `raw_path`; ASGI does not require it of every client that calls the application in process.
    raw: bytes | None = scope.get("raw_path")
    return raw.decode("latin-1") if raw else str(scope["path"])
