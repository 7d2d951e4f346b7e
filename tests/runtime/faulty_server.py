"""A script of answers goes in, a loopback server that follows it over real sockets comes out."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"

Act = Callable[[socket.socket, "FaultyServer"], bool]
"""Answers one request on a connection; returns whether the connection goes on."""


def say(data: bytes, *, close: bool = False) -> Act:
    """Send bytes as they are."""

    def act(connection: socket.socket, server: FaultyServer) -> bool:
        connection.sendall(data)
        return not close

    return act


def status(code: int, headers: str = "") -> Act:
    """Answer with a status and an empty body."""
    return say(f"HTTP/1.1 {code} Said\r\n{headers}Content-Length: 0\r\n\r\n".encode())


def hang(connection: socket.socket, server: FaultyServer) -> bool:
    """Say nothing until the other side or the server ends the connection."""
    connection.settimeout(0.02)
    while not server.over.is_set():
        try:
            if not connection.recv(1):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    server.left.append(time.monotonic())
    return False


def then(*acts: Act) -> Act:
    """Do one after another as the answer to one request."""

    def act(connection: socket.socket, server: FaultyServer) -> bool:
        return all(one(connection, server) for one in acts)

    return act


def reset(connection: socket.socket, server: FaultyServer) -> bool:
    """End the connection without a word."""
    return False


class FaultyServer:
    """A server of one endpoint that does one act for each request, the last one for ever.

    Attributes:
        requests: The head of each request that came, as text.
        connections: How many connections were opened.
        left: When a connection that hung was ended by the other side.
    """

    def __init__(self, *acts: Act) -> None:
        self.requests: list[str] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self.left: list[float] = []
        self.over = threading.Event()
        self._acts = acts
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.over.set()
        socket.create_connection(self._listening.getsockname()).close()
        for thread in self._threads:
            thread.join(5)
        self._listening.close()

    def wait_for(self, count: int) -> None:
        """Wait until so many requests came."""
        end = time.monotonic() + 30
        while len(self.requests) < count:
            assert time.monotonic() < end, "the request did not come"
            time.sleep(0.002)

    def _accept(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            if self.over.is_set():
                connection.close()
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                while self._read(connection):
                    with self._lock:
                        act = self._acts[min(len(self.requests), len(self._acts)) - 1]
                    if not act(connection, self):
                        return
                    connection.settimeout(0.05)
            except OSError:
                return

    def _read(self, connection: socket.socket) -> bool:
        data = b""
        while b"\r\n\r\n" not in data:
            if not (piece := self._piece(connection)):
                return False
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += self._piece(connection)
        self.bodies.append(body)
        with self._lock:
            self.requests.append(head.decode())
        return True

    def _piece(self, connection: socket.socket) -> bytes:
        connection.settimeout(0.05)
        while not self.over.is_set():
            try:
                return connection.recv(65536)
            except TimeoutError:
                continue
        return b""
