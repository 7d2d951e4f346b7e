"""Swagger 2.0 values in; the same in the shape of OpenAPI 3.0, and their source, which knows where each stood, out."""

from __future__ import annotations

from typing import Any

from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.swagger.document import upgrade_document
from veneer.load.swagger.upgrading import Upgrading
from veneer.load.traced import TracedSource

__all__ = ["upgrade_swagger"]


def upgrade_swagger(content: dict[str, Any], problems: Problems) -> tuple[dict[str, Any], Source]:
    """Upgrade a Swagger 2.0 document.

    Args:
        content: The document's values; a tree, which is used up.
        problems: Gets a warning for each fault whose meaning is clear; has the document's source.

    Returns:
        The document in the shape of OpenAPI 3.0, a tree, and a source that finds its parts where they were written.
    """
    upgrading = Upgrading(content, problems)
    upgraded = upgrade_document(upgrading)
    return upgraded, TracedSource(problems.source, upgrading.moves.before)
