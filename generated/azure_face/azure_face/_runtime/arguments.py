"""Arguments of a call go in, which of several forms of the call they choose comes out."""

from __future__ import annotations

import httpx

_FILE = "a file is given as a pathlib.Path"


def web_address(text: str | httpx.URL) -> str:
    """Pass an address on the web.

    Args:
        text: The address.

    Returns:
        The address as text.

    Raises:
        ValueError: If it is no absolute http or https URL.
    """
    address = str(text)
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError(f"a text is an address and begins with https:// or http://; {_FILE}")
    return address


def check_form(*forms: tuple[str, ...], **arguments: object) -> None:
    """Check that the arguments of a call are those of one of its forms.

    Args:
        forms: Which arguments go together; an empty one stands for none of them.
        arguments: Every argument of these forms, ``None`` for one that was not given.

    Raises:
        TypeError: If others were given; the message names the forms.
    """
    given = {name for name, value in arguments.items() if value is not None}
    if not any(given == set(form) for form in forms):
        wanted = ", or ".join(" and ".join(form) or "none of these" for form in forms)
        found = " and ".join(name for name in arguments if name in given) or "none of these"
        raise TypeError(f"pass {wanted}; got {found}")
