"""`[[polling]]` of package.toml: how a poller of a generated client follows an operation to its end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import httpx
import pytest

from overlay.lists import BOTH, LISTS, Twin, in_turn, pets
from overlay.projects import installed, make

ID = "00000000-0000-4000-8000-0000000000ab"
QUICK = 0.001  # seconds between two looks


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The imported package."""
    folder = tmp_path_factory.mktemp("polling")
    with installed(make(folder, {}, BOTH, {"v1": LISTS}), folder) as module:
        assert isinstance(module, ModuleType)
        yield module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, package: ModuleType) -> Twin:
    """Calls its client, once the sync one and once the async one."""
    return Twin(package, "PetsClient", is_async=request.param == "async")


def train(call: Twin, *states: dict[str, str], **named: Any) -> Any:
    """Begin a training that answers with some states in turn."""
    call.answer = in_turn(None, *states)
    return call("train", "o/1", **named)


def begin_import(call: Twin, location: str | None, *states: dict[str, str]) -> Any:
    """Begin an import whose answer leads to a URL."""
    left = iter(states)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(200, json=next(left))
        headers = {} if location is None else {"Operation-Location": location}
        return httpx.Response(202, json={"petId": "new"}, headers=headers)

    call.answer = answer
    return call("import_pet", call.module.models.Pet("mine"))


def test_the_call_alone_begins_it(call: Twin) -> None:
    poller = train(call)

    assert type(poller).__name__ == ("AsyncPoller" if call.is_async else "Poller")
    assert (poller.done, poller.response.value, poller.response.status_code) == (False, None, 200)
    assert [(request.method, request.url.raw_path) for request in call.requests] == [
        ("POST", b"/owners/o%2F1/training")
    ]


def test_status_asks_once_with_the_same_path(call: Twin) -> None:
    poller = train(call, {"state": "waiting", "said": "soon"})
    status = call.wait(poller.status())

    assert status.value == call.module.models.Training("waiting", said="soon")
    assert (poller.done, call.request.method, call.targets) == (False, "GET", ["/owners/o%2F1/training"] * 2)


def test_wait_gives_the_last_status_and_result_the_first_answer(call: Twin) -> None:
    poller = train(call, {"state": "waiting"}, {"state": "something new"}, {"state": "Done"})

    assert call.wait(poller.wait(interval=QUICK)).value.state == "Done"
    assert poller.done
    assert call.wait(poller.result()) is poller.response
    assert poller.response.value is None
    assert len(call.requests) == 4


@pytest.mark.parametrize("word", ["Done", "done", "DONE"])
def test_upper_and_lower_case_of_a_state_are_the_same(word: str, call: Twin) -> None:
    poller = train(call, {"state": word})

    assert call.wait(poller.wait()).value.state == word


@pytest.mark.parametrize(
    ("status", "words"),
    [({"state": "broken", "said": "too few pets"}, "too few pets"), ({"state": "BROKEN"}, "the operation failed")],
)
def test_a_failure_raises_the_services_words(status: dict[str, str], words: str, call: Twin) -> None:
    poller = train(call, status)

    with pytest.raises(call.module.OperationFailedError, match=f"^{words}$"):
        call.wait(poller.result(interval=QUICK))
    assert poller.done


def test_status_of_a_failure_raises_nothing(call: Twin) -> None:
    poller = train(call, {"state": "broken"})

    assert call.wait(poller.status()).value.state == "broken"


def test_a_wait_with_a_timeout_ends(call: Twin) -> None:
    poller = train(call, *[{"state": "waiting"}] * 100)

    with pytest.raises(call.module.PollingTimeoutError):
        call.wait(poller.wait(0.01, interval=QUICK))


def test_the_token_of_the_call_is_for_the_call_alone(call: Twin) -> None:
    token = call.module.CancellationToken()
    poller = train(call, {"state": "waiting"}, {"state": "done"}, cancellation=token)
    token.cancel()

    assert call.wait(poller.status()).value.state == "waiting"
    assert call.wait(poller.result(interval=QUICK)) is poller.response
    assert len(call.requests) == 3

    with pytest.raises(call.module.OperationCancelledError):
        train(call, cancellation=token)
    assert len(call.requests) == 3


def test_a_cancelled_wait_asks_nobody_and_another_can_follow(call: Twin) -> None:
    poller = train(call, {"state": "waiting"}, {"state": "done"})
    token = call.module.CancellationToken()
    token.cancel()

    for ask in (poller.status, poller.wait, poller.result):
        with pytest.raises(call.module.OperationCancelledError):
            call.wait(ask(cancellation=token))
    assert len(call.requests) == 1

    fresh = call.module.CancellationToken()
    assert call.wait(poller.wait(interval=QUICK, cancellation=fresh)).value.state == "done"
    assert len(call.requests) == 3


@pytest.mark.parametrize(
    "location", ["https://elsewhere.test/v7/operations/{}?sig=1", "/operations/{}", "operations/{}/"]
)
def test_a_header_leads_to_the_status_and_its_host_is_not_asked(location: str, call: Twin) -> None:
    poller = begin_import(call, location.format(ID), {"state": "waiting"}, {"state": "done"})
    result = call.wait(poller.result(interval=QUICK))

    assert result is poller.response
    assert (result.status_code, result.value) == (202, call.module.models.Pet("new"))
    assert json.loads(call.requests[0].content) == {"petId": "mine"}
    assert [str(request.url) for request in call.requests[1:]] == [f"https://pets.test/operations/{ID}"] * 2


@pytest.mark.parametrize("location", [None, "", f"https://pets.test/jobs/{ID}", "https://[/operations/1"])
def test_without_a_usable_header_the_call_succeeds_and_the_status_is_missing(location: str | None, call: Twin) -> None:
    poller = begin_import(call, location)
    assert poller.response.value.pet_id == "new"

    for ask in (poller.status, poller.result):
        with pytest.raises(call.module.ServiceError, match="operation-location header"):
            call.wait(ask())
    assert len(call.requests) == 1


def test_a_header_with_another_kind_of_value_is_a_fault_of_the_answer(call: Twin) -> None:
    poller = begin_import(call, "/operations/7")

    with pytest.raises(call.module.ServiceError):
        call.wait(poller.status())
    assert len(call.requests) == 1


def test_without_a_message_a_failure_has_words_of_its_own(call: Twin) -> None:
    poller = begin_import(call, f"/operations/{ID}", {"state": "broken", "said": "not asked for"})

    with pytest.raises(call.module.OperationFailedError, match=r"^the operation failed$"):
        call.wait(poller.result())


def test_the_protocol_form_gives_the_answer(call: Twin) -> None:
    call.answer = httpx.Response(202, json=pets("a")[0])

    assert isinstance(call("train", "o", context=call.module.RequestContext()), httpx.Response)
    assert isinstance(call("import_pet", call.module.RequestContent.json({})), httpx.Response)


def test_an_operation_that_is_not_taken_on_raises(call: Twin) -> None:
    call.answer = httpx.Response(409)

    with pytest.raises(call.module.ConflictError):
        call("train", "o")
