"""The fixture as an application's author writes it, and one way to call that is sync and async."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from azure_face.testing import LocalService

SESSIONS = "/face/v1.1-preview.1/detectLiveness/singleModal/sessions"
BODY = {"livenessOperationMode": "Passive", "deviceCorrelationId": "device-1"}
Call = Callable[..., httpx.Response]


@pytest.fixture
def face() -> LocalService:
    return LocalService()


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, face: LocalService) -> Call:
    """Sends one request as httpx does; returns the response, read and closed."""

    def send(method: str = "POST", path: str = SESSIONS, **more: Any) -> httpx.Response:
        options: dict[str, Any] = {"base_url": face.endpoint, "timeout": more.pop("timeout", 5)}
        options["headers"] = {"Ocp-Apim-Subscription-Key": face.key}
        if method == "POST" and not {"content", "json"} & more.keys():
            more["json"] = BODY
        if request.param == "sync":
            with httpx.Client(transport=face.transport(), **options) as client:
                return client.request(method, path, **more)

        async def sent() -> httpx.Response:
            async with httpx.AsyncClient(transport=face.transport(), **options) as client:
                return await client.request(method, path, **more)

        return asyncio.run(sent())

    return send
