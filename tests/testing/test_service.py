"""`azure_face.testing` as the author of an application uses it: clients, calls, state, threads and loops."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import azure_face
import httpx
import pytest
from azure_face import (
    AsyncFaceAdministrationClient,
    AsyncFaceSessionClient,
    FaceAdministrationClient,
    FaceSessionClient,
    NotFoundError,
    RequestContent,
    UnauthorizedError,
)
from azure_face.models import (
    CreateLargeFaceListContent,
    CreateLivenessSessionContent,
    LivenessOperationMode,
)
from azure_face.testing import Fault, LocalService

from .conftest import BODY, SESSIONS, Call

CREATE = "LivenessSessionOperations_CreateLivenessSession"
PASSIVE = CreateLivenessSessionContent(LivenessOperationMode.PASSIVE, device_correlation_id="device-1")


def test_both_layers_of_a_sync_client(face: LocalService) -> None:
    with face.client(FaceSessionClient) as client:
        created = client.create_liveness_session(PASSIVE)
        raw = client.create_liveness_session(RequestContent.json(BODY))
        ids = {session.id for session in client.get_liveness_sessions()}

    assert ids == {created.value.session_id, raw.json()["sessionId"]}
    assert [call.operation for call in face.calls] == [CREATE, CREATE, CREATE.replace("Create", "Get", 1) + "s"]
    assert face.open_responses == 0


def test_both_layers_of_an_async_client(face: LocalService) -> None:
    async def main() -> set[str]:
        async with face.client(AsyncFaceSessionClient) as client:
            created = await client.create_liveness_session(PASSIVE)
            raw = await client.create_liveness_session(RequestContent.json(BODY))
            ids = {session.id async for session in client.get_liveness_sessions()}
        assert ids == {created.value.session_id, raw.json()["sessionId"]}
        return ids

    ids = asyncio.run(main())

    with face.client(FaceSessionClient) as client:  # the state is the service's, whoever calls it
        assert {session.id for session in client.get_liveness_sessions()} == ids
    assert [call.status for call in face.calls] == [200] * 4
    assert face.open_responses == 0


@pytest.mark.parametrize("version", ["v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1"])
def test_every_version_answers(version: str) -> None:
    package = f"azure_face.{version.replace('-', '_').replace('.', '_')}"
    module, models = import_module(package), import_module(f"{package}.models")
    face = LocalService(version)
    more = {} if version == "v1.3-preview.1" else {"device_correlation_id": "device-1"}
    content = models.CreateLivenessSessionContent("Passive", **more)
    created = face.client(module.FaceSessionClient).create_liveness_session(content)

    async def again() -> Any:
        async with face.client(module.AsyncFaceSessionClient) as client:
            return await client.get_liveness_session_result(created.value.session_id)

    assert asyncio.run(again()).raw.json()["status"] == "NotStarted"
    assert {call.path.split("/")[2] for call in face.calls} == {version}


def test_unknown_version_names_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"no version `v9`; choose one of: v1.1-preview.1, v1.2"):
        LocalService("v9")


def test_options_reach_the_behaviours() -> None:
    def trained(face: LocalService) -> str:
        client = face.client(FaceAdministrationClient)
        client.create_large_face_list("mine", CreateLargeFaceListContent("Mine", recognition_model="recognition_04"))
        client.train_large_face_list("mine")
        return client.get_large_face_list_training_status("mine").value.status.value

    assert trained(LocalService(training_seconds=60)) in ("notStarted", "running")
    assert trained(LocalService(training_seconds=0)) == "failed"  # there is nothing to train on
    with pytest.raises(TypeError, match="no_such_option"):
        LocalService(no_such_option=1)


def test_call_says_what_came_and_hides_credentials(call: Call, face: LocalService) -> None:
    call("POST", f"{SESSIONS}?a=1&a=2", headers={"Authorization": "Bearer secret-token", "X-Mine": "mine"})

    [made] = face.calls
    assert (made.operation, made.method, made.path, made.status, made.fault) == (CREATE, "POST", SESSIONS, 200, None)
    assert made.query.get_list("a") == ["1", "2"]
    assert made.headers["ocp-apim-subscription-key"] == face.key
    assert made.json() == BODY
    assert face.key not in repr(made)
    assert "secret-token" not in repr(made)
    assert "'x-mine': 'mine'" in repr(made)
    assert "a=1&a=2" in repr(made)


def test_refusals_are_the_services_own(call: Call, face: LocalService) -> None:
    nowhere = call("GET", "/nowhere")
    invalid = call(json={"livenessOperationMode": 7})

    assert (nowhere.status_code, invalid.status_code) == (404, 400)
    assert invalid.json()["error"]["code"] == "BadArgument"
    assert invalid.headers["content-type"] == "application/json"
    assert [(made.operation, made.status) for made in face.calls] == [("", 404), (CREATE, 400)]


def test_key_is_checked() -> None:
    face = LocalService(key="another")
    client = face.client(FaceSessionClient, credential=azure_face.KeyCredential("local-key"))
    with pytest.raises(UnauthorizedError):
        client.create_liveness_session(PASSIVE)
    assert face.client(FaceSessionClient).create_liveness_session(PASSIVE).status_code == 200


def test_reset_forgets_state_faults_and_calls(face: LocalService) -> None:
    client = face.client(FaceSessionClient)
    session = client.create_liveness_session(PASSIVE).value.session_id
    face.inject(Fault.status(500), times=None)
    face.reset()

    assert (face.calls, face.faults) == ([], ())
    with pytest.raises(NotFoundError):
        client.get_liveness_session_result(session)


def test_response_is_streamed_and_open_until_it_is_closed(face: LocalService) -> None:
    client = httpx.Client(transport=face.transport(), headers={"Ocp-Apim-Subscription-Key": face.key})
    with client.stream("POST", face.endpoint + SESSIONS, json=BODY) as response:
        assert face.open_responses == 1
        assert not response.is_stream_consumed
        assert b"sessionId" in b"".join(response.iter_bytes())
        assert face.open_responses == 0
    response.close()
    assert face.open_responses == 0
    assert (response.http_version, response.reason_phrase) == ("HTTP/1.1", "OK")

    request = client.build_request("POST", face.endpoint + SESSIONS, json=BODY)
    leaked = client.send(request, stream=True)
    assert face.open_responses == 1
    leaked.close()
    assert face.open_responses == 0


def test_streamed_request_bodies(face: LocalService) -> None:
    headers = {"Ocp-Apim-Subscription-Key": face.key, "Content-Type": "application/json"}

    def pieces() -> Iterator[bytes]:
        yield b'{"livenessOperationMode":'
        yield b'"Passive","deviceCorrelationId":"d"}'

    async def apieces() -> AsyncIterator[bytes]:
        for piece in pieces():
            await asyncio.sleep(0)
            yield piece

    async def main() -> int:
        async with httpx.AsyncClient(transport=face.transport(), headers=headers) as client:
            return (await client.post(face.endpoint + SESSIONS, content=apieces())).status_code

    with httpx.Client(transport=face.transport(), headers=headers) as client:
        assert client.post(face.endpoint + SESSIONS, content=pieces()).status_code == 200
    assert asyncio.run(main()) == 200
    assert [made.content for made in face.calls] == [b"".join(pieces())] * 2


def test_sync_client_works_in_a_running_loop_and_starts_no_thread(face: LocalService) -> None:
    before = threading.active_count()

    async def main() -> int:
        return face.client(FaceSessionClient).create_liveness_session(PASSIVE).status_code

    assert asyncio.run(main()) == 200
    assert threading.active_count() == before


def test_threads_and_tasks_at_once(face: LocalService) -> None:
    face.inject(Fault.status(503), times=30)
    content = CreateLargeFaceListContent("L", recognition_model="recognition_04")

    def threaded(number: int) -> None:
        with face.client(FaceAdministrationClient) as client:
            for step in range(10):
                for _ in range(40):  # until it is not one of the faults
                    try:
                        client.create_large_face_list(f"t{number}-{step}", content)
                        break
                    except azure_face.ServerError:
                        continue

    async def tasked() -> None:
        async with face.client(AsyncFaceAdministrationClient) as client:
            await asyncio.gather(*(client.create_large_face_list(f"a{number}", content) for number in range(20)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(threaded, range(8)))
    asyncio.run(tasked())

    assert sorted(made.status or 0 for made in face.calls) == [200] * 100 + [503] * 30
    assert len(list(face.client(FaceAdministrationClient).get_large_face_lists(top=1000))) == 100
    assert face.open_responses == 0


def test_context_manager() -> None:
    with LocalService() as face:
        assert face.client(FaceSessionClient).create_liveness_session(PASSIVE).status_code == 200
