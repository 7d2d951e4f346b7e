"""A server on loopback that answers every request with given bytes and hangs up, for answers that no library sends."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_HEAD_END = b"\r\n\r\n"


@contextmanager
def answering(*answers: bytes, reset: bool = False) -> Iterator[str]:
    """Serve each answer to one connection after the other, the last one for ever; give the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, list(answers), reset), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def _serve(listener: socket.socket, answers: list[bytes], reset: bool) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            request = b""
            while _HEAD_END not in request and (piece := connection.recv(65_536)):
                request += piece
            if reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            try:
                connection.sendall(answers.pop(0) if len(answers) > 1 else answers[0])
            except OSError:
                continue  # the client has hung up


def answer(body: bytes, *fields: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """Write an answer: its head with these fields and a length, and the body."""
    head = [f"HTTP/1.1 {status}", *fields, "Connection: close"]
    if not any(field.startswith("Transfer-Encoding") for field in fields) and length != -1:
        head.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(head).encode() + _HEAD_END + body
