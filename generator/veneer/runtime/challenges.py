"""The ``WWW-Authenticate`` headers of an answer go in, the claims that a new token has to hold come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]++"
_ITEM = re.compile(
    rf'(?P<name>{_TOKEN})[ \t]*+=[ \t]*+(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<plain>[^\s,"]++)(?=[ \t]*+(?:,|$)))'
    rf"|(?P<scheme>{_TOKEN})(?:[ \t]++[0-9A-Za-z._~+/-]++=*+(?=[ \t]*+(?:,|$)))?"  # a token68 may follow; nobody asks
)


def claims_of(response: httpx.Response) -> str | None:
    """Find what a bearer challenge asks for beside a valid token, as Entra's continuous access evaluation does.

    Args:
        response: An answer, of which only the headers are looked at.

    Returns:
        The claims, a JSON object as text; ``None`` where no challenge has any, or none that can be read.
    """
    for header in response.headers.get_list("WWW-Authenticate"):
        for scheme, parameters in challenges(header):
            if scheme == "bearer" and (claims := _decoded(parameters.get("claims", ""))) is not None:
                return claims
    return None


def challenges(header: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Read the challenges of one header (RFC 9110, section 11.6.1).

    Args:
        header: Its value: several challenges, and the parameters of each, are parted by commas.

    Yields:
        Each challenge's scheme and its parameters, all names in lower case. What is no challenge is passed over.
    """
    scheme = ""
    parameters: dict[str, str] = {}
    for item in _ITEM.finditer(header):
        if item["scheme"] is not None:
            if scheme:
                yield scheme, parameters
            scheme, parameters = item["scheme"].lower(), {}
        else:
            quoted = item["quoted"]
            value = item["plain"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
            parameters.setdefault(item["name"].lower(), value)
    if scheme:
        yield scheme, parameters


def _decoded(encoded: str) -> str | None:
    import base64
    import json

    plain = encoded.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        claims = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode()
        return claims if isinstance(json.loads(claims), dict) else None
    except (ValueError, RecursionError):
        return None
