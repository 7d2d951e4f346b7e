"""Injected faults and a call -> the fault that it gets; what is used up is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import TypeAlias

import httpx
from attrs import define, field

from .faults import Fault

When: TypeAlias = Callable[[httpx.Request], bool]
"""Says of a request whether a fault is for it."""


@define
class Injection:
    """A fault, the calls that it is for, and how many of them still get it."""

    fault: Fault
    left: int | None
    operation: str | None = None
    method: str | None = None
    path: str | None = None
    when: When | None = None

    def fits(self, request: httpx.Request, operations: Sequence[str]) -> bool:
        """Return whether a call is one of those; it may be of any of the operations."""
        if self.operation is not None and not any(fnmatchcase(name, self.operation) for name in operations):
            return False
        if self.method is not None and request.method != self.method.upper():
            return False
        if self.path is not None and not fnmatchcase(request.url.path, self.path):
            return False
        return self.when is None or self.when(request)


@define
class Injections:
    """What was injected, in order."""

    _waiting: list[Injection] = field(factory=list)

    def add(self, injection: Injection) -> None:
        """Put a fault behind the others."""
        self._waiting.append(injection)

    def clear(self) -> None:
        """Take all of them away."""
        self._waiting.clear()

    def waiting(self) -> tuple[Fault, ...]:
        """Return the faults that still have a call to come."""
        return tuple(injection.fault for injection in self._waiting)

    def take(self, request: httpx.Request, operations: Sequence[str], *, connects: bool) -> Fault | None:
        """Return the fault of a call: the first that is for it, if that one is of this kind.

        Args:
            request: The call.
            operations: The operations that it may be of.
            connects: Whether the connection stands already.
        """
        found = next((each for each in self._waiting if each.fits(request, operations)), None)
        if found is None or found.fault.connects is not connects:
            return None
        if found.left is not None:
            found.left -= 1
            if not found.left:
                self._waiting.remove(found)
        return found.fault
