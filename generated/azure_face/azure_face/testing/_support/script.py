"""How an exchange goes, as data: an answer and what happens on the way to it -> the steps that a transport plays."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

import httpx
from attrs import evolve, field, frozen

_ERRORS = {"connect": httpx.ConnectTimeout, "read": httpx.ReadTimeout}


@frozen
class Pause:
    """A time in which nothing happens.

    Attributes:
        seconds: How long; ``math.inf`` is until the caller's timeout.
        limit: The caller's timeout that ends it.
    """

    seconds: float
    limit: Literal["connect", "read"] = "read"


Step: TypeAlias = Pause | bytes | Exception
"""A pause, a piece of the body, or an error that ends the exchange."""


@frozen
class Answer:
    """What the service answered."""

    status: int
    headers: httpx.Headers
    content: bytes = field(repr=False)


@frozen
class Script:
    """How an exchange goes.

    Attributes:
        answer: The answer, of which ``body`` plays the content.
        before: What happens until the head of the answer is there.
        body: What happens after it.
    """

    answer: Answer
    before: tuple[Pause | Exception, ...] = ()
    body: tuple[Step, ...] = ()

    @property
    def status(self) -> int | None:
        """The status that the caller gets; ``None`` when it gets none."""
        return None if any(isinstance(step, Exception) for step in self.before) else self.answer.status


def obeying(script: Script, timeouts: Mapping[str, float | None]) -> Script:
    """Return a script in which each pause that is longer than the caller waits ends with the caller's timeout.

    Args:
        script: The script.
        timeouts: The caller's, as httpx has them in ``request.extensions["timeout"]``.
    """
    before = tuple(step for step in _timed(script.before, timeouts) if not isinstance(step, bytes))
    return evolve(script, before=before, body=tuple(_timed(script.body, timeouts)))


def _timed(steps: Iterable[Step], timeouts: Mapping[str, float | None]) -> Iterator[Step]:
    waited = 0.0
    for step in steps:
        if isinstance(step, Pause):
            limit = timeouts.get(step.limit)
            if limit is None and math.isinf(step.seconds):
                limit = 0.0  # nobody would ever wake up
            if limit is not None and waited + step.seconds > limit:
                yield Pause(limit - waited, step.limit)
                yield _ERRORS[step.limit]("timed out")
                return
            waited += step.seconds
        else:
            waited = 0.0
        yield step
