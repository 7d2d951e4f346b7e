"""An answer that is no success goes in, the code, message and waiting time that it tells come out."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping

import httpx

from .json_text import loads

_EXCERPT = 200
_MESSAGE = 4000


def read_error(response: httpx.Response) -> tuple[str | None, str]:
    """Find the error's code and message.

    Understands ``{"error": {"code", "message"}}``, ``{"code", "message"}``, OAuth's ``{"error", "error_description"}``,
    ``application/problem+json`` and the header ``x-ms-error-code``. Never raises.

    Args:
        response: The answer, its body read.

    Returns:
        The code or ``None``; the message, never empty.
    """
    code, message = _from_json(response)
    code = code or response.headers.get("x-ms-error-code") or None
    return code, (message or _without_json(response))[:_MESSAGE]


def _from_json(response: httpx.Response) -> tuple[str | None, str | None]:
    try:
        body = loads(response.content)
    except (ValueError, RecursionError):
        return None, None
    if not isinstance(body, Mapping):
        return None, None
    error = body.get("error", body.get("odata.error"))
    if isinstance(error, Mapping):
        return _text(error.get("code")), _text(error.get("message"))
    if isinstance(error, str):
        return _text(error), _text(body.get("error_description")) or _text(body.get("message"))
    code, message = _text(body.get("code")), _text(body.get("message"))
    kind = _text(body.get("type"))
    if code is None and kind != "about:blank":
        code = kind
    return code, message or _text(body.get("detail")) or _text(body.get("title"))


def _text(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("value")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value).strip() or None


def _without_json(response: httpx.Response) -> str:
    reason = response.reason_phrase or "the service gave no reason"
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "text/plain" and not kind.endswith("json"):
        return reason
    text = " ".join(response.content[: 4 * _EXCERPT].decode("utf-8", "replace").split())
    if not text:
        return reason
    return f"{reason}: {text[:_EXCERPT]}{'...' if len(text) > _EXCERPT else ''}"


def retry_after(headers: httpx.Headers) -> float | None:
    """Read how long a service asks to wait.

    Args:
        headers: An answer's headers: ``retry-after-ms`` and ``x-ms-retry-after-ms`` (milliseconds, from Azure's
            services), ``Retry-After`` (seconds or an HTTP date; RFC 9110, section 10.2.3).

    Returns:
        Seconds from now, >= 0; ``None`` where there is no such header, or none that makes sense.
    """
    for name, unit in _WAITS:
        if (text := headers.get(name)) is not None:
            asked = _number(text, unit)
            if asked is None and unit == 1.0:
                asked = _seconds_until(text)
            if asked is not None:
                return asked
    return None


_WAITS = (("retry-after-ms", 0.001), ("x-ms-retry-after-ms", 0.001), ("Retry-After", 1.0))


def _number(text: str, unit: float) -> float | None:
    try:
        value = float(text) * unit
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _seconds_until(http_date: str) -> float | None:
    import datetime

    from .datetimes import parse_http_date

    try:
        moment = parse_http_date(http_date)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())


def target(response: httpx.Response) -> str:
    """Name the request in an error's text: `` [GET /face/v1.2/detect]``, without host and query."""
    request = _request_of(response)
    if request is None:
        return ""
    return f" [{request.method} {request.url.raw_path.partition(b'?')[0].decode('ascii', 'replace')}]"


def portable(response: httpx.Response) -> httpx.Response:
    """Copy an answer for a pickle, without the request's headers, query and body, so that no credential travels."""
    clean = copy.copy(response)
    request = _request_of(response)
    if request is not None:
        clean.request = httpx.Request(request.method, request.url.copy_with(query=None))
    return clean


def _request_of(response: httpx.Response) -> httpx.Request | None:
    try:
        return response.request
    except RuntimeError:  # an answer made by hand, without a request
        return None
