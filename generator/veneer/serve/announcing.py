"""An application -> the uvicorn server that answers it, and that tells when it does."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

_GRACE_SECONDS = 2


class AnnouncingServer(uvicorn.Server):
    """A quiet server that calls ``announce`` once requests are answered."""

    def __init__(self, app: Starlette, announce: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, then announce it."""
        await super().startup(sockets=sockets)
        self._announce()
