"""An answer goes in, what its ``Content-Type`` says comes out: of which type the body is, and in which charset."""

from __future__ import annotations

import re
from typing import NoReturn

import httpx

from .errors import DecodeError

_TYPE = re.compile(r"[\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,80}", re.ASCII)  # RFC 6838, section 4.2
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s\";]{1,40})", re.ASCII | re.IGNORECASE)


def media_type(response: httpx.Response) -> str | None:
    """Return the answer's media type in lower case, without parameters; ``None`` where none is told."""
    header: str | None = response.headers.get("Content-Type")
    if header is None:
        return None
    return header.partition(";")[0].strip().lower() or None


def charset(response: httpx.Response) -> str | None:
    """Return the charset that the answer's ``Content-Type`` names, or ``None``."""
    found = _CHARSET.search(response.headers.get("Content-Type", ""))
    return found[1].lower() if found else None


def is_json(media: str) -> bool:
    """Whether a media type is JSON: ``application/json``, ``text/json``, or anything that ends in ``+json``."""
    return media in {"application/json", "text/json"} or media.endswith("+json")


def answers_as(response: httpx.Response, described: str) -> bool:
    """Whether an answer says that it is of a media type, or of a range of them, that is described."""
    media, wanted = media_type(response), described.partition(";")[0].strip().lower()
    return media is not None and (media == wanted or (wanted.endswith("/*") and media.startswith(wanted[:-1])))


def is_likely(media: str, promised: str) -> bool:
    """Whether a body of one media type may stand for one that is promised.

    Much comes under another name of its family, or as an ``application/...``. But HTML, where none is promised, is the
    page of a proxy.
    """
    if media == promised:
        return True
    families = {media.partition("/")[0], promised.partition("/")[0]} - {"application", "*"}
    return media != "text/html" and len(families) < 2


def refuse_type(expected: str, media: str, response: httpx.Response) -> NoReturn:
    """Raise the ``DecodeError`` for an answer of another type; what is no media type is not shown."""
    shown = media if _TYPE.fullmatch(media) else "a Content-Type that is none"
    raise DecodeError("$", f"expected {expected}, got {shown}", response)
