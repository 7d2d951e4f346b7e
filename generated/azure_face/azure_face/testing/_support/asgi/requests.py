"""An HTTP request and the operation that it is for -> the checked request that a behaviour gets."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from .behaviours import Checker, ServiceRequest
from .bodies import Body, read_body, read_json
from .errors import ServiceError, bad_argument
from .media import best_range, is_json, media_type
from .operations import Operation
from .parameters import Texts, read_parameters
from .schemas import Schemas


def checked_request(
    request: Request,
    operation: Operation,
    path_values: Mapping[str, str],
    content: bytes,
    *,
    schemas: Schemas,
    base_path: str,
    request_id: str,
    ignores_case: bool = False,
) -> tuple[ServiceRequest, tuple[str, ...]]:
    """Return a request for a described operation, and the ids of the client operations that it fits.

    Raises:
        ServiceError: It does not match the description (400, 415).
    """
    texts = Texts(path_values, str(request.scope["query_string"], "latin-1"), request.headers, request.cookies)
    values = read_parameters(operation.parameters, texts, schemas)
    body = read_body(operation, request.headers.get("content-type", ""), content, schemas, ignores_case=ignores_case)
    fitting = _fitting(operation, body, schemas)
    checked = ServiceRequest(
        operation_id=fitting[0],
        path=values["path"],
        query=values["query"],
        header=values["header"],
        cookie=values["cookie"],
        body=body.value,
        content=content,
        content_type=body.content_type,
        headers=request.headers,
        base_url=_origin(request) + base_path,
        request_id=request_id,
        check=_checker(schemas),
    )
    return checked, fitting


def local_request(
    request: Request,
    path_values: Mapping[str, str],
    content: bytes,
    *,
    schemas: Schemas,
    base_path: str,
    request_id: str,
) -> ServiceRequest:
    """Return a request for a route of the local service alone: texts as they are, the body as JSON.

    Raises:
        ServiceError: The body is not JSON (400).
    """
    return ServiceRequest(
        operation_id="",
        path=path_values,
        query=dict(request.query_params),
        header={},
        cookie={},
        body=read_json(content) if content else None,
        content=content,
        content_type="application/json" if content else "",
        headers=request.headers,
        base_url=_origin(request) + base_path,
        request_id=request_id,
        check=_checker(schemas),
    )


def fitting_operations(
    operation: Operation, content_type: str, content: bytes, schemas: Schemas, *, ignores_case: bool = False
) -> tuple[str, ...]:
    """Return the ids of the client operations that a request with this body is for, whether it is valid or not."""
    if not operation.overloads:
        return operation.operation_ids
    try:
        body = read_body(operation, content_type, content, schemas, ignores_case=ignores_case)
    except ServiceError:
        body = Body(media_type(content_type), None)
    return _fitting(operation, body, schemas)


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _fitting(operation: Operation, body: Body, schemas: Schemas) -> tuple[str, ...]:
    of_type = [each for each in operation.overloads if best_range(body.content_type, [each.content_type]) is not None]
    fitting = [
        each
        for each in of_type
        if not is_json(body.content_type) or not each.schema or schemas.problem(each.schema.pointer, body.value) is None
    ]
    return tuple(each.operation_id for each in fitting or of_type) or operation.operation_ids


def _checker(schemas: Schemas) -> Checker:
    def check(value: object, schema: str, where: str) -> None:
        problem = schemas.problem(f"/components/schemas/{schema}", value)
        if problem is not None:
            subject = f"The property '{problem.place}' of the {where}" if problem.place else f"The {where}"
            raise bad_argument(f"{subject} {problem.constraint}.")

    return check
