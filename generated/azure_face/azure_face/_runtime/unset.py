"""Nothing in, ``UNSET`` out: the mark for "leave this out" where ``None`` already means a JSON null."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, Literal


class Unset(Enum):
    """The type of ``UNSET``, for annotations: ``str | None | Unset``.

    An enum of one, so that type checkers narrow on ``value is UNSET`` and it survives ``copy`` and ``pickle``.
    """

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Leave the property out. Falsy."""

GIVEN: Any = UNSET
"""``UNSET`` for a property of any type that the service sets: it has its type in every answer."""
