"""An OpenAPI document and behaviours -> the ASGI application of the local service."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.routing import Route as StarletteRoute
from starlette.types import Message, Receive, Scope, Send

from .behaviours import Behaviours
from .description import Description
from .errors import ErrorShape, azure_error
from .security import Credentials
from .service import Service

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
    service = Service(
        Description(document),
        behaviours or Behaviours(),
        credentials or Credentials(),
        max_body_size,
        check_answers,
        error_shape,
    )
    return app_of(service, request_id_header, request_ids)


def app_of(
    service: Service,
    request_id_header: str = "apim-request-id",
    request_ids: Callable[[], str] = lambda: str(uuid.uuid4()),
) -> Starlette:
    """Return the application of a service; arguments as for ``create_app``."""

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
