"""The protocol layer keeps persons and their faces in the person directory."""

from __future__ import annotations

from ..story import Walk, address, gone
from .raw import CONTEXT, MODEL, content, done, image, pages, read


async def walk_directory(walk: Walk) -> None:
    admin = walk.administration
    persons = {}
    for name in ("anna", "ben", "cleo"):
        created = await done(walk, admin.create_person(content(name=name, userData="new")))
        persons[name] = created.json()["personId"]
        assert created.headers["Location"].endswith(f"/persons/{persons[name]}")
    await admin.update_person(persons["ben"], content(name="Ben", userData="changed"))
    ben = await read(admin.get_person(persons["ben"], context=CONTEXT))
    assert ben == {"personId": persons["ben"], "name": "Ben", "userData": "changed"}
    found_pages = await pages(admin.get_persons, top=2, key="personId")
    assert [len(page) for page in found_pages] == [2, 1]
    assert {person["personId"] for page in found_pages for person in page} == set(persons.values())

    await walk_person_faces(walk, persons["anna"])
    for person_id in persons.values():
        await done(walk, admin.delete_person(person_id, context=CONTEXT))
        await gone(admin.get_person(person_id, context=CONTEXT))
    assert await read(admin.get_persons(context=CONTEXT)) == []


async def walk_person_faces(walk: Walk, person_id: str) -> None:
    """Add faces to a person, from an address and from bytes, change one and remove it."""
    admin = walk.administration
    added = await done(walk, admin.add_person_face_from_url(person_id, MODEL, content(url=address("anna"))))
    kept = added.json()["persistedFaceId"]
    added = await done(walk, admin.add_person_face(person_id, MODEL, image("anna"), user_data="side"))
    removed = added.json()["persistedFaceId"]
    faces = await read(admin.get_person_faces(person_id, MODEL, context=CONTEXT))
    assert faces == {"personId": person_id, "persistedFaceIds": sorted([kept, removed])}
    others = await read(admin.get_person_faces(person_id, "recognition_03", context=CONTEXT))
    assert others["persistedFaceIds"] == []

    shown = await read(admin.get_person_face(person_id, MODEL, removed, context=CONTEXT))
    assert shown == {"persistedFaceId": removed, "userData": "side"}
    await admin.update_person_face(person_id, MODEL, removed, content(userData="blurred"))
    shown = await read(admin.get_person_face(person_id, MODEL, removed, context=CONTEXT))
    assert shown == {"persistedFaceId": removed, "userData": "blurred"}
    await done(walk, admin.delete_person_face(person_id, MODEL, removed, context=CONTEXT))
    await gone(admin.get_person_face(person_id, MODEL, removed, context=CONTEXT))
    faces = await read(admin.get_person_faces(person_id, MODEL, context=CONTEXT))
    assert faces["persistedFaceIds"] == [kept]
