"""When something began and how long it takes -> how it stands at any moment, and moments as the API writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from attrs import frozen

Clock = Callable[[], datetime]
"""Gives the time, with its time zone."""

_WAITING = 0.2
"""The part of the time in which nothing has begun yet."""


def timestamp(moment: datetime) -> str:
    """Return a moment as the API writes it: RFC 3339 with milliseconds."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@frozen
class Progress:
    """Work in the background, such as a training.

    Attributes:
        created: When it was asked for.
        seconds: How long it takes from then on.
        failure: The message that it fails with; ``None`` when it succeeds.
    """

    created: datetime
    seconds: float
    failure: str | None = None

    @property
    def finished(self) -> datetime:
        """When it is done."""
        return self.created + timedelta(seconds=self.seconds)

    def is_done(self, now: datetime) -> bool:
        """Return whether it has come to its end."""
        return now >= self.finished

    def status(self, now: datetime) -> str:
        """Return how it stands, as an ``OperationStatus``."""
        if self.is_done(now):
            return "succeeded" if self.failure is None else "failed"
        return "notStarted" if now < self._begun else "running"

    def last_action(self, now: datetime) -> datetime:
        """Return when its status changed last."""
        return max(each for each in (self.created, self._begun, self.finished) if each <= max(now, self.created))

    @property
    def _begun(self) -> datetime:
        return self.created + timedelta(seconds=self.seconds * _WAITING)
