"""A file in a git repository -> its bytes and the commit they came from, by the `git` program."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from veneer.load import limits
from veneer.vendor.problems import not_fetched, too_large
from veneer.vendor.sources import GitSource, has_scheme

_COMMIT = re.compile("[0-9a-f]{40}")
_FIX = "Check repository, ref and path; git has to get in without asking, by a key or a credential helper."
# What would lead git to another repository than the one that is named, as in a hook.
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE")


def newest_revision(source: GitSource, root: Path) -> str:
    """Return the commit that a source's ref stands at, asking for nothing else.

    Raises:
        InputError: `not-fetched`.
    """
    if _COMMIT.fullmatch(source.ref):
        return source.ref
    said = _git(source, root, "ls-remote", "--end-of-options", _address(source, root), source.ref, f"{source.ref}^{{}}")
    found = {name: commit for commit, _, name in (line.partition("\t") for line in said.decode().splitlines())}
    for name in (source.ref, f"refs/{source.ref}", f"refs/tags/{source.ref}", f"refs/heads/{source.ref}"):
        if name in found:
            return found.get(f"{name}^{{}}", found[name])  # what an annotated tag is put on
    raise not_fetched(source, f"has no branch or tag `{source.ref}`", _FIX)


def fetch_file(source: GitSource, root: Path) -> tuple[bytes, str]:
    """Return a file and the commit that it is from.

    Args:
        source: Which file, a source without a fault.
        root: The folder that a repository's path is below.

    Raises:
        InputError: `not-fetched`: git is missing or refuses, or the repository lacks the ref or the file.
    """
    with TemporaryDirectory(prefix="veneer-") as name:
        folder = Path(name)
        _git(source, folder, "init", "--quiet", "--bare")
        _git(source, folder, "config", "remote.origin.url", _address(source, root))
        # As little as the server can give: one commit, and of its files the one that is asked for below.
        shallow = ("--quiet", "--depth=1", "--no-tags", "--filter=blob:none")
        # With the plus, a ref that is called `tag` is no word of git's own.
        _git(source, folder, "fetch", *shallow, "--end-of-options", "origin", f"+{source.ref}")
        revision = _git(source, folder, "rev-parse", "--verify", "FETCH_HEAD^{commit}").decode().strip()
        place = f"{revision}:{source.path}"
        if int(_git(source, folder, "cat-file", "-s", place)) > limits.LARGEST:
            raise too_large(source, limits.LARGEST)
        return _git(source, folder, "cat-file", "blob", place), revision


def _address(source: GitSource, root: Path) -> str:
    """Return the repository as git takes it: a URL as it is, a path in full."""
    repository = source.repository
    return repository if has_scheme(repository) or ":" in repository else str((root / repository).resolve())


def _git(source: GitSource, folder: Path, *arguments: str) -> bytes:
    try:
        run = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.LONGEST,
            check=True,
        )
    except FileNotFoundError:
        raise not_fetched(source, "is a git source, and there is no `git` here", "Install git.") from None
    except subprocess.TimeoutExpired:
        raise not_fetched(source, f"gives no answer for {limits.LONGEST:.0f} seconds") from None
    except subprocess.CalledProcessError as error:
        raise not_fetched(source, f"git {arguments[0]}: {_reason(error.stderr)}", _FIX) from None
    return run.stdout


def _environment() -> dict[str, str]:
    """Return an environment in which git asks nobody anything, and takes no transport that runs programs."""
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    kept.setdefault("GIT_ASKPASS", "")
    kept.setdefault("GIT_SSH_COMMAND", "ssh -oBatchMode=yes")
    return kept | {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "file:https:ssh", "LC_ALL": "C"}


def _reason(said: bytes) -> str:
    """Return the first of git's complaints, without what may be a name and a password."""
    lines = [line for line in said.decode(errors="replace").splitlines() if line.startswith(("fatal:", "error:"))]
    return re.sub(r"//[^/@\s]*@", "//", lines[0].partition(":")[2].strip() if lines else "failed without a word")
