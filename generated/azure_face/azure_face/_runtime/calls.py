"""A request of the pipeline goes in, what its steps know of the call that it belongs to comes out."""

from __future__ import annotations

from typing import Final, cast

import httpx

from .context import RequestContext
from .hidden import without_secrets
from .interrupts import Interrupt
from .retry import RetryOptions, Tries

CALL: Final = "veneer.call"
"""Where a request's extensions hold its call."""


class Call:
    """One call of an operation, with all its tries.

    Attributes:
        context: The caller's wishes.
        retry: When to try again, if ever.
        replayable: Whether the request's body can be sent again.
        stream: Whether the answer is returned with its body unread.
        interrupt: What may end the call early, if anything.
        attempt: How many tries there were before this one.
        tries: Its tries, as soon as one has failed.
    """

    __slots__ = ("attempt", "context", "interrupt", "replayable", "retry", "stream", "tries")

    def __init__(self, context: RequestContext, retry: RetryOptions | None, replayable: bool) -> None:
        token, deadline = context.cancellation, context.deadline
        self.context, self.retry, self.replayable, self.stream = context, retry, replayable, context.stream
        self.interrupt = None if token is None and deadline is None else Interrupt(token, deadline)
        self.attempt = 0
        self.tries: Tries | None = None

    def explain(self, error: Exception) -> None:
        """Add what became of each try to the notes of the error that the call ends with, and take the secrets out."""
        if isinstance(error, httpx.RequestError):
            without_secrets(error)
        for note in self.tries.notes if self.tries is not None else ():
            error.add_note(note)


def call_of(request: httpx.Request) -> Call:
    """Return the call that a request of the pipeline belongs to."""
    return cast("Call", request.extensions[CALL])
