"""Requests on the persons of the person directory and their faces -> what the directory has of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from ..asgi import Handler, ServiceRequest, ServiceResponse
from .directory import Directory, DirectoryPerson
from .models import recognition_model
from .named import Named
from .pending import Pending
from .persisted_faces import FaceOperations, Faces, sent_face

_PREFIX = "PersonDirectoryOperations_"


@frozen
class DirectoryOperations:
    """The operations on the persons of the directory.

    Attributes:
        directory: The directory.
        pending: Makes the changes that callers poll.
        ids: Makes the ids of persons and faces.
    """

    directory: Directory
    pending: Pending
    ids: Callable[[], str]

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id."""
        faces = FaceOperations(f"{_PREFIX}{{}}PersonFace", self._faces, self.ids)
        return {
            **faces.handlers(),
            f"{_PREFIX}CreatePerson": self.create,
            f"{_PREFIX}GetPerson": self.get,
            f"{_PREFIX}UpdatePerson": self.update,
            f"{_PREFIX}DeletePerson": self.delete,
            f"{_PREFIX}GetPersons": self.list_persons,
            f"{_PREFIX}GetDynamicPersonGroupReferences": self.list_groups,
            f"{_PREFIX}AddPersonFace": self.add_face,
            f"{_PREFIX}AddPersonFaceFromUrl": self.add_face,
            f"{_PREFIX}GetPersonFaces": self.list_faces,
            f"{_PREFIX}DeletePersonFace": self.delete_face,
        }

    async def create(self, request: ServiceRequest) -> ServiceResponse:
        """Add a person without faces."""
        person = DirectoryPerson(self.ids(), Named.of(request.body))
        headers = self.pending.begin(request, lambda: self.directory.persons.add(person.id, person))
        location = {"Location": f"{request.base_url}/persons/{person.id}"}
        return ServiceResponse.json({"personId": person.id}, 202, {**headers, **location})

    async def get(self, request: ServiceRequest) -> ServiceResponse:
        """Return a person."""
        return ServiceResponse.json(_shown(self._person(request)))

    async def update(self, request: ServiceRequest) -> ServiceResponse:
        """Change the name or the user data."""
        self._person(request).named.change(request.body)
        return ServiceResponse()

    async def delete(self, request: ServiceRequest) -> ServiceResponse:
        """Remove a person with all faces, also from all groups."""
        person = self._person(request)
        return ServiceResponse(202, headers=self.pending.begin(request, lambda: self.directory.remove_person(person)))

    async def list_persons(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of persons."""
        page = self.directory.persons.page(request.query.get("start"), request.query["top"])
        return ServiceResponse.json([_shown(person) for person in page])

    async def list_groups(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of the dynamic groups that a person is in."""
        page = self._person(request).groups.page(request.query.get("start"), request.query["top"])
        return ServiceResponse.json({"dynamicPersonGroupIds": page})

    async def add_face(self, request: ServiceRequest) -> ServiceResponse:
        """Store a face for the recognition model in the path."""
        shelf = self._faces(request, True)
        stored = sent_face(request, self.ids())
        headers = self.pending.begin(request, lambda: shelf.add(stored.id, stored))
        path = f"/persons/{request.path['personId']}/recognitionModels/{request.path['recognitionModel']}"
        location = {"Location": f"{request.base_url}{path}/persistedfaces/{stored.id}"}
        return ServiceResponse.json({"persistedFaceId": stored.id}, 202, {**headers, **location})

    async def list_faces(self, request: ServiceRequest) -> ServiceResponse:
        """Return the ids of a person's faces of one recognition model."""
        faces = self._faces(request, False)
        return ServiceResponse.json({"personId": self._person(request).id, "persistedFaceIds": list(faces.keys)})

    async def delete_face(self, request: ServiceRequest) -> ServiceResponse:
        """Remove a face."""
        shelf = self._faces(request, True)
        stored = shelf.get(request.path["persistedFaceId"])
        return ServiceResponse(202, headers=self.pending.begin(request, lambda: shelf.remove(stored.id)))

    def _person(self, request: ServiceRequest) -> DirectoryPerson:
        return self.directory.person(request.path["personId"])

    def _faces(self, request: ServiceRequest, changes: bool) -> Faces:
        return self._person(request).faces_of(recognition_model(request.path["recognitionModel"]))


def _shown(person: DirectoryPerson) -> dict[str, Any]:
    return {"personId": person.id, **person.named.shown()}
