"""azure-identity's classes, unchanged: their tokens reach the service, and claims reach the authority."""

from __future__ import annotations

import asyncio
import json
import pathlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("azure.identity", reason="azure-identity is not installed: pip install azure-identity")
pytest.importorskip("aiohttp", reason="azure-identity's asynchronous credentials need aiohttp")

import azure.identity
import azure.identity.aio
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import ClientAuthenticationError
from azure_face import AsyncFaceAdministrationClient, FaceAdministrationClient, RequestContext, UnauthorizedError

from .servers import NEEDED, World

TENANT = "11111111-1111-1111-1111-111111111111"
CLIENT = "22222222-2222-2222-2222-222222222222"
SCOPE = "https://cognitiveservices.azure.com/.default"
CONTEXT = RequestContext()


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("tls"))
    yield world
    world.close()


@pytest.fixture
def world(servers: World, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> World:
    """The servers as new, and an environment in which no credential finds anything."""
    servers.issued.clear()
    servers.forms.clear()
    servers.calls.clear()
    servers.challenging = False
    for name in ("AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_TENANT_ID", "AZURE_TOKEN_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return servers


def entra(world: World) -> dict[str, Any]:
    return {"authority": world.authority, "connection_verify": str(world.ca), "disable_instance_discovery": True}


def client_secret(library: Any, world: World, *_: object) -> Any:
    return library.ClientSecretCredential(TENANT, CLIENT, "s3cret", **entra(world))


def client_assertion(library: Any, world: World, *_: object) -> Any:
    return library.ClientAssertionCredential(TENANT, CLIENT, lambda: "s3cret", **entra(world))


def workload_identity(library: Any, world: World, folder: pathlib.Path, *_: object) -> Any:
    file = folder / "federated"
    file.write_text("s3cret")
    return library.WorkloadIdentityCredential(
        tenant_id=TENANT, client_id=CLIENT, token_file_path=str(file), **entra(world)
    )


def managed_identity(library: Any, world: World, _: pathlib.Path, patch: pytest.MonkeyPatch) -> Any:
    patch.setenv("IDENTITY_ENDPOINT", world.metadata)
    patch.setenv("IDENTITY_HEADER", "s3cret")
    return library.ManagedIdentityCredential()


def azure_cli(library: Any, world: World, folder: pathlib.Path, *_: object) -> Any:
    token = world.issue(scope=SCOPE, claims={})
    answer = {"accessToken": token, "expires_on": 9_999_999_999, "tenant": TENANT, "tokenType": "Bearer"}
    az = folder / "az"
    az.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(answer)}\nEND\n")
    az.chmod(0o755)
    return library.AzureCliCredential()


def chained(library: Any, world: World, *_: object) -> Any:
    return library.ChainedTokenCredential(library.AzureCliCredential(), client_secret(library, world))


def default(library: Any, world: World, _: pathlib.Path, patch: pytest.MonkeyPatch) -> Any:
    for name, value in (("CLIENT_ID", CLIENT), ("CLIENT_SECRET", "s3cret"), ("TENANT_ID", TENANT)):
        patch.setenv(f"AZURE_{name}", value)
    return library.DefaultAzureCredential(**entra(world))


Make = Callable[..., Any]
ENTRA = [client_secret, client_assertion, workload_identity, chained, default]
EVERY = [*ENTRA, managed_identity, azure_cli]


def call(world: World, credential: Any, times: int = 1) -> None:
    """Call the service through a generated client that fits the credential."""
    if hasattr(credential, "__aenter__"):
        asyncio.run(async_call(world, credential, times))
        return
    with credential, FaceAdministrationClient(world.face, credential) as client:
        for _ in range(times):
            assert client.get_face_lists(context=CONTEXT).json() == []


async def async_call(world: World, credential: Any, times: int) -> None:
    async with credential, AsyncFaceAdministrationClient(world.face, credential) as client:
        for _ in range(times):
            assert (await client.get_face_lists(context=CONTEXT)).json() == []


LIBRARIES = pytest.mark.parametrize("library", [azure.identity, azure.identity.aio], ids=["sync", "aio"])


@LIBRARIES
@pytest.mark.parametrize("make", EVERY)
def test_a_token_is_fetched_once_and_sent_with_every_call(
    make: Make, library: Any, world: World, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(world, make(library, world, tmp_path, monkeypatch), times=3)
    assert world.calls == ["token-0"] * 3
    assert list(world.issued) == ["token-0"]


@LIBRARIES
@pytest.mark.parametrize("make", ENTRA)
def test_a_challenge_takes_its_claims_to_the_authority_and_the_call_succeeds(
    make: Make, library: Any, world: World, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.challenging = True
    call(world, make(library, world, tmp_path, monkeypatch), times=2)
    assert world.calls == ["token-0", "token-1", "token-1"]
    asked = [json.loads(form.get("claims", "{}")).get("access_token", {}) for form in world.forms]
    assert [set(claims) for claims in asked] == [{"xms_cc"}, {"xms_cc", "nbf"}]
    assert asked[1]["nbf"] == json.loads(NEEDED)["access_token"]["nbf"]
    assert asked[0]["xms_cc"] == {"values": ["CP1"]}  # from the first token on: only then are there such challenges


@LIBRARIES
def test_a_credential_that_knows_no_claims_tells_what_to_do(
    library: Any, world: World, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.challenging = True
    with pytest.raises(azure.identity.CredentialUnavailableError, match="az login --claims-challenge") as caught:
        call(world, azure_cli(library, world, tmp_path, monkeypatch))
    assert isinstance(caught.value.__cause__, UnauthorizedError)
    assert "token-0" not in str(caught.value) + str(caught.value.__cause__)


@LIBRARIES
def test_what_the_authority_refuses_is_azure_identitys_own_error(library: Any, world: World) -> None:
    with pytest.raises(ClientAuthenticationError, match="AADSTS7000215"):
        call(world, library.ClientSecretCredential(TENANT, CLIENT, "wr0ng", **entra(world)))
    assert world.calls == []


def test_an_async_client_takes_a_sync_credential(world: World) -> None:
    async def run() -> None:
        with client_secret(azure.identity, world) as credential:
            async with AsyncFaceAdministrationClient(world.face, credential) as client:
                world.challenging = True
                assert (await client.get_face_lists(context=CONTEXT)).json() == []

    asyncio.run(run())
    assert world.calls == ["token-0", "token-1"]


def test_a_sync_client_refuses_an_async_credential(world: World) -> None:
    async def run() -> None:
        async with client_secret(azure.identity.aio, world) as credential:
            with pytest.raises(TypeError, match="use the async client"):
                FaceAdministrationClient(world.face, credential)

    asyncio.run(run())


def test_azure_cores_key_credential_rotates(world: World) -> None:
    credential = AzureKeyCredential("k1")
    world.keys = {"k2"}
    with FaceAdministrationClient(world.face, credential) as client:
        with pytest.raises(UnauthorizedError):
            client.get_face_lists(context=CONTEXT)
        credential.update("k2")
        assert client.get_face_lists(context=CONTEXT).json() == []
    assert world.calls == [""]  # no token at any time
