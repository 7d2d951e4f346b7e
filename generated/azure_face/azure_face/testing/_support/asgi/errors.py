"""A reason to refuse a request -> the answer in the service's error shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from starlette.responses import JSONResponse, Response


class ServiceError(Exception):
    """A request that the service refuses.

    Attributes:
        status: HTTP status of the answer.
        code: The service's error code, for programs.
        message: What is wrong, for people.
        headers: Headers that the answer needs besides those of its shape.
    """

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.code = code
        # A message may repeat a name from the request, which may hold what JSON or a terminal cannot carry.
        self.message = "".join(each if each.isprintable() else " " for each in message)
        self.headers: Mapping[str, str] = dict(headers or {})
        super().__init__(f"{status} {code}: {self.message}")


ErrorShape = Callable[[ServiceError], Response]
"""Turns a refusal into the answer; the one place to replace for a service with another error shape."""


def azure_error(error: ServiceError) -> Response:
    """Return the answer in the error shape of Azure services.

    Args:
        error: The refusal.

    Returns:
        JSON with ``error.code`` and ``error.message``, and the header ``x-ms-error-code``.
    """
    return JSONResponse(
        {"error": {"code": error.code, "message": error.message}},
        status_code=error.status,
        headers={"x-ms-error-code": error.code, **error.headers},
    )


def bad_argument(message: str) -> ServiceError:
    """Return the refusal (400) of a parameter or body; ``message`` names it and the constraint."""
    return ServiceError(400, "BadArgument", message)


def unauthorized(message: str, headers: Mapping[str, str] | None = None) -> ServiceError:
    """Return the refusal (401) of a request without accepted credentials."""
    return ServiceError(401, "Unauthorized", message, headers)


def no_such_route(path: str) -> ServiceError:
    """Return the refusal (404) of a path that the description does not have."""
    return ServiceError(404, "ResourceNotFound", f"The description has no path that matches '{path}'.")


def method_not_allowed(method: str, allowed: Iterable[str]) -> ServiceError:
    """Return the refusal (405) of a method that the path does not have."""
    methods = ", ".join(sorted(allowed))
    return ServiceError(
        405, "MethodNotAllowed", f"The method {method} is not one of this path's: {methods}.", {"Allow": methods}
    )


def body_too_large(limit: int) -> ServiceError:
    """Return the refusal (413) of a body over ``limit`` bytes."""
    return ServiceError(413, "RequestBodyTooLarge", f"The request body is larger than {limit} bytes.")


def unsupported_media_type(sent: str, described: Iterable[str]) -> ServiceError:
    """Return the refusal (415) of a content type that the operation does not take."""
    what = f"The content type '{sent}' is not accepted" if sent else "A content type is required"
    return ServiceError(415, "UnsupportedMediaType", f"{what}; send one of: {', '.join(described)}.")


def not_implemented(operations: Iterable[str]) -> ServiceError:
    """Return the refusal (501) of an operation that has no behaviour."""
    return ServiceError(
        501, "NotImplemented", f"The local service does not do {' or '.join(operations)} yet; the request is valid."
    )


def internal_error() -> ServiceError:
    """Return the refusal (500) for a fault of the local service itself; details belong in its log."""
    return ServiceError(500, "InternalServerError", "The local service failed; its log says why.")
