"""A package's data and a version -> the description that the local service answers from, read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from .asgi import Description


def description_of(package: str, versions: Mapping[str, str], version: str) -> Description:
    """Return the description of a version.

    Args:
        package: The package whose data it is.
        versions: The file of each version, below the package.
        version: The version.

    Raises:
        ValueError: There is no such version.
    """
    if version not in versions:
        raise ValueError(f"there is no version `{version}`; choose one of: {', '.join(versions)}")
    return _read(package, versions[version])


@cache
def _read(package: str, file: str) -> Description:
    return Description(json.loads(files(package).joinpath(file).read_bytes()))
