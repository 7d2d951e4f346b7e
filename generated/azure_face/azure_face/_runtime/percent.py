"""Text goes in, percent-encoded UTF-8 comes out (RFC 3986)."""

from __future__ import annotations

import re
from urllib.parse import quote

_TRIPLE = re.compile(r"(%[0-9A-Fa-f]{2})")


def percent_encode(name: str, text: str, keep: str = "") -> str:
    """Encode everything but unreserved characters.

    Args:
        name: The parameter's name, for the message.
        text: What to encode.
        keep: Further ASCII characters that stay as they are.

    Raises:
        ValueError: If the text is no Unicode (holds a lone surrogate).
    """
    try:
        return quote(text, safe=keep)
    except UnicodeEncodeError:
        raise ValueError(f"{name} holds a character that UTF-8 cannot carry") from None


def percent_encode_reserved(name: str, text: str, keep: str) -> str:
    """Encode as RFC 6570's reserved expansion does: what ``keep`` names and percent-encoded triplets stay."""
    pieces = _TRIPLE.split(text)
    return "".join(piece if index % 2 else percent_encode(name, piece, keep) for index, piece in enumerate(pieces))
