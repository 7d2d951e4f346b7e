"""Face lists and person groups of all four kinds: what they are called and may hold -> the store that keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define, field, frozen

from ..asgi import ServiceError
from .named import Named
from .persisted_faces import Faces, PersistedFace, face_shelf
from .shelf import Noun, Shelf
from .timing import Clock
from .training import Training

FACES_OF_A_PERSON = 248
PERSON = Noun("Person", "person")
_LARGE = 1_000_000


@frozen
class Kind:
    """A kind of container.

    Attributes:
        noun: What it is called.
        key: The parameter and the property with its id.
        segment: Its segment in the API's paths.
        group: The group of its operations.
        limit: How many of them there may be.
        capacity: How many faces or persons one may hold.
        has_persons: Whether it holds persons with faces, or faces.
    """

    noun: Noun
    key: str
    segment: str
    group: str
    limit: int
    capacity: int
    has_persons: bool

    def not_trained(self, status: int) -> ServiceError:
        """Return the refusal of what needs a training."""
        return ServiceError(status, f"{self.noun.code}NotTrained", f"The {self.noun.words} has not been trained.")

    def training_not_finished(self) -> ServiceError:
        """Return the refusal (409) of what has to wait for a training."""
        message = f"The {self.noun.words} is in training; try again when that has finished."
        return ServiceError(409, f"{self.noun.code}TrainingNotFinished", message)


_LISTS, _GROUPS = "FaceListOperations", "PersonGroupOperations"
FACE_LIST = Kind(Noun("FaceList", "face list"), "faceListId", "facelists", _LISTS, 64, 1_000, False)
LARGE_FACE_LIST = Kind(
    Noun("LargeFaceList", "large face list"), "largeFaceListId", "largefacelists", _LISTS, _LARGE, _LARGE, False
)
PERSON_GROUP = Kind(Noun("PersonGroup", "person group"), "personGroupId", "persongroups", _GROUPS, _LARGE, 10_000, True)
LARGE_PERSON_GROUP = Kind(
    Noun("LargePersonGroup", "large person group"),
    "largePersonGroupId",
    "largepersongroups",
    _GROUPS,
    _LARGE,
    _LARGE,
    True,
)
KINDS = (FACE_LIST, LARGE_FACE_LIST, PERSON_GROUP, LARGE_PERSON_GROUP)
TRAINED_KINDS = (LARGE_FACE_LIST, PERSON_GROUP, LARGE_PERSON_GROUP)


@define
class Person:
    """A person of a group.

    Attributes:
        id: Its id.
        named: Its name and user data.
        faces: Its faces.
    """

    id: str
    named: Named
    faces: Faces = field(factory=lambda: face_shelf(FACES_OF_A_PERSON))


@define
class Container:
    """A face list or person group.

    Attributes:
        id: Its id.
        kind: Its kind.
        named: Its name and user data.
        model: The recognition model of its faces.
        training: Its trainings.
        faces: Its faces, when it is a list.
        persons: Its persons, when it is a group.
    """

    id: str
    kind: Kind
    named: Named
    model: str
    training: Training
    faces: Faces = field(init=False)
    persons: Shelf[Person] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.faces = face_shelf(0 if self.kind.has_persons else self.kind.capacity)
        self.persons = Shelf(PERSON, self.kind.capacity if self.kind.has_persons else 0)

    def all_faces(self) -> Iterator[PersistedFace]:
        """Yield the faces that it holds, those of its persons included."""
        yield from self.faces
        for person in self.persons:
            yield from person.faces

    def shown(self, with_model: bool) -> dict[str, Any]:
        """Return it as the API shows it (``LargeFaceList`` and the like)."""
        model = {"recognitionModel": self.model} if with_model else {}
        return {self.kind.key: self.id, **self.named.shown(), **model}


class Containers:
    """All face lists and person groups."""

    def __init__(self, clock: Clock, training_seconds: float) -> None:
        self.clock = clock
        self._training_seconds = training_seconds
        self._shelves: dict[Kind, Shelf[Container]] = {kind: Shelf(kind.noun, kind.limit) for kind in KINDS}

    def shelf(self, kind: Kind) -> Shelf[Container]:
        """Return all containers of a kind."""
        return self._shelves[kind]

    def create(self, kind: Kind, key: str, named: Named, model: str) -> None:
        """Add an empty container.

        Raises:
            ServiceError: Its id is taken (409), or there are too many (403).
        """
        self._shelves[kind].add(key, Container(key, kind, named, model, Training(self._training_seconds)))

    def get(self, kind: Kind, key: str, status: int = 404) -> Container:
        """Return a container.

        Raises:
            ServiceError: There is none (``status``).
        """
        return self._shelves[kind].get(key, status)

    def idle(self, kind: Kind, key: str) -> Container:
        """Return a container that may be changed.

        Raises:
            ServiceError: There is none (404), or it is in training (409).
        """
        container = self.get(kind, key)
        if container.training.is_running(self.clock()):
            raise kind.training_not_finished()
        return container

    def trained_faces(self, container: Container) -> frozenset[str]:
        """Return the ids of the faces that can be searched; they need not be there any more.

        Raises:
            ServiceError: It was never trained (400), or is in training (409).
        """
        now = self.clock()
        if container.training.is_running(now):
            raise container.kind.training_not_finished()
        faces = container.training.trained(now)
        if faces is None:
            raise container.kind.not_trained(400)
        return faces
