"""Requests that add, show, change and remove stored faces -> the faces on the shelf of their owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import define, frozen

from ..asgi import Handler, ServiceRequest, ServiceResponse
from .faces import SeenFace, target_face
from .images import sent_image
from .models import detection_model
from .named import shown_user_data
from .shelf import Noun, Shelf

PERSISTED_FACE = Noun("PersistedFace", "persisted face")


@define
class PersistedFace:
    """A stored face.

    Attributes:
        id: Its id.
        face: The face.
        user_data: What its owner keeps with it.
    """

    id: str
    face: SeenFace
    user_data: str | None

    def shown(self) -> dict[str, Any]:
        """Return it as the API shows it (``LargeFaceListFace`` and the like)."""
        return {"persistedFaceId": self.id, **shown_user_data(self.user_data)}

    def change(self, request: ServiceRequest) -> None:
        """Take over the user data of a request, if it has any."""
        self.user_data = request.body.get("userData", self.user_data)


Faces = Shelf[PersistedFace]


def face_shelf(limit: int) -> Faces:
    """Return a shelf for at most ``limit`` faces."""
    return Shelf(PERSISTED_FACE, limit)


def sent_face(request: ServiceRequest, face_id: str) -> PersistedFace:
    """Return the face that a request wants to be stored.

    Raises:
        ServiceError: Its image has no such face, or its detection model is unknown (400).
    """
    detection_model(request.query.get("detectionModel"))
    face = target_face(sent_image(request.body), request.query.get("targetFace"))
    return PersistedFace(face_id, face, request.query.get("userData"))


@frozen
class FaceOperations:
    """The operations on the faces of one kind of owner.

    Attributes:
        name: Of the operations, with ``{}`` for the verb, for example ``FaceListOperations_{}LargeFaceListFace``.
        shelf: Returns the faces of the owner that a request names; its second argument says whether they will change.
        ids: Makes the ids of faces.
    """

    name: str
    shelf: Callable[[ServiceRequest, bool], Faces]
    ids: Callable[[], str]

    def handlers(self) -> dict[str, Handler]:
        """Return all handlers by operation id."""
        reading = {self.name.format("Get"): self.get, self.name.format("Update"): self.update}
        return {**self.handlers_without_reading(), **reading}

    def handlers_without_reading(self) -> dict[str, Handler]:
        """Return the handlers that add and delete faces."""
        add = self.name.format("Add")
        return {add: self.add, f"{add}FromUrl": self.add, self.name.format("Delete"): self.delete}

    async def add(self, request: ServiceRequest) -> ServiceResponse:
        """Store a face."""
        shelf = self.shelf(request, True)
        stored = sent_face(request, self.ids())
        return ServiceResponse.json({"persistedFaceId": shelf.add(stored.id, stored).id})

    async def get(self, request: ServiceRequest) -> ServiceResponse:
        """Return a face."""
        return ServiceResponse.json(self.shelf(request, False).get(request.path["persistedFaceId"]).shown())

    async def update(self, request: ServiceRequest) -> ServiceResponse:
        """Change a face's user data."""
        self.shelf(request, True).get(request.path["persistedFaceId"]).change(request)
        return ServiceResponse()

    async def delete(self, request: ServiceRequest) -> ServiceResponse:
        """Remove a face."""
        self.shelf(request, True).remove(request.path["persistedFaceId"])
        return ServiceResponse()
