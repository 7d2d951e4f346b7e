"""Server objects of the description -> Server values."""

from __future__ import annotations

from veneer import upstream
from veneer.build.context import child
from veneer.build.docs import docs_of
from veneer.model import Server, ServerVariable


def build_server(node: upstream.Server, pointer: str) -> Server:
    """Return a server; a variable whose default is empty, or that says `x-required`, has to be given by the caller."""
    variables = []
    for name, variable in (node.variables or {}).items():
        values = tuple(variable.enum or ())
        must_be_given = not variable.default or (upstream.extension(variable, "x-required") is True and not values)
        variables.append(ServerVariable(name, None if must_be_given else variable.default, values, docs_of(variable)))
    return Server(node.url, tuple(variables), docs_of(node), child(pointer))
