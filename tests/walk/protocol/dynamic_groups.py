"""The protocol layer recognises persons of the directory, alone and in dynamic person groups."""

from __future__ import annotations

from ..story import Walk, gone
from .raw import CONTEXT, MODEL, content, done, image, pages, read
from .recognition import found


async def walk_dynamic_groups(walk: Walk) -> None:
    """Recognise persons, whom another version's client puts there when this version has none for it."""
    admin = walk.directory
    persons = {}
    for name in ("anna", "ben", "cleo"):
        persons[name] = (await done(walk, admin.create_person(content(name=name)))).json()["personId"]
        await done(walk, admin.add_person_face(persons[name], MODEL, image(name)))
    everybody = list(persons.values())
    body = content(name="All", userData="new", addPersonIds=everybody)
    await done(walk, admin.create_dynamic_person_group_with_person("all", body))
    await recognise(walk, persons)
    if walk.has("CreateDynamicPersonGroup"):
        await change_groups(walk, persons)
    await done(walk, admin.delete_dynamic_person_group("all", context=CONTEXT))
    await gone(admin.get_dynamic_person_group("all", context=CONTEXT))
    for person_id in everybody:
        await done(walk, admin.delete_person(person_id, context=CONTEXT))


async def recognise(walk: Walk, persons: dict[str, str]) -> None:
    anna, stranger = await found(walk, "anna"), await found(walk, "zoe")
    for name, same in (("anna", True), ("ben", False)):
        query = content(faceId=anna, personId=persons[name])
        assert (await read(walk.face.verify_from_person_directory(query)))["isIdentical"] is same
    chosen = content(faceIds=[anna, stranger], personIds=list(persons.values()))
    grouped = content(faceIds=[anna, stranger], dynamicPersonGroupId="all")
    for outcome in (
        walk.face.identify_from_person_directory(chosen),
        walk.face.identify_from_dynamic_person_group(grouped),
    ):
        known, unknown = await read(outcome)
        assert [candidate["personId"] for candidate in known["candidates"]] == [persons["anna"]]
        assert unknown["candidates"] == []


async def change_groups(walk: Walk, persons: dict[str, str]) -> None:
    admin, anna, ben = walk.administration, persons["anna"], persons["ben"]
    for key in ("empty", "few"):
        await admin.create_dynamic_person_group(key, content(name=key, userData="new"))
    await admin.update_dynamic_person_group("few", content(name="Few", userData="changed"))
    few = await read(admin.get_dynamic_person_group("few", context=CONTEXT))
    assert few == {"dynamicPersonGroupId": "few", "name": "Few", "userData": "changed"}
    groups = await pages(admin.get_dynamic_person_groups, top=2, key="dynamicPersonGroupId")
    assert [[each["dynamicPersonGroupId"] for each in page] for page in groups] == [["all", "empty"], ["few"]]

    members = admin.get_dynamic_person_group_persons
    listed = await pages(members, "all", top=2, key="", items="personIds")
    assert listed == [sorted(persons.values())[:2], sorted(persons.values())[2:]]
    change = content(addPersonIds=[anna, ben])
    await done(walk, admin.update_dynamic_person_group_with_person_changes("few", change))
    references = admin.get_dynamic_person_group_references
    assert await pages(references, anna, top=1, key="", items="dynamicPersonGroupIds") == [["all"], ["few"], []]
    change = content(name="Fewer", removePersonIds=[anna])
    await done(walk, admin.update_dynamic_person_group_with_person_changes("few", change))
    assert await read(members("few", context=CONTEXT)) == {"personIds": [ben]}
    assert await read(references(anna, context=CONTEXT)) == {"dynamicPersonGroupIds": ["all"]}
    assert (await read(admin.get_dynamic_person_group("few", context=CONTEXT)))["name"] == "Fewer"
    for key in ("empty", "few"):
        await done(walk, admin.delete_dynamic_person_group(key, context=CONTEXT))
        await gone(admin.get_dynamic_person_group(key, context=CONTEXT))
