"""The bytes of an image -> the face that the local service pretends to see in it."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

from veneer.serve import ServiceError

_DEFAULT_SIZE = (640, 480)
_PNG = b"\x89PNG\r\n\x1a\n"
_NOT_FRAMES = {0xC4, 0xC8, 0xCC}


def seen_face(image: bytes) -> dict[str, Any]:
    """Return a face for an image: the same bytes always have the same face.

    Args:
        image: The bytes; the size of a JPEG or PNG is read from its header, anything else counts as 640 x 480.

    Returns:
        A ``LivenessWithVerifyImage``: a square within the image, and a quality by the width of that square.

    Raises:
        ServiceError: The image is empty (400).
    """
    if not image:
        raise ServiceError(400, "InvalidImage", "The image is empty.")
    width, height = _size(image)
    seed = hashlib.sha256(image).digest()
    side = max(1, min(width, height) * (40 + seed[0] % 21) // 100)
    rectangle = {
        "top": (height - side) * (30 + seed[1] % 41) // 100,
        "left": (width - side) * (30 + seed[2] % 41) // 100,
        "width": side,
        "height": side,
    }
    quality = "high" if side >= 160 else "medium" if side >= 80 else "low"
    return {"faceRectangle": rectangle, "qualityForRecognition": quality}


def _size(image: bytes) -> tuple[int, int]:
    width, height = _png_size(image) or _jpeg_size(image) or _DEFAULT_SIZE
    return (width, height) if width and height else _DEFAULT_SIZE


def _png_size(image: bytes) -> tuple[int, int] | None:
    if not image.startswith(_PNG) or len(image) < 24:
        return None
    width, height = struct.unpack(">II", image[16:24])
    # PNG's own limit, which also keeps the answer within int32.
    return (width, height) if max(width, height) < 2**31 else None


def _jpeg_size(image: bytes) -> tuple[int, int] | None:
    if not image.startswith(b"\xff\xd8"):
        return None
    position = 2
    while position + 9 <= len(image) and image[position] == 0xFF:
        marker, length = image[position + 1], int.from_bytes(image[position + 2 : position + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in _NOT_FRAMES:
            height, width = struct.unpack(">HH", image[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return None
