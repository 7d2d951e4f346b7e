"""An answer whose body is not JSON goes in, its bytes or its text come out."""

from __future__ import annotations

import codecs

import httpx

from .errors import DecodeError
from .media_types import charset, is_likely, media_type, refuse_type

# Codecs of Python's that are no character sets; some warn, some take very long for a long text.
_NO_CHARSETS = {"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"}


def read_bytes(raw: httpx.Response, promised: str) -> bytes:
    """Read an answer's body as it is.

    Args:
        raw: The answer, its body read.
        promised: The media type that the description promises.

    Returns:
        The bytes.

    Raises:
        DecodeError: If the answer says that it is of quite another type, as the HTML page of a proxy.
    """
    check_type(raw, promised)
    return raw.content


def read_text(raw: httpx.Response, promised: str) -> str:
    """Read an answer's body as text, in the charset that it names, or else UTF-8.

    Args:
        raw: The answer, its body read.
        promised: The media type that the description promises.

    Returns:
        The text.

    Raises:
        DecodeError: If the answer says that it is of quite another type, or the body does not fit its charset.
    """
    check_type(raw, promised)
    named = charset(raw) or "utf-8"
    try:
        if codecs.lookup(named).name.replace("-", "_") in _NO_CHARSETS:
            raise LookupError
        return raw.content.decode(named)
    except LookupError:
        raise DecodeError("$", f"expected text, got a body in {named!a}, which is no known charset", raw) from None
    except ValueError:  # an embedded NUL in the name as well
        raise DecodeError("$", f"expected text, got a body that is not {named!a}", raw) from None


def check_type(raw: httpx.Response, promised: str) -> None:
    """Refuse an answer that says that it is of quite another type than is promised; ``DecodeError``."""
    promised, media = promised.partition(";")[0].strip().lower(), media_type(raw)
    if media is not None and not is_likely(media, promised):
        refuse_type(promised, media, raw)
