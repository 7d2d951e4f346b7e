"""A request of httpx -> how its exchange goes: what transports share, safe for threads and tasks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import httpx

from .asgi import MAX_BODY_SIZE, Behaviours, Credentials, Description, Service, app_of, azure_error
from .calls import Call
from .exchange import answer_of
from .faults import Fault
from .injecting import Injection, Injections
from .mishaps import whole
from .script import Answer, Script, obeying


class Backend:
    """The service, the faults that were injected and the calls that came.

    Args:
        description: What is served.
        behaviours: Makes what the service can do, with nothing in its memory.
        key: The API key that is accepted.
    """

    def __init__(self, description: Description, behaviours: Callable[[], Behaviours], key: str) -> None:
        self._description = description
        self._behaviours = behaviours
        self._credentials = Credentials(api_key=key)
        self._secrets = description.credential_names()
        # A predicate or a behaviour may look at the service that it is part of.
        self._lock = threading.RLock()
        self._injections = Injections()
        self._open = 0
        self.reset()

    def reset(self) -> None:
        """Forget everything: what the service keeps, faults and calls."""
        behaviours = self._behaviours()
        service = Service(self._description, behaviours, self._credentials, MAX_BODY_SIZE, False, azure_error)
        with self._lock:
            self._service, self._app = service, app_of(service)
            self._injections.clear()
            self._calls: list[Call] = []

    def inject(self, injection: Injection) -> None:
        """Let calls go wrong."""
        with self._lock:
            self._injections.add(injection)

    def waiting(self) -> tuple[Fault, ...]:
        """Return the faults that still have a call to come."""
        with self._lock:
            return self._injections.waiting()

    def calls(self) -> list[Call]:
        """Return the calls that came, in the order in which they came."""
        with self._lock:
            return list(self._calls)

    def open_responses(self) -> int:
        """Return how many answers are not closed."""
        with self._lock:
            return self._open

    def count(self, step: int) -> None:
        """Note that an answer was opened (1) or closed (-1)."""
        with self._lock:
            self._open += step

    def connect(self, request: httpx.Request) -> Script | None:
        """Return how it goes with a call that gets no connection; ``None`` for one that does."""
        with self._lock:
            if not self._injections.waiting():
                return None
            operations = self._operations(request, b"")
            fault = self._injections.take(request, operations, connects=False)
            return None if fault is None else self._exchange(request, b"", operations, fault)

    def exchange(self, request: httpx.Request, content: bytes) -> Script:
        """Return how it goes with a call that has a connection, and record it.

        Args:
            request: The call.
            content: Its body.
        """
        with self._lock:
            operations = self._operations(request, content)
            fault = self._injections.take(request, operations, connects=True)
            return self._exchange(request, content, operations, fault)

    def _operations(self, request: httpx.Request, content: bytes) -> Sequence[str]:
        target = request.url.raw_path.decode("ascii")
        return self._service.operations_of(request.method, target, request.headers.get("content-type", ""), content)

    def _exchange(
        self, request: httpx.Request, content: bytes, operations: Sequence[str], fault: Fault | None
    ) -> Script:
        def ask() -> Answer:
            return answer_of(self._app, request, content)

        script = obeying(whole(ask()) if fault is None else fault.script(ask), request.extensions.get("timeout", {}))
        call = Call(
            operation=operations[0] if operations else "",
            method=request.method,
            path=request.url.path,
            query=request.url.params,
            headers=request.headers.copy(),
            content=content,
            status=script.status,
            fault=fault,
            secrets=self._secrets,
        )
        self._calls.append(call)
        return script
