"""Server objects of the description -> Server values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from veneer import upstream
from veneer.build.context import Context, child, raw
from veneer.build.docs import docs_of
from veneer.model import Operation, Server, ServerVariable
from veneer.model.addresses import address_of


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
    """Return the servers of an API, the one that its clients send to first.

    That is the one that most operations name, where none of them leaves it to the API. Warns of each operation with a
    server of its own that clients cannot send it to.
    """
    servers = tuple(build_server(node, f"/servers/{index}") for index, node in enumerate(context.root.servers))
    own = [operation.server for operation in operations if operation.server is not None]
    named = Counter(server.url for server in own)
    if own and len(own) == len(operations) and not (servers and servers[0].url in named):
        most, _ = named.most_common(1)[0]
        servers = (next(server for server in own if server.url == most), *servers)
    api = address_of(servers[0] if servers else None)
    for operation in operations:
        if operation.server is not None and api.of_operation(operation.server) is None:
            context.warn(
                "own-server",
                f"operation `{raw(operation.id)}` names a server that clients cannot know, and goes to the API's",
                operation.server.pointer,
                "Write an http URL, a default for each of its variables, and a host into the API's own server.",
            )
    return servers
