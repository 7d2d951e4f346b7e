"""A description and behaviours -> what a test holds: clients and transports, faults, and the calls that came."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from fnmatch import fnmatchcase
from types import TracebackType
from typing import Any, ClassVar, Self, TypeVar

from .asgi import Behaviours, Description
from .backend import Backend
from .calls import Call
from .faults import Fault
from .injecting import Injection, When
from .transport import LocalTransport

C = TypeVar("C")

ORIGIN = "https://local-service.test"  # a name that no network knows (RFC 6761)


class _LocalService:
    """The local service in process; safe for threads and tasks, and with nothing that has to be closed.

    Args:
        description: What is served.
        behaviours: Makes what the service can do, with nothing in its memory.
        key: The API key that is accepted.
    """

    _endpoint_argument: ClassVar[str | None] = "endpoint"
    _endpoint_has_path: ClassVar[bool] = False

    def __init__(self, description: Description, behaviours: Callable[[], Behaviours], key: str) -> None:
        self.key = key
        self._description = description
        self._backend = Backend(description, behaviours, key)
        self._transports: list[LocalTransport] = []

    @property
    def endpoint(self) -> str:
        """What a client takes as its endpoint; below any other host the local service answers as well."""
        return ORIGIN + (self._description.base_path if self._endpoint_has_path else "")

    @property
    def credential(self) -> object:
        """What a client takes as its credential."""
        return None

    def client(self, make: Callable[..., C], **options: Any) -> C:
        """Return a client of the local service.

        Args:
            make: The class of the client, sync or async.
            **options: More of its arguments, for example ``timeout``.
        """
        arguments = {"credential": self.credential, "transport": self.transport(), **options}
        if self._endpoint_argument is not None:
            arguments.setdefault(self._endpoint_argument, self.endpoint)
        return make(**arguments)

    def transport(self) -> LocalTransport:
        """Return a transport for ``httpx.Client`` or ``httpx.AsyncClient``, or for a client of your own making."""
        transport = LocalTransport(self._backend)
        self._transports.append(transport)
        return transport

    def inject(
        self,
        fault: Fault,
        *,
        times: int | None = 1,
        operation: str | None = None,
        method: str | None = None,
        path: str | None = None,
        when: When | None = None,
    ) -> None:
        """Let calls go wrong; of several faults for one call the first that was injected comes first.

        Args:
            fault: What goes wrong.
            times: With how many calls; after these the service is well again. ``None``: with all.
            operation: Only with calls of this operation, by its id in the description; may have ``*``.
            method: Only with calls of this HTTP method.
            path: Only with calls of this path; may have ``*``.
            when: Only with calls of which this is true. It gets the ``httpx.Request``.

        Raises:
            ValueError: There is no such operation, or ``times`` is less than 1.
        """
        if times is not None and times < 1:
            raise ValueError(f"a fault happens 1 time or more, not {times} times; None is for ever")
        known = [name for each in self._description.operations for name in each.operation_ids]
        if operation is not None and not any(fnmatchcase(name, operation) for name in known):
            meant = "".join(f"; did you mean `{name}`?" for name in get_close_matches(operation, known, 1))
            raise ValueError(f"the description has no operation `{operation}`{meant}")
        self._backend.inject(Injection(fault, times, operation, method, path, when))

    @property
    def calls(self) -> list[Call]:
        """The calls that came, in their order."""
        return self._backend.calls()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that still have a call to come."""
        return self._backend.waiting()

    @property
    def open_responses(self) -> int:
        """How many responses are not closed: 0 at the end, or something leaks."""
        return self._backend.open_responses()

    def reset(self) -> None:
        """Forget everything: what the service keeps, faults and calls."""
        self._backend.reset()

    def close(self) -> None:
        """End all pauses that threads are in."""
        for transport in self._transports:
            transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
