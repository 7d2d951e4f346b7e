"""Names and the modules that hold them go in, a module's ``__getattr__`` and ``__dir__`` that load them come out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy(importer: str, modules: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make a module load what it offers when it is first asked for (PEP 562).

    Args:
        importer: The module's ``__name__``.
        modules: For each public name the module that holds it, relative to the importer's package.

    Returns:
        The module's ``__getattr__`` and ``__dir__``.
    """

    def __getattr__(name: str) -> Any:
        where = modules.get(name)
        if where is None:
            raise AttributeError(f"module {importer!r} has no attribute {name!r}")
        module = sys.modules[importer]
        value = getattr(import_module(where, module.__package__), name)
        setattr(module, name, value)
        return value

    def __dir__() -> list[str]:
        return sorted({*vars(sys.modules[importer]), *modules})

    return __getattr__, __dir__
