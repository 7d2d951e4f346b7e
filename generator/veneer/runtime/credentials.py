"""A secret goes in, a credential that can be rotated and never shows the secret comes out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final, Protocol, TypeAlias

from .kinds import type_name
from .values import Value

_VISIBLE = re.compile(r"[!-~]+")


class KeyLike(Protocol):
    """Anything with a key: ``KeyCredential``, azure-core's ``AzureKeyCredential``."""

    @property
    def key(self) -> str:
        """The key that the next request carries."""
        ...


class AccessTokenLike(Protocol):
    """What a token credential gives: ``AccessToken``, azure-core's too."""

    @property
    def token(self) -> str:
        """The bearer token."""
        ...

    @property
    def expires_on(self) -> float:
        """When it ends, in seconds since 1970-01-01T00:00:00Z."""
        ...


class SyncTokenCredential(Protocol):
    """Anything that fetches tokens: azure-identity's credentials."""

    def get_token(self, *scopes: str) -> AccessTokenLike:
        """Fetch a token for the scopes."""
        ...


class AsyncTokenCredential(Protocol):
    """Anything that fetches tokens with ``await``: azure-identity's ``aio`` credentials."""

    async def get_token(self, *scopes: str) -> AccessTokenLike:
        """Fetch a token for the scopes."""
        ...


class AccessToken(Value):
    """A bearer token.

    Attributes:
        token: The token; not shown in a repr.
        expires_on: When it ends, in seconds since 1970-01-01T00:00:00Z.
    """

    __slots__ = ("expires_on", "token")
    _unshown = frozenset({"token"})

    def __init__(self, token: str, expires_on: float) -> None:
        self.token: Final = token
        self.expires_on: Final = expires_on


def checked_secret(secret: object, name: str) -> str:
    """Pass a secret that can stand in a header.

    Args:
        secret: The secret.
        name: What to call it; the secret is never shown.

    Returns:
        The secret.

    Raises:
        TypeError: If it is no str.
        ValueError: If it is empty or holds anything but visible ASCII, such as a blank or line break from a paste.
    """
    if not isinstance(secret, str):
        raise TypeError(f"{name} must be a str, got {type_name(secret)}")
    if not secret:
        raise ValueError(f"{name} must not be empty")
    if not _VISIBLE.fullmatch(secret):
        raise ValueError(f"{name} must be visible ASCII: look for a blank or a line break that was pasted with it")
    return secret


class KeyCredential:
    """An API key.

    Args:
        key: The key; visible ASCII, not empty.

    Raises:
        TypeError: If it is no str.
        ValueError: If it is empty or holds a blank, a line break or a character that is not ASCII.
    """

    __slots__ = ("_key",)

    def __init__(self, key: str) -> None:
        self._key = checked_secret(key, "key")

    @property
    def key(self) -> str:
        """The key that the next request carries."""
        return self._key

    def update(self, key: str) -> None:
        """Rotate: every later request of every client that holds this credential carries the new key.

        Args:
            key: The new key; raises as the constructor does, and then keeps the old one.
        """
        self._key = checked_secret(key, "key")

    def __repr__(self) -> str:
        return "KeyCredential(...)"


class BearerTokenCredential:
    """A bearer token that the caller got elsewhere and renews with ``update``.

    Args:
        token: The token, without the word "Bearer"; visible ASCII, not empty.

    Raises:
        TypeError: If it is no str.
        ValueError: If it is empty or holds a blank, a line break or a character that is not ASCII.
    """

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = checked_secret(token, "token")

    @property
    def token(self) -> str:
        """The token that the next request carries."""
        return self._token

    def update(self, token: str) -> None:
        """Renew: every later request carries the new token. Raises as the constructor does."""
        self._token = checked_secret(token, "token")

    def get_token(self, *scopes: str) -> AccessToken:
        """Give the token, so that this is a ``SyncTokenCredential`` too; the scopes do not matter."""
        return AccessToken(self._token, math.inf)

    def __repr__(self) -> str:
        return "BearerTokenCredential(...)"


class BasicCredential:
    """A user name and a password for HTTP Basic.

    Args:
        username: The user name; without a colon.
        password: The password; may be empty.

    Raises:
        TypeError: If either is no str.
        ValueError: If the user name holds a colon, or either a control character.
    """

    __slots__ = ("_password", "_username")

    def __init__(self, username: str, password: str) -> None:
        for name, part in (("username", username), ("password", password)):
            if not isinstance(part, str):
                raise TypeError(f"{name} must be a str, got {type(part).__name__}")
            if any(character < " " or character == "\x7f" for character in part):
                raise ValueError(f"{name} must not hold a control character")
        if ":" in username:
            raise ValueError("username must not hold a colon: HTTP Basic ends the user name there")
        self._username = username
        self._password = password

    @property
    def username(self) -> str:
        """The user name."""
        return self._username

    @property
    def password(self) -> str:
        """The password."""
        return self._password

    def __repr__(self) -> str:
        return "BasicCredential(...)"


SyncCredential: TypeAlias = KeyLike | SyncTokenCredential | BearerTokenCredential | BasicCredential
AsyncCredential: TypeAlias = SyncCredential | AsyncTokenCredential
CredentialArgument: TypeAlias = SyncCredential | Mapping[str, SyncCredential] | None
AsyncCredentialArgument: TypeAlias = AsyncCredential | Mapping[str, Any] | None
