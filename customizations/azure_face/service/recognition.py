"""Requests to verify, to find similar faces and to group -> what the comparison of the faces says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from ..asgi import Handler, ServiceError, ServiceRequest, ServiceResponse, bad_argument
from .comparing import best_matches
from .containers import FACE_LIST, LARGE_FACE_LIST, LARGE_PERSON_GROUP, PERSON_GROUP, Containers
from .directory import Directory
from .face_ids import DetectedFace, FaceIds
from .faces import SAME_PERSON, SeenFace
from .models import incompatible
from .persisted_faces import PERSISTED_FACE, Faces

_PREFIX = "FaceRecognitionOperations_"
_DEFAULT_SIMILAR = 20
_MODES = {"matchPerson": SAME_PERSON, "matchFace": 0.0}
_SIMILAR_RANGE = (1, 1000)
_GROUP_RANGE = (2, 1000)


@frozen
class Recognition:
    """The operations that compare faces, apart from identify.

    Attributes:
        face_ids: The detected faces.
        containers: The face lists and person groups.
        directory: The person directory.
    """

    face_ids: FaceIds
    containers: Containers
    directory: Directory

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id."""
        return {
            f"{_PREFIX}VerifyFaceToFace": self.verify,
            f"{_PREFIX}VerifyFromPersonGroup": self.verify,
            f"{_PREFIX}VerifyFromLargePersonGroup": self.verify,
            f"{_PREFIX}VerifyFromPersonDirectory": self.verify,
            f"{_PREFIX}FindSimilar": self.find_similar,
            f"{_PREFIX}FindSimilarFromFaceList": self.find_similar,
            f"{_PREFIX}FindSimilarFromLargeFaceList": self.find_similar,
            f"{_PREFIX}Group": self.group,
        }

    async def verify(self, request: ServiceRequest) -> ServiceResponse:
        """Return whether a face is another face's person, or a person of a group or of the directory."""
        body = request.body
        if "faceId2" in body:
            face, other = (self.face_ids.get(body[name], 404) for name in ("faceId1", "faceId2"))
            if face.model != other.model:
                raise incompatible()
            confidence = face.face.likeness(other.face)
        else:
            face = self.face_ids.get(body["faceId"], 404)
            confidence = max(face.face.likeness(each.face) for each in self._faces_of_person(body, face))
        return ServiceResponse.json({"isIdentical": confidence >= SAME_PERSON, "confidence": confidence})

    def _faces_of_person(self, body: Mapping[str, Any], face: DetectedFace) -> Faces:
        kind = next((kind for kind in (LARGE_PERSON_GROUP, PERSON_GROUP) if kind.key in body), None)
        if kind is None:
            faces = self.directory.person(body["personId"]).faces_of(face.model)
        else:
            group = self.containers.get(kind, body[kind.key], 400)
            if group.model != face.model:
                raise incompatible()
            faces = group.persons.get(body["personId"]).faces
        if not faces:
            message = f"The person '{body['personId']}' has no face to compare with."
            raise ServiceError(404, f"{PERSISTED_FACE.code}NotFound", message)
        return faces

    async def find_similar(self, request: ServiceRequest) -> ServiceResponse:
        """Return the faces that are like a face, from those detected or those in a list."""
        body = request.body
        if sum(name in body for name in ("faceIds", FACE_LIST.key, LARGE_FACE_LIST.key)) > 1:
            raise bad_argument("Only one of 'faceIds', 'faceListId' and 'largeFaceListId' may be sent.")
        if (least := _MODES.get(body.get("mode", "matchPerson"))) is None:
            raise bad_argument(f"The 'mode' must be one of: {', '.join(_MODES)}.")
        face = self.face_ids.get(body["faceId"])
        most = body.get("maxNumOfCandidatesReturned", _DEFAULT_SIMILAR)
        found = best_matches(face.face, self._similar_candidates(body, face.model), least, most)
        name = "faceId" if "faceIds" in body else "persistedFaceId"
        return ServiceResponse.json([{name: key, "confidence": confidence} for key, confidence in found])

    def _similar_candidates(self, body: Mapping[str, Any], model: str) -> Iterator[tuple[str, SeenFace]]:
        if "faceIds" in body:
            _check_length(body["faceIds"], _SIMILAR_RANGE)
            faces = self.face_ids.of_one_model(body["faceIds"], model)
            return ((face_id, each.face) for face_id, each in zip(body["faceIds"], faces, strict=True))
        kind = FACE_LIST if FACE_LIST.key in body else LARGE_FACE_LIST
        container = self.containers.get(kind, body[kind.key], 400)
        if container.model != model:
            raise incompatible()
        if kind is FACE_LIST and not container.faces:
            raise ServiceError(400, "FaceListNotReady", "The face list is empty.")
        trained = container.faces if kind is FACE_LIST else self.containers.trained_faces(container)
        return ((each.id, each.face) for each in container.faces if each.id in trained)

    async def group(self, request: ServiceRequest) -> ServiceResponse:
        """Return the faces in groups of one person each, and those that are like no other."""
        face_ids = list(dict.fromkeys(request.body["faceIds"]))
        _check_length(face_ids, _GROUP_RANGE)
        persons: dict[bytes, list[str]] = {}
        for face_id, each in zip(face_ids, self.face_ids.of_one_model(face_ids), strict=True):
            persons.setdefault(each.face.person, []).append(face_id)
        groups = sorted((each for each in persons.values() if len(each) > 1), key=len, reverse=True)
        alone = [face_id for each in persons.values() if len(each) == 1 for face_id in each]
        return ServiceResponse.json({"groups": groups, "messyGroup": alone})


def _check_length(face_ids: list[str], limits: tuple[int, int]) -> None:
    least, most = limits
    if not least <= len(face_ids) <= most:
        raise bad_argument(f"The property 'faceIds' of the request body must have {least} to {most} items.")
