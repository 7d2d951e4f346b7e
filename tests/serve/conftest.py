"""The pieces that the tests of the local service share: an in-process client, a small description, the Face one."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define, field
from starlette.applications import Starlette

from veneer.load import load
from veneer.load.customizations import load_customizations
from veneer.names import version_module
from veneer.serve import DEFAULT_KEY, Behaviours, create_app, load_behaviours

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "spec" / "azure_face"
CUSTOMIZATIONS = ROOT / "customizations" / "azure_face"
VERSIONS = ("v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1")
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

    def put(self, path: str, **more: Any) -> httpx.Response:
        return self.request("PUT", path, **more)

    def patch(self, path: str, **more: Any) -> httpx.Response:
        return self.request("PATCH", path, **more)

    def delete(self, path: str, **more: Any) -> httpx.Response:
        return self.request("DELETE", path, **more)

    def post_all(self, path: str, bodies: Iterable[object]) -> list[httpx.Response]:
        """Post many bodies, all in one event loop."""

        async def send() -> list[httpx.Response]:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, headers=dict(self.headers)) as client:
                return [await client.post(self.base + path, json=body) for body in bodies]

        return asyncio.run(send())

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


@cache
def face_description(version: str) -> dict[str, Any]:
    """Return the description of a version of the Face API, mended as the project mends it."""
    custom = load_customizations(CUSTOMIZATIONS, CUSTOMIZATIONS.name)
    return dict(load(SPECS / f"{version}.json", version, custom.mends_for(version_module(version))).content)


@pytest.fixture(scope="session")
def face_document() -> dict[str, Any]:
    return face_description("v1.1-preview.1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def behaviours(clock: Clock) -> Behaviours:
    loaded = load_behaviours(CUSTOMIZATIONS, clock=clock)
    assert loaded is not None
    return loaded


@pytest.fixture
def service(behaviours: Behaviours) -> Callable[[str], Client]:
    """Gives the Face service in a version, with the answers checked; all versions have one memory."""

    def of(version: str) -> Client:
        return Client(
            create_app(face_description(version), behaviours, check_answers=True), f"http://local/face/{version}", KEY
        )

    return of


@pytest.fixture
def face(service: Callable[[str], Client]) -> Client:
    """The Face service in v1.1-preview.1."""
    return service("v1.1-preview.1")


@pytest.fixture
def latest(service: Callable[[str], Client]) -> Client:
    """The Face service in v1.3-preview.1."""
    return service("v1.3-preview.1")


def png(width: int, height: int, text: bytes = b"") -> bytes:
    """Return the beginning of a PNG of some size, with any text after it."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\x00\x00\x00" + text


def detect(face: Client, image: bytes | str, query: str = "") -> list[dict[str, Any]]:
    """Return the faces of an image: its bytes, or its address."""
    response = face.post(f"/detect{query}", **sent(face, image))
    assert response.status_code == 200, response.text
    faces: list[dict[str, Any]] = response.json()
    return faces


def face_id(face: Client, image: bytes | str, query: str = "") -> str:
    """Return the id of the only face of an image."""
    [found] = detect(face, image, query)
    return str(found["faceId"])


def sent(face: Client, image: bytes | str) -> dict[str, Any]:
    """Return the arguments that send an image: its bytes, or its address."""
    if isinstance(image, str):
        return {"json": {"url": image}}
    return {"content": image, "headers": {**face.headers, "content-type": "application/octet-stream"}}
