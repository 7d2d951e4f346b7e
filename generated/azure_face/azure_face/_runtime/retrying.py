"""One call goes in, as many tries as it takes go out: the step of the pipeline that tries again."""

from __future__ import annotations

import math
import time

import httpx

from .calls import Call, call_of
from .errors import DeadlineExceededError, OperationCancelledError
from .policies import AsyncSend, Send
from .retry import TRANSIENT, RetryOptions, Tries


def retrying(request: httpx.Request, send: Send) -> httpx.Response:
    """Send a request, again and again as its call's options say; a `Policy`."""
    call = call_of(request)
    if call.retry is None:
        return send(request)
    tries = _tries(call, call.retry)
    while True:
        try:
            response = send(request)
        except (OperationCancelledError, DeadlineExceededError):
            raise
        except Exception as error:
            if (pause := tries.pause_after(request.method, error)) is None:
                raise
        else:
            if response.status_code not in TRANSIENT or (pause := tries.pause_after(request.method, response)) is None:
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
    if call.retry is None:
        return await send(request)
    tries = _tries(call, call.retry)
    while True:
        try:
            response = await send(request)
        except (OperationCancelledError, DeadlineExceededError):
            raise
        except Exception as error:
            if (pause := tries.pause_after(request.method, error)) is None:
                raise
        else:
            if response.status_code not in TRANSIENT or (pause := tries.pause_after(request.method, response)) is None:
                return response
            await response.aclose()
        from asyncio import sleep

        call.attempt += 1
        await sleep(pause)


def _tries(call: Call, options: RetryOptions) -> Tries:
    time_left = math.inf if call.interrupt is None else call.interrupt.remaining()
    return Tries(options, call.replayable, time_left, call.notes)
