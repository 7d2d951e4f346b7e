"""A URI template (RFC 6570): fixed text and expressions in turn."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from attrs import frozen

from veneer.upstream import UntrustedString


class Operator(StrEnum):
    """How an expression is expanded (RFC 6570, section 2.2); OpenAPI's own paths know `SIMPLE` alone."""

    SIMPLE = ""
    RESERVED = "+"
    FRAGMENT = "#"
    LABEL = "."
    PATH_SEGMENT = "/"
    PATH_PARAMETER = ";"
    QUERY = "?"
    QUERY_CONTINUATION = "&"


@frozen
class TemplateVariable:
    """A variable of an expression: its name, whether it explodes (``*``), and the prefix that is taken (``:3``)."""

    name: UntrustedString
    explode: bool = False
    prefix: int | None = None


@frozen
class Expression:
    """An expression in braces."""

    variables: tuple[TemplateVariable, ...]
    operator: Operator = Operator.SIMPLE


@frozen
class UriTemplate:
    """A whole template; fixed texts are untrusted like everything that a description says."""

    parts: tuple[UntrustedString | Expression, ...]

    def __str__(self) -> str:
        """Refuse: the text of a template is untrusted; `text` returns it wrapped."""
        raise TypeError("a URI template is not text")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its variables, in order, for look-ups."""
        return tuple(
            variable.name.get_untrusted_value()
            for part in self.parts
            if isinstance(part, Expression)
            for variable in part.variables
        )

    @cached_property
    def text(self) -> UntrustedString:
        """The template as it is written."""
        return UntrustedString("".join(map(_written, self.parts)))


def _written(part: UntrustedString | Expression) -> str:
    if isinstance(part, UntrustedString):
        return part.get_untrusted_value()
    variables = (
        f"{variable.name.get_untrusted_value()}{'*' if variable.explode else ''}"
        f"{'' if variable.prefix is None else f':{variable.prefix}'}"
        for variable in part.variables
    )
    return f"{{{part.operator}{','.join(variables)}}}"
