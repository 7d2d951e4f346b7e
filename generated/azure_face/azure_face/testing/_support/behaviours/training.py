"""Requests to train a list or group -> trainings that take a while, and the faces that can be searched after them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from attrs import define, field

from .timing import Progress, timestamp

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Shown as the time of the last success by a list or group that has had none, since the API requires one."""


@define
class Training:
    """The trainings of one list or group.

    Attributes:
        seconds: How long one takes.
        next_failure: The message that the next one fails with; ``None`` when it may succeed.
        latest: The training that was asked for last.
    """

    seconds: float
    next_failure: str | None = None
    latest: Progress | None = None
    _waiting: frozenset[str] | None = field(default=None, init=False)
    _trained: frozenset[str] | None = field(default=None, init=False)
    _succeeded: datetime = field(default=_NEVER, init=False)

    def start(self, now: datetime, faces: frozenset[str], empty: str) -> None:
        """Begin a training.

        Args:
            now: The time.
            faces: Ids of the faces that are there.
            empty: The message that it fails with when there are none.
        """
        self._settle(now)
        failure = self.next_failure if self.next_failure is not None or faces else empty
        self.latest, self.next_failure = Progress(now, self.seconds, failure), None
        self._waiting = faces

    def is_running(self, now: datetime) -> bool:
        """Return whether a training has not come to its end yet."""
        return self.latest is not None and not self.latest.is_done(now)

    def trained(self, now: datetime) -> frozenset[str] | None:
        """Return the ids of the faces that the last successful training found; ``None`` when there was none."""
        self._settle(now)
        return self._trained

    def shown(self, progress: Progress, now: datetime) -> dict[str, Any]:
        """Return the latest training as a ``TrainingResult``."""
        self._settle(now)
        failed = progress.status(now) == "failed"
        return {
            "status": progress.status(now),
            "createdDateTime": timestamp(progress.created),
            "lastActionDateTime": timestamp(progress.last_action(now)),
            "lastSuccessfulTrainingDateTime": timestamp(self._succeeded),
            **({"message": progress.failure} if failed else {}),
        }

    def _settle(self, now: datetime) -> None:
        # Nothing runs in the background: whoever looks first finds out that a training has ended.
        if self._waiting is not None and self.latest is not None and self.latest.is_done(now):
            if self.latest.failure is None:
                self._trained, self._succeeded = self._waiting, self.latest.finished
            self._waiting = None
