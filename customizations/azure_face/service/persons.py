"""Requests on the persons of person groups and their faces -> what the store has of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from ..asgi import Handler, ServiceRequest, ServiceResponse
from .containers import Containers, Kind, Person
from .named import Named
from .persisted_faces import FaceOperations, Faces
from .shelf import Shelf


@frozen
class PersonOperations:
    """The operations on the persons of the groups of one kind.

    Attributes:
        containers: The store.
        kind: The kind.
        ids: Makes the ids of persons and faces.
    """

    containers: Containers
    kind: Kind
    ids: Callable[[], str]

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id."""
        person = f"{self.kind.noun.code}Person"
        verbs: dict[str, Handler] = {
            f"Create{person}": self.create,
            f"Get{person}": self.get,
            f"Update{person}": self.update,
            f"Delete{person}": self.delete,
            f"Get{person}s": self.list_persons,
        }
        faces = FaceOperations(f"{self.kind.group}_{{}}{person}Face", self._faces, self.ids)
        return {**{f"{self.kind.group}_{verb}": each for verb, each in verbs.items()}, **faces.handlers()}

    async def create(self, request: ServiceRequest) -> ServiceResponse:
        """Add a person without faces."""
        person = Person(self.ids(), Named.of(request.body))
        self._persons(request, True).add(person.id, person)
        return ServiceResponse.json({"personId": person.id})

    async def get(self, request: ServiceRequest) -> ServiceResponse:
        """Return a person."""
        return ServiceResponse.json(_shown(self._person(request, False)))

    async def update(self, request: ServiceRequest) -> ServiceResponse:
        """Change the name or the user data."""
        self._person(request, True).named.change(request.body)
        return ServiceResponse()

    async def delete(self, request: ServiceRequest) -> ServiceResponse:
        """Remove a person with all faces."""
        self._persons(request, True).remove(request.path["personId"])
        return ServiceResponse()

    async def list_persons(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of a group's persons."""
        page = self._persons(request, False).page(request.query.get("start"), request.query["top"])
        return ServiceResponse.json([_shown(person) for person in page])

    def _persons(self, request: ServiceRequest, changes: bool) -> Shelf[Person]:
        find = self.containers.idle if changes else self.containers.get
        return find(self.kind, request.path[self.kind.key]).persons

    def _person(self, request: ServiceRequest, changes: bool) -> Person:
        return self._persons(request, changes).get(request.path["personId"])

    def _faces(self, request: ServiceRequest, changes: bool) -> Faces:
        return self._person(request, changes).faces


def _shown(person: Person) -> dict[str, Any]:
    return {"personId": person.id, **person.named.shown(), "persistedFaceIds": list(person.faces.keys)}
