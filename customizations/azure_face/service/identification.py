"""Requests to identify -> for each face, the persons of a group or of the directory whose face it may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from ..asgi import Handler, ServiceError, ServiceRequest, ServiceResponse
from .comparing import best_matches
from .containers import LARGE_PERSON_GROUP, PERSON_GROUP, Containers, Kind
from .directory import Directory
from .face_ids import FaceIds
from .faces import SAME_PERSON, SeenFace
from .models import incompatible

_PREFIX = "FaceRecognitionOperations_IdentifyFrom"
_DEFAULT_CANDIDATES = 10
_DYNAMIC, _PERSONS = "dynamicPersonGroupId", "personIds"
_SCOPES = (PERSON_GROUP.key, LARGE_PERSON_GROUP.key, _DYNAMIC, _PERSONS)

_Candidates = list[tuple[str, SeenFace]]


@frozen
class Identification:
    """The identify operations.

    Attributes:
        face_ids: The detected faces.
        containers: The person groups.
        directory: The person directory.
    """

    face_ids: FaceIds
    containers: Containers
    directory: Directory

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id."""
        scopes = ("PersonGroup", "LargePersonGroup", "DynamicPersonGroup", "PersonDirectory")
        return {f"{_PREFIX}{scope}": self.identify for scope in scopes}

    async def identify(self, request: ServiceRequest) -> ServiceResponse:
        """Return the candidates of each face."""
        body = request.body
        if sum(name in body for name in _SCOPES) > 1:
            message = f"Only one of these may be sent: {', '.join(_SCOPES)}."
            raise ServiceError(400, "IncompatibleIdentificationScopeParametersCombination", message)
        faces = self.face_ids.of_one_model(body["faceIds"])
        candidates = self._candidates(body, faces[0].model)
        least = body.get("confidenceThreshold", SAME_PERSON)
        most = body.get("maxNumOfCandidatesReturned", _DEFAULT_CANDIDATES)
        results = [best_matches(face.face, candidates, least, most) for face in faces]
        return ServiceResponse.json(
            [
                {"faceId": face_id, "candidates": [{"personId": key, "confidence": each} for key, each in matches]}
                for face_id, matches in zip(body["faceIds"], results, strict=True)
            ]
        )

    def _candidates(self, body: Mapping[str, Any], model: str) -> _Candidates:
        for kind in (PERSON_GROUP, LARGE_PERSON_GROUP):
            if kind.key in body:
                return self._of_group(kind, body[kind.key], model)
        members = self.directory.group(body[_DYNAMIC], 400).members if _DYNAMIC in body else body[_PERSONS]
        persons = [self.directory.person(person_id, 400) for person_id in members]
        return [(person.id, each.face) for person in persons for each in person.faces_of(model)]

    def _of_group(self, kind: Kind, key: str, model: str) -> _Candidates:
        group = self.containers.get(kind, key, 400)
        trained = self.containers.trained_faces(group)
        if group.model != model:
            raise incompatible()
        return [(person.id, each.face) for person in group.persons for each in person.faces if each.id in trained]
