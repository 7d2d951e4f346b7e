"""The convenience layer keeps persons and their faces in the person directory."""

from __future__ import annotations

from uuid import UUID

from face.calls import settle

from ..story import INTERVAL, PATIENCE, Walk, address, done, gone, items, pages, picture


async def walk_directory(walk: Walk) -> None:
    admin, m = walk.administration, walk.models
    persons = {}
    for name in ("anna", "ben", "cleo"):
        poller = await admin.create_person(m.CreatePersonContent(name, user_data="new"))
        persons[name] = (await done(poller)).person_id
        operation = poller.response.headers["operation-Location"].rpartition("/")[2]
        result = (await admin.get_operation_result(UUID(operation))).value
        assert (str(result.operation_id), result.status) == (operation, m.FaceOperationStatus.SUCCEEDED)
        assert result.created_time < result.finished_time
    await admin.update_person(persons["ben"], m.UpdatePersonContent(name="Ben", user_data="changed"))
    ben = (await admin.get_person(persons["ben"])).value
    assert (ben.person_id, ben.name, ben.user_data) == (persons["ben"], "Ben", "changed")
    found_pages = await pages(admin.client.get_persons(top=2))
    assert [len(page) for page in found_pages] == [2, 1]
    assert {person.person_id for page in found_pages for person in page} == set(persons.values())

    await walk_person_faces(walk, persons["anna"])
    for person_id in persons.values():
        assert await done(await admin.delete_person(person_id)) is None
        await gone(admin.get_person(person_id))
    assert await items(admin.client.get_persons()) == []


async def walk_person_faces(walk: Walk, person_id: UUID) -> None:
    """Add faces to a person, from an address and from bytes, change one and remove it."""
    admin, m = walk.administration, walk.models
    old, model = m.FaceRecognitionModel.RECOGNITION_03, m.FaceRecognitionModel.RECOGNITION_04
    content = m.AddPersonFaceFromUrlContent(address("anna"))
    kept = (await done(await admin.add_person_face_from_url(person_id, model, content))).persisted_face_id
    poller = await admin.add_person_face(person_id, model, picture("anna"), user_data="side")
    status = (await settle(poller.wait(PATIENCE, interval=INTERVAL))).value
    assert status.status is m.FaceOperationStatus.SUCCEEDED
    removed = poller.response.value.persisted_face_id
    faces = (await admin.get_person_faces(person_id, model)).value
    assert (faces.person_id, set(faces.persisted_face_ids)) == (person_id, {kept, removed})
    assert (await admin.get_person_faces(person_id, old)).value.persisted_face_ids == []

    assert (await admin.get_person_face(person_id, model, removed)).value.user_data == "side"
    await admin.update_person_face(person_id, model, removed, m.UpdatePersonFaceContent(user_data="blurred"))
    shown = (await admin.get_person_face(person_id, model, removed)).value
    assert (shown.persisted_face_id, shown.user_data) == (removed, "blurred")
    assert await done(await admin.delete_person_face(person_id, model, removed)) is None
    await gone(admin.get_person_face(person_id, model, removed))
    assert (await admin.get_person_faces(person_id, model)).value.persisted_face_ids == [kept]
