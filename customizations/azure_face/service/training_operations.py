"""Requests to train, and local ones to make a training fail -> the trainings of large face lists and person groups."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from ..asgi import Handler, LocalRoute, ServiceRequest, ServiceResponse, bad_argument
from .containers import Containers, Kind

_DEFAULT_FAILURE = "The local service was told to let this training fail."


@frozen
class TrainingOperations:
    """The training operations of one kind of container.

    Attributes:
        containers: The store.
        kind: The kind.
    """

    containers: Containers
    kind: Kind

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id."""
        group, code = self.kind.group, self.kind.noun.code
        return {f"{group}_Train{code}": self.train, f"{group}_Get{code}TrainingStatus": self.get_status}

    def route(self) -> LocalRoute:
        """Return the local-only route."""
        path = f"/_local/{self.kind.segment}/{{{self.kind.key}}}/fail-next-training"
        summary = (
            f'The next training of the {self.kind.noun.words} fails; {{"message": "..."}} says with which message.'
        )
        return LocalRoute("POST", path, self.fail_next, summary)

    async def train(self, request: ServiceRequest) -> ServiceResponse:
        """Begin a training."""
        key = request.path[self.kind.key]
        container = self.containers.idle(self.kind, key)
        faces = frozenset(face.id for face in container.all_faces())
        container.training.start(self.containers.clock(), faces, f"There is no face in the {self.kind.noun.words}.")
        location = f"{request.base_url}/{self.kind.segment}/{key}/training"
        return ServiceResponse(202, headers={"operation-Location": location})

    async def get_status(self, request: ServiceRequest) -> ServiceResponse:
        """Return how the latest training stands."""
        training = self.containers.get(self.kind, request.path[self.kind.key]).training
        if training.latest is None:
            raise self.kind.not_trained(404)
        return ServiceResponse.json(training.shown(training.latest, self.containers.clock()))

    async def fail_next(self, request: ServiceRequest) -> ServiceResponse:
        """Let the next training fail."""
        message = wished_message(request, _DEFAULT_FAILURE)
        self.containers.get(self.kind, request.path[self.kind.key]).training.next_failure = message
        return ServiceResponse.json({"message": message})


def wished_message(request: ServiceRequest, default: str) -> str:
    """Return the ``message`` in the body of a local-only request.

    Raises:
        ServiceError: The body is no object with a text (400).
    """
    body = {} if request.body is None else request.body
    message = body.get("message", default) if isinstance(body, Mapping) else None
    if not isinstance(message, str):
        raise bad_argument("The request body must be an object; its 'message' must be of type string.")
    return message
