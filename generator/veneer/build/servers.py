"""Server objects of the description -> Server values."""

from __future__ import annotations

from collections.abc import Sequence

from veneer import upstream
from veneer.build.context import Context, child, raw
from veneer.build.docs import docs_of
from veneer.model import Operation, Server, ServerVariable


def build_server(node: upstream.Server, pointer: str) -> Server:
    """Return a server; a variable whose default is empty, or that says `x-required`, has to be given by the caller."""
    variables = []
    for name, variable in (node.variables or {}).items():
        values = tuple(variable.enum or ())
        must_be_given = not variable.default or (upstream.extension(variable, "x-required") is True and not values)
        default = None if must_be_given else variable.default
        is_open = upstream.extension(variable, "x-ms-parameter-location") == "client"
        variables.append(ServerVariable(name, default, values, docs_of(variable), is_open))
    return Server(node.url, tuple(variables), docs_of(node), child(pointer))


def build_servers(context: Context, operations: Sequence[Operation]) -> tuple[Server, ...]:
    """Return the servers of an API: the one that every operation names for itself, if they agree, then its own.

    Warns of each operation that names another one.
    """
    servers = tuple(build_server(node, f"/servers/{index}") for index, node in enumerate(context.root.servers))
    named = {operation.server.url if operation.server else None: operation.server for operation in operations}
    if len(named) == 1 and None not in named:
        servers = (*(server for server in named.values() if server is not None), *servers)
    for operation in operations:
        if operation.server is not None and operation.server.url != servers[0].url:
            context.warn(
                "own-server",
                f"operation `{raw(operation.id)}` names a server of its own, but clients send it to the API's",
                operation.server.pointer,
                "Give such operations a client of their own, made with that server as its endpoint.",
            )
    return servers
