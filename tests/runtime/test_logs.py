"""Logs: what stands in them at which level, what never does, and what they cost when nobody reads them."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from veneer.runtime import ApiKeyScheme, DiagnosticsOptions, RequestFailedError
from veneer.runtime.diagnostics import checked_diagnostics
from veneer.runtime.errors import request_failed
from veneer.runtime.logs import Logging
from veneer.runtime.redaction import Redaction

from .tries import SECRETS, answer, failing, request, send_async, send_sync

both = pytest.mark.parametrize("send", [send_sync, send_async])
FACTS = {"method", "url", "attempt", "status_code", "duration_ms", "request_id", "error_type"}


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    yield
    logging.getLogger("veneer.runtime").setLevel(logging.NOTSET)


def told(caplog: pytest.LogCaptureFixture, level: int) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "veneer.runtime" and record.levelno == level]


@both
def test_nothing_is_logged_unless_the_application_asks(send: Any, capfd: pytest.CaptureFixture[str]) -> None:
    send(request(), answer(500))
    with pytest.raises(httpx.ConnectError):
        send(request(), failing(httpx.ConnectError("no")))
    assert capfd.readouterr() == ("", "")


@both
def test_info_is_one_line_a_try_with_the_facts_for_a_formatter(send: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "veneer.runtime")
    send(request(attempt=1), answer(503, apim_request_id="r-1"))
    (record,) = caplog.records
    url = "https://host/face/v1/detect?api-version=v1&name=REDACTED&code=REDACTED"
    text = record.getMessage()
    assert text.startswith(f"POST {url}: 503 in ")
    assert text.endswith(" ms (try 2, request id r-1)")
    facts = {name: getattr(record, name) for name in FACTS - {"duration_ms"}}
    assert facts == {
        "method": "POST",
        "url": url,
        "attempt": 2,
        "status_code": 503,
        "request_id": "r-1",
        "error_type": None,
    }
    assert 0 <= record.__dict__["duration_ms"] < 1000


@both
def test_a_failure_is_told_by_its_class_alone(send: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "veneer.runtime")
    with pytest.raises(httpx.ConnectTimeout):
        send(request(), failing(httpx.ConnectTimeout("person-5e")))
    (record,) = caplog.records
    assert ": httpx.ConnectTimeout in " in record.getMessage()
    assert record.__dict__["error_type"] == "httpx.ConnectTimeout"
    assert record.__dict__["status_code"] is None
    assert record.exc_info is None


def test_a_cancelled_task_is_told_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "veneer.runtime")
    with pytest.raises(asyncio.CancelledError):
        send_async(request(), failing(asyncio.CancelledError()))
    assert [record.__dict__["error_type"] for record in caplog.records] == ["asyncio.exceptions.CancelledError"]


@both
def test_debug_adds_headers_and_sizes(send: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "veneer.runtime")
    send(request(), answer(Retry_After="3"))
    before, after = told(caplog, logging.DEBUG)
    assert len(told(caplog, logging.INFO)) == 1
    assert before.__dict__["headers"] == {
        "host": "host",
        "content-length": "20",
        "content-type": "application/json",
        "authorization": "REDACTED",
        "cookie": "REDACTED",
        "x-key": "REDACTED",
        "x-name": "REDACTED",
    }
    assert "request with a body of 20 bytes" in before.getMessage()
    assert after.__dict__["headers"]["retry-after"] == "3"
    assert after.__dict__["headers"]["x-token"] == "REDACTED"
    assert "answer with a body of 24 bytes" in after.getMessage()
    assert all(vars(record).keys() >= FACTS for record in caplog.records)


def test_a_body_that_is_streamed_either_way_has_no_size(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "veneer.runtime")
    outgoing = httpx.Request("PUT", "https://host/", content=iter([b"a", b"b"]))
    response = send_sync(outgoing, lambda _: httpx.Response(200, content=iter([b"unread"])))
    texts = [record.getMessage() for record in told(caplog, logging.DEBUG)]
    assert ["body of unknown size" in text for text in texts] == [True, True]
    assert not response.is_stream_consumed
    send_sync(httpx.Request("GET", "https://host/"), answer())
    assert "body of 0 bytes" in told(caplog, logging.DEBUG)[2].getMessage()


@both
def test_no_planted_secret_is_anywhere(send: Any, caplog: pytest.LogCaptureFixture) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s %(url)s", defaults={"url": ""}))
    caplog.set_level(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    try:
        send(request(), answer())
        with pytest.raises(httpx.LocalProtocolError):
            send(request(), failing(httpx.LocalProtocolError(f"Illegal header value {SECRETS[0]!r}")))
        response = send(request(), lambda sent: httpx.Response(401, json={"error": {"code": "No"}}, request=sent))
        try:
            raise request_failed(response)
        except RequestFailedError:
            logging.getLogger("application").exception("it failed")
    finally:
        logging.getLogger().removeHandler(handler)
    everything = stream.getvalue() + caplog.text + json.dumps([vars(record) for record in caplog.records], default=repr)
    assert "it failed" in everything
    assert [secret for secret in SECRETS if secret in everything] == []


def test_lists_may_be_extended_in_any_case(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "veneer.runtime")
    options = DiagnosticsOptions(headers=frozenset({"X-name"}), query=frozenset({"NAME"}))
    send_sync(request(), answer(), options)
    before, _ = told(caplog, logging.DEBUG)
    assert before.__dict__["headers"]["x-name"] == "person-5e"
    assert before.__dict__["url"].endswith("?api-version=v1&name=person-5e&code=REDACTED")


@pytest.mark.parametrize("text", ["a\r\nINFO forged", "a\x1b[2Kb", "a\u202eb", "a\x00b", "\x85", "\u2028"])
def test_text_of_the_service_forges_no_line(text: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "veneer.runtime")
    headers = [(b"Server", text.encode()), (text.encode(), b"x"), (b"X-Request-Id", text.encode())]
    send_sync(request(), lambda _: httpx.Response(200, headers=headers))
    for record in caplog.records:
        shown = [record.getMessage(), str(record.__dict__["request_id"]), *record.__dict__.get("headers", {}).values()]
        assert all(line.isascii() and line.isprintable() for line in shown)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://h/a%20b?secret", "https://h/a%20b?REDACTED"),
        ("https://h/?a=1&a=2&=3&b", "https://h/?a=REDACTED&a=REDACTED&=REDACTED&REDACTED"),
        ("https://h/?api%2Dversion=v1&api-version=v2", "https://h/?api%2Dversion=v1&api-version=v2"),
        ("https://h/?api-version=v1;sig=x", "https://h/?api-version=v1;sig=REDACTED"),
        ("https://h/?", "https://h/?"),
        ("http://u:p@[::1]:8080/x#part", "http://[::1]:8080/x"),
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"),
    ],
)
def test_a_url_shows_names_and_listed_values_only(url: str, shown: str) -> None:
    assert Redaction().url(httpx.URL(url)) == shown


def test_options_take_names_and_refuse_what_would_show_a_credential() -> None:
    security = ((ApiKeyScheme("a", "X-Key", "header"),), (ApiKeyScheme("b", "code", "query"),))
    assert checked_diagnostics(None, security) == DiagnosticsOptions()
    fine = DiagnosticsOptions(headers={"Code"}, query={"X-Key"})
    assert checked_diagnostics(fine, security) is fine
    with pytest.raises(ValueError, match="authorization, set-cookie holds a credential"):
        DiagnosticsOptions(headers={"Set-Cookie", "Authorization"})
    with pytest.raises(ValueError, match="x-key holds a credential"):
        checked_diagnostics(DiagnosticsOptions(headers={"x-KEY"}), security)
    with pytest.raises(ValueError, match="code holds a credential"):
        checked_diagnostics(DiagnosticsOptions(query={"CODE"}), security)
    with pytest.raises(ValueError, match="is not a header's name"):
        DiagnosticsOptions(request_id_header="a b")
    for wrong in ({"headers": "X-Name"}, {"query": [1]}, {"query": 1}, {"tracing": 1}, {"request_id_header": 1}):
        with pytest.raises(TypeError, match="must be"):
            DiagnosticsOptions(**wrong)
    with pytest.raises(TypeError, match="got dict"):
        checked_diagnostics({}, security)  # type: ignore[arg-type]


@both
def test_an_id_is_sent_with_each_call_if_wanted_and_stays_over_its_tries(
    send: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "veneer.runtime")
    options = DiagnosticsOptions(request_id_header="x-ms-client-request-id")
    outgoing = request()
    ids = []
    for _ in range(2):
        send(outgoing, answer(503), options)
        ids.append(outgoing.headers["x-ms-client-request-id"])
    assert len(ids[0]) == 36
    assert ids[0] == ids[1]
    assert [record.__dict__["request_id"] for record in caplog.records] == ids
    other = request()
    send(other, answer(), options)
    assert other.headers["x-ms-client-request-id"] != ids[0]
    plain = request()
    send(plain, answer())
    assert "x-ms-client-request-id" not in plain.headers


def test_nothing_is_prepared_where_nobody_reads() -> None:
    assert Logging(Redaction()).begin(request()) is None
