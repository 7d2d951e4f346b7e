"""A written `style` and the place of its parameter -> the style that holds there."""

from __future__ import annotations

from veneer.build.context import Context, raw
from veneer.model import ParameterStyle, Place
from veneer.upstream import UntrustedString

# Swagger 2.0, collectionFormat, has them in paths and headers too.
_DELIMITED = (ParameterStyle.SPACE_DELIMITED, ParameterStyle.PIPE_DELIMITED, ParameterStyle.TAB_DELIMITED)
# OpenAPI 3.1, Style Values; the first is the default.
_STYLES = {
    Place.PATH: (ParameterStyle.SIMPLE, ParameterStyle.LABEL, ParameterStyle.MATRIX, *_DELIMITED),
    Place.HEADER: (ParameterStyle.SIMPLE, *_DELIMITED),
    Place.COOKIE: (ParameterStyle.FORM, ParameterStyle.COOKIE),
    Place.QUERY: (
        ParameterStyle.FORM,
        *_DELIMITED,
        ParameterStyle.DEEP_OBJECT,
    ),
}


def style_of(context: Context, written: UntrustedString | None, place: Place, pointer: str) -> ParameterStyle:
    """Return the style of a parameter; one that OpenAPI does not know in that place gives way to the default."""
    allowed = _STYLES[place]
    if written is None:
        return allowed[0]
    found = next((style for style in allowed if style == raw(written)), None)
    if found is None:
        context.warn(
            "unknown-style",
            f"style `{raw(written)}` does not exist in a {place}; `{allowed[0]}` is taken",
            pointer,
            f"Write one of: {', '.join(allowed)}.",
        )
    return found or allowed[0]
