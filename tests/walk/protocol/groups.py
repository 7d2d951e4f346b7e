"""The protocol layer keeps person groups, small and large, and recognises the persons in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from face.description import snake

from ..story import Walk, address, gone
from .raw import CONTEXT, MODEL, content, image, pages, read, trained
from .recognition import found

FAMILY = ("anna", "ben", "cleo", "dora", "emil")


@frozen
class Group:
    """A group of either kind; ``{}`` in a name stands for the kind."""

    walk: Walk
    code: str
    id: str = "family"

    @property
    def kind(self) -> str:
        return snake(self.code)

    @property
    def key(self) -> str:
        """The property with its id."""
        return f"{self.code[0].lower()}{self.code[1:]}Id"

    def method(self, name: str) -> Any:
        return getattr(self.walk.administration, name.format(self.kind))

    async def do(self, name: str, *arguments: Any, **named: Any) -> Any:
        """Call a method on the group, with content when there is some; return the JSON of the answer, if any."""
        answer = await self.method(name)(self.id, *arguments, **named, context=CONTEXT)
        return answer.json() if answer.content else None


async def walk_groups(walk: Walk) -> None:
    for code in ("PersonGroup", "LargePersonGroup"):
        group = Group(walk, code)
        await create(group)
        persons = await fill(group)
        await read_persons(group, persons)
        await train(group)
        await recognise(group, persons)
        await change_face(group, persons["anna"])
        await remove(group, persons)


async def create(group: Group) -> None:
    for key in ("crew", group.id, "team"):
        await group.method("create_{}")(key, content(name=key, userData="new", recognitionModel=MODEL))
    assert await group.do("update_{}", content(name="Family", userData="changed")) is None
    shown = await group.do("get_{}", return_recognition_model=True)
    expected = {group.key: group.id, "name": "Family", "userData": "changed"}
    assert shown == {**expected, "recognitionModel": MODEL}
    first, second = await pages(group.method("get_{}s"), top=2, key=group.key)
    assert [each["name"] for each in first] == ["crew", "Family"]
    assert first[1] == expected
    assert second == [{group.key: "team", "name": "team", "userData": "new"}]


async def fill(group: Group) -> dict[str, str]:
    """Add persons with two faces each, and return their ids."""
    persons = {}
    for name in FAMILY:
        body = content(name=name, userData=f"{name}'s")
        person_id = persons[name] = (await group.do("create_{}_person", body))["personId"]
        url = content(url=address(name))
        await group.do("add_{}_person_face_from_url", person_id, url, user_data="front")
        whole = [0, 0, 640, 480]
        await group.do("add_{}_person_face", person_id, image(name), detection_model="detection_03", target_face=whole)
    return persons


async def read_persons(group: Group, persons: Mapping[str, str]) -> None:
    found_pages = await pages(group.method("get_{}_persons"), group.id, top=2, key="personId")
    assert [len(page) for page in found_pages] == [2, 2, 1]
    everybody = [person for page in found_pages for person in page]
    assert {person["name"]: person["personId"] for person in everybody} == persons
    assert {len(person["persistedFaceIds"]) for person in everybody} == {2}
    await group.do("update_{}_person", persons["ben"], content(name="Ben", userData="changed"))
    ben = await group.do("get_{}_person", persons["ben"])
    assert (ben["personId"], ben["name"], ben["userData"]) == (persons["ben"], "Ben", "changed")


async def train(group: Group) -> None:
    status = group.method("get_{}_training_status")
    await gone(status(group.id, context=CONTEXT))
    assert await group.do("train_{}") is None
    await trained(status, group.id)


async def recognise(group: Group, persons: Mapping[str, str]) -> None:
    face, scope = group.walk.face, {group.key: group.id}
    anna, stranger = await found(group.walk, "anna"), await found(group.walk, "zoe")
    query = content(faceIds=[anna, stranger], maxNumOfCandidatesReturned=3, confidenceThreshold=0.6, **scope)
    known, unknown = await read(getattr(face, f"identify_from_{group.kind}")(query))
    [candidate] = known["candidates"]
    assert (known["faceId"], candidate["personId"]) == (anna, persons["anna"])
    assert candidate["confidence"] >= 0.6
    assert unknown == {"faceId": stranger, "candidates": []}
    for name, same in (("anna", True), ("ben", False)):
        query = content(faceId=anna, personId=persons[name], **scope)
        assert (await read(getattr(face, f"verify_from_{group.kind}")(query)))["isIdentical"] is same


async def change_face(group: Group, person_id: str) -> None:
    kept, removed = (await group.do("get_{}_person", person_id))["persistedFaceIds"]
    await group.do("update_{}_person_face", person_id, removed, content(userData="blurred"))
    shown = await group.do("get_{}_person_face", person_id, removed)
    assert shown == {"persistedFaceId": removed, "userData": "blurred"}
    await group.do("delete_{}_person_face", person_id, removed)
    await gone(group.do("get_{}_person_face", person_id, removed))
    assert (await group.do("get_{}_person", person_id))["persistedFaceIds"] == [kept]


async def remove(group: Group, persons: Mapping[str, str]) -> None:
    for person_id in persons.values():
        await group.do("delete_{}_person", person_id)
        await gone(group.do("get_{}_person", person_id))
    assert await group.do("get_{}_persons") == []
    for key in ("crew", group.id, "team"):
        await group.method("delete_{}")(key, context=CONTEXT)
        await gone(group.method("get_{}")(key, context=CONTEXT))
    assert await read(group.method("get_{}s")(context=CONTEXT)) == []
