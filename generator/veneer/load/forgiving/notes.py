"""Faults that were read past, one by one, in; warnings, of each kind no more than a person reads, out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from attrs import define, field

from veneer.diagnostic_ids import DiagnosticId
from veneer.load.problems import Problems
from veneer.load.walk import Place

MOST = 20  # of a kind
_OF_KEYS = frozenset(
    ("path-without-slash", "unknown-field", "upper-case-method", "upper-case-default", "lower-case-range")
)


@define
class Notes:
    """Collects faults.

    Attributes:
        version: The version of OpenAPI that the description says it has.
        content: The description.
        is_3_0: Whether the rules of OpenAPI 3.0 hold.
    """

    _problems: Problems
    version: str
    content: dict[str, Any]
    is_3_0: bool = field(init=False)
    _counts: Counter[DiagnosticId] = field(factory=Counter, init=False)

    def __attrs_post_init__(self) -> None:
        self.is_3_0 = self.version.startswith("3.0")

    def add(self, id: DiagnosticId, message: str, place: Place, keys: tuple[str, ...], fix: str) -> None:
        """Note a fault.

        Args:
            id: Its kind.
            message: What is wrong, and how it is read.
            place: The object that it is in.
            keys: Where it is in there.
            fix: What to do about it.
        """
        self._counts[id] += 1
        if self._counts[id] <= MOST:
            self._problems.warn(id, message, (*place.tokens, *keys), fix, key=id in _OF_KEYS)

    def close(self) -> None:
        """Say of which kinds there are more than were told."""
        for id, count in self._counts.items():
            if count > MOST:
                message = f"there are {count - MOST:,} more places of the kind [{id}]"
                self._problems.warn(id, message, (), "See the others of this kind.")
