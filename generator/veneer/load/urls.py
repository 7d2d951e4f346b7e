"""The URL of a description, or a file that refers to some, in; what is behind it and what it refers to, out."""

from __future__ import annotations

import posixpath
import weakref
from collections.abc import Callable
from urllib.parse import unquote

import httpx
from attrs import define, field

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.beside import Budget, FileBeside, RefusedReferenceError
from veneer.load.http import Fetcher, NotFetchedError
from veneer.load.limits import MOST_URLS
from veneer.load.origins import Origins, parse_url, read_origins, url_fault
from veneer.load.text import excerpt


def without_query(url: str) -> str:
    """Return a URL as messages show it: its query may hold a token."""
    return url.partition("?")[0]


@define
class UrlsBeside:
    """What a description behind a URL may refer to: anything at its own origin, and at those that a user named.

    A description is data from a stranger, and so is what a server answers: see `Origins` for where they may lead.
    """

    _first: FileBeside
    _fetcher: Fetcher
    _root: httpx.URL | None
    _budget: Budget = field(factory=lambda: Budget(MOST_URLS), init=False)
    _led_to: dict[str, httpx.URL] = field(factory=dict, init=False)

    @classmethod
    def of(cls, url: str | None, allowed: tuple[str, ...], tell: Callable[[str], None] = lambda _: None) -> UrlsBeside:
        """Return what a description may refer to.

        Args:
            url: Its URL, one without a fault; ``None`` for a file of this machine.
            allowed: Origins that a user named.
            tell: Told how far each is.

        Raises:
            InputError: `bad-origin`.
        """
        root = httpx.URL(url) if url is not None else None
        fetcher = Fetcher(Origins(root, read_origins(allowed)), tell)
        about = FileBeside(url or "", _name(root) if root is not None else "", without_query(url or ""))
        made = cls(about, fetcher, root)
        weakref.finalize(made, fetcher.close)
        return made

    @property
    def was_read(self) -> bool:
        """Whether any of them was."""
        return self._budget.was_used

    def first(self) -> FileBeside:
        """Return the description itself."""
        return self._first

    def fetch(self) -> bytes:
        """Return the description itself.

        Raises:
            NotFetchedError: It did not come, or not whole.
        """
        assert self._root is not None
        fetched = self._fetcher.fetch(self._root, self._budget.left)
        self._led_to[self._first.key] = fetched.url
        return fetched.content

    def follow(self, base: FileBeside, reference: str) -> FileBeside:
        """Return what a reference in another document leads to; raises ``RefusedReferenceError``."""
        shown, target = excerpt(reference), parse_url(reference)
        above = self._led_to.get(base.key) or parse_url(base.key)
        if target is None or above is None or not reference.isprintable() or "\\" in reference:
            raise RefusedReferenceError("external-reference", f"the reference {shown} is no URL", "Correct it.")
        url = above.join(target)
        if refusal := self._fetcher.origins.refusal(url):
            raise RefusedReferenceError("external-reference", f"the reference {shown} {refusal[0]}", refusal[1])
        return FileBeside(str(url), self._relative(url), without_query(str(url)))

    def read(self, file: FileBeside) -> bytes:
        """Return the bytes of what `follow` gave; raises ``RefusedReferenceError``."""
        try:
            fetched = self._fetcher.fetch(httpx.URL(file.key), self._budget.left)
        except NotFetchedError as error:
            message, fix = error.args
            raise RefusedReferenceError("not-fetched", f"{file.shown_as} {message}", fix) from None
        self._budget.take(len(fetched.content))
        self._led_to[file.key] = fetched.url
        return fetched.content

    def _relative(self, url: httpx.URL) -> str:
        """Return the name of a document as seen from the description, so that its components get short names."""
        root = self._led_to.get(self._first.key, self._root)
        if root is None or (url.scheme, url.netloc) != (root.scheme, root.netloc):
            return posixpath.join(url.host, _name(url))
        return posixpath.relpath(_name(url), posixpath.dirname(_name(root)) or ".")


def _name(url: httpx.URL) -> str:
    return unquote(url.path).lstrip("/")


def fetch_description(url: str, allowed: tuple[str, ...], tell: Callable[[str], None]) -> tuple[bytes, UrlsBeside]:
    """Return the description behind a URL that a user named, and what it may refer to.

    Args:
        url: The URL.
        allowed: Origins that the user named.
        tell: Told how far it is.

    Raises:
        InputError: `bad-source`, `bad-origin` or `not-fetched`.
    """
    fault = url_fault(url, read_origins(allowed))
    if fault is not None:
        raise InputError([Diagnostic("bad-source", f"the URL {fault[0]}", Location("veneer"), fault[1])])
    beside = UrlsBeside.of(url, allowed, tell)
    try:
        return beside.fetch(), beside
    except NotFetchedError as error:
        message, fix = error.args
        raise InputError([Diagnostic("not-fetched", message, Location(without_query(url)), fix)]) from None
