"""A clock and a maker of ids -> the handlers and routes of a Face service with one memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from attrs import evolve

from ..asgi import Handler, LocalRoute, ServiceRequest, ServiceResponse
from .attempted_sessions import AttemptedSessions
from .audited_sessions import AuditedSessions
from .container_operations import ContainerOperations, ListFaceOperations
from .containers import KINDS, TRAINED_KINDS, Containers
from .detection import Detection
from .device import Device
from .directory import Directory
from .directory_operations import DirectoryOperations
from .dynamic_groups import DynamicGroupOperations
from .face_ids import FaceIds
from .identification import Identification
from .pending import Pending
from .persons import PersonOperations
from .recognition import Recognition
from .session_extras import SessionExtras
from .sessions import SessionStore
from .timing import Clock
from .training_operations import TrainingOperations
from .versions import Version

NOTES = (
    (
        "An image shows one face; the same bytes or the same address always show the same one, and the same face is "
        "the same person. Addresses are not fetched."
    ),
    (
        "'local-faces=3' anywhere in the bytes or the address of an image makes it show three faces (0 to 100, 0 for "
        "none); 'local-people=anna,ben' makes it show one face each of these people, who are the same in every image."
    ),
    (
        "The size of a JPEG, PNG, GIF or BMP is read from its header; anything else, and an address, counts as "
        "640 x 480. No image is too small; one over 6 MB is refused."
    ),
    "An address whose host ends in '.invalid' cannot be fetched.",
    "A list or group without a face cannot be trained: the training fails.",
    "Changes of the person directory show at once, although their operations take a moment.",
    "A session belongs to the API version that it was created in.",
    "Names of properties in a JSON body are taken in any case.",
)


class Service:
    """The parts of the service and what they share."""

    def __init__(self, clock: Clock, ids: Callable[[], str], training_seconds: float, operation_seconds: float) -> None:
        self._lock = threading.RLock()
        self._ids = ids
        self._sessions = SessionStore(clock, ids)
        self._containers = Containers(clock, training_seconds)
        self._directory = Directory()
        self._pending = Pending(clock, ids, operation_seconds)
        face_ids = FaceIds(clock, ids)
        self._detection = Detection(face_ids, self._sessions.image)
        self._recognition = Recognition(face_ids, self._containers, self._directory)
        self._identification = Identification(face_ids, self._containers, self._directory)
        self._trainings = tuple(TrainingOperations(self._containers, kind) for kind in TRAINED_KINDS)

    def handlers(self) -> Mapping[str, Handler]:
        """Return the handlers that every version has."""
        parts = [self._detection.handlers(), self._recognition.handlers(), self._identification.handlers()]
        for kind in KINDS:
            parts.append(ContainerOperations(self._containers, kind).handlers())
            content = PersonOperations if kind.has_persons else ListFaceOperations
            parts.append(content(self._containers, kind, self._ids).handlers())
        parts += [training.handlers() for training in self._trainings]
        return self._joined(parts)

    def handlers_of(self, version: Version) -> Mapping[str, Handler]:
        """Return the handlers that a version has besides those that all have."""
        sessions = AttemptedSessions if version.has_attempts else AuditedSessions
        parts = [sessions(self._sessions, version, with_verify).handlers() for with_verify in (False, True)]
        extras = SessionExtras(self._sessions)
        if version.has_session_images:
            parts += [extras.image_handlers(), self._detection.session_image_handlers()]
        if version.has_monitoring:
            parts.append(extras.monitoring_handlers())
        if version.has_directory:
            parts += [
                DirectoryOperations(self._directory, self._pending, self._ids).handlers(),
                DynamicGroupOperations(self._directory, self._pending).handlers(),
                self._pending.handlers(),
            ]
        return self._joined(parts)

    def routes(self) -> tuple[LocalRoute, ...]:
        """Return the local-only routes."""
        trainings = [training.route() for training in self._trainings]
        routes = (*Device(self._sessions).routes(), *trainings, self._pending.route())
        return tuple(evolve(route, handler=self._alone(route.handler)) for route in routes)

    def _joined(self, parts: list[dict[str, Handler]]) -> dict[str, Handler]:
        return {name: self._alone(handler) for part in parts for name, handler in part.items()}

    def _alone(self, handler: Handler) -> Handler:
        # Applications may answer in several threads. No handler waits for anything, so the lock is never held for long.
        async def answer(request: ServiceRequest) -> ServiceResponse:
            with self._lock:
                return await handler(request)

        return answer
