"""Sources of tokens: when a credential is asked, by whom, who waits, and what comes of its failures."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from veneer.runtime import AccessToken, BearerTokenCredential
from veneer.runtime.async_tokens import AsyncTokenSource
from veneer.runtime.tokens import TokenSource

from .credentials import AsyncTokens, Tokens


class Gate(Tokens):
    """A credential that answers when it is let, or fails."""

    def __init__(self, lifetime: float = 3600.0) -> None:
        super().__init__(lifetime)
        self.asked = threading.Semaphore(0)
        self.open = threading.Event()
        self.error: BaseException | None = None

    def get_token(self, *scopes: str) -> AccessToken:
        self.asked.release()
        assert self.open.wait(10)
        token = super().get_token(*scopes)
        if self.error is not None:
            raise self.error
        return token


def in_threads(work: Callable[[], str], count: int) -> tuple[list[threading.Thread], list[object]]:
    """Start threads; each adds what it got, or the type of what was raised."""
    seen: list[object] = []

    def run() -> None:
        try:
            seen.append(work())
        except BaseException as error:
            seen.append(type(error))

    threads = [threading.Thread(target=run, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, seen


def finish(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_a_token_is_kept_until_five_minutes_before_its_end() -> None:
    tokens = Tokens()
    source = TokenSource(tokens, ("s",), lambda: tokens.now)
    assert [source.token(), source.token()] == ["t1", "t1"]
    tokens.now += 3299
    assert source.token() == "t1"
    tokens.now += 1
    assert source.token() == "t2"
    assert tokens.calls == [("s",), ("s",)]


def test_a_credential_that_says_when_to_refresh_is_obeyed() -> None:
    class Info(Tokens):
        def get_token_info(self, *scopes: str, options: Any = None) -> Any:
            plain = self.get_token(*scopes)
            return type("Info", (), {"token": plain.token, "expires_on": plain.expires_on, "refresh_on": self.now + 60})

    tokens = Info()
    source = TokenSource(tokens, ("s",), lambda: tokens.now)
    assert source.token() == "t1"
    tokens.now += 59
    assert source.token() == "t1"
    tokens.now += 1
    assert source.token() == "t2"


def test_ahead_of_the_end_one_caller_fetches_and_the_others_go_on_with_the_old_token() -> None:
    tokens = Gate()
    tokens.open.set()
    source = TokenSource(tokens, (), lambda: tokens.now)
    assert source.token() == "t1"
    tokens.asked.acquire()
    tokens.open.clear()
    tokens.now += 3400
    threads, seen = in_threads(source.token, 1)
    assert tokens.asked.acquire(timeout=10)
    assert [source.token() for _ in range(5)] == ["t1"] * 5  # while the other still waits for the credential
    assert seen == []
    tokens.open.set()
    finish(threads)
    assert (seen, source.token(), len(tokens.calls)) == (["t2"], "t2", 2)


def test_without_a_valid_token_one_thread_fetches_while_the_others_wait() -> None:
    tokens = Gate()
    source = TokenSource(tokens, (), lambda: tokens.now)
    threads, seen = in_threads(source.token, 8)
    assert tokens.asked.acquire(timeout=10)
    time.sleep(0.05)
    tokens.open.set()
    finish(threads)
    assert (seen, len(tokens.calls)) == (["t1"] * 8, 1)


def test_a_failure_reaches_all_who_waited_and_the_next_caller_tries_again() -> None:
    tokens = Gate()
    tokens.error = OSError("no network")
    source = TokenSource(tokens, (), lambda: tokens.now)
    threads, seen = in_threads(source.token, 4)
    assert tokens.asked.acquire(timeout=10)
    time.sleep(0.05)
    tokens.open.set()
    finish(threads)
    assert seen == [OSError] * 4
    assert len(tokens.calls) < 4
    tokens.error = None
    assert source.token().startswith("t")


def test_an_interrupt_of_who_fetches_lets_another_take_over() -> None:
    class Interrupted(Gate):
        def get_token(self, *scopes: str) -> AccessToken:
            try:
                return super().get_token(*scopes)
            finally:
                self.error = None

    tokens = Interrupted()
    tokens.error = KeyboardInterrupt()
    source = TokenSource(tokens, (), lambda: tokens.now)
    threads, seen = in_threads(source.token, 3)
    assert tokens.asked.acquire(timeout=10)
    time.sleep(0.05)
    tokens.open.set()
    finish(threads)
    assert sorted(map(str, seen)) == [str(KeyboardInterrupt), "t2", "t2"]


@pytest.mark.parametrize("make", [Tokens, AsyncTokens])
def test_a_failed_early_renewal_is_no_error_and_is_not_tried_again_for_thirty_seconds(make: type[Tokens]) -> None:
    tokens = make()

    class Failing(make):  # type: ignore[misc, valid-type]
        down = False

        def get_token(self, *scopes: str) -> Any:
            given = super().get_token(*scopes)
            if self.down:
                getattr(given, "close", lambda: None)()
                tokens.calls.append(scopes)
                raise OSError("no network")
            return given

    tokens = Failing()
    at = clock_source(tokens)
    assert at() == "t1"
    tokens.now, tokens.down = tokens.now + 3400, True
    assert [at(), at()] == ["t1", "t1"]
    failed = len(tokens.calls)
    tokens.now += 29
    assert (at(), len(tokens.calls)) == ("t1", failed)
    tokens.now += 1
    assert (at(), len(tokens.calls) > failed) == ("t1", True)
    tokens.now += 200  # it has ended: now the failure is one
    with pytest.raises(OSError, match="no network"):
        at()
    tokens.down = False
    assert at().startswith("t")


def clock_source(tokens: Tokens) -> Callable[[], str]:
    """A sync source of sync tokens, or an async one of async tokens, each call in a loop of its own."""
    if isinstance(tokens, AsyncTokens):
        source = AsyncTokenSource(tokens, (), lambda: tokens.now)
        return lambda: asyncio.run(source.token())
    return TokenSource(tokens, (), lambda: tokens.now).token


def test_a_token_that_lives_shortly_is_not_fetched_for_every_call() -> None:
    tokens = Tokens(lifetime=120)
    source = TokenSource(tokens, (), lambda: tokens.now)
    for second in range(100):
        tokens.now = 1000.0 + second
        source.token()
    assert len(tokens.calls) == 4  # every thirty seconds, since it is always near its end


def test_only_the_token_that_was_rejected_is_dropped() -> None:
    tokens = Tokens()
    source = TokenSource(tokens, (), lambda: tokens.now)
    source.drop("t1")
    assert source.token() == "t1"
    source.drop("t0")
    assert source.token() == "t1"
    source.drop("t1")
    assert source.token() == "t2"


class Claiming(Tokens):
    """As azure-core's protocol: takes claims."""

    def __init__(self) -> None:
        super().__init__()
        self.wishes: list[dict[str, Any]] = []

    def get_token(self, *scopes: str, claims: str | None = None, **kwargs: Any) -> AccessToken:
        self.wishes.append({"claims": claims, **kwargs})
        return super().get_token(*scopes)


class AsyncClaiming(Claiming):
    async def get_token(self, *scopes: str, **kwargs: Any) -> AccessToken:  # type: ignore[override]
        await asyncio.sleep(0)
        return super().get_token(*scopes, **kwargs)


def test_claims_are_asked_for_once_however_many_calls_were_rejected() -> None:
    tokens = Claiming()
    source = TokenSource(tokens, ("s",), lambda: tokens.now)
    assert source.token() == "t1"
    assert [source.renew("t1", '{"a":1}') for _ in range(5)] == ["t2"] * 5
    assert source.token() == "t2"
    assert tokens.wishes == [{"claims": None, "enable_cae": True}, {"claims": '{"a":1}', "enable_cae": True}]


def test_claims_are_asked_for_once_by_tasks() -> None:
    tokens = AsyncClaiming()

    async def run() -> list[str | None]:
        source = AsyncTokenSource(tokens, ("s",), lambda: tokens.now)
        await source.token()
        return [*await asyncio.gather(*(source.renew("t1", "{}") for _ in range(5))), await source.token()]

    assert asyncio.run(run()) == ["t2"] * 6
    assert len(tokens.wishes) == 2


def test_a_credential_gets_no_keyword_that_it_does_not_take() -> None:
    class Plain(Tokens):
        def get_token(self, *scopes: str) -> AccessToken:
            return super().get_token(*scopes)

    class Half(Tokens):
        def get_token(self, *scopes: str, claims: str | None = None) -> AccessToken:
            return super().get_token(*scopes, *([claims] if claims else []))

    plain, half = TokenSource(Plain(), ("s",)), TokenSource(Half(), ("s",))
    plain._clock = half._clock = lambda: 1000.0
    assert (plain.token(), half.token()) == ("t1", "t1")
    assert (plain.renew("t1", "{}"), half.renew("t1", "{}")) == (None, "t2")
    assert plain.token() == "t2"  # the rejected one was dropped
    assert TokenSource(BearerTokenCredential("b"), ()).token() == "b"


@pytest.mark.parametrize("make", [Tokens, AsyncTokens])
def test_the_async_source_keeps_tokens_the_same_way(make: type[Tokens]) -> None:
    tokens = make()

    async def run() -> list[str]:
        source = AsyncTokenSource(tokens, ("s",), lambda: tokens.now)
        first = list(await asyncio.gather(*(source.token() for _ in range(20))))
        tokens.now += 3300
        return [*first, await source.token()]

    assert asyncio.run(run()) == ["t1"] * 20 + ["t2"]


class AsyncGate(Tokens):
    """An asynchronous credential that answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.open = asyncio.Event()
        self.error: Exception | None = None

    async def get_token(self, *scopes: str) -> AccessToken:  # type: ignore[override]
        await self.open.wait()
        token = super().get_token(*scopes)
        if self.error is not None:
            raise self.error
        return token


def test_other_tasks_go_on_while_one_renews_ahead_of_the_end() -> None:
    async def run() -> None:
        tokens = AsyncGate()
        tokens.open.set()
        source = AsyncTokenSource(tokens, (), lambda: tokens.now)
        assert await source.token() == "t1"
        tokens.open.clear()
        tokens.now += 3400
        renewing = asyncio.create_task(source.token())
        await asyncio.sleep(0)
        assert [await asyncio.wait_for(source.token(), 5) for _ in range(5)] == ["t1"] * 5
        assert not renewing.done()
        tokens.open.set()
        assert (await renewing, await source.token(), len(tokens.calls)) == ("t2", "t2", 2)

    asyncio.run(run())


def test_cancelling_the_task_that_began_a_fetch_does_not_end_it_for_the_others() -> None:
    async def run() -> None:
        tokens = AsyncGate()
        source = AsyncTokenSource(tokens, (), lambda: tokens.now)
        first, second = asyncio.create_task(source.token()), asyncio.create_task(source.token())
        await asyncio.sleep(0.01)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        tokens.open.set()
        assert (await second, len(tokens.calls)) == ("t1", 1)

    asyncio.run(run())


def test_a_fetch_that_fails_after_all_who_waited_were_cancelled_is_silent(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        tokens = AsyncGate()
        tokens.error = OSError("no network")
        source = AsyncTokenSource(tokens, (), lambda: tokens.now)
        only = asyncio.create_task(source.token())
        await asyncio.sleep(0)
        only.cancel()
        await asyncio.sleep(0)
        tokens.open.set()
        await asyncio.sleep(0.01)
        assert len(tokens.calls) == 1
        del only
        gc.collect()  # asyncio complains when it throws a failure away that nobody looked at

    asyncio.run(run())
    assert caplog.records == []


def test_one_async_source_serves_one_loop_after_another() -> None:
    tokens = AsyncTokens(lifetime=0)
    source = AsyncTokenSource(tokens, (), lambda: tokens.now)

    async def run() -> None:
        await asyncio.gather(*(source.token() for _ in range(3)))

    async def broken_off() -> None:
        asyncio.create_task(source.token())  # noqa: RUF006 - that it is left behind is the point
        await asyncio.sleep(0)

    asyncio.run(run())
    asyncio.run(broken_off())
    before = len(tokens.calls)
    asyncio.run(run())
    assert len(tokens.calls) == before + 1


def test_a_sync_credential_does_not_block_the_event_loop() -> None:
    class Blocking(Tokens):
        def get_token(self, *scopes: str) -> AccessToken:
            assert threading.current_thread() is not threading.main_thread()
            return super().get_token(*scopes)

    assert asyncio.run(AsyncTokenSource(Blocking(), ()).token()) == "t1"


def test_a_method_that_gives_something_to_await_is_awaited() -> None:
    class Hidden:
        def get_token(self, *scopes: str) -> Any:
            return AsyncTokens().get_token(*scopes)

    assert asyncio.run(AsyncTokenSource(Hidden(), ()).token()) == "t1"


@pytest.mark.parametrize("bad", [None, "token", AccessToken("a\r\nb", 1e12), AccessToken("", 1e12), object()])
def test_a_token_that_cannot_be_sent_is_refused_without_showing_it(bad: Any) -> None:
    class Bad:
        def get_token(self, *scopes: str) -> Any:
            return bad

    with pytest.raises((TypeError, ValueError), match="the token from the credential"):
        TokenSource(Bad(), ()).token()


def test_no_task_shows_its_token() -> None:
    class Sesame(AsyncTokens):
        async def get_token(self, *scopes: str) -> AccessToken:  # type: ignore[override]
            return AccessToken("sesame", 1e12)

    async def run() -> None:
        seen: list[asyncio.Task[Any]] = []
        asyncio.get_running_loop().set_task_factory(
            lambda *a, **k: seen.append(asyncio.Task(*a[1:], loop=a[0], **k)) or seen[-1]
        )
        source = AsyncTokenSource(Sesame(), ())
        assert await source.token() == "sesame"
        assert [task.done() for task in seen] == [True]
        assert "sesame" not in repr(seen) + repr(vars(source))

    asyncio.run(run())
