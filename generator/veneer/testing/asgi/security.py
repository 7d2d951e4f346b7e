"""An operation's security alternatives and a request's credentials -> nothing, or the refusal."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen
from starlette.requests import Request

from .errors import unauthorized
from .node import Node

DEFAULT_KEY = "local-key"


@frozen
class Credentials:
    """What the service accepts; neither value is in the repr.

    Attributes:
        api_key: The key, wherever the description wants one; also the password of HTTP basic.
        bearer_token: The bearer token; ``None`` accepts every non-empty one.
    """

    api_key: str = field(default=DEFAULT_KEY, repr=False)
    bearer_token: str | None = field(default=None, repr=False)


class Guard:
    """Checks requests against the security schemes of a description."""

    def __init__(self, schemes: Node, credentials: Credentials) -> None:
        self._schemes = schemes
        self._credentials = credentials

    def check(self, request: Request, alternatives: tuple[Mapping[str, Any], ...]) -> None:
        """Return when one of the alternatives holds, or when there are none.

        Args:
            request: The request.
            alternatives: Each maps the names of schemes, which must hold together, to their scopes.

        Raises:
            ServiceError: None of them holds (401); says what would be accepted, never what is.
        """
        if not alternatives or any(all(self._holds(request, name) for name in each) for each in alternatives):
            return
        wanted = " or ".join(" and ".join(_wanted(self._scheme(name)) for name in each) for each in alternatives)
        bearer = any(_is_bearer(self._scheme(name)) for each in alternatives for name in each)
        raise unauthorized(
            f"Access denied: the credentials are missing or not accepted. Send {wanted}.",
            {"WWW-Authenticate": "Bearer"} if bearer else None,
        )

    def _scheme(self, name: str) -> Mapping[str, Any]:
        value = self._schemes.get(name).followed().value
        return value if isinstance(value, Mapping) else {}

    def _holds(self, request: Request, name: str) -> bool:
        scheme = self._scheme(name)
        if scheme.get("type") == "apiKey":
            place = {"header": request.headers, "query": request.query_params, "cookie": request.cookies}
            sent = place.get(str(scheme.get("in")), {}).get(str(scheme.get("name")))
            return sent is not None and _same(sent, self._credentials.api_key)
        kind, _, text = request.headers.get("authorization", "").partition(" ")
        if _is_bearer(scheme):
            expected = self._credentials.bearer_token
            return kind.lower() == "bearer" and (bool(text.strip()) if expected is None else _same(text, expected))
        if scheme.get("type") == "http" and str(scheme.get("scheme")).lower() == "basic":
            return kind.lower() == "basic" and _same(_password(text), self._credentials.api_key)
        if scheme.get("type") == "http":  # a client sends its key after the scheme's name
            return kind.lower() == str(scheme.get("scheme")).lower() and _same(text, self._credentials.api_key)
        return False


def _is_bearer(scheme: Mapping[str, Any]) -> bool:
    kind = scheme.get("type")
    return kind in ("oauth2", "openIdConnect") or (kind == "http" and str(scheme.get("scheme")).lower() == "bearer")


def _wanted(scheme: Mapping[str, Any]) -> str:
    if scheme.get("type") == "apiKey":
        return f"the key in the {scheme.get('in')} '{scheme.get('name')}'"
    if _is_bearer(scheme):
        return "a bearer token in the header 'Authorization'"
    return f"credentials of the scheme '{scheme.get('scheme', scheme.get('type'))}'"


def _same(sent: str, expected: str) -> bool:
    return hmac.compare_digest(sent.encode(), expected.encode())


def _password(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
