"""A source of chance goes in, plans of calls come out: what is asked, how, and what goes wrong with each try."""

from __future__ import annotations

import random
from typing import Literal

from attrs import frozen
from azure_face import RetryOptions

# Where these stand in a text, a secret, a query or a body has leaked. They are in no line of code elsewhere.
SECRET, QUERY, BODY = "s3cr3t-", "qu3ry-", "b0dy-"

LONG = 5.0
"""Seconds: a wait of a call that only its deadline ends."""

METHODS = {
    "get": "GET",
    "missing": "GET",
    "list": "GET",
    "put": "PUT",
    "delete": "DELETE",
    "post": "POST",
    "patch": "PATCH",
}
HAS_VALUE = frozenset({"get", "list", "post"})
STATUSES = {"busy": 503, "failed": 500, "no gateway": 502, "too many": 429, "too slow": 408, "wrong": 400}
ASKS_AGAIN = frozenset({"busy", "too many"})
"""The statuses that come with a ``Retry-After``."""
GARBAGE = b"\x00\xff<garbage>\xfe"
FAULTS = (
    *STATUSES,
    *("pause", "hang", "reset", "reset in body", "cut", "garbage", "drip", "stall", "no connection", "connects never"),
)
_SLOW = frozenset({"hang", "stall", "connects never"})
CALM = (
    *STATUSES,
    *("pause", "reset", "reset in body", "cut", "cut chunked", "garbage", "no http", "drip", "chunked"),
)
"""What goes wrong over sockets without a bearing on other calls or on time."""
WILD = (*CALM, "hang", "stall", "closes")

Reading = Literal["whole", "part", "unread"]


@frozen(kw_only=True)
class Plan:
    """One call.

    Attributes:
        number: Its number; part of the names that it uses.
        operation: What is asked, a key of ``METHODS``.
        raw: Whether on the protocol layer; what stands below holds only there, ``cancel`` aside.
        faults: What goes wrong with each try; further ones go well.
        retry: When to try again; on the convenience layer the client's.
        timeout: Seconds for each wait; ``None`` for the client's.
        deadline: Seconds for the call.
        cancel: After how many seconds the token is cancelled.
        by_time: Whether the token does that by itself.
        abandon: After how many seconds the task of the call is cancelled (async).
        no_throw: Whether an answer that is an error is returned.
        reading: How much of a streamed answer is read; ``None`` where it is not streamed.
        policy: What a policy of this call does.
    """

    number: int
    operation: str
    raw: bool
    faults: tuple[str, ...]
    retry: RetryOptions | None
    timeout: float | None = None
    deadline: float | None = None
    cancel: float | None = None
    by_time: bool = False
    abandon: float | None = None
    no_throw: bool = False
    reading: Reading | None = None
    policy: Literal["passes", "fails"] | None = None

    @property
    def hangs(self) -> bool:
        """Whether the first try waits until the deadline."""
        return self.timeout == LONG and self.faults[:1] in {("hang",), ("stall",)} and self.policy != "fails"

    @property
    def name(self) -> str:
        """What the call's own list is named; it sorts before all that is there already."""
        return f"c-{self.number}"


def plan(
    chance: random.Random,
    number: int,
    retry: RetryOptions | None,
    timeouts: tuple[float, ...],
    faults: tuple[str, ...],
) -> Plan:
    """Make up one call.

    Args:
        chance: Where everything random comes from.
        number: The call's number.
        retry: What the client does.
        timeouts: What the call may choose from.
        faults: What may go wrong with a try.
    """
    raw = chance.random() < 0.6
    operation = chance.choice(tuple(METHODS))
    more: dict[str, object] = {}
    if chance.random() < 0.15:
        more = {"cancel": chance.choice((0.0, chance.uniform(0, 0.02))), "by_time": chance.random() < 0.5}
    if chance.random() < 0.05:
        more["abandon"] = chance.uniform(0, 0.02)
    if raw:
        more |= _wishes(chance, operation, timeouts)
        retry = chance.choice((retry, None, some_retry(chance)))
    goes = tuple(_fault(chance, faults) for _ in range(chance.choice((0, 1, 1, 2, 3, 5))))
    return Plan(number=number, operation=operation, raw=raw, faults=goes, retry=retry, **more)  # type: ignore[arg-type]


def some_retry(chance: random.Random) -> RetryOptions:
    """Make up how often to try again, without long pauses."""
    return RetryOptions(max_retries=chance.randrange(5), delay=0.001, max_delay=0.004)


def _wishes(chance: random.Random, operation: str, timeouts: tuple[float, ...]) -> dict[str, object]:
    deadline = chance.choice((None, None, chance.uniform(0.001, 0.04)))
    return {
        "timeout": chance.choice((None, *timeouts) if deadline is None else (LONG, *timeouts)),
        "deadline": deadline,
        "no_throw": chance.random() < 0.2,
        "reading": chance.choice((None, None, "whole", "part", "unread")),
        "policy": chance.choice((None, None, None, "passes", "passes", "fails")),
    }


def _fault(chance: random.Random, faults: tuple[str, ...]) -> str:
    # What takes a whole timeout is rarer, so that the whole takes not too long.
    return chance.choice(faults if chance.random() < 0.5 else [fault for fault in faults if fault not in _SLOW])
