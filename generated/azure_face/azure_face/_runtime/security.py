"""A description's security alternatives and a caller's credential go in, which secret each scheme takes comes out."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .credentials import BasicCredential, BearerTokenCredential, checked_secret
from .schemes import ApiKeyScheme, BasicScheme, Scheme, Security

Pairs: TypeAlias = list[tuple[Scheme, Any]]


def choose(security: Security, credential: object) -> Pairs:
    """Choose what a client uses: the first alternative that the credential fits, of a mapping the largest.

    Args:
        security: The description's alternatives.
        credential: A credential; a mapping of scheme id to credential for a combination, or for several alternatives
            that operations differ in; ``None`` for anonymous.

    Returns:
        Each scheme of the alternative with its credential; empty for an anonymous client.

    Raises:
        TypeError: If none fits; the message names what does, never the credential.
    """
    if credential is None:
        if not security or () in security:
            return []
        raise TypeError(f"a credential is required: pass {_accepted(security)}")
    found = fitting(security, credential)
    # A credential that is left over was meant for something.
    if found and not _left_over(found, credential):
        return max(found, key=len)
    if not any(security):
        raise TypeError("this service takes no credential: pass None")
    raise TypeError(f"credential must be {_accepted(security)}; got {type(credential).__name__}{_hint(credential)}")


def choose_for_operation(security: Security, credential: object) -> Pairs:
    """Choose what an operation with alternatives of its own uses; empty where it needs nothing that there is.

    Raises:
        TypeError: If the operation needs another credential than the client has; the message names it.
    """
    found = fitting(security, credential)
    if found:
        return max(found, key=len)
    if not any(security) or () in security:
        return []
    raise TypeError(
        f"this operation needs {_accepted(security)}: pass it to the client, in a mapping of scheme name to credential "
        "where other operations need another"
    )


def fitting(security: Security, credential: object) -> list[Pairs]:
    """The alternatives that a credential fits, each scheme with its credential."""
    found = (_fit(alternative, credential) for alternative in security if alternative)
    return [pairs for pairs in found if pairs is not None]


def _fit(alternative: tuple[Scheme, ...], credential: object) -> Pairs | None:
    if isinstance(credential, Mapping):
        if not all(scheme.id in credential for scheme in alternative):
            return None
        pairs = [(scheme, credential[scheme.id]) for scheme in alternative]
    elif len(alternative) == 1:
        pairs = [(alternative[0], credential)]
    else:
        return None
    return pairs if all(scheme.fits(part) for scheme, part in pairs) else None


def _left_over(found: list[Pairs], credential: object) -> bool:
    used = {scheme.id for pairs in found for scheme, _ in pairs}
    return isinstance(credential, Mapping) and not set(credential) <= used


def _accepted(security: Security) -> str:
    def one(alternative: tuple[Scheme, ...]) -> str:
        if not alternative:
            return "None"
        if len(alternative) == 1:
            return alternative[0].accepts
        return "a mapping with " + " and ".join(f"{scheme.id!r}: {scheme.accepts}" for scheme in alternative)

    return ", or ".join(dict.fromkeys(one(alternative) for alternative in security))


def _hint(credential: object) -> str:
    return (
        ": wrap a key in KeyCredential(...), a token in BearerTokenCredential(...)"
        if isinstance(credential, str)
        else ""
    )


def ready_secret(scheme: Scheme, credential: Any) -> Callable[[], str] | None:
    """What gives the present secret without any I/O, or ``None`` where a token has to be fetched."""
    if isinstance(scheme, ApiKeyScheme):
        return lambda: checked_secret(credential.key, "the credential's key")
    if isinstance(scheme, BasicScheme):
        return lambda: _basic(credential)
    if isinstance(credential, BearerTokenCredential):
        return lambda: credential.token
    return None


def _basic(credential: BasicCredential) -> str:
    return base64.b64encode(f"{credential.username}:{credential.password}".encode()).decode("ascii")
