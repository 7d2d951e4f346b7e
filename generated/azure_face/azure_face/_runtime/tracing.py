"""One try of a call goes in, an OpenTelemetry span comes out where the application uses OpenTelemetry.

Spans follow the stable conventions for HTTP clients (https://opentelemetry.io/docs/specs/semconv/http/http-spans/):

- A CLIENT span for each try ("HTTP client span"), named ``{method}``: a path is no name ("Name").
- ``http.request.resend_count`` from the second try on ("HTTP request retries and redirects").
- Status ERROR and ``error.type`` for 4xx, 5xx and exceptions, without a description ("Status").
- It ends when the answer has been read, in a streaming call when its head has ("HTTP client span duration").
- ``url.full`` shows the query parameters that may be shown, REDACTED for the others (note 4 on ``url.full``).

An exception's text stays out of the span, as it may quote what was sent.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import TracebackType
from typing import Any

import httpx

from .observation import PACKAGE, error_type, resends_before
from .redaction import Redaction

_SCHEMA = "https://opentelemetry.io/schemas/1.23.1"
_PORTS = {"http": 80, "https": 443}


class OpenTelemetry:
    """What is used of opentelemetry-api, which is optional and so is typed as ``Any``."""

    def __init__(self) -> None:
        self.trace: Any = import_module("opentelemetry.trace")
        self.context: Any = import_module("opentelemetry.context")
        self.inject: Any = import_module("opentelemetry.propagate").inject
        # How instrumentations, that of httpx too, tell each other that a request has its span; not public API yet.
        self.has_span: str = getattr(
            self.context, "_SUPPRESS_HTTP_INSTRUMENTATION_KEY", "suppress_http_instrumentation"
        )
        self._untraced: str = getattr(self.context, "_SUPPRESS_INSTRUMENTATION_KEY", "suppress_instrumentation")

    def suppressed(self) -> bool:
        """Whether nobody wants a span now: there is one already, or this is an exporter that sends spans."""
        get = self.context.get_value
        return bool(get(self.has_span) or get(self._untraced))


class Tracing:
    """Writes a span for each try as soon as the application has a tracer provider.

    Without OpenTelemetry nothing happens, and nothing is imported: an application that uses it has imported it. With
    its API alone, a context that came from elsewhere is passed on to the service.

    Args:
        redaction: What may be shown.
    """

    def __init__(self, redaction: Redaction) -> None:
        self._redaction = redaction
        self._api: OpenTelemetry | None = None
        self._provider: Any = None
        self._tracer: Any = None

    def begin(self, request: httpx.Request) -> TracedTry | None:
        """Begin a span, if the application traces and none has been begun for this request."""
        if "opentelemetry.trace" not in sys.modules:
            return None
        api = self._api = self._api or OpenTelemetry()
        provider = api.trace.get_tracer_provider()
        if isinstance(provider, (api.trace.ProxyTracerProvider, api.trace.NoOpTracerProvider)):
            api.inject(request.headers)
            return None
        if api.suppressed():
            return None
        if provider is not self._provider:
            self._tracer, self._provider = provider.get_tracer(PACKAGE, _version(), _SCHEMA), provider
        attributes = _attributes(request, self._redaction)
        span = self._tracer.start_span(request.method, kind=api.trace.SpanKind.CLIENT, attributes=attributes)
        return TracedTry(request, span, api)


class TracedTry:
    """The span of one try, which is the current one while the request is sent."""

    answer: httpx.Response | None = None

    def __init__(self, request: httpx.Request, span: Any, api: OpenTelemetry) -> None:
        self._request = request
        self._span = span
        self._api = api

    def __enter__(self) -> None:
        api = self._api
        current = api.trace.set_span_in_context(self._span, api.context.set_value(api.has_span, True))
        api.inject(self._request.headers, context=current)
        self._token = api.context.attach(current)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._api.context.detach(self._token)
        if error is not None:
            self._fail(error_type(error))
        elif self.answer is not None:
            status = self.answer.status_code
            self._span.set_attribute("http.response.status_code", status)
            if status >= 400:
                self._fail(str(status))
        self._span.end()

    def _fail(self, kind: str) -> None:
        trace = self._api.trace
        self._span.set_attribute("error.type", kind)
        self._span.set_status(trace.Status(trace.StatusCode.ERROR))


def _attributes(request: httpx.Request, redaction: Redaction) -> dict[str, str | int]:
    url = request.url
    attributes: dict[str, str | int] = {
        "http.request.method": request.method,
        "server.address": url.host,
        "server.port": url.port or _PORTS.get(url.scheme, 0),
        "url.full": redaction.url(url),
    }
    if resends := resends_before(request):
        attributes["http.request.resend_count"] = resends
    return attributes


def _version() -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(PACKAGE.partition(".")[0])
    except PackageNotFoundError:
        return None
