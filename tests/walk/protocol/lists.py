"""The protocol layer keeps a face list and a large face list, and finds faces in them."""

from __future__ import annotations

from ..story import Walk, address, gone
from .raw import CONTEXT, MODEL, content, image, pages, read, trained
from .recognition import found


async def walk_lists(walk: Walk) -> None:
    await walk_face_list(walk)
    await walk_large_face_list(walk)


async def walk_face_list(walk: Walk) -> None:
    admin = walk.administration
    await admin.create_face_list("guests", content(name="Guests", recognitionModel=MODEL))
    await admin.create_face_list("staff", content(name="Staff", userData="desk"))
    assert (await admin.update_face_list("guests", content(userData="hall"))).content == b""

    url = content(url=address("anna"))
    anna = (await read(admin.add_face_list_face_from_url("guests", url, user_data="anna")))["persistedFaceId"]
    added = admin.add_face_list_face("guests", image("ben"), detection_model="detection_03", user_data="ben")
    ben = (await read(added))["persistedFaceId"]
    guests = await read(admin.get_face_list("guests", return_recognition_model=True, context=CONTEXT))
    faces = {face["persistedFaceId"]: face["userData"] for face in guests.pop("persistedFaces")}
    assert guests == {"faceListId": "guests", "name": "Guests", "userData": "hall", "recognitionModel": MODEL}
    assert faces == {anna: "anna", ben: "ben"}
    listed = await read(admin.get_face_lists(context=CONTEXT))
    assert [(each["faceListId"], each["userData"]) for each in listed] == [("guests", "hall"), ("staff", "desk")]

    query = content(faceId=await found(walk, "anna"), faceListId="guests")
    [similar] = await read(walk.face.find_similar_from_face_list(query))
    assert similar["persistedFaceId"] == anna
    await admin.delete_face_list_face("guests", anna, context=CONTEXT)
    assert await read(walk.face.find_similar_from_face_list(query)) == []
    await gone(admin.delete_face_list_face("guests", anna, context=CONTEXT))
    for key in ("guests", "staff"):
        await admin.delete_face_list(key, context=CONTEXT)
        await gone(admin.get_face_list(key, context=CONTEXT))
    assert await read(admin.get_face_lists(context=CONTEXT)) == []


async def walk_large_face_list(walk: Walk) -> None:
    admin = walk.administration
    for key in ("alpha", "beta", "gamma"):
        body = content(name=key.title(), userData="new", recognitionModel=MODEL)
        await admin.create_large_face_list(key, body)
    await admin.update_large_face_list("beta", content(name="Second"))
    beta = await read(admin.get_large_face_list("beta", return_recognition_model=True, context=CONTEXT))
    assert beta == {"largeFaceListId": "beta", "name": "Second", "userData": "new", "recognitionModel": MODEL}
    first, second = await pages(admin.get_large_face_lists, top=2, key="largeFaceListId")
    assert [each["name"] for each in first] == ["Alpha", "Second"]
    assert second == [{"largeFaceListId": "gamma", "name": "Gamma", "userData": "new"}]

    await walk_large_face_list_faces(walk)
    for key in ("alpha", "beta", "gamma"):
        await admin.delete_large_face_list(key, context=CONTEXT)
        await gone(admin.get_large_face_list(key, context=CONTEXT))
    assert await read(admin.get_large_face_lists(context=CONTEXT)) == []


async def walk_large_face_list_faces(walk: Walk) -> None:
    """Fill a list, train it, find a face in it, change the face and remove it."""
    admin = walk.administration
    stored = {}
    for number, person in enumerate(("anna", "ben", "cleo", "dora", "emil")):
        if number % 2:
            added = admin.add_large_face_list_face("beta", image(person), user_data=person)
        else:
            url = content(url=address(person))
            added = admin.add_large_face_list_face_from_url("beta", url, user_data=person)
        stored[(await read(added))["persistedFaceId"]] = person
    found_pages = await pages(admin.get_large_face_list_faces, "beta", top=2, key="persistedFaceId")
    assert [len(page) for page in found_pages] == [2, 2, 1]
    assert {face["persistedFaceId"]: face["userData"] for page in found_pages for face in page} == stored

    await gone(admin.get_large_face_list_training_status("beta", context=CONTEXT))
    assert (await admin.train_large_face_list("beta", context=CONTEXT)).status_code == 202
    await trained(admin.get_large_face_list_training_status, "beta")
    query = content(faceId=await found(walk, "dora"), largeFaceListId="beta")
    [similar] = await read(walk.face.find_similar_from_large_face_list(query))
    face_id = similar["persistedFaceId"]
    assert stored[face_id] == "dora"
    await admin.update_large_face_list_face("beta", face_id, content(userData="Dora"))
    shown = await read(admin.get_large_face_list_face("beta", face_id, context=CONTEXT))
    assert shown == {"persistedFaceId": face_id, "userData": "Dora"}
    await admin.delete_large_face_list_face("beta", face_id, context=CONTEXT)
    await gone(admin.get_large_face_list_face("beta", face_id, context=CONTEXT))
    assert await read(walk.face.find_similar_from_large_face_list(query)) == []
