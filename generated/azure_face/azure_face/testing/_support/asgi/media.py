"""Content types: what a request announces, what a description offers -> the entry that fits, and what kind it is."""

from __future__ import annotations

from collections.abc import Iterable


def media_type(content_type: str) -> str:
    """Return a content type without its parameters, lower case."""
    return content_type.partition(";")[0].strip().lower()


def best_range(sent: str, described: Iterable[str]) -> str | None:
    """Return the described content type or range that fits ``sent`` most closely.

    Args:
        sent: A media type without parameters, lower case; empty when the request has none.
        described: The keys of a ``content`` map, in their own spelling.

    Returns:
        The key, or ``None`` when none fits.
    """
    fitting = {media_type(key): key for key in reversed(list(described))}
    family = f"{sent.partition('/')[0]}/*"
    return next((fitting[each] for each in (sent, family, "*/*") if each in fitting), None)


def is_json(media: str) -> bool:
    """Return whether the bodies of a media type are one JSON value."""
    return media in ("application/json", "text/json") or media.endswith("+json")
