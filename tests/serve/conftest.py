"""The pieces that the tests of the local service share: an in-process client, a small description, the Face one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define, field
from starlette.applications import Starlette

from veneer.serve import DEFAULT_KEY, Behaviours, create_app, load_behaviours

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "spec" / "azure_face"
FACE = "http://local/face/v1.1-preview.1"
KEY = {"Ocp-Apim-Subscription-Key": DEFAULT_KEY}


@define
class Client:
    """Calls an application in process, one event loop a call."""

    app: Starlette
    base: str
    headers: Mapping[str, str] = field(factory=dict)

    def request(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        async def send() -> httpx.Response:
            # A fault of the service is an answer here, as it is for a client on the other side of a socket.
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport) as client:
                url = path if path.startswith("http") else self.base + path
                sent = self.headers if headers is None else headers
                return await client.request(method, url, headers=dict(sent), **more)

        return asyncio.run(send())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)

    def delete(self, path: str, **more: Any) -> httpx.Response:
        return self.request("DELETE", path, **more)

    def local(self, session_id: str, action: str, **more: Any) -> httpx.Response:
        return self.post(f"http://local/_local/sessions/{session_id}/{action}", **more)


@define
class Clock:
    """A clock that moves when it is told to."""

    now: datetime = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def api(paths: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a small description below ``/v1``."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": "1"},
        "servers": [{"url": "https://example.com/v1"}],
        "paths": paths,
        **more,
    }


def small(document: Mapping[str, Any], behaviours: Behaviours | None = None, **settings: Any) -> Client:
    """Return a client of a small description's local service."""
    return Client(create_app(document, behaviours, **settings), "http://local/v1")


def refusal(response: httpx.Response) -> tuple[int, str, str]:
    """Return status, code and message of a refusal, after a look at its shape."""
    error = response.json()["error"]
    assert response.json() == {"error": {"code": error["code"], "message": error["message"]}}
    assert response.headers["x-ms-error-code"] == error["code"]
    assert response.headers["apim-request-id"]
    return response.status_code, error["code"], error["message"]


@pytest.fixture(scope="session")
def face_document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((SPECS / "v1.1-preview.1.json").read_text("utf-8"))
    return document


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def behaviours(clock: Clock) -> Behaviours:
    loaded = load_behaviours(ROOT / "customizations" / "azure_face", clock=clock)
    assert loaded is not None
    return loaded


@pytest.fixture
def face(face_document: dict[str, Any], behaviours: Behaviours) -> Client:
    """The Face service with the answers checked against the description."""
    return Client(create_app(face_document, behaviours, check_answers=True), FACE, KEY)
