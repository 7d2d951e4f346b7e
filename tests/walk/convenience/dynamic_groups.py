"""The convenience layer recognises persons of the directory, alone and in dynamic person groups."""

from __future__ import annotations

from uuid import UUID

from ..story import Walk, done, gone, items, pages, picture
from .recognition import found


async def walk_dynamic_groups(walk: Walk) -> None:
    """Recognise persons, whom another version's client puts there when this version has none for it."""
    admin, m = walk.directory, walk.directory_models
    persons = {}
    for name in ("anna", "ben", "cleo"):
        persons[name] = (await done(await admin.create_person(m.CreatePersonContent(name)))).person_id
        model = m.FaceRecognitionModel.RECOGNITION_04
        await done(await admin.add_person_face(persons[name], model, picture(name)))
    everybody = list(persons.values())
    content = m.CreateDynamicPersonGroupWithPersonContent("All", user_data="new", add_person_ids=everybody)
    assert await done(await admin.create_dynamic_person_group_with_person("all", content)) is None
    await recognise(walk, persons)
    if walk.has("CreateDynamicPersonGroup"):
        await change_groups(walk, persons)
    await done(await admin.delete_dynamic_person_group("all"))
    await gone(admin.get_dynamic_person_group("all"))
    for person_id in everybody:
        await done(await admin.delete_person(person_id))


async def recognise(walk: Walk, persons: dict[str, UUID]) -> None:
    m, anna, stranger = walk.models, await found(walk, "anna"), await found(walk, "zoe")
    for name, same in (("anna", True), ("ben", False)):
        content = m.VerifyFromPersonDirectoryContent(anna, persons[name])
        assert (await walk.face.verify_from_person_directory(content)).value.is_identical is same
    chosen = m.IdentifyFromPersonDirectoryContent([anna, stranger], list(persons.values()))
    grouped = m.IdentifyFromDynamicPersonGroupContent([anna, stranger], "all")
    for response in (
        await walk.face.identify_from_person_directory(chosen),
        await walk.face.identify_from_dynamic_person_group(grouped),
    ):
        known, unknown = response.value
        assert [candidate.person_id for candidate in known.candidates] == [persons["anna"]]
        assert unknown.candidates == []


async def change_groups(walk: Walk, persons: dict[str, UUID]) -> None:
    admin, m = walk.administration, walk.models
    for key in ("empty", "few"):
        await admin.create_dynamic_person_group(key, m.CreateDynamicPersonGroupContent(key, user_data="new"))
    await admin.update_dynamic_person_group("few", m.UpdateDynamicPersonGroupContent(name="Few", user_data="changed"))
    few = (await admin.get_dynamic_person_group("few")).value
    assert (few.dynamic_person_group_id, few.name, few.user_data) == ("few", "Few", "changed")
    groups = await pages(admin.client.get_dynamic_person_groups(top=2))
    assert [[each.dynamic_person_group_id for each in page] for page in groups] == [["all", "empty"], ["few"]]

    listed = await pages(admin.client.get_dynamic_person_group_persons("all", top=2))
    assert [len(page) for page in listed] == [2, 1]
    assert {person_id for page in listed for person_id in page} == set(persons.values())
    change = m.UpdateDynamicPersonGroupWithPersonChangesContent(add_person_ids=[persons["anna"], persons["ben"]])
    assert await done(await admin.update_dynamic_person_group_with_person_changes("few", change)) is None
    references = admin.client.get_dynamic_person_group_references(persons["anna"], top=1)
    assert await pages(references) == [["all"], ["few"], []]
    change = m.UpdateDynamicPersonGroupWithPersonChangesContent(name="Fewer", remove_person_ids=[persons["anna"]])
    await done(await admin.update_dynamic_person_group_with_person_changes("few", change))
    assert await items(admin.client.get_dynamic_person_group_persons("few")) == [persons["ben"]]
    assert await items(admin.client.get_dynamic_person_group_references(persons["anna"])) == ["all"]
    assert (await admin.get_dynamic_person_group("few")).value.name == "Fewer"
    for key in ("empty", "few"):
        assert await done(await admin.delete_dynamic_person_group(key)) is None
        await gone(admin.get_dynamic_person_group(key))
