"""How a call proves who makes it: schemes, and the alternatives of combinations that an operation accepts."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from veneer.model.docs import Docs
from veneer.upstream import UntrustedString


@frozen
class ApiKey:
    """A key in a header, the query or a cookie; `location` is one of these words.

    Attributes:
        prefix: What stands before it: the name of a scheme of HTTP.
    """

    id: UntrustedString
    name: UntrustedString
    location: str
    docs: Docs = Docs()
    prefix: UntrustedString | None = None


@frozen
class Bearer:
    """A token in the Authorization header: http bearer, OAuth 2 or OpenID Connect."""

    id: UntrustedString
    scopes: tuple[UntrustedString, ...] = ()
    docs: Docs = Docs()


@frozen
class Basic:
    """User name and password in the Authorization header (RFC 7617)."""

    id: UntrustedString
    docs: Docs = Docs()


@frozen
class MutualTls:
    """A client certificate: the transport's matter, nothing to send in a header."""

    id: UntrustedString
    docs: Docs = Docs()


SecurityScheme: TypeAlias = ApiKey | Bearer | Basic | MutualTls


@frozen
class SecurityUse:
    """One scheme in a combination, with the scopes that are asked for."""

    scheme: SecurityScheme
    scopes: tuple[UntrustedString, ...] = ()


# Any one of the alternatives will do; all schemes of an alternative are needed; an empty one means anonymous.
SecurityAlternatives: TypeAlias = tuple[tuple[SecurityUse, ...], ...]
