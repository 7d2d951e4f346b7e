"""What a test wants to go wrong -> a fault to inject."""

from __future__ import annotations

import json as json_module
from collections.abc import Callable, Mapping
from functools import partial

from attrs import field, frozen

from . import mishaps
from .mishaps import Ask
from .script import Script

_GARBAGE = b"\x00\xff<garbage>\xfe"


@frozen(eq=False)
class Fault:
    """What goes wrong with a call, made by one of the functions below.

    With a fault of ``status``, ``connect_error`` or ``connect_timeout`` the call never reaches the service. With any
    other the service has done its work, and the caller is not told, or not in time.

    Attributes:
        name: What it is called in a repr.
        script: Makes how the exchange goes, of what asks the service.
        connects: Whether there is a connection at all; the request's body is not read without one.
    """

    name: str
    script: Callable[[Ask], Script] = field(repr=False)
    connects: bool = field(default=True, repr=False)

    @staticmethod
    def status(
        status: int,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        json: object = None,
    ) -> Fault:
        """Return an answer in place of the service's, as a gateway gives it.

        Args:
            status: Its status; one of success makes a canned answer.
            headers: Its headers, for example ``{"Retry-After": "0"}``.
            content: Its body.
            json: Its body as a JSON value, in place of ``content`` unless ``None``.

        Raises:
            ValueError: The status is not one of 200 to 599.
        """
        if not 200 <= status <= 599:
            raise ValueError(f"{status} is no status of an answer; use 200 to 599")
        sent = dict(headers or {})
        if json is not None:
            content, sent = json_module.dumps(json).encode(), {"content-type": "application/json", **sent}
        return Fault(f"status {status}", partial(mishaps.answered, status, sent, content))

    @staticmethod
    def delay(seconds: float) -> Fault:
        """Return a pause before the service's answer; ``math.inf`` is until the caller's read timeout."""
        return Fault(f"delay of {_positive(seconds)} s", partial(mishaps.delayed, seconds))

    @staticmethod
    def reset(*, after: int | None = None) -> Fault:
        """Return a connection that is reset, which is ``httpx.ReadError``.

        Args:
            after: After how many bytes of the answer's body; ``None``: before the answer.
        """
        place = "before the answer" if after is None else f"after {_positive(after)} bytes"
        return Fault(f"reset {place}", partial(mishaps.reset, after))

    @staticmethod
    def truncated(*, after: int | None = None) -> Fault:
        """Return an answer whose body ends early, which is ``httpx.RemoteProtocolError``.

        Args:
            after: After how many bytes, at most all but one; ``None``: in the middle.
        """
        place = "in the middle" if after is None else f"after {_positive(after)} bytes"
        return Fault(f"truncated {place}", partial(mishaps.truncated, after))

    @staticmethod
    def garbage(content: bytes = _GARBAGE) -> Fault:
        """Return the service's status and headers with a body that is not what its content type says."""
        return Fault(f"garbage of {len(content)} bytes", partial(mishaps.garbled, content))

    @staticmethod
    def drip(seconds: float, *, pieces: int = 8) -> Fault:
        """Return the service's answer with its body in pieces and a pause of ``seconds`` before each."""
        if pieces < 1:
            raise ValueError(f"a body comes in 1 piece or more, not in {pieces}")
        return Fault(f"drip of {pieces} pieces", partial(mishaps.dripping, _positive(seconds), pieces))

    @staticmethod
    def connect_error() -> Fault:
        """Return a connection that is refused, which is ``httpx.ConnectError``."""
        return Fault("connection refused", mishaps.refused, connects=False)

    @staticmethod
    def connect_timeout() -> Fault:
        """Return a connection that never comes about: ``httpx.ConnectTimeout`` after the caller's connect timeout."""
        return Fault("connection timed out", mishaps.unconnected, connects=False)


def _positive(amount: float) -> float:
    if not amount >= 0:
        raise ValueError(f"{amount} is less than nothing")
    return amount
