"""Token credentials for tests: they count, on a clock that the test moves."""

from __future__ import annotations

import asyncio

from veneer.runtime import AccessToken


class Tokens:
    """Gives t1, t2, ... and keeps the scopes of each call."""

    def __init__(self, lifetime: float = 3600.0) -> None:
        self.now = 1000.0
        self.calls: list[tuple[str, ...]] = []
        self._lifetime = lifetime

    def get_token(self, *scopes: str) -> AccessToken:
        self.calls.append(scopes)
        return AccessToken(f"t{len(self.calls)}", self.now + self._lifetime)


class AsyncTokens(Tokens):
    async def get_token(self, *scopes: str) -> AccessToken:  # type: ignore[override]
        await asyncio.sleep(0)
        return super().get_token(*scopes)
