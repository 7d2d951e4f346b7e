"""Changes of the person directory -> the operations that callers poll until the change is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from ..asgi import Handler, LocalRoute, ServiceRequest, ServiceResponse
from .shelf import Noun, Shelf
from .timing import Clock, Progress, timestamp
from .training_operations import wished_message

_OPERATION = Noun("Operation", "operation")
_MOST = 100_000
_DEFAULT_FAILURE = "The local service was told to let this operation fail."


@define
class Pending:
    """The operations of the person directory.

    Attributes:
        clock: Gives the time.
        ids: Makes their ids.
        seconds: How long each takes.
        next_failure: The message that the next one fails with; ``None`` when it may succeed.
    """

    clock: Clock
    ids: Callable[[], str]
    seconds: float
    next_failure: str | None = None
    _operations: Shelf[Progress] = field(factory=lambda: Shelf(_OPERATION, _MOST), init=False)

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id."""
        return {"GetOperationResult": self.get_result}

    def route(self) -> LocalRoute:
        """Return the local-only route."""
        summary = 'The next operation of the person directory fails; {"message": "..."} says with which message.'
        return LocalRoute("POST", "/_local/operations/fail-next", self.fail_next, summary)

    def begin(self, request: ServiceRequest, change: Callable[[], object]) -> Mapping[str, str]:
        """Make a change, at once unless it is to fail.

        Args:
            request: The request that asks for it.
            change: Makes it.

        Returns:
            The header that says where to poll.
        """
        failure, self.next_failure = self.next_failure, None
        if failure is None:
            change()
        operation_id = self.ids()
        self._operations.add(operation_id, Progress(self.clock(), self.seconds, failure))
        return {"operation-Location": f"{request.base_url}/operations/{operation_id}"}

    async def get_result(self, request: ServiceRequest) -> ServiceResponse:
        """Return how an operation stands."""
        operation_id = request.path["operationId"]
        return ServiceResponse.json(self._shown(operation_id, self._operations.get(operation_id)))

    async def fail_next(self, request: ServiceRequest) -> ServiceResponse:
        """Let the next operation fail."""
        self.next_failure = wished_message(request, _DEFAULT_FAILURE)
        return ServiceResponse.json({"message": self.next_failure})

    def _shown(self, operation_id: str, progress: Progress) -> dict[str, Any]:
        now = self.clock()
        done = {"finishedTime": timestamp(progress.finished)} if progress.is_done(now) else {}
        failed = {"message": progress.failure} if progress.status(now) == "failed" else {}
        return {
            "operationId": operation_id,
            "status": progress.status(now),
            "createdTime": timestamp(progress.created),
            "lastActionTime": timestamp(progress.last_action(now)),
            **done,
            **failed,
        }
