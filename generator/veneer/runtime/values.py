"""Attributes go in once, an object that keeps them comes out: what the runtime's public values have in common.

They are plain classes, since attrs would take longer to build them than all the rest of the runtime takes to load.
"""

from __future__ import annotations

from typing import Any, ClassVar


class Fixed:
    """An object whose slots take one value each, in its ``__init__``, and no other after that."""

    __slots__ = ()
    _unshown: ClassVar[frozenset[str]] = frozenset()
    """The slots that a repr leaves out."""

    def __setattr__(self, name: str, value: Any) -> None:
        if hasattr(self, name):
            raise AttributeError(f"a {type(self).__name__} does not change: make another one")
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} does not change: make another one")

    def __repr__(self) -> str:
        names: tuple[str, ...] = self.__slots__
        shown = (f"{name}={getattr(self, name)!r}" for name in names if name not in self._unshown)
        return f"{type(self).__name__}({', '.join(shown)})"


class Value(Fixed):
    """A fixed object that is equal to one of its class that holds the same."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._held() == other._held()

    def __hash__(self) -> int:
        return hash(self._held())

    def _held(self) -> tuple[Any, ...]:
        names: tuple[str, ...] = self.__slots__
        return tuple(getattr(self, name) for name in names)
