"""Waiting for a training that somebody else began, against the local service over real HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from functools import partial
from typing import Any

import httpx
import pytest
from azure_face import (
    CancellationToken,
    KeyCredential,
    NotFoundError,
    OperationCancelledError,
    OperationFailedError,
    PollingTimeoutError,
    RequestFailedError,
)

from veneer.serve import DEFAULT_KEY, create_app, load_behaviours, serving

from .calls import client_class, settle
from .description import DEFAULT, ROOT, VERSIONS, Version
from .samples import models_of

SAID = "Somebody pulled the plug, ä\u2026"
# The argument for a collection -> where it lies at the service.
KINDS = {
    "large_face_list_id": "largefacelists",
    "large_person_group_id": "largepersongroups",
    "person_group_id": "persongroups",
}
LONG = 600.0

every_version = pytest.mark.parametrize("version", VERSIONS, ids=repr)
# A look that comes too early costs a second, so the newer versions wait for one kind.
every_kind = pytest.mark.parametrize(
    ("version", "kind"),
    [(version, kind) for version in VERSIONS for kind in (KINDS if version is DEFAULT else ["large_face_list_id"])],
)
Story = Callable[[Any], Awaitable[None]]


@pytest.fixture
def seconds() -> float:
    """How long a training takes, where a test does not say another time."""
    return 0.05


@pytest.fixture
def url(version: Version, seconds: float) -> Iterator[str]:
    behaviours = load_behaviours(ROOT / "customizations" / "azure_face", training_seconds=seconds)
    with serving(create_app(version.document, behaviours, check_answers=True)) as url:
        yield url


def call(url: str, method: str, path: str, **more: Any) -> httpx.Response:
    headers = {"Ocp-Apim-Subscription-Key": DEFAULT_KEY}
    answer = httpx.request(method, f"{url}{path}", headers=headers, trust_env=False, **more)
    assert answer.is_success, answer.text
    return answer


def train(url: str, version: Version, kind: str, fails: str | None = None) -> None:
    """Make a collection and begin its training as somebody else does."""
    path = f"{version.base_path}/{KINDS[kind]}/one"
    call(url, "PUT", path, json={"name": "one"})
    if kind == "large_face_list_id":
        call(url, "POST", f"{path}/persistedfaces", json={"url": "https://example.com/a.jpg"})
    else:
        person = call(url, "POST", f"{path}/persons", json={"name": "ada"}).json()["personId"]
        faces = f"{path}/persons/{person}/persistedfaces"
        call(url, "POST", faces, json={"url": "https://example.com/a.jpg"})
    if fails is not None:
        call(url, "POST", f"/_local/{KINDS[kind]}/one/fail-next-training", json={"message": fails})
    call(url, "POST", f"{path}/train")


def run(url: str, version: Version, asynchronous: bool, story: Story) -> None:
    async def main() -> None:
        client = client_class("FaceAdministrationClient", asynchronous, version)(url, KeyCredential(DEFAULT_KEY))
        if asynchronous:
            async with client:
                await story(client)
        else:
            with closing(client):
                await story(client)

    asyncio.run(main())


@every_kind
def test_waits_until_the_training_is_done(version: Version, kind: str, url: str, asynchronous: bool) -> None:
    train(url, version, kind)

    async def story(client: Any) -> None:
        response = await settle(client.wait_until_trained(**{kind: "one"}, timeout=30))
        assert type(response.value) is models_of(version).FaceTrainingResult
        assert response.value.status == "succeeded"
        assert response.status_code == 200
        # One that is done already is told again, at once.
        again = await settle(client.wait_until_trained(**{kind: "one"}, timeout=0))
        assert again.value == response.value

    run(url, version, asynchronous, story)


@every_kind
def test_failure_has_the_service_s_words(version: Version, kind: str, url: str, asynchronous: bool) -> None:
    train(url, version, kind, fails=SAID)

    async def story(client: Any) -> None:
        with pytest.raises(OperationFailedError) as caught:
            await settle(client.wait_until_trained(**{kind: "one"}, timeout=30))
        assert SAID in str(caught.value)

    run(url, version, asynchronous, story)


@every_kind
@pytest.mark.parametrize("seconds", [LONG])
@pytest.mark.parametrize("timeout", [0, 0.05])
def test_wait_has_an_end(
    version: Version, kind: str, timeout: float, seconds: float, url: str, asynchronous: bool
) -> None:
    train(url, version, kind)

    async def story(client: Any) -> None:
        began = time.monotonic()
        with pytest.raises(PollingTimeoutError):
            await settle(client.wait_until_trained(**{kind: "one"}, timeout=timeout))
        assert time.monotonic() - began < 5

    run(url, version, asynchronous, story)


@every_version
@pytest.mark.parametrize("seconds", [LONG])
def test_wait_is_cancelled(version: Version, seconds: float, url: str, asynchronous: bool) -> None:
    train(url, version, "person_group_id")
    token = CancellationToken()

    async def story(client: Any) -> None:
        async def cancel() -> None:
            await asyncio.sleep(0.2)
            token.cancel()

        wait = client.wait_until_trained
        if not asynchronous:
            wait = partial(asyncio.to_thread, wait)
        began = time.monotonic()
        with pytest.raises(OperationCancelledError):
            await asyncio.gather(wait(person_group_id="one", cancellation=token), cancel())
        assert time.monotonic() - began < 5

    run(url, version, asynchronous, story)


@every_kind
def test_what_was_never_trained_is_the_service_s_error(
    version: Version, kind: str, url: str, asynchronous: bool
) -> None:
    call(url, "PUT", f"{version.base_path}/{KINDS[kind]}/one", json={"name": "one"})

    async def story(client: Any) -> None:
        with pytest.raises(RequestFailedError):
            await settle(client.wait_until_trained(**{kind: "one"}, timeout=30))
        with pytest.raises(NotFoundError):
            await settle(client.wait_until_trained(**{kind: "two"}, timeout=30))

    run(url, version, asynchronous, story)


@pytest.mark.parametrize("version", [DEFAULT], ids=repr)
@pytest.mark.parametrize("timeout", [-1, float("nan"), "5"])
def test_timeout_that_is_none_is_refused(version: Version, timeout: Any, url: str, asynchronous: bool) -> None:
    train(url, version, "person_group_id")

    async def story(client: Any) -> None:
        with pytest.raises((TypeError, ValueError), match="timeout"):
            await settle(client.wait_until_trained(person_group_id="one", timeout=timeout))

    run(url, version, asynchronous, story)
