"""Requests of the API's detect operations -> the faces in an image, with what was asked for of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from ..asgi import Handler, ServiceRequest, ServiceResponse, bad_argument
from .attributes import attributes, check_attributes
from .face_ids import FaceIds
from .faces import SeenFace, faces_in
from .images import Image, read_image, sent_image
from .landmarks import landmarks
from .models import detection_model, recognition_model

_PREFIX = "FaceDetectionOperations_Detect"


@frozen
class Detection:
    """The detect operations.

    Attributes:
        face_ids: Keeps the faces that get an id.
        session_image: Returns the bytes of a session image by its id.
    """

    face_ids: FaceIds
    session_image: Callable[[str], bytes]

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers by operation id, those that every version has."""
        return {_PREFIX: self.detect, f"{_PREFIX}FromUrl": self.detect}

    def session_image_handlers(self) -> dict[str, Handler]:
        """Return the handlers of versions that have session images."""
        return {f"{_PREFIX}FromSessionImageId": self.detect}

    async def detect(self, request: ServiceRequest) -> ServiceResponse:
        """Return the faces of an image."""
        shown = _wishes(request)
        image = self._image(request.body)
        return ServiceResponse.json([self._shown(face, shown) for face in faces_in(image)])

    def _image(self, body: Any) -> Image:
        if isinstance(body, bytes) or "url" in body:
            return sent_image(body)
        return read_image(self.session_image(body["sessionImageId"]))

    def _shown(self, face: SeenFace, wishes: _Wishes) -> dict[str, Any]:
        result: dict[str, Any] = {"faceRectangle": face.rectangle.shown()}
        if wishes.seconds:
            result["faceId"] = self.face_ids.add(face, wishes.recognition, wishes.seconds)
            result |= {"recognitionModel": wishes.recognition} if wishes.model else {}
        if wishes.landmarks:
            result["faceLandmarks"] = landmarks(face)
        if wishes.attributes:
            result["faceAttributes"] = attributes(face, wishes.attributes)
        return result


@frozen
class _Wishes:
    recognition: str
    seconds: int
    model: bool
    landmarks: bool
    attributes: tuple[str, ...]


def _wishes(request: ServiceRequest) -> _Wishes:
    query = request.query
    detection = detection_model(query.get("detectionModel"))
    recognition = recognition_model(query.get("recognitionModel"))
    names = tuple(dict.fromkeys(query.get("returnFaceAttributes", ())))
    check_attributes(names, detection, recognition)
    if query["returnFaceLandmarks"] and detection == "detection_02":
        raise bad_argument("'returnFaceLandmarks' is not supported by detection_02.")
    seconds = query["faceIdTimeToLive"] if query["returnFaceId"] else 0
    return _Wishes(recognition, seconds, query["returnRecognitionModel"], query["returnFaceLandmarks"], names)
