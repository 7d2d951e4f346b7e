"""An image -> the faces that the local service sees in it, and two faces -> how sure it is of one person."""

from __future__ import annotations

import hashlib
import math

from attrs import frozen

from ..asgi import ServiceError
from .images import Image

SAME_PERSON = 0.5
"""The confidence from which two faces count as one person's."""


@frozen
class Rectangle:
    """A place in an image, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def area(self) -> int:
        """How many pixels it has."""
        return self.width * self.height

    def shown(self) -> dict[str, int]:
        """Return it as a ``FaceRectangle``."""
        return {"top": self.top, "left": self.left, "width": self.width, "height": self.height}

    def overlap(self, other: Rectangle) -> float:
        """Return which part of both together is common to both, from 0 to 1."""
        width = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        height = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        common = max(0, width) * max(0, height)
        return common / (self.area + other.area - common)


@frozen
class SeenFace:
    """A face in an image.

    Attributes:
        rectangle: Where it is.
        look: What this face has of its own; differs from image to image.
        person: Whose face it is.
    """

    rectangle: Rectangle
    look: bytes
    person: bytes

    @property
    def quality(self) -> str:
        """How good it is for recognition, by the width of its rectangle."""
        width = self.rectangle.width
        return "high" if width >= 160 else "medium" if width >= 80 else "low"

    def likeness(self, other: SeenFace) -> float:
        """Return the confidence, from 0 to 1, that both are faces of one person."""
        if self.look == other.look:
            return 1.0
        pair = hashlib.sha256(b"".join(sorted((self.look, other.look)))).digest()
        share = int.from_bytes(pair[:2], "big") / 0x10000
        return round(0.8 + 0.19 * share if self.person == other.person else 0.02 + 0.33 * share, 5)

    def verify_image(self) -> dict[str, object]:
        """Return it as a ``LivenessWithVerifyImage``."""
        return {"faceRectangle": self.rectangle.shown(), "qualityForRecognition": self.quality}


def faces_in(image: Image) -> tuple[SeenFace, ...]:
    """Return the faces in an image, the largest first; none lies outside it or upon another."""
    faces = [_face(image, index, name) for index, name in enumerate(image.people)]
    return tuple(sorted(faces, key=lambda face: -face.rectangle.area))


def largest_face(image: Image) -> SeenFace:
    """Return the largest face in an image.

    Raises:
        ServiceError: It has none (400).
    """
    faces = faces_in(image)
    if not faces:
        raise _no_face()
    return faces[0]


def target_face(image: Image, target: list[int] | None) -> SeenFace:
    """Return the face in an image that a request means.

    Args:
        image: The image.
        target: Left, top, width and height of the rectangle that the caller meant; ``None`` for the only face.

    Returns:
        The face that has most in common with the rectangle.

    Raises:
        ServiceError: There is no such face, or more than one and no rectangle, or the rectangle is none (400).
    """
    faces = list(faces_in(image))
    if target is not None:
        wanted = _wanted(image, target)
        nearest = sorted(faces, key=lambda face: face.rectangle.overlap(wanted))[-1:]
        faces = [face for face in nearest if face.rectangle.overlap(wanted) > 0]
    if not faces:
        raise _no_face()
    if len(faces) > 1:
        raise ServiceError(400, "InvalidImage", "There is more than 1 face in the image; say which with 'targetFace'.")
    return faces[0]


def _no_face() -> ServiceError:
    return ServiceError(400, "InvalidImage", "There is no face in the image.")


def _wanted(image: Image, target: list[int]) -> Rectangle:
    left, top, width, height = target
    if min(left, top) < 0 or min(width, height) < 1:
        raise ServiceError(400, "BadArgument", "The query parameter 'targetFace' must be left,top,width,height.")
    if left + width > image.width or top + height > image.height:
        raise ServiceError(400, "BadArgument", "The query parameter 'targetFace' reaches beyond the image.")
    return Rectangle(left, top, width, height)


def _face(image: Image, index: int, name: str) -> SeenFace:
    look = hashlib.sha256(image.digest + bytes([index])).digest()
    person = hashlib.sha256(b"person " + name.encode()).digest() if name else look
    return SeenFace(_rectangle(image, index, look), look, person)


def _rectangle(image: Image, index: int, look: bytes) -> Rectangle:
    # Each face has a cell of a grid to itself, with some room around it.
    columns = math.ceil(math.sqrt(len(image.people)))
    rows = math.ceil(len(image.people) / columns)
    row, column = divmod(index, columns)
    width, height = image.width // columns, image.height // rows
    side = max(1, min(width, height) * (40 + look[0] % 21) // 100)
    left = column * width + max(0, width - side) * (30 + look[1] % 41) // 100
    top = row * height + max(0, height - side) * (30 + look[2] % 41) // 100
    return Rectangle(left, top, side, side)
