"""Load: one description file, or its text, in; one SpecDocument in the shape of OpenAPI 3.1 out."""

import json
import os
from pathlib import Path

from veneer.diagnostics import Diagnostic
from veneer.garbage import give_back, no_collection
from veneer.load.beside import Beside, FilesBeside
from veneer.load.bundling import bundle, refers_elsewhere
from veneer.load.callbacks import write_out_callbacks
from veneer.load.customizations import TextFile
from veneer.load.described import Described
from veneer.load.document import SpecDocument
from veneer.load.files import read_bytes
from veneer.load.forgiving import forgive
from veneer.load.from_3_2 import from_3_2
from veneer.load.problems import Problems
from veneer.load.references import check_references
from veneer.load.source import Source
from veneer.load.syntax import parse
from veneer.load.text import as_utf8
from veneer.load.version import SWAGGER, check_version

__all__ = ["SpecDocument", "bundle_bytes", "load", "load_described", "load_text"]


def load(
    path: Path, shown_as: str | None = None, mends: tuple[TextFile, ...] = (), allowed: tuple[Path, ...] | None = None
) -> SpecDocument:
    """Read one description file, and those that it refers to, if that is allowed.

    Args:
        path: The file, JSON or YAML in UTF-8, UTF-16 or UTF-32.
        shown_as: The name that messages use for it; ``path`` when left out.
        mends: OpenAPI Overlay documents that are applied to it, in order.
        allowed: Folders besides its own that it may refer to files in; ``None`` for no other file at all.

    Returns:
        The document in the shape of OpenAPI 3.1.

    Raises:
        InputError: The file cannot be used; holds every problem that was found, each with its place.
    """
    name = (shown_as or path.as_posix()).replace(os.sep, "/")
    beside = FilesBeside(path, name, allowed) if allowed is not None else None
    return load_text(read_bytes(path, name), name, mends, beside=beside)


def load_described(described: Described, mends: tuple[TextFile, ...] = ()) -> SpecDocument:
    """Read a description that a user named, and what it refers to; the rest as for `load`."""
    return load_text(described.data, described.shown_as, mends, beside=described.beside)


def load_text(
    text: str | bytes,
    shown_as: str,
    mends: tuple[TextFile, ...] = (),
    unmatched: list[Diagnostic] | None = None,
    beside: Beside | None = None,
) -> SpecDocument:
    """Read a description from memory.

    Args:
        text: The whole description, JSON or YAML.
        shown_as: The name that messages use for it.
        mends: OpenAPI Overlay documents that are applied to it, in order.
        unmatched: Told of each action of these that matches nothing, if that is not to be an error.
        beside: The files that it may refer to.

    Returns:
        The document in the shape of OpenAPI 3.1.

    Raises:
        InputError: The text cannot be used; holds every problem that was found, each with its place.
    """
    problems = Problems(Source(shown_as, as_utf8(text, shown_as)))
    del text
    with no_collection():
        content = parse(problems.source, problems)
        problems.source = bundle(content, problems.source, beside, problems)
        content, version = check_version(content, problems)
        # Few descriptions need one of these two, which take long to load.
        if mends:
            from veneer.load.mending import mend

            problems.source = mend(content, mends, problems.source, unmatched)
        if version == SWAGGER:
            from veneer.load.swagger import upgrade_swagger

            content, problems.source = upgrade_swagger(content, problems)
        problems.source, referring = forgive(content, "3.0" if version == SWAGGER else version, problems)
        if version.startswith("3.2"):
            referring = from_3_2(content, problems)
        check_references(content, referring, problems)
    problems.raise_if_any()
    write_out_callbacks(content)
    give_back()
    of_many_files = beside is not None and beside.was_read
    return SpecDocument(content, shown_as, version, problems.source, tuple(problems.warnings), of_many_files)


def bundle_bytes(content: bytes, shown_as: str, beside: Beside) -> bytes:
    """Return a description as one file: as it is, or as JSON with all that it refers to in other files.

    Args:
        content: What is in it.
        shown_as: The name that messages use for it.
        beside: The files that it may refer to.

    Raises:
        InputError: It cannot be read, or refers to what may not or cannot be read.
    """
    source = Source(shown_as, as_utf8(content, shown_as))
    if not refers_elsewhere(source):
        return content
    problems = Problems(source)
    with no_collection():
        values = parse(source, problems)
        bundle(values, source, beside, problems)
    problems.raise_if_any()
    return (json.dumps(values, indent=2, ensure_ascii=False) + "\n").encode() if beside.was_read else content
