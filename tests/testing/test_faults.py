"""Each fault, sync and async: what the caller gets, what the service did, whose turn it is, and how long it takes."""

from __future__ import annotations

import asyncio
import json
import math
import socket
import threading
import time
from collections.abc import Callable

import httpx
import pytest
from azure_face import AsyncFaceSessionClient, BrokenBodyError, FaceSessionClient, RequestContent
from azure_face.testing import Answer, Fault, LocalService, Script

from .conftest import BODY, SESSIONS, Call

CREATE = "LivenessSessionOperations_CreateLivenessSession"
SHORT = httpx.Timeout(5, read=0.05, connect=0.05)


def sessions(face: LocalService) -> int:
    """Return how many sessions the service keeps."""
    return len(list(face.client(FaceSessionClient).get_liveness_sessions()))


def test_status_n_times_then_well(call: Call, face: LocalService) -> None:
    face.inject(Fault.status(503, headers={"Retry-After": "0"}, json={"error": {"code": "Busy"}}), times=2)
    answers = [call(), call(), call()]

    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert answers[0].headers["retry-after"] == "0"
    assert answers[0].json() == {"error": {"code": "Busy"}}
    assert [made.status for made in face.calls] == [503, 503, 200]
    assert [made.fault is None for made in face.calls] == [False, False, True]
    assert sessions(face) == 1  # a gateway answered, the service did not do anything


def test_canned_answer(face: LocalService) -> None:
    face.inject(Fault.status(200, json={"sessionId": "mine", "authToken": "t"}))
    raw = face.client(FaceSessionClient).create_liveness_session(RequestContent.json(BODY))
    assert raw.json()["sessionId"] == "mine"


@pytest.mark.parametrize(
    ("fault", "error", "message"),
    [
        (Fault.reset(), httpx.ReadError, "reset by peer"),
        (Fault.reset(after=3), httpx.ReadError, "reset by peer"),
        (Fault.truncated(), httpx.RemoteProtocolError, "without sending complete message body"),
        (Fault.truncated(after=0), httpx.RemoteProtocolError, r"received 0 bytes, expected \d+"),
        (Fault.delay(math.inf), httpx.ReadTimeout, "timed out"),
        (Fault.delay(10), httpx.ReadTimeout, "timed out"),
        (Fault.drip(10), httpx.ReadTimeout, "timed out"),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
def test_answer_is_lost_after_the_service_did_its_work(
    call: Call, face: LocalService, fault: Fault, error: type[Exception], message: str
) -> None:
    face.inject(fault)
    began = time.perf_counter()
    with pytest.raises(error, match=message):
        call(timeout=SHORT)

    assert time.perf_counter() - began < 2
    assert sessions(face) == 1
    assert face.open_responses == 0
    assert call().status_code == 200


@pytest.mark.parametrize(
    ("fault", "error"),
    [(Fault.connect_error(), httpx.ConnectError), (Fault.connect_timeout(), httpx.ConnectTimeout)],
)
def test_without_a_connection_nothing_happens_and_nothing_is_read(
    face: LocalService, fault: Fault, error: type[Exception]
) -> None:
    read: list[bytes] = []

    def body() -> object:
        read.append(b"{}")
        yield b"{}"

    face.inject(fault, operation=CREATE)
    client = httpx.Client(transport=face.transport(), timeout=SHORT)
    with pytest.raises(error):
        client.post(face.endpoint + SESSIONS, content=body(), headers={"content-type": "application/json"})

    assert read == []
    assert [made.status for made in face.calls] == [None]
    assert sessions(face) == 0


def test_connect_faults_async(face: LocalService) -> None:
    async def main() -> None:
        async with httpx.AsyncClient(transport=face.transport(), timeout=SHORT) as client:
            for fault, error in (
                (Fault.connect_error(), httpx.ConnectError),
                (Fault.connect_timeout(), httpx.ConnectTimeout),
            ):
                face.inject(fault)
                with pytest.raises(error):
                    await client.get(face.endpoint)

    asyncio.run(main())


def test_delay_within_the_timeout_is_an_answer(call: Call, face: LocalService) -> None:
    face.inject(Fault.delay(0.05))
    began = time.perf_counter()
    assert call(timeout=2).status_code == 200
    assert 0.05 <= time.perf_counter() - began < 1.5


def test_read_timeout_takes_exactly_as_long_as_the_caller_waits(call: Call, face: LocalService) -> None:
    face.inject(Fault.delay(30))
    began = time.perf_counter()
    with pytest.raises(httpx.ReadTimeout):
        call(timeout=httpx.Timeout(5, read=0.2))
    assert 0.2 <= time.perf_counter() - began < 1.5
    assert face.calls[0].status is None


def test_endless_pause_without_a_timeout_does_not_hang(call: Call, face: LocalService) -> None:
    face.inject(Fault.delay(math.inf))
    with pytest.raises(httpx.ReadTimeout):
        call(timeout=None)


def test_drip_comes_whole_and_slowly(call: Call, face: LocalService) -> None:
    face.inject(Fault.drip(0.02, pieces=4))
    began = time.perf_counter()
    answer = call(timeout=httpx.Timeout(5, read=1.0))
    assert answer.json()["sessionId"]
    assert time.perf_counter() - began >= 0.08


def test_garbage_is_not_what_its_content_type_says(call: Call, face: LocalService) -> None:
    face.inject(Fault.garbage(), times=2)
    answer = call()
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert int(answer.headers["content-length"]) == len(answer.content)
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        answer.json()


def test_truncated_answer_without_a_body_ends_before_its_head(call: Call, face: LocalService) -> None:
    session = call().json()["sessionId"]
    face.inject(Fault.status(204))  # the first fault that fits comes first
    face.inject(Fault("cut", lambda ask: Fault.truncated().script(lambda: Answer(204, httpx.Headers(), b""))))
    assert call("DELETE", f"{SESSIONS}/{session}").status_code == 204
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        call("DELETE", f"{SESSIONS}/{session}")


def test_faults_of_ones_own(call: Call, face: LocalService) -> None:
    def teapot(ask: Callable[[], Answer]) -> Script:
        return Script(Answer(418, httpx.Headers(), ask().content), body=(b"tea",))

    face.inject(Fault("teapot", teapot))
    answer = call()
    assert (answer.status_code, answer.content) == (418, b"tea")
    assert "fault='teapot'" in repr(face.calls[0])


def test_several_faults_queue_in_order_and_for_ever_is_for_ever(call: Call, face: LocalService) -> None:
    face.inject(Fault.status(500))
    face.inject(Fault.status(502), times=2)
    face.inject(Fault.status(503), times=None)
    assert [call().status_code for _ in range(6)] == [500, 502, 502, 503, 503, 503]
    assert [fault.name for fault in face.faults] == ["status 503"]


def test_faults_are_narrowed(call: Call, face: LocalService) -> None:
    face.inject(Fault.status(501), operation=CREATE)
    face.inject(Fault.status(502), method="get")
    face.inject(Fault.status(504), path="*/sessions/*")
    face.inject(Fault.status(505), when=lambda request: request.headers.get("x-mine") == "1")

    assert call("DELETE", f"{SESSIONS}/none").status_code == 504
    assert call("GET").status_code == 502
    assert call(headers={"X-Mine": "0"}).status_code == 501
    assert call(headers={"X-Mine": "1"}).status_code == 505
    assert call().status_code == 200


def test_operations_that_share_a_path_are_told_apart(call: Call, face: LocalService) -> None:
    path = "/face/v1.1-preview.1/detect?returnFaceId=false"
    face.inject(Fault.status(503), operation="FaceDetectionOperations_DetectFromUrl", times=None)
    octets = {"content-type": "application/octet-stream"}

    assert call("POST", path, content=b"an image", headers=octets).status_code != 503
    assert call("POST", path, json={"url": "https://example.com/a.png"}).status_code == 503
    assert [made.operation for made in face.calls] == [
        "FaceDetectionOperations_Detect",
        "FaceDetectionOperations_DetectFromUrl",
    ]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda face: face.inject(Fault.status(500), operation=CREATE[:-1]), f"did you mean `{CREATE}`"),
        (lambda face: face.inject(Fault.status(500), times=0), "not 0 times"),
        (lambda face: Fault.status(99), "99 is no status"),
        (lambda face: Fault.delay(-1), "less than nothing"),
        (lambda face: Fault.delay(math.nan), "less than nothing"),
        (lambda face: Fault.drip(1, pieces=0), "not in 0"),
    ],
)
def test_mistakes_are_told(face: LocalService, make: Callable[[LocalService], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make(face)


def test_cancelling_a_task_interrupts_a_pause(face: LocalService) -> None:
    face.inject(Fault.delay(60))
    face.inject(Fault.drip(60))

    async def main() -> None:
        async with face.client(AsyncFaceSessionClient, timeout=None) as client:
            for _ in range(2):
                task = asyncio.create_task(client.create_liveness_session(RequestContent.json(BODY)))
                await asyncio.sleep(0.05)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task

    asyncio.run(asyncio.wait_for(main(), 5))
    assert face.open_responses == 0


def test_pauses_do_not_block_the_loop(face: LocalService) -> None:
    face.inject(Fault.delay(0.3), times=20)

    async def main() -> float:
        began = time.perf_counter()
        async with face.client(AsyncFaceSessionClient) as client:
            await asyncio.gather(*(client.create_liveness_session(RequestContent.json(BODY)) for _ in range(20)))
        return time.perf_counter() - began

    assert asyncio.run(main()) < 3


@pytest.mark.parametrize(
    ("fault", "error"), [(Fault.delay(60), httpx.ReadError), (Fault.drip(60), BrokenBodyError)], ids=["before", "body"]
)
def test_closing_ends_the_pause_of_a_thread(face: LocalService, fault: Fault, error: type[Exception]) -> None:
    face.inject(fault)
    client = face.client(FaceSessionClient, timeout=None)
    closing = threading.Timer(0.2, face.close)
    closing.start()
    with pytest.raises(error):
        client.create_liveness_session(RequestContent.json(BODY))
    closing.join()
    assert face.open_responses == 0


RAW = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (RAW, Fault("", lambda ask: Fault.truncated().script(lambda: Answer(200, httpx.Headers(), b"1234567890")))),
        (b"", Fault("", lambda ask: Fault.truncated().script(lambda: Answer(204, httpx.Headers(), b"")))),
    ],
    ids=["in the body", "before the head"],
)
def test_errors_are_those_of_a_real_transport(face: LocalService, answer: bytes, fault: Fault) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection = listener.accept()[0]
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        with httpx.Client(trust_env=False) as real, pytest.raises(httpx.TransportError) as expected:
            real.get(f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread.join()
    face.inject(fault)
    with httpx.Client(transport=face.transport()) as client, pytest.raises(httpx.TransportError) as found:
        client.get(face.endpoint)

    assert (found.type, str(found.value)) == (expected.type, str(expected.value))
    assert found.value.request.url == face.endpoint
