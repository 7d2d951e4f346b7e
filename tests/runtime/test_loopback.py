"""Over real HTTP on this machine: what a server gets from a sync and an async client, and that connections last."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from veneer.runtime import KeyCredential, NotFoundError, RequestContent, RequestContext

from .sample import AsyncSampleProtocol, Mode, SampleClient, Session


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connections: set[Any] = set()  # noqa: RUF012 - one server, one test at a time

    def do_POST(self) -> None:
        self.connections.add(self.client_address)
        body = self._body()
        found = self.path == "/face/v1/sessions"
        sent = json.loads(body) if self.headers["Content-Type"] == "application/json" else {"size": len(body)}
        key = self.headers["Ocp-Apim-Subscription-Key"]
        answer = {**sent, "key": key} if found else {"code": "Gone", "message": "No."}
        data = gzip.compress(json.dumps(answer).encode())
        self.send_response(200 if found else 404)
        for name, value in (("Content-Type", "application/json"), ("Content-Encoding", "gzip")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST  # noqa: N815 - the name that http.server calls

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        Handler.connections = set()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_sync_client_talks_to_a_real_server_over_one_connection(endpoint: str) -> None:
    session = Session.from_dict({"sessionId": "ü", "created": "2025-04-01T12:00:00Z", "mode": "Passive"})
    with SampleClient(endpoint, KeyCredential("k1")) as client:
        value = client.create(session).value
        assert (value.session_id, value.mode, value.additional_properties) == ("ü", Mode.PASSIVE, {"key": "k1"})
        stream = RequestContent.stream((b"x" * 1000 for _ in range(100)), "application/octet-stream")
        assert client.create(stream).json()["size"] == 100_000
        with pytest.raises(NotFoundError) as caught:
            client.list_entries("none")
        assert str(caught.value) == "(404) Gone: No. [GET /face/v1/sessions/none/entries]"
    assert len(Handler.connections) == 1


def test_an_async_client_talks_to_a_real_server(endpoint: str) -> None:
    async def run() -> list[Any]:
        async with AsyncSampleProtocol(endpoint, KeyCredential("k1")) as client:
            answers = await asyncio.gather(*(client.create(RequestContent.json({"n": n})) for n in range(5)))
            return [answer.json() for answer in answers]

    assert asyncio.run(run()) == [{"n": n, "key": "k1"} for n in range(5)]


def test_a_server_that_is_not_there_is_httpxs_connect_error() -> None:
    with SampleClient("http://127.0.0.1:9", KeyCredential("k")) as client, pytest.raises(httpx.ConnectError):
        client.create(RequestContent.json({}), context=RequestContext(timeout=5, retry=None))
