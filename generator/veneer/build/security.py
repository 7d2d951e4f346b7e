"""Security requirements and schemes of the description -> alternatives of combinations."""

from __future__ import annotations

import re
from typing import Any

from veneer import upstream
from veneer.build.context import Context, child, raw
from veneer.build.docs import docs_of
from veneer.model import ApiKey, Basic, Bearer, MutualTls, SecurityAlternatives, SecurityScheme, SecurityUse

_POINTER = "/components/securitySchemes"
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+", re.ASCII)
# Schemes of HTTP whose credentials are made anew for each request or of what a server asks: no key will do.
_WITH_CHALLENGE = frozenset(
    ("digest", "dpop", "hoba", "mutual", "negotiate", "ntlm", "oauth", "scram-sha-1", "scram-sha-256", "vapid")
)


def build_schemes(context: Context) -> dict[str, SecurityScheme]:
    """Return every scheme of the description by its name."""
    components = context.root.components
    found = (components.securitySchemes if components else None) or {}
    schemes: dict[str, SecurityScheme] = {}
    for name, node in found.items():
        scheme = _scheme(context, name, node)
        if scheme is not None:
            schemes[raw(name)] = scheme
    return schemes


def _scheme(context: Context, name: upstream.UntrustedString, node: Any) -> SecurityScheme | None:
    scheme, pointer = context.follow(node, child(_POINTER, name), upstream.SecurityScheme)
    docs = docs_of(scheme)
    match raw(scheme.type), raw(scheme.scheme or "").lower():
        case "apiKey", _ if scheme.name is not None and scheme.security_scheme_in is not None:
            return ApiKey(name, scheme.name, raw(scheme.security_scheme_in), docs)
        case (("oauth2" | "openIdConnect"), _):
            return Bearer(name, docs=docs)
        case "http", "bearer":
            return Bearer(name, docs=docs)
        case "http", "basic":
            return Basic(name, docs)
        case "http", scheme_name if scheme_name not in _WITH_CHALLENGE and _TOKEN.fullmatch(scheme_name):
            authorization = upstream.untrusted("Authorization")
            return ApiKey(name, authorization, "header", docs, prefix=scheme.scheme)
        case "mutualTLS", _:
            return MutualTls(name, docs)
        case kind, detail:
            context.warn(
                "unknown-security-scheme",
                f"security scheme `{raw(name)}` ({kind} {detail}) is not known, so clients cannot use it",
                pointer,
                "Pass the credential in a header of the request context, or mend the description.",
            )
            return None


def build_security(
    context: Context, requirements: list[Any] | None, schemes: dict[str, SecurityScheme], pointer: str
) -> SecurityAlternatives | None:
    """Return the alternatives that a list of requirements allows; ``None`` when there is no list."""
    if requirements is None:
        return None
    alternatives = []
    for index, requirement in enumerate(requirements):
        unknown = [raw(name) for name in requirement if raw(name) not in schemes]
        for name in unknown:
            context.warn(
                "undeclared-security-scheme",
                f"security requirement names `{name}`, which is no usable scheme",
                child(pointer, index),
                "Add it to components/securitySchemes.",
            )
        if not unknown:
            alternatives.append(
                tuple(SecurityUse(schemes[raw(name)], tuple(scopes)) for name, scopes in requirement.items())
            )
    return tuple(alternatives)
