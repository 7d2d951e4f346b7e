"""An application -> a server on a loopback address, in this thread or in the background."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette

if TYPE_CHECKING:
    from veneer.serve.announcing import AnnouncingServer


def run(app: Starlette, host: str = "127.0.0.1", port: int = 0, on_ready: Callable[[str], None] | None = None) -> None:
    """Serve ``app`` until the process is told to stop; prints nothing.

    Args:
        app: The application.
        host: A loopback address, or ``localhost`` (then 127.0.0.1).
        port: TCP port, 0 to 65535; 0 takes a free one.
        on_ready: Called with the base URL, without a slash at its end, once requests are answered.

    Raises:
        ValueError: The host is not a loopback address, or the port is out of range.
        OSError: The port is taken or not allowed.
        KeyboardInterrupt: The user pressed Ctrl+C; the server has been closed.
    """
    listener = _listener(host, port)
    with listener:
        _server(app, listener, on_ready or (lambda url: None)).run(sockets=[listener])


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """Serve ``app`` on a free loopback port in a background thread, and close it at the end of the block.

    Args:
        app: The application.

    Yields:
        The base URL, without a slash at its end.

    Raises:
        RuntimeError: The server did not start.
    """
    ready = threading.Event()
    with _listener("127.0.0.1", 0) as listener:
        server = _server(app, listener, lambda url: ready.set())

        def serve() -> None:
            try:
                server.run(sockets=[listener])
            finally:
                ready.set()

        thread = threading.Thread(target=serve, name="veneer-serve", daemon=True)
        url = _url(listener)
        thread.start()
        try:
            ready.wait()
            if not server.started:
                raise RuntimeError("The local service did not start; its thread's traceback says why.")
            yield url
        finally:
            server.should_exit = True
            thread.join()


def _listener(host: str, port: int) -> socket.socket:
    name = "127.0.0.1" if host == "localhost" else host
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise ValueError(
            f"The local service answers on loopback only, not on '{host}'; use 127.0.0.1, ::1 or localhost."
        )
    if not 0 <= port <= 65535:
        raise ValueError(f"{port} is no TCP port; use 0 to 65535.")
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    listener = socket.create_server((str(address), port), family=family)
    # asyncio does this only for sockets that it made itself; without it each answer waits 40 ms for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if listener.family == socket.AF_INET6 else f"http://{host}:{port}"


def _server(app: Starlette, listener: socket.socket, on_ready: Callable[[str], None]) -> AnnouncingServer:
    # Late, since an application that is called in process needs no uvicorn.
    from veneer.serve.announcing import AnnouncingServer

    url = _url(listener)
    return AnnouncingServer(app, lambda: on_ready(url))
