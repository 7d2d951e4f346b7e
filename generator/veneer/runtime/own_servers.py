"""The servers that a description gives single operations go in, where a client sends these operations comes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from .server import server_variable

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_NONE: Mapping[str, str] = MappingProxyType({})


def own_servers(
    servers: tuple[str, ...], variables: Mapping[str, str], described: Mapping[str, str] = _NONE
) -> dict[str, str]:
    """Return where each server is.

    Args:
        servers: Their URLs as requests name them, with variables.
        variables: What the caller gave for the variables of the service's own URL.
        described: What the description says for the one of these that a caller may give in place of the whole service.
            Where it is another, as for a proxy or a mock, that stands for every server that does not begin with it.

    Returns:
        The URL of each server, less those that something else stands for.

    Raises:
        TypeError: If a variable is no str.
        ValueError: If a variable is empty, or cannot stand where it does.
    """
    begins = tuple(f"{{{name}}}" for name, default in described.items() if str(variables[name]).rstrip("/") != default)
    return {url: _filled(url, variables) for url in servers if not begins or url.startswith(begins)}


def _filled(url: str, variables: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        in_path = "/" in url[: found.start()].partition("://")[2] or bool(_VARIABLE.match(url) and found.start())
        return server_variable(found[1], variables[found[1]], path=in_path)

    return _VARIABLE.sub(value, url)
