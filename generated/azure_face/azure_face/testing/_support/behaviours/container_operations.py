"""Requests that create, show, change, list and remove face lists and person groups -> what the store has of them."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from ..asgi import Handler, ServiceRequest, ServiceResponse
from .containers import FACE_LIST, Container, Containers, Kind
from .models import recognition_model
from .named import Named
from .persisted_faces import FaceOperations, Faces


@frozen
class ContainerOperations:
    """The operations on the containers of one kind, apart from those on what they hold.

    Attributes:
        containers: The store.
        kind: The kind.
    """

    containers: Containers
    kind: Kind

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id."""
        code = self.kind.noun.code
        verbs: dict[str, Handler] = {
            f"Create{code}": self.create,
            f"Get{code}": self.get,
            f"Update{code}": self.update,
            f"Delete{code}": self.delete,
            f"Get{code}s": self.list_all,
        }
        return {f"{self.kind.group}_{verb}": handler for verb, handler in verbs.items()}

    async def create(self, request: ServiceRequest) -> ServiceResponse:
        """Create an empty container."""
        model = recognition_model(request.body.get("recognitionModel"))
        self.containers.create(self.kind, request.path[self.kind.key], Named.of(request.body), model)
        return ServiceResponse()

    async def get(self, request: ServiceRequest) -> ServiceResponse:
        """Return a container; a face list with its faces, since they have no operation of their own."""
        container = self._container(request)
        shown = container.shown(request.query["returnRecognitionModel"])
        if self.kind == FACE_LIST:
            shown["persistedFaces"] = [face.shown() for face in container.faces]
        return ServiceResponse.json(shown)

    async def update(self, request: ServiceRequest) -> ServiceResponse:
        """Change the name or the user data."""
        self._container(request, idle=True).named.change(request.body)
        return ServiceResponse()

    async def delete(self, request: ServiceRequest) -> ServiceResponse:
        """Remove a container with all that it holds."""
        self.containers.shelf(self.kind).remove(self._container(request, idle=True).id)
        return ServiceResponse()

    async def list_all(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of containers; all of them for a kind that has no pages."""
        shelf = self.containers.shelf(self.kind)
        page = shelf.page(request.query.get("start"), request.query.get("top", len(shelf)))
        return ServiceResponse.json([each.shown(request.query["returnRecognitionModel"]) for each in page])

    def _container(self, request: ServiceRequest, idle: bool = False) -> Container:
        find = self.containers.idle if idle else self.containers.get
        return find(self.kind, request.path[self.kind.key])


@frozen
class ListFaceOperations:
    """The operations on the faces of the lists of one kind.

    Attributes:
        containers: The store.
        kind: The kind.
        ids: Makes the ids of faces.
    """

    containers: Containers
    kind: Kind
    ids: Callable[[], str]

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id; a plain face list shows its faces itself."""
        code = self.kind.noun.code
        faces = FaceOperations(f"{self.kind.group}_{{}}{code}Face", self._faces, self.ids)
        if self.kind == FACE_LIST:
            return faces.handlers_without_reading()
        return {**faces.handlers(), f"{self.kind.group}_Get{code}Faces": self.list_faces}

    async def list_faces(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of a list's faces."""
        page = self._faces(request, False).page(request.query.get("start"), request.query["top"])
        return ServiceResponse.json([face.shown() for face in page])

    def _faces(self, request: ServiceRequest, changes: bool) -> Faces:
        find = self.containers.idle if changes else self.containers.get
        return find(self.kind, request.path[self.kind.key]).faces
