"""The libraries of the local service -> nothing, or one ImportError that names the extra which brings them."""

from __future__ import annotations

from importlib.util import find_spec

_NEEDED = (
    "anyio",
    "isoduration",
    "jsonschema",
    "python_multipart",
    "referencing",
    "rfc3339_validator",
    "rfc3986_validator",
    "starlette",
)


def need_extra(package: str) -> None:
    """Return when all of the libraries are installed, those that are imported late too.

    Args:
        package: The package whose extra ``testing`` brings them.

    Raises:
        ModuleNotFoundError: One is missing.
    """
    for name in _NEEDED:
        if find_spec(name) is None:
            message = f"{package}.testing needs `{name}`, which is not installed: pip install '{package}[testing]'"
            raise ModuleNotFoundError(message, name=name)
