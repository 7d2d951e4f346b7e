"""Names and the modules that hold them go in, a module's ``__getattr__`` and ``__dir__`` that load them come out.

Such a module (PEP 562) loads a name when it is first asked for it. Without an ``__all__`` of its own it has one in the
same way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType
from typing import Any


class ModuleTable(Mapping[str, str]):
    """Names and their modules, read when one is first asked for: thousands of them as a text take no time to load.

    Args:
        text: Each name with its module below the package, divided by blanks.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _modules(self) -> dict[str, str]:
        words = self._text.split()
        return dict(zip(words[::2], words[1::2], strict=True))

    def __getitem__(self, name: str) -> str:
        return f".{self._modules[name]}"

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


def lazy(importer: str, modules: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make a module load each of its names when it is first asked for.

    Args:
        importer: The module's ``__name__``.
        modules: For each public name the module that holds it, relative to the importer's package.

    Returns:
        The module's ``__getattr__`` and ``__dir__``.
    """

    def __getattr__(name: str) -> Any:
        where = modules.get(name)
        if where is not None:
            return _taken(importer, name, where)
        if name == "__all__":
            return list(modules)
        raise _missing(importer, name)

    def __dir__() -> list[str]:
        return sorted({*vars(sys.modules[importer]), *modules})

    return __getattr__, __dir__


def again(importer: str, where: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make a module offer what another one has in ``__all__``.

    Args:
        importer: The module's ``__name__``.
        where: The other module, relative to the importer's package.

    Returns:
        The module's ``__getattr__`` and ``__dir__``.
    """

    @cache
    def offered() -> frozenset[str]:
        return frozenset(_module(importer, where).__all__)

    def __getattr__(name: str) -> Any:
        if name == "__all__" or (not name.startswith("__") and name in offered()):
            return _taken(importer, name, where)
        raise _missing(importer, name)

    def __dir__() -> list[str]:
        return sorted({*vars(sys.modules[importer]), *offered()})

    return __getattr__, __dir__


def _taken(importer: str, name: str, where: str) -> Any:
    """Take a name over from the module that holds it."""
    value = getattr(_module(importer, where), name)
    setattr(sys.modules[importer], name, value)
    return value


def _module(importer: str, where: str) -> ModuleType:
    return import_module(where, sys.modules[importer].__package__)


def _missing(importer: str, name: str) -> AttributeError:
    return AttributeError(f"module {importer!r} has no attribute {name!r}")
