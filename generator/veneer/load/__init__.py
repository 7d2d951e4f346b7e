"""Load: one description file, or its text, in; one SpecDocument in the shape of OpenAPI 3.1 out."""

import os
from pathlib import Path

from veneer.diagnostics import Diagnostic
from veneer.garbage import no_collection
from veneer.load.customizations import TextFile
from veneer.load.document import SpecDocument
from veneer.load.files import read_bytes
from veneer.load.mending import mend
from veneer.load.problems import Problems
from veneer.load.references import check_references
from veneer.load.source import Source
from veneer.load.swagger import upgrade_swagger
from veneer.load.syntax import parse
from veneer.load.text import decode
from veneer.load.upgrade import upgrade
from veneer.load.version import SWAGGER, check_version

__all__ = ["SpecDocument", "load", "load_text"]


def load(path: Path, shown_as: str | None = None, mends: tuple[TextFile, ...] = ()) -> SpecDocument:
    """Read one description file, and nothing else.

    Args:
        path: The file, JSON or YAML in UTF-8, UTF-16 or UTF-32.
        shown_as: The name that messages use for it; ``path`` when left out.
        mends: OpenAPI Overlay documents that are applied to it, in order.

    Returns:
        The document in the shape of OpenAPI 3.1.

    Raises:
        InputError: The file cannot be used; holds every problem that was found, each with its place.
    """
    name = (shown_as or path.as_posix()).replace(os.sep, "/")
    return load_text(read_bytes(path, name), name, mends)


def load_text(
    text: str | bytes,
    shown_as: str,
    mends: tuple[TextFile, ...] = (),
    unmatched: list[Diagnostic] | None = None,
) -> SpecDocument:
    """Read a description from memory.

    Args:
        text: The whole description, JSON or YAML.
        shown_as: The name that messages use for it.
        mends: OpenAPI Overlay documents that are applied to it, in order.
        unmatched: Told of each action of these that matches nothing, if that is not to be an error.

    Returns:
        The document in the shape of OpenAPI 3.1.

    Raises:
        InputError: The text cannot be used; holds every problem that was found, each with its place.
    """
    source = Source(shown_as, decode(text, shown_as))
    problems = Problems(source)
    with no_collection():
        content, version = check_version(parse(source, problems), problems)
        source = problems.source = mend(content, mends, source, unmatched)
        if version == SWAGGER:
            content, source = upgrade_swagger(content, problems)
            problems.source = source
        if version == SWAGGER or version.startswith("3.0"):
            upgrade(content)
        check_references(content, problems)
    problems.raise_if_any()
    return SpecDocument(content, shown_as, version, source, tuple(problems.warnings))
