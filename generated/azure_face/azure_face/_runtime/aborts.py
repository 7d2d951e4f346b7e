"""A transport goes in; if it is httpx's own, its connections can be aborted from another thread from then on.

httpx and httpcore have no way of their own to end a wait from outside, so this puts a network backend, whose interface
httpcore documents, where httpx keeps its own. Where that place is not found, nothing is changed: then a call still ends
at once for its caller, and only its connection stays busy until the service or a timeout ends it.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable
from functools import partial
from typing import Any

import httpcore

from .interrupts import blocking


def make_abortable(transports: Iterable[object]) -> None:
    """Let the connections that these transports will open be aborted; may be done again."""
    for transport in transports:
        pool: Any = getattr(transport, "_pool", None)
        backend = getattr(pool, "_network_backend", None)
        if isinstance(backend, httpcore.NetworkBackend) and not isinstance(backend, _AbortableBackend):
            pool._network_backend = _AbortableBackend(backend)


class _AbortableBackend(httpcore.NetworkBackend):
    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        # There is nothing to shut down yet: a caller that leaves is heeded once there is a connection.
        connect = partial(self._backend.connect_tcp, host, port, timeout, local_address, socket_options)
        return _AbortableStream(connect())

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        return _AbortableStream(self._backend.connect_unix_socket(path, timeout, socket_options))

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


class _AbortableStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return blocking(partial(self._stream.read, max_bytes, timeout), self._abort)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        blocking(partial(self._stream.write, buffer, timeout), self._abort)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        begin = partial(self._stream.start_tls, ssl_context, server_hostname, timeout)
        return _AbortableStream(blocking(begin, self._abort))

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _abort(self) -> None:
        secured: Any = self.get_extra_info("ssl_object")
        if secured is not None and secured.selected_alpn_protocol() == "h2":
            return  # other calls use the connection at the same time
        connection = self.get_extra_info("socket")
        if isinstance(connection, socket.socket):
            try:
                # Not the SSLSocket's own method, which forgets a session that the other thread is reading from.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
            except OSError:  # it is at its end already
                return
