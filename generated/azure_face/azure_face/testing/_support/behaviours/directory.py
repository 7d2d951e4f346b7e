"""The person directory: persons with faces of each recognition model, and the dynamic groups that persons are in."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from .containers import FACES_OF_A_PERSON, PERSON
from .models import RECOGNITION_MODELS
from .named import Named
from .persisted_faces import Faces, face_shelf
from .shelf import Noun, Shelf

_DYNAMIC_GROUP = Noun("DynamicPersonGroup", "dynamic person group")
_MOST_PERSONS = 20_000_000
_MOST_GROUPS = 1_000_000


@define
class DirectoryPerson:
    """A person of the directory.

    Attributes:
        id: Its id.
        named: Its name and user data.
        groups: The dynamic groups that it is in.
    """

    id: str
    named: Named
    groups: Shelf[str] = field(factory=lambda: Shelf(_DYNAMIC_GROUP, _MOST_GROUPS))
    _faces: dict[str, Faces] = field(
        factory=lambda: {model: face_shelf(FACES_OF_A_PERSON) for model in RECOGNITION_MODELS}, init=False
    )

    def faces_of(self, model: str) -> Faces:
        """Return the faces that are stored for a recognition model."""
        return self._faces[model]


@define
class DynamicGroup:
    """A dynamic person group.

    Attributes:
        id: Its id.
        named: Its name and user data.
        persons: The ids of the persons in it.
    """

    id: str
    named: Named
    persons: Shelf[str] = field(factory=lambda: Shelf(PERSON, _MOST_PERSONS))

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of the persons in it, sorted."""
        return tuple(self.persons)


@define
class Directory:
    """All persons and dynamic groups of the directory.

    Attributes:
        persons: The persons.
        groups: The groups.
    """

    persons: Shelf[DirectoryPerson] = field(factory=lambda: Shelf(PERSON, _MOST_PERSONS))
    groups: Shelf[DynamicGroup] = field(factory=lambda: Shelf(_DYNAMIC_GROUP, _MOST_GROUPS))

    def person(self, person_id: str, status: int = 404) -> DirectoryPerson:
        """Return a person.

        Raises:
            ServiceError: There is none (``status``).
        """
        return self.persons.get(person_id, status)

    def group(self, group_id: str, status: int = 404) -> DynamicGroup:
        """Return a group.

        Raises:
            ServiceError: There is none (``status``).
        """
        return self.groups.get(group_id, status)

    def join(self, group: DynamicGroup, persons: Iterable[DirectoryPerson]) -> None:
        """Put persons into a group; who is in it already stays."""
        for person in persons:
            if person.id not in group.persons:
                group.persons.add(person.id, person.id)
                person.groups.add(group.id, group.id)

    def leave(self, group: DynamicGroup, persons: Iterable[DirectoryPerson]) -> None:
        """Take persons out of a group; who is not in it stays out."""
        for person in persons:
            if person.id in group.persons:
                group.persons.remove(person.id)
                person.groups.remove(group.id)

    def remove_person(self, person: DirectoryPerson) -> None:
        """Remove a person, also from all groups."""
        for group_id in tuple(person.groups):
            self.leave(self.group(group_id), (person,))
        self.persons.remove(person.id)

    def remove_group(self, group: DynamicGroup) -> None:
        """Remove a group; its persons stay."""
        self.leave(group, [self.person(person_id) for person_id in group.members])
        self.groups.remove(group.id)
