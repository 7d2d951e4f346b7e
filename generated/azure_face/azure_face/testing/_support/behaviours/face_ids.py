"""Detected faces -> the ids by which they can be compared, each until its time is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from attrs import define, field, frozen

from .faces import SeenFace
from .models import incompatible
from .shelf import Noun
from .timing import Clock

_FACE = Noun("Face", "face")


@frozen
class DetectedFace:
    """A face with an id.

    Attributes:
        face: The face.
        model: The recognition model that it can be compared by.
        expires: When its id is gone.
    """

    face: SeenFace
    model: str
    expires: datetime


@define
class FaceIds:
    """The ids of detected faces.

    Attributes:
        clock: Gives the time.
        ids: Makes the ids.
    """

    clock: Clock
    ids: Callable[[], str]
    _faces: dict[str, DetectedFace] = field(factory=dict, init=False)

    def add(self, face: SeenFace, model: str, seconds: int) -> str:
        """Keep a face for some seconds and return its id."""
        face_id = self.ids()
        self._faces[face_id.lower()] = DetectedFace(face, model, self.clock() + timedelta(seconds=seconds))
        return face_id

    def get(self, face_id: str, status: int = 400) -> DetectedFace:
        """Return the face with an id.

        Raises:
            ServiceError: There is none, or its time is over (``status``).
        """
        found = self._faces.get(face_id.lower())
        if found is None or self.clock() >= found.expires:
            self._faces.pop(face_id.lower(), None)
            raise _FACE.not_found(face_id, status)
        return found

    def of_one_model(self, face_ids: Sequence[str], model: str | None = None) -> list[DetectedFace]:
        """Return the faces with some ids.

        Raises:
            ServiceError: One of them is not there, or is of another model than ``model`` or the first (400).
        """
        faces = [self.get(face_id) for face_id in face_ids]
        if len({face.model for face in faces} | ({model} if model else set())) > 1:
            raise incompatible()
        return faces
