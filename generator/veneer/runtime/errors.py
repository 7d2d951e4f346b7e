"""What went wrong goes in, one exception tree comes out.

::

    ServiceError
    ├── RequestFailedError            the service answered with a status that is no success
    │   ├── BadRequestError           400
    │   ├── UnauthorizedError         401
    │   ├── ForbiddenError            403
    │   ├── NotFoundError             404
    │   ├── ConflictError             409
    │   ├── PreconditionFailedError   412
    │   ├── TooManyRequestsError      429
    │   └── ServerError               5xx
    ├── DecodeError                   the answer does not have the shape that the description promises
    │   └── BrokenBodyError           its body broke off on the way, or cannot be decompressed
    ├── ResponseTooLargeError         the answer's body is larger than the client takes
    ├── OperationCancelledError       the caller's CancellationToken was cancelled
    ├── DeadlineExceededError         the call was not done within the context's deadline
    └── OperationError
        ├── OperationFailedError      the service took a long-running operation on, and it failed
        └── PollingTimeoutError       a long-running operation still goes on after the time to wait for it

A connection that fails stays httpx's own exception (``httpx.ConnectError``, ``httpx.TimeoutException``, ...; all are
``httpx.TransportError``). A wrong argument is a ``TypeError`` or ``ValueError``, raised before anything is sent.
"""

from __future__ import annotations

from typing import Any

import httpx

from .error_body import portable, read_error, retry_after, target
from .request_id import request_id_of


class ServiceError(Exception):
    """Anything that goes wrong with a call once its arguments are accepted, connection problems aside."""

    def _pickled(self, *arguments: Any) -> tuple[Any, ...]:
        notes = getattr(self, "__notes__", None)
        clean = tuple(portable(part) if isinstance(part, httpx.Response) else part for part in arguments)
        return type(self), clean, {"__notes__": notes} if notes else None

    @property
    def request_id(self) -> str | None:
        """The id by which the service knows the request, for its support; ``None`` where no answer told one."""
        response: httpx.Response | None = getattr(self, "response", None)
        return None if response is None else request_id_of(response.headers)


class RequestFailedError(ServiceError):
    """The service answered with a status code that is no success.

    Attributes:
        status_code: HTTP status, 300-599.
        error_code: The service's own name for the problem ("SessionNotFound"), or ``None``.
        message: What the service says about it; the HTTP reason phrase where it says nothing.
        response: The whole answer, its body read.
    """

    def __init__(self, status_code: int, error_code: str | None, message: str, response: httpx.Response) -> None:
        super().__init__(status_code, error_code, message)
        self.status_code = status_code
        self.error_code = error_code
        self.message = message
        self.response = response

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait before the next try, as the service asks (>= 0), or ``None`` where it does not."""
        return retry_after(self.response.headers)

    def __str__(self) -> str:
        code = f"{self.error_code}: " if self.error_code else ""
        text = " ".join(f"{code}{self.message}".split())
        known = f" (request id {self.request_id})" if self.request_id else ""
        return f"({self.status_code}) {text}{target(self.response)}{known}"

    def __reduce__(self) -> tuple[Any, ...]:
        return self._pickled(self.status_code, self.error_code, self.message, self.response)


class BadRequestError(RequestFailedError):
    """400: the service cannot use the request as it is."""


class UnauthorizedError(RequestFailedError):
    """401: the credential is missing, wrong or expired."""


class ForbiddenError(RequestFailedError):
    """403: the credential is known but not allowed to do this."""


class NotFoundError(RequestFailedError):
    """404: there is no such resource."""


class ConflictError(RequestFailedError):
    """409: the resource's present state does not allow this."""


class PreconditionFailedError(RequestFailedError):
    """412: a condition in the request's headers (such as ``If-Match``) does not hold."""


class TooManyRequestsError(RequestFailedError):
    """429: too many calls; ``retry_after`` says how many seconds to wait, where the service says so."""


class ServerError(RequestFailedError):
    """5xx: the service failed."""


_BY_STATUS: dict[int, type[RequestFailedError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    429: TooManyRequestsError,
}


def request_failed(response: httpx.Response) -> RequestFailedError:
    """Make the error for an answer that is no success.

    Args:
        response: The answer, its body read.

    Returns:
        An instance of the subclass that belongs to the status; never raises, whatever the body holds.
    """
    status = response.status_code
    kind = _BY_STATUS.get(status) or (ServerError if 500 <= status <= 599 else RequestFailedError)
    code, message = read_error(response)
    return kind(status, code, message, response)


class DecodeError(ServiceError):
    """The answer does not have the shape that the description promises.

    Attributes:
        path: Where, from the answer's root ``$``: ``$.result[3].status``.
        message: What is wrong there.
        response: The answer, or ``None`` when the data did not come from a call.
    """

    def __init__(self, path: str, message: str, response: httpx.Response | None = None) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message
        self.response = response

    def under(self, step: str) -> DecodeError:
        """Say that the data stood below ``step`` (``.name`` or ``[3]``); returns this same error, its path longer."""
        self.path = f"${step}{self.path[1:]}"
        return self

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"

    def __reduce__(self) -> tuple[Any, ...]:
        return self._pickled(self.path, self.message, self.response)


class BrokenBodyError(DecodeError):
    """The answer's body broke off on the way, or cannot be decompressed; another try may bring it whole.

    Attributes:
        path: ``$``.
        message: How much came, or what is wrong with it.
        response: The answer; its ``content`` is what came of the body.
    """


class ResponseTooLargeError(ServiceError):
    """The answer's body is larger than may be read into memory; the rest of it was not read.

    Attributes:
        limit: How many bytes it may have once it is decompressed.
        response: The answer's head; its body cannot be read any more.
    """

    def __init__(self, limit: int, advice: str, response: httpx.Response) -> None:
        super().__init__(limit, advice)
        self.limit = limit
        self.response = response
        self._advice = advice

    def __str__(self) -> str:
        return f"the answer's body is larger than {self.limit} bytes: {self._advice}{target(self.response)}"

    def __reduce__(self) -> tuple[Any, ...]:
        return self._pickled(self.limit, self._advice, self.response)


class OperationCancelledError(ServiceError):
    """The call's ``CancellationToken`` was cancelled; whether the service did its work meanwhile is not known."""

    def __init__(self, message: str = "the operation was cancelled") -> None:
        super().__init__(message)


class DeadlineExceededError(ServiceError, TimeoutError):
    """The call was not done within the deadline of its context; whether the service did its work is not known."""


class OperationError(ServiceError):
    """A long-running operation did not come to a good end.

    Attributes:
        message: What happened.
        response: The last answer about the operation.
    """

    def __init__(self, message: str, response: httpx.Response) -> None:
        super().__init__(message)
        self.message = message
        self.response = response

    def __reduce__(self) -> tuple[Any, ...]:
        return self._pickled(self.message, self.response)


class OperationFailedError(OperationError):
    """The service took a long-running operation on, and it failed; ``message`` is what the service says about it."""


class PollingTimeoutError(OperationError, TimeoutError):
    """A long-running operation still goes on after the time to wait for it; it can be waited for again."""


class EncodeError(TypeError, ValueError):
    """A value of a request's body cannot be written as the description wants it; nothing was sent.

    It is both a ``TypeError`` and a ``ValueError``.

    Attributes:
        path: Where, from the body's root ``$``: ``$.result[3].status``.
        message: What is wrong there.
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(path, message)
        self.path = path
        self.message = message

    def under(self, step: str) -> EncodeError:
        """Say that the value stood below ``step`` (``.name`` or ``[3]``); returns this same error, its path longer."""
        self.path = f"${step}{self.path[1:]}"
        return self

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"
