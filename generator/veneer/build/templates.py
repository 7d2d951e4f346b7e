"""A path of the description -> UriTemplate: OpenAPI's paths have simple expressions of one name each."""

from __future__ import annotations

import re

from veneer.model import Expression, TemplateVariable, UriTemplate
from veneer.upstream import UntrustedString

_EXPRESSION = re.compile(r"\{([^{}]+)\}")


def build_template(path: str) -> UriTemplate:
    """Return the template of a path (OpenAPI 3.1, Path Templating)."""
    parts: list[UntrustedString | Expression] = []
    for index, piece in enumerate(_EXPRESSION.split(path)):
        if index % 2:
            parts.append(Expression((TemplateVariable(UntrustedString(piece)),)))
        elif piece:
            parts.append(UntrustedString(piece))
    return UriTemplate(tuple(parts))


def has_dot_segment(template: UriTemplate) -> bool:
    """Tell whether the fixed text of a path has a segment that a client would resolve away."""
    fixed = "".join("x" if isinstance(part, Expression) else part.get_untrusted_value() for part in template.parts)
    return not {".", ".."}.isdisjoint(fixed.split("/"))
