"""The convenience layer keeps person groups, small and large, and recognises the persons in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from attrs import frozen

from face.description import snake

from ..story import Walk, address, done, gone, items, pages, picture
from .recognition import found

FAMILY = ("anna", "ben", "cleo", "dora", "emil")


@frozen
class Group:
    """A group of either kind; ``{}`` in a name stands for the kind."""

    walk: Walk
    code: str
    id: str = "family"

    def method(self, name: str) -> Any:
        return getattr(self.walk.administration, name.format(snake(self.code)))

    async def do(self, name: str, /, *arguments: Any, **named: Any) -> Any:
        """Call a method on the group."""
        return (await self.method(name)(self.id, *arguments, **named)).value

    def listed(self, name: str, *arguments: Any, **named: Any) -> Any:
        return getattr(self.walk.administration.client, name.format(snake(self.code)))(*arguments, **named)

    def model(self, name: str, /, *values: Any, **named: Any) -> Any:
        return getattr(self.walk.models, name.format(self.code))(*values, **named)

    def key(self, value: Any) -> Any:
        """Return the id of a group as a list shows it."""
        return getattr(value, f"{snake(self.code)}_id")


async def walk_groups(walk: Walk) -> None:
    for code in ("PersonGroup", "LargePersonGroup"):
        group = Group(walk, code)
        await create(group)
        persons = await fill(group)
        await read(group, persons)
        await train(group)
        await recognise(group, persons)
        await change_face(group, persons["anna"])
        await remove(group, persons)


async def create(group: Group) -> None:
    model = group.walk.models.FaceRecognitionModel.RECOGNITION_04
    for key in ("crew", group.id, "team"):
        content = group.model("Create{}Content", key, user_data="new", recognition_model=model)
        assert (await group.method("create_{}")(key, content)).status_code == 200
    assert await group.do("update_{}", group.model("Update{}Content", name="Family", user_data="changed")) is None
    shown = await group.do("get_{}", return_recognition_model=True)
    assert (group.key(shown), shown.name, shown.user_data) == (group.id, "Family", "changed")
    assert shown.recognition_model is model
    first, second = await pages(group.listed("get_{}s", top=2, return_recognition_model=True))
    assert [group.key(each) for each in first] == ["crew", "family"]
    assert first[1] == shown
    assert [group.key(each) for each in second] == ["team"]


async def fill(group: Group) -> dict[str, UUID]:
    """Add persons with two faces each, and return their ids."""
    persons = {}
    for name in FAMILY:
        content = group.model("Create{}PersonContent", name, user_data=f"{name}'s")
        persons[name] = (await group.do("create_{}_person", content)).person_id
        content = group.model("Add{}PersonFaceFromUrlContent", address(name))
        await group.do("add_{}_person_face_from_url", persons[name], content, user_data="front")
        detection = group.walk.models.FaceDetectionModel.DETECTION_03
        whole = [0, 0, 640, 480]
        await group.do("add_{}_person_face", persons[name], picture(name), detection_model=detection, target_face=whole)
    return persons


async def read(group: Group, persons: Mapping[str, UUID]) -> None:
    found_pages = await pages(group.listed("get_{}_persons", group.id, top=2))
    assert [len(page) for page in found_pages] == [2, 2, 1]
    everybody = [person for page in found_pages for person in page]
    assert {person.name: person.person_id for person in everybody} == persons
    assert await items(group.listed("get_{}_persons", group.id)) == everybody
    assert {len(person.persisted_face_ids) for person in everybody} == {2}
    update = group.model("Update{}PersonContent", name="Ben", user_data="changed")
    await group.do("update_{}_person", persons["ben"], update)
    ben = await group.do("get_{}_person", persons["ben"])
    assert (ben.person_id, ben.name, ben.user_data) == (persons["ben"], "Ben", "changed")


async def train(group: Group) -> None:
    await gone(group.method("get_{}_training_status")(group.id))
    assert await done(await group.method("train_{}")(group.id)) is None
    status = await group.do("get_{}_training_status")
    assert status.status is group.walk.models.FaceOperationStatus.SUCCEEDED
    assert status.last_successful_training_date_time > status.created_date_time


async def recognise(group: Group, persons: Mapping[str, UUID]) -> None:
    face, kind = group.walk.face, snake(group.code)
    anna, stranger = await found(group.walk, "anna"), await found(group.walk, "zoe")
    scope = {f"{kind}_id": group.id}
    content = group.model(
        "IdentifyFrom{}Content", [anna, stranger], max_num_of_candidates_returned=3, confidence_threshold=0.6, **scope
    )
    known, unknown = (await getattr(face, f"identify_from_{kind}")(content)).value
    assert (known.face_id, unknown.face_id, unknown.candidates) == (anna, stranger, [])
    [candidate] = known.candidates
    assert candidate.person_id == persons["anna"]
    assert candidate.confidence >= 0.6
    for name, same in (("anna", True), ("ben", False)):
        content = group.model("VerifyFrom{}Content", anna, person_id=persons[name], **scope)
        assert (await getattr(face, f"verify_from_{kind}")(content)).value.is_identical is same


async def change_face(group: Group, person_id: UUID) -> None:
    kept, removed = (await group.do("get_{}_person", person_id)).persisted_face_ids
    update = group.model("Update{}PersonFaceContent", user_data="blurred")
    await group.do("update_{}_person_face", person_id, removed, update)
    shown = await group.do("get_{}_person_face", person_id, removed)
    assert (shown.persisted_face_id, shown.user_data) == (removed, "blurred")
    await group.do("delete_{}_person_face", person_id, removed)
    await gone(group.method("get_{}_person_face")(group.id, person_id, removed))
    assert (await group.do("get_{}_person", person_id)).persisted_face_ids == [kept]


async def remove(group: Group, persons: Mapping[str, UUID]) -> None:
    for person_id in persons.values():
        await group.do("delete_{}_person", person_id)
        await gone(group.method("get_{}_person")(group.id, person_id))
    assert await items(group.listed("get_{}_persons", group.id)) == []
    for key in ("crew", group.id, "team"):
        await group.method("delete_{}")(key)
        await gone(group.method("get_{}")(key))
    assert await items(group.listed("get_{}s")) == []
