"""What a user calls a description, a path or a URL, in; its bytes, its names and what it may refer to, out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from attrs import frozen

from veneer.load.beside import Beside, FilesBeside
from veneer.load.files import read_bytes

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://", re.ASCII)


@frozen
class Allowed:
    """Where references of a description may lead besides its own folder or origin: what a user named."""

    folders: tuple[Path, ...] = ()
    origins: tuple[str, ...] = ()


NOWHERE_ELSE = Allowed()


@frozen(eq=False)
class Described:
    """A description that was read.

    Attributes:
        data: What is in it.
        shown_as: Its name in messages.
        file: The name of its file, without folders.
        beside: What it may refer to.
    """

    data: bytes
    shown_as: str
    file: str
    beside: Beside


def names_url(name: str) -> bool:
    """Tell whether a user named a URL, of whatever scheme, and no path."""
    return _SCHEME.match(name) is not None


def describe(name: str, allowed: Allowed = NOWHERE_ELSE, tell: Callable[[str], None] = lambda _: None) -> Described:
    """Read a description.

    Args:
        name: Its path, or its URL.
        allowed: Where its references may lead besides its own folder or origin.
        tell: Told how far it is, if it is fetched.

    Raises:
        InputError: It cannot be read or fetched, or what is allowed is no origin.
    """
    if names_url(name):
        # Whoever has a file does not wait for an HTTP client to load.
        from veneer.load.urls import fetch_description, without_query

        data, beside = fetch_description(name, allowed.origins, tell)
        shown = without_query(name)
        path = PurePosixPath(shown.partition("://")[2])
        return Described(data, shown, path.name, beside)
    path_here = Path(name)
    shown = path_here.as_posix().replace(os.sep, "/")
    return Described(read_bytes(path_here, shown), shown, path_here.name, files_beside(path_here, shown, allowed))


def files_beside(path: Path, shown_as: str, allowed: Allowed) -> FilesBeside:
    """Return what a file of this machine may refer to.

    Raises:
        InputError: `bad-origin`.
    """
    if not allowed.origins:
        return FilesBeside(path, shown_as, allowed.folders)
    from veneer.load.urls import UrlsBeside  # as above

    return FilesBeside(path, shown_as, allowed.folders, UrlsBeside.of(None, allowed.origins))
