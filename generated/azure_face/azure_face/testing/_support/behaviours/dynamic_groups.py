"""Requests on dynamic person groups -> what the person directory has of them."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from ..asgi import Handler, ServiceRequest, ServiceResponse
from .directory import Directory, DirectoryPerson, DynamicGroup
from .named import Named
from .pending import Pending

_PREFIX = "PersonDirectoryOperations_"
_KEY = "dynamicPersonGroupId"
_ADDED, _REMOVED = "addPersonIds", "removePersonIds"


@frozen
class DynamicGroupOperations:
    """The operations on dynamic person groups.

    Attributes:
        directory: The directory.
        pending: Makes the changes that callers poll.
    """

    directory: Directory
    pending: Pending

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id."""
        return {
            f"{_PREFIX}CreateDynamicPersonGroup": self.create,
            f"{_PREFIX}CreateDynamicPersonGroupWithPerson": self.create,
            f"{_PREFIX}GetDynamicPersonGroup": self.get,
            f"{_PREFIX}UpdateDynamicPersonGroup": self.update,
            f"{_PREFIX}UpdateDynamicPersonGroupWithPersonChanges": self.update,
            f"{_PREFIX}DeleteDynamicPersonGroup": self.delete,
            f"{_PREFIX}GetDynamicPersonGroups": self.list_groups,
            f"{_PREFIX}GetDynamicPersonGroupPersons": self.list_persons,
        }

    async def create(self, request: ServiceRequest) -> ServiceResponse:
        """Create a group, empty or with persons."""
        persons = self._persons(request, _ADDED)
        group = DynamicGroup(request.path[_KEY], Named.of(request.body))
        if group.id in self.directory.groups:
            raise self.directory.groups.noun.exists(group.id)
        if _ADDED not in request.body:
            self.directory.groups.add(group.id, group)
            return ServiceResponse()
        return ServiceResponse(202, headers=self.pending.begin(request, lambda: self._create(group, persons)))

    async def get(self, request: ServiceRequest) -> ServiceResponse:
        """Return a group."""
        return ServiceResponse.json(_shown(self._group(request)))

    async def update(self, request: ServiceRequest) -> ServiceResponse:
        """Change the name or the user data, and who is in the group."""
        group = self._group(request)
        if not request.body.keys() & {_ADDED, _REMOVED}:
            group.named.change(request.body)
            return ServiceResponse()
        added, removed = self._persons(request, _ADDED), self._persons(request, _REMOVED)
        if request.body.keys() & {"name", "userData"}:
            group.named.change(request.body)
        headers = self.pending.begin(request, lambda: self._change(group, added, removed))
        return ServiceResponse(202, headers=headers)

    async def delete(self, request: ServiceRequest) -> ServiceResponse:
        """Remove a group; its persons stay."""
        group = self._group(request)
        return ServiceResponse(202, headers=self.pending.begin(request, lambda: self.directory.remove_group(group)))

    async def list_groups(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of groups."""
        page = self.directory.groups.page(request.query.get("start"), request.query["top"])
        return ServiceResponse.json([_shown(group) for group in page])

    async def list_persons(self, request: ServiceRequest) -> ServiceResponse:
        """Return a page of the persons in a group."""
        page = self._group(request).persons.page(request.query.get("start"), request.query["top"])
        return ServiceResponse.json({"personIds": page})

    def _group(self, request: ServiceRequest) -> DynamicGroup:
        return self.directory.group(request.path[_KEY])

    def _persons(self, request: ServiceRequest, name: str) -> list[DirectoryPerson]:
        return [self.directory.person(person_id) for person_id in request.body.get(name, ())]

    def _create(self, group: DynamicGroup, persons: list[DirectoryPerson]) -> None:
        self.directory.join(self.directory.groups.add(group.id, group), persons)

    def _change(self, group: DynamicGroup, added: list[DirectoryPerson], removed: list[DirectoryPerson]) -> None:
        self.directory.leave(group, removed)
        self.directory.join(group, added)


def _shown(group: DynamicGroup) -> dict[str, Any]:
    return {_KEY: group.id, **group.named.shown()}
