"""The protocol layer detects faces and compares them with each other."""

from __future__ import annotations

from ..story import Walk, address
from .raw import MODEL, content, image, read


async def found(walk: Walk, person: str, number: int = 9) -> str:
    """Return the id of the face in a picture of a person, for the model that all stories store faces with."""
    [face] = await read(walk.face.detect(image(person, number), recognition_model=MODEL))
    return str(face["faceId"])


async def walk_recognition(walk: Walk) -> None:
    faces = await read(
        walk.face.detect(
            image("anna,ben"),
            detection_model="detection_03",
            recognition_model=MODEL,
            return_face_attributes=["headPose", "mask"],
            return_face_landmarks=True,
            return_recognition_model=True,
            face_id_time_to_live=600,
        )
    )
    for face in faces:
        assert face["recognitionModel"] == MODEL
        assert face["faceAttributes"].keys() == {"headPose", "mask"}
        box, nose = face["faceRectangle"], face["faceLandmarks"]["noseTip"]
        assert box["left"] <= nose["x"] <= box["left"] + box["width"]
    assert len({face["faceId"] for face in faces}) == 2

    [anonymous] = await read(walk.face.detect_from_url(content(url=address("anna")), return_face_id=False))
    assert anonymous.keys() == {"faceRectangle"}
    [anna] = await read(walk.face.detect_from_url(content(url=address("anna")), recognition_model=MODEL))
    await compare(walk, anna["faceId"])


async def compare(walk: Walk, anna: str) -> None:
    """Verify, find and group detected faces, of which one is known to be of the first person."""
    again, ben, cleo = await found(walk, "anna"), await found(walk, "ben"), await found(walk, "cleo")
    same = await read(walk.face.verify_face_to_face(content(faceId1=anna, faceId2=again)))
    other = await read(walk.face.verify_face_to_face(content(faceId1=anna, faceId2=ben)))
    assert (same["isIdentical"], other["isIdentical"]) == (True, False)
    assert same["confidence"] > 0.5 > other["confidence"]

    others = [again, ben, cleo]
    [similar] = await read(walk.face.find_similar(content(faceId=anna, faceIds=others)))
    assert similar == {"faceId": again, "confidence": same["confidence"]}
    everybody = content(faceId=anna, faceIds=others, mode="matchFace", maxNumOfCandidatesReturned=2)
    best, second = await read(walk.face.find_similar(everybody))
    assert best == similar
    assert second["confidence"] < best["confidence"]
    grouped = await read(walk.face.group(content(faceIds=[anna, ben, again, cleo])))
    assert grouped == {"groups": [[anna, again]], "messyGroup": [ben, cleo]}
