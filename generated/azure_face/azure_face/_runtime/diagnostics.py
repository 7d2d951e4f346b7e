"""A caller's wishes for logs and traces go in, the policies that write them come out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from .headers import checked_header_name
from .logs import Logging
from .observation import AsyncObserver, Begin, Observer
from .redaction import CREDENTIAL_HEADERS, Redaction
from .request_id import ClientRequestId
from .schemes import ApiKeyScheme, Security
from .tracing import Tracing
from .values import Value


def _names(names: Collection[str]) -> frozenset[str]:
    if isinstance(names, str) or not isinstance(names, Collection) or not all(isinstance(name, str) for name in names):
        raise TypeError("headers and query must be collections of names, for instance {'x-name'}")
    return frozenset(name.lower() for name in names)


def _header_name(name: str | None) -> str | None:
    if name is not None and not isinstance(name, str):
        raise TypeError(f"request_id_header must be a header's name, got {type(name).__name__}")
    return None if name is None else checked_header_name(name)


class DiagnosticsOptions(Value):
    """What a client writes about its calls to logs and traces.

    Logs go to the logger with the package's name, at level INFO a line for each try, at DEBUG headers and sizes too,
    never a body. Traces are written where the application has set up OpenTelemetry. Both show each URL's path, and the
    values of listed headers and query parameters only; ``REDACTED`` stands for the others.

    Attributes:
        headers: Names of further headers whose values are shown.
        query: Names of further query parameters whose values are shown.
        tracing: Whether to write OpenTelemetry spans and send their context to the service.
        request_id_header: A header to send a fresh id in, for instance ``x-ms-client-request-id``: one for each call,
            the same for its retries; ``None`` sends none.

    Raises:
        TypeError: If an attribute has the wrong type.
        ValueError: If a header is listed that holds a credential, or ``request_id_header`` is no header's name.
    """

    __slots__ = ("headers", "query", "tracing", "request_id_header")  # noqa: RUF023 (in the order of the repr)

    def __init__(
        self,
        *,
        headers: Collection[str] = frozenset(),
        query: Collection[str] = frozenset(),
        tracing: bool = True,
        request_id_header: str | None = None,
    ) -> None:
        self.headers: Final = _names(headers)
        self.query: Final = _names(query)
        self.tracing: Final = tracing
        self.request_id_header: Final = _header_name(request_id_header)
        if not isinstance(tracing, bool):
            raise TypeError(f"tracing must be a bool, got {type(tracing).__name__}")
        _refuse(CREDENTIAL_HEADERS & self.headers)


def _refuse(names: Collection[str]) -> None:
    if names:
        raise ValueError(f"{', '.join(sorted(names))} holds a credential, which no log may show: take it off the list")


_DEFAULT = DiagnosticsOptions()


def checked_diagnostics(options: DiagnosticsOptions | None, security: Security) -> DiagnosticsOptions:
    """Pass options that show no credential, the default ones for ``None``.

    Args:
        options: The options.
        security: The description's security alternatives, which name the headers and parameters of keys.

    Raises:
        TypeError: If they are no ``DiagnosticsOptions``.
        ValueError: If a listed header or query parameter carries a key.
    """
    if options is None:
        return _DEFAULT
    if not isinstance(options, DiagnosticsOptions):
        raise TypeError(f"diagnostics must be a DiagnosticsOptions, got {type(options).__name__}")
    keys = {scheme for alternative in security for scheme in alternative if isinstance(scheme, ApiKeyScheme)}
    _refuse({key.name.lower() for key in keys if key.location == "header"} & options.headers)
    _refuse({key.name.lower() for key in keys if key.location == "query"} & options.query)
    return options


def call_policies(options: DiagnosticsOptions) -> tuple[ClientRequestId, ...]:
    """Make the policies that stand outside the retry, for sync and async clients."""
    return () if options.request_id_header is None else (ClientRequestId(options.request_id_header),)


def observers(options: DiagnosticsOptions) -> tuple[Observer, ...]:
    """Make the policies that stand between authentication and transport, the outermost first."""
    return tuple(Observer(begin) for begin in _beginnings(options))


def async_observers(options: DiagnosticsOptions) -> tuple[AsyncObserver, ...]:
    """As ``observers``, for an async client."""
    return tuple(AsyncObserver(begin) for begin in _beginnings(options))


def _beginnings(options: DiagnosticsOptions) -> list[Begin]:
    redaction = Redaction(options.headers, options.query)
    # The span stands around the log, so that what is logged belongs to it.
    tracing = [Tracing(redaction).begin] if options.tracing else []
    return [*tracing, Logging(redaction).begin]
