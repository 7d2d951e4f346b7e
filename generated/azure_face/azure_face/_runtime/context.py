"""A caller's wishes for one call go in, one checked value that the client obeys comes out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeAlias, overload

import httpx

from .cancellation import CancellationToken, checked_token
from .headers import checked_headers
from .policies import AsyncPolicy, Placed, Policy, PolicyPosition, checked_placed
from .retry import RetryOptions, checked_retry
from .seconds import checked_seconds
from .unset import UNSET, Unset

ResponseClassifier: TypeAlias = Callable[[httpx.Response], bool | None]
"""Says whether an answer is an error; ``None`` leaves it to the next."""


class ErrorOptions(Enum):
    """What a call does with an answer that is an error."""

    DEFAULT = "default"
    """Raise ``RequestFailedError``."""
    NO_THROW = "no_throw"
    """Return the answer."""


def checked_timeout(timeout: httpx.Timeout | float | Unset | None) -> httpx.Timeout | float | Unset | None:
    """Pass a timeout that makes sense: seconds > 0, an ``httpx.Timeout``, ``None`` (no limit) or ``UNSET``."""
    if timeout is None or timeout is UNSET or isinstance(timeout, httpx.Timeout):
        return timeout
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)):
        raise TypeError(f"timeout must be seconds, an httpx.Timeout or None, got {type(timeout).__name__}")
    if not (math.isfinite(timeout) and timeout > 0):
        raise ValueError(f"timeout must be more than 0 seconds, got {timeout}; None waits without a limit")
    return timeout


def _checked_error_options(options: ErrorOptions) -> ErrorOptions:
    if isinstance(options, ErrorOptions):
        return options
    raise TypeError("error_options must be an ErrorOptions, for instance ErrorOptions.NO_THROW")


def _checked_deadline(deadline: float | None) -> float | None:
    return None if deadline is None else checked_seconds("deadline", deadline, more_than_none=True)


def _checked_token(token: CancellationToken | None) -> CancellationToken | None:
    return None if token is None else checked_token(token)


def _checked_override(retry: RetryOptions | Unset | None) -> RetryOptions | Unset | None:
    return UNSET if isinstance(retry, Unset) else checked_retry(retry)


_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "error_options": _checked_error_options,
    "headers": checked_headers,
    "timeout": checked_timeout,
    "deadline": _checked_deadline,
    "cancellation": _checked_token,
    "stream": bool,
    "retry": _checked_override,
}


class RequestContext:
    """What one call does differently; giving one to a method chooses its protocol layer.

    It can be given to any number of calls, at the same time too. With its first call it is final: to change it after
    that is a ``RuntimeError``.

    Attributes:
        error_options: Whether an answer that is an error raises.
        headers: Extra headers; they win over those that the method sets, credentials aside.
        timeout: How long each try waits for a connection, and for each piece that it sends or receives: seconds (> 0)
            or an ``httpx.Timeout``; ``None`` waits without a limit; ``UNSET`` takes the client's.
        deadline: Seconds (> 0) that the whole call may take, with all its tries and pauses, until its answer is read,
            by the caller with ``stream``; ``None`` sets no limit. Past it ``DeadlineExceededError`` is raised.
        cancellation: A token that calls the call off, wherever it is.
        stream: Return the answer as soon as its head has come, with its body unread: read it with ``iter_bytes()`` or
            the like, and close it (``contextlib.closing``, for an async client ``contextlib.aclosing``).
            Its ``request`` says only where it went, for errors of reading carry that.
        retry: When to try again; ``None`` never does; ``UNSET`` takes the client's.

    Raises:
        TypeError: If an attribute has the wrong type.
        ValueError: If a header holds a control character, or the timeout or deadline is not positive.
    """

    __slots__ = (*_CHECKS, "_classifiers", "_link", "_policies", "_query", "_used")

    def __init__(
        self,
        *,
        error_options: ErrorOptions = ErrorOptions.DEFAULT,
        headers: Mapping[str, str] | None = None,
        timeout: httpx.Timeout | float | Unset | None = UNSET,
        deadline: float | None = None,
        cancellation: CancellationToken | None = None,
        stream: bool = False,
        retry: RetryOptions | Unset | None = UNSET,
    ) -> None:
        self._used = False
        self._link: str | None = None  # gets what the service leads to, in place of what the operation asks for
        self._query: str | None = None  # gets what that leads to, and what the operation has in its query besides
        self._policies: list[Placed[Any]] = []
        self._classifiers: list[ResponseClassifier] = []
        self.error_options: ErrorOptions = error_options
        self.headers: Mapping[str, str] | None = headers
        self.timeout: httpx.Timeout | float | Unset | None = timeout
        self.deadline: float | None = deadline
        self.cancellation: CancellationToken | None = cancellation
        self.stream: bool = stream
        self.retry: RetryOptions | Unset | None = retry

    def __setattr__(self, name: str, value: Any) -> None:
        check = _CHECKS.get(name)
        if check is not None:
            self.check_unused()
            value = check(value)
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in _CHECKS if name != "headers")
        return f"RequestContext({', '.join(shown)})"

    def add_policy(self, policy: Policy | AsyncPolicy, position: PolicyPosition) -> None:
        """Put a policy around the calls with this context, within those of the client at the same position.

        Args:
            policy: For a sync client a `Policy`, for an async one an `AsyncPolicy`.
            position: Where it stands.

        Raises:
            TypeError: If it cannot be called, or the position is none.
            RuntimeError: If the context was used.
        """
        self.check_unused()
        self._policies.append(checked_placed(policy, position))

    @overload
    def add_classifier(self, classifier: int, is_error: bool) -> None: ...
    @overload
    def add_classifier(self, classifier: ResponseClassifier) -> None: ...
    def add_classifier(self, classifier: int | ResponseClassifier, is_error: bool | None = None) -> None:
        """Say which answers are errors; of several classifiers the one that was added last is asked first.

        Args:
            classifier: A status code (100 to 599); or a function that takes an answer and returns whether it is an
                error, ``None`` if it does not know.
            is_error: Whether this status is an error; only with a status.

        Raises:
            TypeError: If the arguments are neither.
            ValueError: If the status is none.
            RuntimeError: If the context was used.
        """
        self.check_unused()
        if is_error is not None:
            self._classifiers.insert(0, _for_status(classifier, is_error))
        elif callable(classifier):
            self._classifiers.insert(0, classifier)
        else:
            raise TypeError("add_classifier takes a status and whether it is an error, or a function of the answer")

    def is_error(self, response: httpx.Response) -> bool | None:
        """Ask the classifiers about an answer; ``None`` if none of them knows."""
        for classifier in self._classifiers:
            if (verdict := classifier(response)) is not None:
                return verdict
        return None

    @property
    def policies(self) -> tuple[Placed[Any], ...]:
        """The policies that were added, each with its position."""
        return tuple(self._policies)

    def use(self) -> RequestContext:
        """Make the context final, since a call begins with it; return it."""
        self._used = True
        return self

    def check_unused(self) -> None:
        """Raise a ``RuntimeError`` if a call has begun with the context."""
        if self._used:
            raise RuntimeError("a RequestContext is final once a call has begun with it: make another one")


def _for_status(status: object, is_error: object) -> ResponseClassifier:
    if isinstance(status, bool) or not isinstance(status, int) or not isinstance(is_error, bool):
        raise TypeError("add_classifier takes a status (an int) and whether it is an error (a bool)")
    if not 100 <= status <= 599:
        raise ValueError(f"{status} is not an HTTP status")
    return lambda response: is_error if response.status_code == status else None


DEFAULT_CONTEXT = RequestContext().use()
"""What a call without a context does."""


def checked_context(context: RequestContext | None) -> RequestContext:
    """Pass a context, the default one for ``None``; anything else is a ``TypeError``."""
    if context is None:
        return DEFAULT_CONTEXT
    if not isinstance(context, RequestContext):
        raise TypeError(f"context must be a RequestContext, got {type(context).__name__}: RequestContext(headers=...)")
    return context


def cancel_with(cancellation: CancellationToken | None, context: RequestContext | None = None) -> RequestContext:
    """Make the context of a convenience call from its token.

    Raises:
        TypeError: If the token is none, or a context came too, which belongs to the protocol layer.
    """
    if context is not None:
        raise TypeError("context= goes with a RequestContent; with a model pass cancellation= only")
    return DEFAULT_CONTEXT if cancellation is None else RequestContext(cancellation=cancellation)


def accepting(accept: str | None, context: RequestContext) -> RequestContext:
    """Return the context of a convenience call that asks for one media type; the same context where it asks for none.

    Raises:
        TypeError: If the media type is no text.
        ValueError: If it holds a control character.
    """
    if accept is None:
        return context
    return RequestContext(headers={"Accept": accept}, cancellation=context.cancellation, stream=context.stream)


def only_context(
    context: RequestContext | None, cancellation: CancellationToken | None, accept: str | None = None
) -> RequestContext:
    """Pass the context of a protocol call, which takes a token or a media type inside its context and nowhere else.

    Raises:
        TypeError: If a token or a media type was given beside it.
    """
    if accept is not None:
        raise TypeError('on the protocol layer pass RequestContext(headers={"Accept": ...}) as context=')
    if cancellation is not None:
        raise TypeError("on the protocol layer pass RequestContext(cancellation=...) as context=")
    return checked_context(context)
