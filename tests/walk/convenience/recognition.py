"""The convenience layer detects faces and compares them with each other."""

from __future__ import annotations

from typing import Any

from ..story import Walk, address, picture


async def found(walk: Walk, person: str, number: int = 9) -> Any:
    """Return the id of the face in a picture of a person, for the model that all stories store faces with."""
    model = walk.models.FaceRecognitionModel.RECOGNITION_04
    [face] = (await walk.face.detect(picture(person, number), recognition_model=model)).value
    return face.face_id


async def walk_recognition(walk: Walk) -> None:
    m = walk.models
    two = picture("anna,ben", 1)
    response = await walk.face.detect(
        two,
        detection_model=m.FaceDetectionModel.DETECTION_03,
        recognition_model=m.FaceRecognitionModel.RECOGNITION_04,
        return_face_attributes=[m.FaceAttributeType.HEAD_POSE, m.FaceAttributeType.MASK],
        return_face_landmarks=True,
        return_recognition_model=True,
        face_id_time_to_live=600,
    )
    assert response.status_code == 200
    for face in response.value:
        assert face.recognition_model is m.FaceRecognitionModel.RECOGNITION_04
        assert face.face_attributes.mask.type is m.MaskType.NO_MASK
        box, nose = face.face_rectangle, face.face_landmarks.nose_tip
        assert box.left <= nose.x <= box.left + box.width
    assert len({face.face_id for face in response.value}) == 2

    content = m.DetectFromUrlContent(address("anna"))
    [anonymous] = (await walk.face.detect_from_url(content, return_face_id=False)).value
    assert anonymous.face_id is None
    model = m.FaceRecognitionModel.RECOGNITION_04
    [anna] = (await walk.face.detect_from_url(content, recognition_model=model)).value
    await compare(walk, anna.face_id)


async def compare(walk: Walk, anna: Any) -> None:
    """Verify, find and group detected faces, of which one is known to be of the first person."""
    m = walk.models
    again, ben, cleo = await found(walk, "anna"), await found(walk, "ben"), await found(walk, "cleo")
    same = (await walk.face.verify_face_to_face(m.VerifyFaceToFaceContent(anna, again))).value
    other = (await walk.face.verify_face_to_face(m.VerifyFaceToFaceContent(anna, ben))).value
    assert (same.is_identical, other.is_identical) == (True, False)
    assert same.confidence > 0.5 > other.confidence

    [similar] = (await walk.face.find_similar(m.FindSimilarContent(anna, face_ids=[again, ben, cleo]))).value
    assert (similar.face_id, similar.persisted_face_id) == (again, None)
    everybody = m.FindSimilarContent(
        anna, face_ids=[again, ben, cleo], mode=m.FindSimilarMatchMode.MATCH_FACE, max_num_of_candidates_returned=2
    )
    best, second = (await walk.face.find_similar(everybody)).value
    assert best.face_id == again
    assert best.confidence > second.confidence

    grouped = (await walk.face.group(m.GroupContent([anna, ben, again, cleo]))).value
    assert grouped.groups == [[anna, again]]
    assert grouped.messy_group == [ben, cleo]
