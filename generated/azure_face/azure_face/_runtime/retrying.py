"""One call goes in, as many tries as it takes go out: the step of the pipeline that tries again."""

from __future__ import annotations

import math
import time

import httpx

from .calls import Call, call_of
from .errors import DeadlineExceededError, OperationCancelledError
from .policies import AsyncSend, Send
from .retry import TRANSIENT, Tries


def retrying(request: httpx.Request, send: Send) -> httpx.Response:
    """Send a request, again and again as its call's options say; a `Policy`."""
    call = call_of(request)
    span = _span(call)
    while True:
        try:
            response = send(request)
        except Exception as error:
            if (pause := _pause(request, call, span, error)) is None:
                raise
        else:
            if response.status_code not in TRANSIENT or (pause := _pause(request, call, span, response)) is None:
                return response
            response.close()
        call.attempt += 1
        if call.interrupt is None:
            time.sleep(pause)
        else:
            call.interrupt.pause(pause)


async def async_retrying(request: httpx.Request, send: AsyncSend) -> httpx.Response:
    """The async twin of `retrying`, an `AsyncPolicy`."""
    call = call_of(request)
    span = _span(call)
    while True:
        try:
            response = await send(request)
        except Exception as error:
            if (pause := _pause(request, call, span, error)) is None:
                raise
        else:
            if response.status_code not in TRANSIENT or (pause := _pause(request, call, span, response)) is None:
                return response
            await response.aclose()
        from asyncio import sleep

        call.attempt += 1
        await sleep(pause)


def _span(call: Call) -> tuple[float, float]:
    """Return when the first try begins and until when the call may last, by ``time.monotonic()``."""
    began = time.monotonic()
    return began, math.inf if call.interrupt is None else began + call.interrupt.remaining()


def _pause(
    request: httpx.Request, call: Call, span: tuple[float, float], outcome: httpx.Response | Exception
) -> float | None:
    """Return the seconds until the next try; ``None`` where this was the last."""
    if call.retry is None or isinstance(outcome, OperationCancelledError | DeadlineExceededError):
        return None
    if call.tries is None:  # most calls have no second try, and need not count
        call.tries = Tries(call.retry, call.replayable, *span)
    return call.tries.pause_after(request.method, outcome)
