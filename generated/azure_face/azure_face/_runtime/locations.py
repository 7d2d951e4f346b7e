"""An answer's header with a URL goes in, the part of the URL that names an operation comes out."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import httpx

from .errors import ServiceError


def located(response: httpx.Response, header: str, template: str) -> str:
    """Read off a header's URL what it leads to.

    The URL itself is never followed, so that a credential goes nowhere but to the client's own endpoint.

    Args:
        response: The answer.
        header: The header's name, for instance ``Operation-Location``.
        template: How the URL's path ends; ``{}`` stands for the value, which has no slash: ``/operations/{}``.

    Returns:
        The value, percent-decoded.

    Raises:
        ServiceError: If the header is missing or its path ends otherwise.
    """
    url = response.headers.get(header)
    if url is None:
        raise ServiceError(f"the answer has no {header} header, which would say how the operation can be followed")
    before, _, after = template.rstrip("/").partition("{}")
    path = _path(url)
    found = re.search(f"{re.escape(before)}([^/]+){re.escape(after)}$", path, re.IGNORECASE)
    if found is None:
        raise ServiceError(f"the path in the answer's {header} header does not end like {template}: {path[:200]!r}")
    return unquote(found[1])


def _path(url: str) -> str:
    # Only the path is ever shown: the query of such a URL may be signed.
    try:
        return f"/{urlsplit(url).path.strip('/')}"
    except ValueError:
        return ""
