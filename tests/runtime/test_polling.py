"""Pollers: who is asked and when, how a wait ends, what its errors tell, and that no secret leaves with them."""

from __future__ import annotations

import asyncio
import copy
import datetime
import pickle
import threading
import time
from collections.abc import Coroutine
from email.utils import format_datetime
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, TypeAlias, TypeVar

import httpx
import pytest

from veneer.runtime import (
    UNSET,
    AsyncPoller,
    CancellationToken,
    OpenStrEnum,
    OperationCancelledError,
    OperationFailedError,
    Poller,
    PollingTimeoutError,
    Progress,
    RequestContext,
    RequestFailedError,
    Response,
    ServiceError,
    Verdict,
    judge,
)
from veneer.runtime.errors import request_failed

T = TypeVar("T")

AnyPoller: TypeAlias = Poller[str, str] | AsyncPoller[str, str]

QUICK = 0.002  # seconds between two looks
LONG = 30.0  # seconds that no test waits to the end
SOON = 5.0  # seconds: far more than a slow machine needs, far less than LONG

twins = pytest.mark.parametrize("twin", ["sync", "async"])


class Service:
    """Tells its states in turn and the last one for ever; an exception among them is raised.

    Attributes:
        looks: How often it was asked.
        tokens: The token of each look.
    """

    def __init__(self, *states: str | Exception, message: str | None = None, retry_after: str | None = None) -> None:
        self.looks = 0
        self.tokens: list[CancellationToken | None] = []
        self._states, self._message = states, message
        self._headers = {} if retry_after is None else {"Retry-After": retry_after}

    def look(self, token: CancellationToken | None) -> Response[str]:
        self.tokens.append(token)
        state = self._states[min(self.looks, len(self._states) - 1)]
        self.looks += 1
        if isinstance(state, Exception):
            raise state
        return answer(200, state, self._headers)

    def verdict_of(self, state: str) -> Verdict:
        return judge(state, self._message, succeeded=("done",), failed=("broken",))

    def poller(self, twin: str, *, retry_after: str | None = None, last: Response[str] | None = None) -> AnyPoller:
        began = answer(202, "made", {} if retry_after is None else {"Retry-After": retry_after})
        if twin == "sync":
            return Poller(began, self.look, self.verdict_of, last)

        async def look_later(token: CancellationToken | None) -> Response[str]:
            return self.look(token)

        return AsyncPoller(began, look_later, self.verdict_of, last)


def answer(status: int, value: str, headers: dict[str, str] | None = None) -> Response[str]:
    request = httpx.Request("GET", "https://host/operations/1?key=topsecret", headers={"Authorization": "topsecret"})
    return Response(httpx.Response(status, text=value, headers=headers, request=request), value)


def finish(outcome: T | Coroutine[Any, Any, T]) -> T:
    """Run what the async twin gives to its end, so that one test proves both."""
    return asyncio.run(outcome) if isinstance(outcome, Coroutine) else outcome


class Pauses(list[float]):
    """How long each pause would have been, of a time that passes at once."""

    now = 1000.0

    def take(self, seconds: float) -> None:
        self.append(round(seconds, 6))
        self.now += seconds

    async def take_later(self, seconds: float) -> None:
        self.take(seconds)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> Pauses:
    taken = Pauses()
    monkeypatch.setattr("veneer.runtime.pauses.time", SimpleNamespace(monotonic=lambda: taken.now))
    monkeypatch.setattr("veneer.runtime.polling.Interrupt.pause", lambda interrupt, seconds: taken.take(seconds))
    monkeypatch.setattr(
        "veneer.runtime.polling.Interrupt.pause_async", lambda interrupt, seconds: taken.take_later(seconds)
    )
    return taken


@twins
def test_making_a_poller_asks_nobody_and_status_asks_once(twin: str) -> None:
    service = Service("busy", "broken")
    poller = service.poller(twin)
    assert (service.looks, poller.done, poller.response.value) == (0, False, "made")
    assert (finish(poller.status()).value, service.looks, poller.done) == ("busy", 1, False)
    assert (finish(poller.status()).value, service.looks, poller.done) == ("broken", 2, True)


@twins
def test_wait_returns_the_last_status_and_then_asks_nobody_again(twin: str) -> None:
    service = Service("busy", "busy", "done")
    poller = service.poller(twin)
    status = finish(poller.wait(interval=QUICK))
    assert (status.value, service.looks, poller.done) == ("done", 3, True)
    assert finish(poller.wait()) is status
    assert finish(poller.wait(0)) is status
    assert service.looks == 3


@twins
def test_result_returns_the_answer_that_began_it(twin: str) -> None:
    service = Service("busy", "done")
    poller = service.poller(twin)
    result = finish(poller.result(LONG, interval=QUICK))
    assert result is poller.response
    assert (result.value, result.status_code, service.looks) == ("made", 202, 2)


@twins
def test_a_status_seen_before_counts_for_the_wait(twin: str) -> None:
    service = Service("done")
    poller = service.poller(twin)
    status = finish(poller.status())
    assert finish(poller.wait()) is status
    assert service.looks == 1


@twins
@pytest.mark.parametrize(
    ("message", "text"), [("Too dark.", "Too dark."), (None, "the operation failed"), ("", "the operation failed")]
)
def test_a_failure_raises_with_the_services_message_each_time_it_is_waited_for(
    twin: str, message: str | None, text: str
) -> None:
    service = Service("busy", "broken", message=message)
    poller = service.poller(twin)
    with pytest.raises(OperationFailedError) as caught:
        finish(poller.wait(interval=QUICK))
    assert (str(caught.value), caught.value.message, caught.value.response.text) == (text, text, "broken")
    assert isinstance(caught.value, ServiceError)
    assert (service.looks, poller.done) == (2, True)
    for again in (poller.wait, poller.result):
        with pytest.raises(OperationFailedError):
            finish(again())
    assert service.looks == 2


@twins
def test_a_timeout_is_pythons_own_too_and_the_poller_can_be_waited_for_again(twin: str) -> None:
    service = Service(*["busy"] * 20, "done")
    poller = service.poller(twin)
    with pytest.raises(TimeoutError, match=r"still goes on after 0\.02 seconds") as caught:
        finish(poller.wait(0.02, interval=0.015))
    assert isinstance(caught.value, PollingTimeoutError)
    assert isinstance(caught.value, ServiceError)
    assert caught.value.response.text == "busy"
    assert not poller.done
    assert finish(poller.wait(LONG, interval=QUICK)).value == "done"


@twins
@pytest.mark.parametrize("retry_after", [None, "30"])
def test_a_timeout_of_0_looks_exactly_once(twin: str, retry_after: str | None) -> None:
    service = Service("busy", "done", retry_after=retry_after)
    poller = service.poller(twin, retry_after=retry_after)
    with pytest.raises(PollingTimeoutError):
        finish(poller.wait(0))
    assert service.looks == 1
    at_once = Service("done")
    assert finish(at_once.poller(twin).wait(0)).value == "done"
    assert at_once.looks == 1


@twins
def test_a_timeout_of_0_looks_once_each_time(twin: str) -> None:
    service = Service("busy", "busy", "done")
    poller = service.poller(twin)
    for looks in (1, 2):
        with pytest.raises(PollingTimeoutError):
            finish(poller.wait(0))
        assert service.looks == looks
    assert finish(poller.wait(0)).value == "done"


@twins
@pytest.mark.parametrize("bad", [True, "1", [1]])
def test_what_is_no_number_of_seconds_is_refused_before_anything_is_asked(twin: str, bad: Any) -> None:
    service = Service("done")
    poller = service.poller(twin)
    with pytest.raises(TypeError, match="timeout must be seconds"):
        finish(poller.wait(bad))
    with pytest.raises(TypeError, match="interval must be seconds"):
        finish(poller.wait(interval=bad))
    with pytest.raises(TypeError, match="timeout must be seconds"):
        finish(poller.result(bad))
    assert service.looks == 0


@twins
@pytest.mark.parametrize("bad", [-1, -0.5, float("nan"), float("inf"), float("-inf")])
def test_seconds_that_make_no_sense_are_refused_before_anything_is_asked(twin: str, bad: float) -> None:
    service = Service("done")
    poller = service.poller(twin)
    with pytest.raises(ValueError, match="timeout must be 0 or more"):
        finish(poller.wait(bad))
    with pytest.raises(ValueError, match="interval must be more than 0"):
        finish(poller.result(interval=bad))
    with pytest.raises(ValueError, match="interval must be more than 0"):
        finish(poller.wait(interval=0))
    assert service.looks == 0


@twins
def test_the_first_look_is_at_once_and_the_interval_lies_between_looks(twin: str, pauses: Pauses) -> None:
    service = Service("busy", "busy", "busy", "done")
    finish(service.poller(twin).wait(interval=4))
    assert pauses == [0, 4, 4, 4]
    del pauses[:]
    finish(Service("busy", "done").poller(twin).wait())
    assert pauses == [0, 1]


@twins
def test_retry_after_of_the_first_answer_comes_before_the_first_look(twin: str, pauses: Pauses) -> None:
    finish(Service("busy", "done").poller(twin, retry_after="7").wait(interval=2))
    assert pauses == [7, 2]


@twins
def test_retry_after_of_a_status_comes_before_the_next_look(twin: str, pauses: Pauses) -> None:
    finish(Service("busy", "busy", "done", retry_after="3.5").poller(twin).wait(interval=2))
    assert pauses == [0, 3.5, 3.5]


@twins
def test_a_retry_after_that_makes_no_sense_counts_as_none(twin: str, pauses: Pauses) -> None:
    finish(Service("busy", "done", retry_after="-5").poller(twin, retry_after="soon").wait(interval=2))
    assert pauses == [0, 2]


@twins
@pytest.mark.parametrize(
    ("began", "later", "expected"),
    [(None, None, [0, 2, 2, 1]), ("60", "60", [5]), ("3", "60", [3, 2]), (None, "4", [0, 4, 1])],
)
def test_no_pause_is_longer_than_what_is_left_of_the_timeout(
    twin: str, began: str | None, later: str | None, expected: list[float], pauses: Pauses
) -> None:
    service = Service("busy", retry_after=later)
    with pytest.raises(PollingTimeoutError, match="after 5 seconds"):
        finish(service.poller(twin, retry_after=began).wait(5, interval=2))
    assert pauses == expected
    assert service.looks == len(expected)


@twins
def test_what_ends_with_the_last_look_is_no_timeout(twin: str, pauses: Pauses) -> None:
    assert finish(Service("busy", "done").poller(twin).wait(5, interval=60)).value == "done"
    assert pauses == [0, 5]


@twins
def test_a_retry_after_counts_from_when_its_answer_came(twin: str, pauses: Pauses) -> None:
    began = Service("done").poller(twin, retry_after="60")
    pauses.now += 45
    finish(began.wait())
    assert pauses == [15]
    del pauses[:]
    looked = Service("busy", "done", retry_after="60").poller(twin)
    with pytest.raises(PollingTimeoutError):
        finish(looked.wait(0))
    pauses.now += 100
    finish(looked.wait())
    assert pauses == [0, 0]


@twins
def test_a_retry_after_that_is_a_date_counts_from_when_its_answer_came(twin: str, pauses: Pauses) -> None:
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=60)
    poller = Service("done").poller(twin, retry_after=format_datetime(soon, usegmt=True))
    pauses.now += 45
    finish(poller.wait())
    assert pauses[0] == pytest.approx(15, abs=2)


@twins
@pytest.mark.parametrize("retry_after", ["0", "0.0", "Thu, 01 Jan 1970 00:00:00 GMT"])
@pytest.mark.parametrize(("interval", "floor"), [(30, 0.1), (1, 0.1), (0.02, 0.02)])
def test_a_retry_after_of_0_leaves_a_short_pause_between_looks(
    twin: str, interval: float, floor: float, retry_after: str, pauses: Pauses
) -> None:
    service = Service("busy", "busy", "done", retry_after=retry_after)
    finish(service.poller(twin, retry_after=retry_after).wait(interval=interval))
    assert pauses == [0, floor, floor]


@twins
def test_the_interval_counts_from_the_last_status_whoever_asked_for_it(twin: str, pauses: Pauses) -> None:
    poller = Service("busy", "busy", "done").poller(twin)
    finish(poller.status())
    pauses.now += 3
    with pytest.raises(PollingTimeoutError):
        finish(poller.wait(1, interval=4))
    finish(poller.wait(interval=4))
    assert pauses == [1, 4]


@twins
def test_a_status_that_was_given_is_not_asked_for_again(twin: str, pauses: Pauses) -> None:
    service = Service("busy")
    last = answer(200, "done")
    poller = service.poller(twin, last=last)
    assert (poller.done, repr(poller)) == (True, f"<{type(poller).__name__}: succeeded>")
    assert finish(poller.wait(0)) is last
    assert finish(poller.result()).value == "made"
    with pytest.raises(OperationFailedError):
        finish(service.poller(twin, last=answer(200, "broken")).wait())
    assert (service.looks, pauses) == (0, [])
    assert finish(poller.status()).value == "busy"
    assert not poller.done


@twins
@pytest.mark.parametrize(("headers", "pause"), [({}, 2), ({"Retry-After": "7"}, 7), ({"Retry-After": "0"}, 0.1)])
def test_a_given_status_that_goes_on_counts_as_the_first_look(
    twin: str, headers: dict[str, str], pause: float, pauses: Pauses
) -> None:
    service = Service("done")
    poller = service.poller(twin, last=answer(200, "busy", headers), retry_after="60")
    assert not poller.done
    with pytest.raises(PollingTimeoutError) as caught:
        finish(poller.wait(0, interval=2))
    assert (caught.value.response.text, service.looks) == ("busy", 0)
    assert finish(poller.wait(interval=2)).value == "done"
    assert pauses == [pause]


@twins
def test_a_given_status_that_is_old_is_asked_for_again(twin: str, pauses: Pauses) -> None:
    poller = Service("done").poller(twin, last=answer(200, "busy"))
    pauses.now += 2
    assert finish(poller.wait(0, interval=2)).value == "done"
    assert pauses == [0]


def cancel_after(looks: int, service: Service, token: CancellationToken) -> threading.Thread:
    """Cancel from another thread, a moment after the service was asked this often."""

    def run() -> None:
        while service.looks < looks:
            time.sleep(QUICK)
        time.sleep(0.05)
        token.cancel()

    other = threading.Thread(target=run, daemon=True)
    other.start()
    return other


@twins
@pytest.mark.parametrize(("retry_after", "looks"), [(None, 1), ("30", 0)])
def test_a_wait_ends_soon_when_another_thread_cancels(twin: str, retry_after: str | None, looks: int) -> None:
    service = Service("busy", "done")
    token = CancellationToken()
    poller = service.poller(twin, retry_after=retry_after)
    began = time.monotonic()
    other = cancel_after(looks, service, token)
    with pytest.raises(OperationCancelledError):
        finish(poller.wait(interval=LONG, cancellation=token))
    assert time.monotonic() - began < SOON
    other.join()
    assert (service.looks, poller.done) == (looks, False)


@twins
def test_a_retry_after_of_centuries_is_only_a_long_wait(twin: str) -> None:
    service = Service("done")
    token = CancellationToken()
    poller = service.poller(twin, retry_after="1e12")
    other = cancel_after(0, service, token)
    with pytest.raises(OperationCancelledError):
        finish(poller.wait(cancellation=token))
    other.join()
    assert service.looks == 0


@twins
def test_a_cancelled_wait_can_be_followed_by_another(twin: str) -> None:
    service = Service("busy", "busy", "done")
    token = CancellationToken()
    poller = service.poller(twin)
    other = cancel_after(1, service, token)
    with pytest.raises(OperationCancelledError):
        finish(poller.result(LONG, interval=LONG, cancellation=token))
    other.join()
    with pytest.raises(OperationCancelledError):
        finish(poller.wait(LONG, cancellation=token))
    assert service.looks == 1
    fresh = CancellationToken()
    assert finish(poller.result(LONG, interval=QUICK, cancellation=fresh)).value == "made"
    assert finish(poller.wait()).value == "done"
    assert service.tokens == [token, fresh, fresh]


@twins
def test_each_look_gets_the_token_of_its_own_call(twin: str) -> None:
    service = Service("busy", "busy", "busy", "done")
    poller = service.poller(twin)
    first, second = CancellationToken(), CancellationToken()
    finish(poller.status(cancellation=first))
    finish(poller.status())
    first.cancel()
    finish(poller.wait(interval=QUICK, cancellation=second))
    assert service.tokens == [first, None, second, second]


@twins
@pytest.mark.parametrize("last", [None, "busy", "done", "broken"])
def test_a_token_that_was_cancelled_before_raises_before_anything_is_asked(twin: str, last: str | None) -> None:
    service = Service("busy", "done")
    poller = service.poller(twin, last=None if last is None else answer(200, last))
    token = CancellationToken()
    token.cancel()
    for ask in (poller.status, poller.wait, poller.result):
        with pytest.raises(OperationCancelledError):
            finish(ask(cancellation=token))
    assert service.looks == 0


@twins
@pytest.mark.parametrize("bad", [True, "now", RequestContext()])
def test_what_is_no_token_is_refused_before_anything_is_asked(twin: str, bad: Any) -> None:
    service = Service("done")
    poller = service.poller(twin)
    for ask in (poller.status, poller.wait, poller.result):
        with pytest.raises(TypeError, match="cancellation must be a CancellationToken"):
            finish(ask(cancellation=bad))
    assert service.looks == 0


@twins
def test_an_end_that_was_seen_before_the_token_was_is_kept(twin: str) -> None:
    token = CancellationToken()

    class Last(Service):
        def look(self, token: CancellationToken | None) -> Response[str]:
            assert token is not None
            token.cancel()
            return super().look(token)

    assert finish(Last("done").poller(twin).wait(cancellation=token)).value == "done"


@pytest.mark.parametrize("token", [None, CancellationToken()])
def test_a_task_that_waits_can_be_cancelled_and_the_poller_waited_for_again(token: CancellationToken | None) -> None:
    service = Service("busy", "done")

    async def run() -> str:
        looked = asyncio.Event()

        async def look(token: CancellationToken | None) -> Response[str]:
            looked.set()
            return service.look(token)

        poller = AsyncPoller(answer(202, "made"), look, service.verdict_of)
        task = asyncio.create_task(poller.wait(interval=LONG, cancellation=token))
        await looked.wait()
        await asyncio.sleep(QUICK)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert service.looks == 1
        await poller.status()
        return (await poller.wait()).value

    began = time.monotonic()
    assert asyncio.run(run()) == "done"
    assert time.monotonic() - began < SOON


def test_an_async_wait_leaves_the_loop_to_others() -> None:
    order: list[str] = []

    async def wait(name: str, token: CancellationToken | None) -> str:
        service = Service("busy", "busy", "done")

        async def look(token: CancellationToken | None) -> Response[str]:
            order.append(name)
            return service.look(token)

        poller = AsyncPoller(answer(202, "made"), look, service.verdict_of)
        return (await poller.wait(LONG, interval=QUICK, cancellation=token)).value

    async def run() -> tuple[str, str]:
        return await asyncio.gather(wait("plain", None), wait("with a token", CancellationToken()))

    assert tuple(asyncio.run(run())) == ("done", "done")
    assert sorted(order[:2]) == ["plain", "with a token"]


@twins
def test_an_error_of_a_look_comes_through_and_the_poller_can_be_waited_for_again(twin: str) -> None:
    service = Service("busy", request_failed(httpx.Response(503)), httpx.ConnectError("no route"), "done")
    poller = service.poller(twin)
    with pytest.raises(RequestFailedError, match="503"):
        finish(poller.wait(interval=QUICK))
    with pytest.raises(httpx.ConnectError):
        finish(poller.wait(interval=QUICK))
    assert not poller.done
    assert finish(poller.wait(interval=QUICK)).value == "done"


@twins
@pytest.mark.parametrize(("state", "shown"), [("busy", "running"), ("done", "succeeded"), ("broken", "failed")])
def test_a_poller_shows_how_far_it_is_and_nothing_else(twin: str, state: str, shown: str) -> None:
    service = Service(state, message="secret")
    poller = service.poller(twin)
    name = {"sync": "Poller", "async": "AsyncPoller"}[twin]
    assert (repr(poller), service.looks) == (f"<{name}: not looked at yet>", 0)
    finish(poller.status())
    assert (repr(poller), service.looks) == (f"<{name}: {shown}>", 1)


class Listed(StrEnum):
    DONE = "Succeeded"
    BROKEN = "Failed"
    BUSY = "Running"


class Open(OpenStrEnum):
    DONE = "Succeeded"


@pytest.mark.parametrize(
    ("state", "progress"),
    [
        ("succeeded", Progress.SUCCEEDED),
        ("SUCCEEDED", Progress.SUCCEEDED),
        ("Completed", Progress.SUCCEEDED),
        ("fAILED", Progress.FAILED),
        ("canceled", Progress.FAILED),
        (Listed.DONE, Progress.SUCCEEDED),
        (Listed.BROKEN, Progress.FAILED),
        (Listed.BUSY, Progress.RUNNING),
        (Open.DONE, Progress.SUCCEEDED),
        (Open("Failed"), Progress.FAILED),
        (Open("Queued"), Progress.RUNNING),
        ("succeeded soon", Progress.RUNNING),
        ("success", Progress.RUNNING),
        ("", Progress.RUNNING),
        (None, Progress.RUNNING),
        (1, Progress.RUNNING),
    ],
)
def test_a_states_word_is_judged_in_any_case_and_an_unknown_one_goes_on(state: object, progress: Progress) -> None:
    words = {"succeeded": ("succeeded", "completed"), "failed": ("failed", "canceled")}
    assert judge(state, None, **words) == Verdict(progress, None)


@pytest.mark.parametrize("state", [None, UNSET])
def test_no_state_is_no_word_and_goes_on(state: object) -> None:
    words = ("none", "unset", "")
    assert judge(state, None, succeeded=words, failed=()) == judge(state, None, succeeded=(), failed=words)
    assert judge(state, None, succeeded=words, failed=()).progress is Progress.RUNNING


def test_a_message_is_passed_as_text_or_as_none() -> None:
    for state in ("done", "broken", "busy"):
        assert judge(state, "Too dark.", succeeded=("done",), failed=("broken",)).message == "Too dark."
        assert judge(state, None, succeeded=("done",), failed=("broken",)).message is None
    for message in (UNSET, 42):
        assert judge("broken", message, succeeded=(), failed=("broken",)) == Verdict(Progress.FAILED, None)


@pytest.mark.parametrize("kind", [OperationFailedError, PollingTimeoutError])
def test_a_pickled_error_is_the_same_but_carries_no_credential(
    kind: type[OperationFailedError] | type[PollingTimeoutError],
) -> None:
    error = kind("Too dark.", answer(200, "broken", {"X-Trace": "t"}).raw)
    data = pickle.dumps(error)
    assert b"topsecret" not in data
    for twin in (pickle.loads(data), copy.copy(error)):
        assert type(twin) is kind
        assert (str(twin), twin.message, twin.args) == ("Too dark.", "Too dark.", ("Too dark.",))
        assert (twin.response.status_code, twin.response.text, twin.response.headers["X-Trace"]) == (200, "broken", "t")
    assert "topsecret" in error.response.request.headers.values()
    assert "topsecret" not in f"{error}{error!r}"
