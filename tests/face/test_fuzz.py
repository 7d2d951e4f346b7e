"""53,000 answers that were valid once: each is a value or a DecodeError that names the place and keeps the answer."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from attrs import frozen
from azure_face import DecodeError
from azure_face._runtime import Model, list_of, read_json
from azure_face._runtime.reading import read_body, read_body_async

from .calls import connect, settle
from .description import VERSIONS, Version, class_name, referenced
from .mutations import mutated
from .samples import Sampler, models_of

CHUNKS, PER_CHUNK, PER_CLIENT = 10, 5_000, 1_500
LIMIT = 1_000_000
SLOWEST = 5.0  # seconds for one answer, on a machine that has other things to do


@frozen
class Valid:
    """An answer as the description has it, and what reads it."""

    name: str
    decode: Callable[[object], Any]
    status: int
    value: Any


def _valid(version: Version) -> Iterator[Valid]:
    models = models_of(version)
    for operation in version.operations:
        schema = operation.answer.schema
        item = schema if schema is None else schema.get("items", schema)
        name = None if item is None else referenced(item)
        if schema is None or item is None or name is None or version.resolve(item).get("type") != "object":
            continue
        decode = getattr(models, class_name(name)).from_dict
        for sampler in (Sampler(version=version, unknown=True), Sampler(full=False, version=version)):
            value = sampler.sample(schema)
            yield Valid(operation.label, decode if item is schema else list_of(decode), operation.answer.status, value)


VALID = [answer for version in VERSIONS for answer in _valid(version)]


async def outcome(call: Callable[[], Any]) -> str:
    """Say what comes of an answer; anything but a value or a sound DecodeError fails the test."""
    began = time.perf_counter()
    found: Any
    try:
        found = await settle(call())
    except DecodeError as error:
        found = error
    assert time.perf_counter() - began < SLOWEST
    if isinstance(found, DecodeError):
        assert found.path.startswith("$")
        assert str(found) == f"{found.path}: {found.message}"
        assert found.response is not None
        assert found.response.is_closed
        return type(found).__name__
    for item in found if isinstance(found, list) else [found]:
        assert isinstance(item, Model)
        assert type(item).from_dict(item.to_dict()) == item
    return "value"


async def _decoded(response: httpx.Response, decode: Callable[[object], Any], asynchronous: bool) -> Any:
    if asynchronous:
        await read_body_async(response, LIMIT)
    else:
        read_body(response, LIMIT)
    return read_json(response, decode)


async def _run(dice: random.Random) -> Counter[str]:
    counts: Counter[str] = Counter()
    for number in range(PER_CHUNK):
        valid = dice.choice(VALID)
        response = mutated(valid.value, valid.status, dice)
        counts[await outcome(lambda: _decoded(response, valid.decode, number % 2 == 1))] += 1  # noqa: B023
    return counts


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_any_answer_is_a_value_or_a_decode_error(seed: int) -> None:
    counts = asyncio.run(_run(random.Random(seed)))
    assert counts.total() == PER_CHUNK
    assert set(counts) == {"value", "DecodeError", "BrokenBodyError"}
    assert min(counts.values()) > PER_CHUNK // 50  # each was tried, none by accident


class Transport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers with what it is told to."""

    answer: httpx.Response

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self.answer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.answer


Call = Callable[[Any], Any]
CALLS: dict[str, tuple[str, Call]] = {
    "LivenessSession": ("FaceSessionClient", lambda client: client.get_liveness_session_result("id")),
    "LivenessWithVerifySession": (
        "FaceSessionClient",
        lambda client: client.get_liveness_with_verify_session_result("id"),
    ),
    "LargePersonGroup": ("FaceAdministrationClient", lambda client: client.get_large_person_group("id")),
    "FaceTrainingResult": (
        "FaceAdministrationClient",
        lambda client: client.get_large_face_list_training_status("id"),
    ),
}


async def _called(dice: random.Random, asynchronous: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    transport = Transport()
    samples = Sampler(unknown=True)
    clients = {name: connect(name, asynchronous, _none, transport=transport, retry=None) for name, _ in CALLS.values()}
    for _ in range(PER_CLIENT):
        model, (name, call) = dice.choice(list(CALLS.items()))
        schema = {"$ref": f"#/components/schemas/{_component(model)}"}
        transport.answer = mutated(samples.sample(schema), 200, dice)

        async def value(call: Call = call, client: Any = clients[name]) -> Any:
            return (await settle(call(client))).value

        counts[await outcome(value)] += 1
    for client in clients.values():
        await settle(client.aclose() if asynchronous else client.close())
    return counts


def _component(model: str) -> str:
    [found] = [name for name in VERSIONS[0].schemas if class_name(name) == model] or [model]
    return found


def _none(request: httpx.Request) -> httpx.Response:
    raise AssertionError("the transport answers")


def test_any_answer_to_a_call_is_a_value_or_a_decode_error(asynchronous: bool) -> None:
    counts = asyncio.run(_called(random.Random(99), asynchronous))
    assert counts.total() == PER_CLIENT
    assert set(counts) == {"value", "DecodeError", "BrokenBodyError"}
