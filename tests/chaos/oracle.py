"""A plan goes in, the set of all ends that are right for its call comes out, by what the documentation promises.

An end is a text: the name of an error's class, ``value`` for the typed value, or the status and what its body is:
``200 right``, ``200 garbage``, ``503 fault``, ``200 part``.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from .plans import ASKS_AGAIN, HAS_VALUE, METHODS, STATUSES, Plan

_IDEMPOTENT = frozenset({"GET", "PUT", "DELETE"})
_SAID_UNDONE = frozenset({500, 503, 504})
_TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})
_UNSENT = {"no connection": "ConnectError", "connects never": "ConnectTimeout"}
_NEVER_SENT = frozenset({*_UNSENT.values(), "PoolTimeout"})
_LOST = {"hang": "ReadTimeout", "reset": "ReadError", "no http": "RemoteProtocolError"}
_BREAKS = {
    "reset in body": "ReadError",
    "cut": "RemoteProtocolError",
    "cut chunked": "RemoteProtocolError",
    "stall": "ReadTimeout",
}
_WITHOUT_A_BODY = frozenset({"reset in body", "cut chunked"})
_CLASSES = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    404: "NotFoundError",
    409: "ConflictError",
    429: "TooManyRequestsError",
}


@frozen
class Surroundings:
    """What else may happen to any try of a batch.

    Attributes:
        refused: The key may be a wrong one just then.
        tokenless: There may be no token just then.
        upsets: Errors of the network that come of other calls, or of a busy machine.
    """

    refused: bool = False
    tokenless: bool = False
    upsets: frozenset[str] = frozenset()


@frozen
class _Try:
    """How a try ends: with an error, or with an answer whose body may break off with one."""

    error: str = ""
    status: int = 0
    body: str = "right"
    has_body: bool = True
    again: bool = False
    done: bool = False


def right_ends(plan: Plan, around: Surroundings) -> frozenset[str]:
    """Return every end that is right for a call."""
    if plan.policy == "fails":
        ends = {"PolicyError"} | ({"TokenError"} if around.tokenless else set())
    else:
        ends = set(_ends(plan, around))
    if plan.deadline is not None:
        ends.add("DeadlineExceededError")
    if plan.cancel is not None:
        ends.add("OperationCancelledError")
    if plan.abandon is not None:
        ends.add("CancelledError")
    return frozenset(ends)


def _ends(plan: Plan, around: Surroundings) -> Iterator[str]:
    timed = plan.deadline is not None or (plan.cancel is not None and plan.by_time)
    left = 0 if plan.retry is None else plan.retry.max_retries
    states = {False}  # whether the service may have done the work before the next try
    for count in range(left + 1):
        fault = plan.faults[count] if count < len(plan.faults) else ""
        ways = [one for done in states for one in _tries(plan, around, fault, done)]
        for one in ways:
            if not one.again or count == left or timed:  # there may be no time for another
                yield from _end(plan, one)
        states = {one.done for one in ways if one.again}


def _tries(plan: Plan, around: Surroundings, fault: str, done: bool) -> Iterator[_Try]:
    safe = METHODS[plan.operation] in _IDEMPOTENT
    if around.tokenless:
        yield _Try(error="TokenError", done=done)
    for error in around.upsets:
        for after in {done, True}:
            yield _Try(
                error=error, again=safe or error in {"ConnectError", "ConnectTimeout", "PoolTimeout"}, done=after
            )
    if fault in _UNSENT:
        yield _Try(error=_UNSENT[fault], again=True, done=done)
        return
    if fault in STATUSES:
        status = STATUSES[fault]
        again = status in _TRANSIENT and (safe or status in _SAID_UNDONE or fault in ASKS_AGAIN)
        yield _Try(status=status, body="fault", again=again, done=done)
        return
    if around.refused:
        yield from _with(plan, fault, _Try(status=401, done=done))
    yield from _with(plan, fault, _truth(plan.operation, done))


def _truth(operation: str, done: bool) -> _Try:
    """What the service answers; ``done`` says that an earlier try of the call did the work."""
    if operation == "missing" or (operation == "delete" and done):
        return _Try(status=404, done=done)
    if operation == "put" and done:
        return _Try(status=409, done=done)
    return _Try(status=200, has_body=operation in HAS_VALUE, done=True)


def _with(plan: Plan, fault: str, one: _Try) -> Iterator[_Try]:
    """What becomes of the service's answer on its way."""
    safe = METHODS[plan.operation] in _IDEMPOTENT
    if fault in _LOST:
        yield _Try(error=_LOST[fault], again=safe, done=one.done)
    elif fault == "cut" and not one.has_body:
        yield _Try(error="RemoteProtocolError", again=safe, done=one.done)
    elif fault in _BREAKS and (one.has_body or fault in _WITHOUT_A_BODY):
        error = _BREAKS[fault]
        if plan.reading is not None:
            yield evolve(one, body=error)
        else:
            yield _Try(error=error if error == "ReadTimeout" else "BrokenBodyError", again=safe, done=one.done)
    elif fault == "garbage":
        yield evolve(one, body="garbage")
    else:
        yield one


def _end(plan: Plan, one: _Try) -> Iterator[str]:
    breaks = one.body in _BREAKS.values()
    if one.error:
        yield one.error
    elif one.status >= 400 and not plan.no_throw:
        if breaks:
            yield one.body if one.body == "ReadTimeout" else "BrokenBodyError"
        else:
            yield _CLASSES.get(one.status) or ("ServerError" if one.status >= 500 else "RequestFailedError")
    elif not plan.raw:
        yield "DecodeError" if one.body == "garbage" and plan.operation in HAS_VALUE else "value"
    elif plan.reading in {"part", "unread"}:
        yield f"{one.status} part"
        if breaks and plan.reading == "part":
            yield one.body
    else:
        yield one.body if breaks else f"{one.status} {one.body}"
