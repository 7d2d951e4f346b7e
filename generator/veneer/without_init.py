"""The name of a package in; a block in which its modules can be imported without all that the package loads, out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec, module_from_spec


@contextmanager
def without_init(package: str) -> Iterator[None]:
    """Import modules of a package in a block, and leave out what its own `__init__` does.

    That may load much which these modules do not need. Who imports the package itself later gets all of it.

    Args:
        package: Its name, without dots.

    Raises:
        ModuleNotFoundError: There is no such package.
    """
    if package in sys.modules:
        yield
        return
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    sys.modules[package] = module_from_spec(spec)  # it knows where its modules are, and has not run
    try:
        yield
    finally:
        del sys.modules[package]
