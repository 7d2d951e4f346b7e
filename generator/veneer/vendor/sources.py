"""Where a description comes from: a URL, a file or a file in a git repository, and what is wrong with such a place."""

from __future__ import annotations

import re

from attrs import frozen

from veneer.load.origins import SECRET, url_fault

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(//|:)")
_REPOSITORY = re.compile(
    r"(https|ssh|file)://[^\s]+|[\w.-]+@[\w.-]+:[^\s:]+", re.ASCII
)  # the last is git's own for ssh
_USER = re.compile(r"(?!ssh://[\w.-]+@)\w+://[^/]*@", re.ASCII)  # ssh has a name there, and never a password
_REF = re.compile(r"(?![-/.])(?!.*(?:\.\.|//|@\{))[\w./@+#-]+", re.ASCII)
_REVISION = re.compile(r"[0-9a-f]{40}")


@frozen
class UrlSource:
    """A description behind a URL."""

    url: str

    def __str__(self) -> str:
        return self.url.partition("?")[0]  # a query may hold a token


@frozen
class FileSource:
    """A description in a file, its path below the project's root; it may lead out of it."""

    path: str

    def __str__(self) -> str:
        return self.path


@frozen
class GitSource:
    """A description in a git repository.

    Attributes:
        repository: Its URL, or its path below the project's root.
        path: The file in it.
        ref: The branch or tag to follow, or a commit.
        revision: The commit that the file came from; empty while it was not fetched.
    """

    repository: str
    path: str
    ref: str
    revision: str = ""

    def __str__(self) -> str:
        return f"{self.repository} {self.ref}:{self.path}"


Source = UrlSource | FileSource | GitSource


def has_scheme(text: str) -> bool:
    """Tell whether a text is an address and no path."""
    return _SCHEME.match(text) is not None


def fault(source: Source) -> tuple[str, str] | None:
    """Return what is wrong with a source and what to do about it, if something is."""
    match source:
        case UrlSource(url):
            return url_fault(url)
        case FileSource(path):
            return None if path and path.isprintable() else ("is no path of a file", "Name a file.")
        case GitSource():
            return _git_fault(source)


def _git_fault(source: GitSource) -> tuple[str, str] | None:
    repository = source.repository
    if _USER.match(repository):
        return SECRET
    if repository.startswith("-") or not repository.isprintable() or not (repository and _is_repository(repository)):
        return "is no git repository that is read", "Name an https or ssh URL, or a path."
    parts = source.path.split("/")
    if not source.path.isprintable() or any(part in {"", ".", ".."} for part in parts):
        return f"has the path `{source.path}`, which is none of a file in a repository", "Write it as folder/file.json."
    if not _REF.fullmatch(source.ref):
        return (
            f"has the ref `{source.ref}`, which is no branch, tag or commit",
            'Write one, or "HEAD" for the default branch.',
        )
    if source.revision and not _REVISION.fullmatch(source.revision):
        return f"has the revision `{source.revision}`, which is none", "Write the commit in full, 40 digits."
    return None


def _is_repository(text: str) -> bool:
    return _REPOSITORY.fullmatch(text) is not None or not (has_scheme(text) or ":" in text)
