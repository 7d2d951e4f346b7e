"""What a service says about a long-running operation goes in, how far the operation is comes out."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from .unset import UNSET


class Progress(Enum):
    """How far a long-running operation is."""

    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Verdict(NamedTuple):
    """What a status says: how far the operation is, and the service's message about it."""

    progress: Progress
    message: str | None = None


def judge(state: object, message: object, *, succeeded: tuple[str, ...], failed: tuple[str, ...]) -> Verdict:
    """Judge a status by the words that stand for the end; any other word means that the operation goes on.

    Args:
        state: The status's word: text or an enum's member. Upper and lower case are the same; without a word, as
            ``None`` or ``UNSET``, the operation goes on.
        message: The service's message, or ``None``.
        succeeded: Words, in lower case, for an operation that did its work.
        failed: Words, in lower case, for one that did not.
    """
    said = message if isinstance(message, str) else None
    if state is None or state is UNSET:
        return Verdict(Progress.RUNNING, said)
    word = str(state.value if isinstance(state, Enum) else state).lower()
    if word in succeeded:
        return Verdict(Progress.SUCCEEDED, said)
    return Verdict(Progress.FAILED if word in failed else Progress.RUNNING, said)
