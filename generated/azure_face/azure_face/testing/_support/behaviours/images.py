"""The bytes or the address of an image -> its size and the people that the local service pretends to see in it."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from attrs import frozen

from ..asgi import ServiceError

MOST_FACES = 100
LARGEST_FILE = 6 * 1024 * 1024

_DEFAULT_SIZE = (640, 480)
_PNG = b"\x89PNG\r\n\x1a\n"
_NOT_FRAMES = {0xC4, 0xC8, 0xCC}
_FACES = re.compile(rb"local-faces=([0-9]{1,3})")
_PEOPLE = re.compile(rb"local-people=([A-Za-z0-9_.,-]+)")


@frozen
class Image:
    """An image, as far as the local service looks at it.

    Attributes:
        digest: Of its bytes, or of its address.
        width: In pixels.
        height: In pixels.
        people: One name a face; empty for a person that is known from this image only.
    """

    digest: bytes
    width: int
    height: int
    people: tuple[str, ...]


def sent_image(body: bytes | Mapping[str, Any]) -> Image:
    """Return the image that a request carries: its body's bytes, or the address in its ``url``.

    Raises:
        ServiceError: The image is empty, too large or cannot be fetched (400).
    """
    return read_image(body) if isinstance(body, bytes) else image_at(str(body["url"]))


def read_image(content: bytes) -> Image:
    """Return the image with some bytes.

    Args:
        content: The bytes; the size of a JPEG, PNG, GIF or BMP is read from its header, anything else counts as an
            image of 640 x 480.

    Returns:
        The image.

    Raises:
        ServiceError: The image is empty or has more than 6 MB (400).
    """
    if not content:
        raise ServiceError(400, "InvalidImage", "The image is empty.")
    if len(content) > LARGEST_FILE:
        raise ServiceError(400, "InvalidImageSize", "The image is too large: a file has at most 6 MB.")
    return Image(hashlib.sha256(content).digest(), *_size(content), _people(content))


def image_at(url: str) -> Image:
    """Return the image at an address, which nobody fetches: the same address is the same image.

    Raises:
        ServiceError: The address is no http one, or its host ends in ``.invalid`` (400).
    """
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ServiceError(400, "InvalidURL", "The address of the image must begin with http:// or https://.")
    if parts.hostname.endswith(".invalid"):
        raise ServiceError(400, "InvalidURL", "The image cannot be fetched from its address.")
    return Image(hashlib.sha256(f"url {url}".encode()).digest(), *_DEFAULT_SIZE, _people(unquote_to_bytes(url)))


def picture(name: str) -> bytes:
    """Return a small picture of its own for each ``name``, as a PNG."""
    width, height = _DEFAULT_SIZE
    shade = hashlib.sha256(name.encode()).digest()[:1]
    rows = (b"\x00" + shade * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    text = b"Title\x00" + name.encode("latin-1", "replace")
    chunks = ((b"IHDR", header), (b"tEXt", text), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return _PNG + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _people(content: bytes) -> tuple[str, ...]:
    if (found := _PEOPLE.search(content)) is not None:
        return tuple(found[1].decode().split(",")[:MOST_FACES])
    found = _FACES.search(content)
    return ("",) * (1 if found is None else min(int(found[1]), MOST_FACES))


def _size(image: bytes) -> tuple[int, int]:
    readers = (_png_size, _jpeg_size, _gif_size, _bmp_size)
    width, height = next((size for read in readers if (size := read(image)) is not None), _DEFAULT_SIZE)
    # PNG's own limit, which also keeps the answer within int32.
    return (width, height) if min(width, height) > 0 and max(width, height) < 2**31 else _DEFAULT_SIZE


def _png_size(image: bytes) -> tuple[int, int] | None:
    if not image.startswith(_PNG) or len(image) < 24:
        return None
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def _gif_size(image: bytes) -> tuple[int, int] | None:
    if not image.startswith((b"GIF87a", b"GIF89a")) or len(image) < 10:
        return None
    width, height = struct.unpack("<HH", image[6:10])
    return width, height


def _bmp_size(image: bytes) -> tuple[int, int] | None:
    if not image.startswith(b"BM") or len(image) < 26:
        return None
    width, height = struct.unpack("<ii", image[18:26])
    # A height below zero says that the rows come top down.
    return width, abs(height)


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
