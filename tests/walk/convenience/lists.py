"""The convenience layer keeps a face list and a large face list, and finds faces in them."""

from __future__ import annotations

from typing import Any

from face.calls import settle

from ..story import INTERVAL, PATIENCE, Walk, address, done, gone, items, pages, picture
from .recognition import found


async def walk_lists(walk: Walk) -> None:
    await walk_face_list(walk)
    await walk_large_face_list(walk)


async def walk_face_list(walk: Walk) -> None:
    m, admin = walk.models, walk.administration
    model = m.FaceRecognitionModel.RECOGNITION_04
    await admin.create_face_list("guests", m.CreateFaceListContent("Guests", recognition_model=model))
    await admin.create_face_list("staff", m.CreateFaceListContent("Staff", user_data="desk"))
    updated = await admin.update_face_list("guests", m.UpdateFaceListContent(user_data="hall"))
    assert (updated.status_code, updated.value) == (200, None)

    anna = await admin.add_face_list_face_from_url(
        "guests", m.AddFaceListFaceFromUrlContent(address("anna")), user_data="anna"
    )
    ben = await admin.add_face_list_face(
        "guests", picture("ben"), detection_model=m.FaceDetectionModel.DETECTION_03, user_data="ben"
    )
    stored = {anna.value.persisted_face_id: "anna", ben.value.persisted_face_id: "ben"}
    guests = (await admin.get_face_list("guests", return_recognition_model=True)).value
    assert (guests.name, guests.user_data, guests.recognition_model) == ("Guests", "hall", model)
    assert {face.persisted_face_id: face.user_data for face in guests.persisted_faces} == stored
    listed = (await admin.get_face_lists(return_recognition_model=True)).value
    assert [(each.face_list_id, each.user_data) for each in listed] == [("guests", "hall"), ("staff", "desk")]

    content = m.FindSimilarFromFaceListContent(await found(walk, "anna"), face_list_id="guests")
    [similar] = (await walk.face.find_similar_from_face_list(content)).value
    assert stored[similar.persisted_face_id] == "anna"
    await admin.delete_face_list_face("guests", similar.persisted_face_id)
    assert (await walk.face.find_similar_from_face_list(content)).value == []
    await gone(admin.delete_face_list_face("guests", similar.persisted_face_id))

    for key in ("guests", "staff"):
        await admin.delete_face_list(key)
        await gone(admin.get_face_list(key))
    assert (await admin.get_face_lists()).value == []


async def walk_large_face_list(walk: Walk) -> None:
    m, admin = walk.models, walk.administration
    model = m.FaceRecognitionModel.RECOGNITION_04
    for key in ("alpha", "beta", "gamma"):
        content = m.CreateLargeFaceListContent(key.title(), user_data="new", recognition_model=model)
        await admin.create_large_face_list(key, content)
    await admin.update_large_face_list("beta", m.UpdateLargeFaceListContent(name="Second"))
    beta = (await admin.get_large_face_list("beta", return_recognition_model=True)).value
    assert (beta.name, beta.user_data, beta.recognition_model) == ("Second", "new", model)
    first, second = await pages(admin.client.get_large_face_lists(top=2, return_recognition_model=True))
    assert [each.large_face_list_id for each in first] == ["alpha", "beta"]
    assert [each.name for each in second] == ["Gamma"]
    [after] = await items(admin.client.get_large_face_lists(start="beta"))
    assert after == await shown(walk, "gamma")

    await walk_large_face_list_faces(walk)
    for key in ("alpha", "beta", "gamma"):
        await admin.delete_large_face_list(key)
        await gone(admin.get_large_face_list(key))
    assert await items(admin.client.get_large_face_lists()) == []


async def shown(walk: Walk, key: str) -> Any:
    return (await walk.administration.get_large_face_list(key)).value


async def walk_large_face_list_faces(walk: Walk) -> None:
    """Fill a list, train it, find a face in it, change the face and remove it."""
    m, admin = walk.models, walk.administration
    stored = {}
    for number, person in enumerate(("anna", "ben", "cleo", "dora", "emil")):
        if number % 2:
            added = await admin.add_large_face_list_face("beta", picture(person), user_data=person)
        else:
            content = m.AddLargeFaceListFaceFromUrlContent(address(person))
            added = await admin.add_large_face_list_face_from_url("beta", content, user_data=person)
        stored[added.value.persisted_face_id] = person
    found_pages = await pages(admin.client.get_large_face_list_faces("beta", top=2))
    assert [len(page) for page in found_pages] == [2, 2, 1]
    assert {face.persisted_face_id: face.user_data for page in found_pages for face in page} == stored

    await train(walk)
    content = m.FindSimilarFromLargeFaceListContent(await found(walk, "dora"), large_face_list_id="beta")
    [similar] = (await walk.face.find_similar_from_large_face_list(content)).value
    face_id = similar.persisted_face_id
    assert stored[face_id] == "dora"
    await admin.update_large_face_list_face("beta", face_id, m.UpdateLargeFaceListFaceContent(user_data="Dora"))
    assert (await admin.get_large_face_list_face("beta", face_id)).value.user_data == "Dora"
    await admin.delete_large_face_list_face("beta", face_id)
    await gone(admin.get_large_face_list_face("beta", face_id))
    assert (await walk.face.find_similar_from_large_face_list(content)).value == []


async def train(walk: Walk) -> None:
    m, admin = walk.models, walk.administration
    await gone(admin.get_large_face_list_training_status("beta"))
    poller = await admin.train_large_face_list("beta")
    status = (await settle(poller.status())).value
    # On a busy machine the training may be over before anybody looks.
    assert poller.done == (status.status is m.FaceOperationStatus.SUCCEEDED)
    assert (await settle(poller.wait(PATIENCE, interval=INTERVAL))).value.status is m.FaceOperationStatus.SUCCEEDED
    last = (await admin.get_large_face_list_training_status("beta")).value
    assert last.last_successful_training_date_time > status.created_date_time
    assert await done(await admin.train_large_face_list("beta")) is None
