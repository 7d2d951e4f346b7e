"""A caller's wishes for one call go in, one checked value that the client obeys comes out."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

import httpx
from attrs import field, frozen

from .errors import OperationCancelledError
from .headers import checked_header
from .unset import UNSET, Unset


class ErrorOptions(Enum):
    """What a call does with a status that is no success."""

    DEFAULT = "default"
    """Raise ``RequestFailedError``."""
    NO_THROW = "no_throw"
    """Return the answer."""


class CancellationToken:
    """Lets any thread call off what another is about to do.

    It is looked at before a request is sent; a request that is on its way is not interrupted (a later version will).
    """

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Call it off, for good; calling again changes nothing. Safe from any thread."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleep for this long, or until ``cancel`` is called; return whether it was."""
        return self._event.wait(seconds)

    def raise_if_cancelled(self) -> None:
        """Raise ``OperationCancelledError`` if ``cancel`` was called."""
        if self._event.is_set():
            raise OperationCancelledError

    def __repr__(self) -> str:
        return f"<CancellationToken {'cancelled' if self.is_cancelled else 'active'}>"


def _checked_headers(headers: Mapping[str, str] | None) -> Mapping[str, str]:
    if headers is None:
        return MappingProxyType({})
    if not isinstance(headers, Mapping):
        raise TypeError(f"headers must be a mapping of str to str, got {type(headers).__name__}")
    return MappingProxyType({name: checked_header(name, value) for name, value in headers.items()})


def checked_timeout(timeout: httpx.Timeout | float | Unset | None) -> httpx.Timeout | float | Unset | None:
    """Pass a timeout that makes sense: seconds > 0, an ``httpx.Timeout``, ``None`` (no limit) or ``UNSET``."""
    if timeout is None or timeout is UNSET or isinstance(timeout, httpx.Timeout):
        return timeout
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)):
        raise TypeError(f"timeout must be seconds, an httpx.Timeout or None, got {type(timeout).__name__}")
    if not (math.isfinite(timeout) and timeout > 0):
        raise ValueError(f"timeout must be more than 0 seconds, got {timeout}; None waits without a limit")
    return timeout


@frozen(kw_only=True)
class RequestContext:
    """What one call does differently; giving one to a method chooses its protocol layer.

    Attributes:
        error_options: Whether a status that is no success raises.
        headers: Extra headers; they win over those that the method sets, credentials aside.
        timeout: Seconds (> 0) or an ``httpx.Timeout``; ``None`` waits without a limit; ``UNSET`` takes the client's.
        cancellation: A token that can call the call off.

    Raises:
        TypeError: If an attribute has the wrong type.
        ValueError: If a header holds a control character, or the timeout is not positive.
    """

    error_options: ErrorOptions = field(default=ErrorOptions.DEFAULT)
    headers: Mapping[str, str] | None = field(default=None, converter=_checked_headers, repr=False)
    timeout: httpx.Timeout | float | Unset | None = field(default=UNSET, converter=checked_timeout)
    cancellation: CancellationToken | None = field(default=None)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.error_options, ErrorOptions):
            raise TypeError("error_options must be an ErrorOptions, for instance ErrorOptions.NO_THROW")
        if self.cancellation is not None:
            checked_token(self.cancellation)


DEFAULT_CONTEXT = RequestContext()
"""What a call without a context does."""


def checked_token(token: object) -> CancellationToken:
    """Pass a ``CancellationToken``; anything else is a ``TypeError`` that says where it belongs."""
    if isinstance(token, CancellationToken):
        return token
    if isinstance(token, RequestContext):
        raise TypeError("cancellation must be a CancellationToken; pass the RequestContext as context=")
    raise TypeError(f"cancellation must be a CancellationToken, got {type(token).__name__}")


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
    return DEFAULT_CONTEXT if cancellation is None else RequestContext(cancellation=checked_token(cancellation))


def only_context(context: RequestContext | None, cancellation: CancellationToken | None) -> RequestContext:
    """Pass the context of a protocol call, which takes a token inside its context and nowhere else.

    Raises:
        TypeError: If a token was given beside it.
    """
    if cancellation is not None:
        raise TypeError("on the protocol layer pass RequestContext(cancellation=...) as context=")
    return checked_context(context)
