"""Traces: spans by the conventions for HTTP clients, their context, and nothing at all without OpenTelemetry."""

from __future__ import annotations

import asyncio
import json
import logging
import pathlib
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from opentelemetry import baggage, context, propagate, trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from opentelemetry.trace import SpanKind, StatusCode

import veneer
from veneer.runtime import DiagnosticsOptions
from veneer.runtime.diagnostics import async_observers, observers

from .tries import SECRETS, answer, failing, request, send_async, send_sync

both = pytest.mark.parametrize("send", [send_sync, send_async])
URL = "https://host/face/v1/detect?api-version=v1&name=REDACTED&code=REDACTED"
PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def use(monkeypatch: pytest.MonkeyPatch, provider: TracerProvider) -> None:
    # The public setter works once a process; which provider there is must not depend on the order of tests.
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    use(monkeypatch, provider)
    yield exporter
    provider.shutdown()


def the_span(spans: InMemorySpanExporter) -> ReadableSpan:
    (span,) = spans.get_finished_spans()
    return span


@both
def test_a_try_is_a_client_span_of_the_conventions(send: Any, spans: InMemorySpanExporter) -> None:
    send(request(), answer())
    span = the_span(spans)
    assert (span.name, span.kind) == ("POST", SpanKind.CLIENT)
    assert span.attributes == {
        "http.request.method": "POST",
        "server.address": "host",
        "server.port": 443,
        "url.full": URL,
        "http.response.status_code": 200,
    }
    assert span.status.status_code is StatusCode.UNSET
    assert span.instrumentation_scope is not None
    assert span.instrumentation_scope.name == "veneer.runtime"
    assert span.instrumentation_scope.schema_url == "https://opentelemetry.io/schemas/1.23.1"


@both
@pytest.mark.parametrize(("status", "failed"), [(304, False), (404, True), (503, True)])
def test_a_status_of_failure_is_an_error(send: Any, status: int, failed: bool, spans: InMemorySpanExporter) -> None:
    send(request(), answer(status))
    span = the_span(spans)
    assert span.attributes is not None
    assert span.attributes["http.response.status_code"] == status
    assert span.attributes.get("error.type") == (str(status) if failed else None)
    assert span.status.status_code is (StatusCode.ERROR if failed else StatusCode.UNSET)
    assert span.status.description is None


@both
@pytest.mark.parametrize(
    ("error", "name"),
    [
        (httpx.ReadTimeout("person-5e"), "httpx.ReadTimeout"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
        (asyncio.CancelledError(), "asyncio.exceptions.CancelledError"),
    ],
)
def test_an_exception_is_an_error_of_its_class(
    send: Any, error: BaseException, name: str, spans: InMemorySpanExporter
) -> None:
    with pytest.raises(type(error)):
        send(request(), failing(error))
    span = the_span(spans)
    assert span.attributes is not None
    assert span.attributes["error.type"] == name
    assert "http.response.status_code" not in span.attributes
    assert (span.status.status_code, span.status.description, span.events) == (StatusCode.ERROR, None, ())
    assert trace.get_current_span() is trace.INVALID_SPAN


@both
def test_each_try_has_a_span_and_a_context_of_its_own(send: Any, spans: InMemorySpanExporter) -> None:
    outgoing = request()
    parents = []
    with trace.get_tracer("application").start_as_current_span("work") as work:
        for attempt in range(3):
            outgoing.extensions["veneer.call"].attempt = attempt
            send(outgoing, answer(503))
            parents.append(outgoing.headers["traceparent"])
    *tries, _ = spans.get_finished_spans()
    assert [(span.attributes or {}).get("http.request.resend_count") for span in tries] == [None, 1, 2]
    for span, parent in zip(tries, parents, strict=True):
        assert span.parent == work.get_span_context()
        assert span.context is not None
        sent = trace.get_current_span(propagate.extract({"traceparent": parent})).get_span_context()
        assert (sent.trace_id, sent.span_id) == (span.context.trace_id, span.context.span_id)


@both
def test_the_span_is_current_while_the_request_is_sent_and_no_longer(send: Any, spans: InMemorySpanExporter) -> None:
    seen = []

    def handle(_: httpx.Request) -> httpx.Response:
        seen.append(trace.get_current_span().get_span_context())
        return httpx.Response(204)

    send(request(), handle)
    assert seen == [the_span(spans).context]
    assert not trace.get_current_span().get_span_context().is_valid


def test_what_is_logged_belongs_to_the_span(
    spans: InMemorySpanExporter, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def info(*_: object, **__: object) -> None:
        seen.append(trace.get_current_span().get_span_context())

    seen: list[trace.SpanContext] = []
    caplog.set_level(logging.INFO, "veneer.runtime")
    monkeypatch.setattr(logging.getLogger("veneer.runtime"), "info", info)
    send_sync(request(), answer())
    assert seen == [the_span(spans).context]


def test_a_client_follows_the_application_to_another_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    (tracing, _) = observers(DiagnosticsOptions())
    for _ in range(2):
        exporter = InMemorySpanExporter()
        provider = TracerProvider(shutdown_on_exit=False)
        provider.add_span_processor(SimpleSpanProcessor(exporter))
        use(monkeypatch, provider)
        tracing(request(), answer())
        assert len(exporter.get_finished_spans()) == 1


def test_tasks_that_run_at_once_do_not_mix_their_spans(spans: InMemorySpanExporter) -> None:
    (tracing, _) = async_observers(DiagnosticsOptions())
    tracer = trace.get_tracer("application")

    async def transport(sent: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0.001)
        return httpx.Response(200)

    async def work(name: str) -> None:
        with tracer.start_as_current_span(name) as span:
            await asyncio.gather(*(tracing(request(), transport) for _ in range(3)))
            assert trace.get_current_span() is span

    async def run() -> None:
        await asyncio.gather(work("a"), work("b"))

    asyncio.run(run())
    finished = spans.get_finished_spans()
    works = {span.name: span.context for span in finished if span.name in "ab"}
    assert len(finished) == 8
    for name in "ab":
        assert sum(span.parent == works[name] for span in finished) == 3


def test_a_span_of_a_streaming_call_ends_with_the_head(spans: InMemorySpanExporter) -> None:
    response = send_sync(request(), lambda _: httpx.Response(200, content=iter([b"unread"])))
    assert not response.is_stream_consumed
    assert the_span(spans).status.status_code is StatusCode.UNSET


def test_the_port_is_told_where_the_url_has_one(spans: InMemorySpanExporter) -> None:
    for url in ("http://[::1]:8080/", "http://host/"):
        send_sync(httpx.Request("GET", url), answer())
    places = [
        (span.attributes["server.address"], span.attributes["server.port"])
        for span in spans.get_finished_spans()
        if span.attributes
    ]
    assert places == [("::1", 8080), ("host", 80)]


@both
def test_no_planted_secret_is_in_a_span(send: Any, spans: InMemorySpanExporter) -> None:
    send(request(), answer(401))
    with pytest.raises(httpx.LocalProtocolError):
        send(request(), failing(httpx.LocalProtocolError(f"Illegal header value {SECRETS[0]!r}")))
    text = "".join(span.to_json() for span in spans.get_finished_spans())
    assert "httpx.LocalProtocolError" in text
    assert [secret for secret in SECRETS if secret in text] == []


@both
def test_it_can_be_switched_off_and_shows_what_is_listed(send: Any, spans: InMemorySpanExporter) -> None:
    outgoing = request()
    send(outgoing, answer(), DiagnosticsOptions(tracing=False))
    assert spans.get_finished_spans() == ()
    assert "traceparent" not in outgoing.headers
    send(outgoing, answer(), DiagnosticsOptions(query={"name"}))
    span = the_span(spans)
    assert span.attributes is not None
    assert span.attributes["url.full"] == URL.replace("name=REDACTED", "name=person-5e")


@pytest.mark.parametrize("key", ["_SUPPRESS_HTTP_INSTRUMENTATION_KEY", "_SUPPRESS_INSTRUMENTATION_KEY"])
def test_no_span_within_what_has_its_own_and_none_below_ours(key: str, spans: InMemorySpanExporter) -> None:
    token = context.attach(context.set_value(getattr(context, key), True))
    try:
        send_sync(request(), answer())
    finally:
        context.detach(token)
    assert spans.get_finished_spans() == ()
    below = []

    def handle(_: httpx.Request) -> httpx.Response:
        below.append(context.get_value(context._SUPPRESS_HTTP_INSTRUMENTATION_KEY))
        return httpx.Response(204)

    send_sync(request(), handle)
    assert below == [True]
    assert context.get_value(context._SUPPRESS_HTTP_INSTRUMENTATION_KEY) is None


def test_a_span_that_is_not_sampled_still_passes_its_context_on(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, TracerProvider(ALWAYS_OFF, shutdown_on_exit=False))
    outgoing = request()
    send_sync(outgoing, answer(503))
    sent = trace.get_current_span(propagate.extract(outgoing.headers)).get_span_context()
    assert sent.is_valid
    assert not sent.trace_flags.sampled


@both
def test_without_an_sdk_only_the_context_that_there_is_goes_on(send: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", None)
    alone = request()
    send(alone, answer())
    assert "traceparent" not in alone.headers
    token = context.attach(baggage.set_baggage("a", "b", propagate.extract({"traceparent": PARENT})))
    try:
        below = request()
        send(below, answer())
    finally:
        context.detach(token)
    assert (below.headers["traceparent"], below.headers["baggage"]) == (PARENT, "a=b")


SCRIPT = """
import json, sys
import httpx
{before}
from veneer.runtime import DiagnosticsOptions
from veneer.runtime.diagnostics import observers
policy = observers(DiagnosticsOptions())[0]
request = httpx.Request("GET", "https://host/")
policy(request, lambda sent: httpx.Response(200))
imported = "opentelemetry" in sys.modules
{after}
policy(request, lambda sent: httpx.Response(200))
print(json.dumps([imported, len(exporter.get_finished_spans())]))
"""
SETUP = """
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
exporter = InMemorySpanExporter()
trace.set_tracer_provider(TracerProvider())
trace.get_tracer_provider().add_span_processor(SimpleSpanProcessor(exporter))
"""


@pytest.mark.parametrize(("before", "after", "told"), [(SETUP, "", [True, 2]), ("", SETUP, [False, 1])])
def test_the_application_may_set_it_up_before_or_after(before: str, after: str, told: list[object]) -> None:
    code = SCRIPT.format(before=before, after=after)
    place = pathlib.Path(veneer.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=place, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    assert json.loads(done.stdout) == told
