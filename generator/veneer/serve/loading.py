"""A package's customizations folder -> the behaviours that its ``service`` package defines."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.testing.asgi import Behaviours

_FACTORY = "create_behaviours"


def load_behaviours(folder: Path, **options: Any) -> Behaviours | None:
    """Return the behaviours of the package whose customizations are in ``folder``.

    The code in ``folder/service`` is the maintainer's own and is run.

    Args:
        folder: For example ``customizations/azure_face``.
        **options: Passed to the package's ``create_behaviours``.

    Returns:
        The behaviours, or ``None`` when the package has no ``service`` folder.

    Raises:
        InputError: The folder cannot be imported, or has no ``create_behaviours`` that gives ``Behaviours``.
    """
    file = folder / "service" / "__init__.py"
    if not file.is_file():
        return None
    factory = getattr(_imported(file), _FACTORY, None)
    behaviours = factory(**options) if callable(factory) else None
    if not isinstance(behaviours, Behaviours):
        raise _unusable(file, f"The local service has no function {_FACTORY} that returns Behaviours")
    return behaviours


def _imported(file: Path) -> ModuleType:
    # Every package calls its folder `service`; the path makes the module's name its own. Beside `asgi`, since that is
    # where it is in a generated package.
    name = f"veneer.testing._behaviours_{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:16]}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=[str(file.parent)])
    if spec is None or spec.loader is None:
        raise _unusable(file, "The local service is not a Python package")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise _unusable(file, f"The local service cannot be imported: {type(error).__name__}: {error}") from error
    return module


def _unusable(file: Path, message: str) -> InputError:
    fix = f"Make the package define {_FACTORY}(), or remove the folder to check requests only."
    return InputError([Diagnostic("local-service-unusable", f"{message}.", Location(str(file)), fix)])
