"""Api -> what its code says of the servers that single operations have: in requests, in clients, in docstrings."""

from __future__ import annotations

from attrs import frozen

from veneer.model import Api, Operation
from veneer.views.endpoint import address_of_api, server_arguments
from veneer.views.literals import quoted
from veneer.views.types import TypePrinter
from veneer.views.view import Code, code


@frozen
class OwnServers:
    """The servers of an API's operations.

    Attributes:
        urls: Their URLs, as requests name them.
        argument: By what a client knows where they are.
        stand_in: The client's argument that stands for them where it is another than described, if there is one.
    """

    urls: tuple[Code, ...]
    argument: Code
    stand_in: str | None


def own_server(api: Api, operation: Operation) -> str | None:
    """Return the server that an operation is sent to, if that is not the API's: a URL, maybe with variables."""
    if operation.server is None:
        return None
    address = address_of_api(api)
    url = address.of_operation(operation.server)
    return None if url == address.filled else url


def own_server_words(api: Api, operation: Operation) -> str:
    """Return the rest of a sentence that says where an operation is sent."""
    url = own_server(api, operation)
    if url is None:
        return ""
    stand_in = address_of_api(api).stand_in
    always = stand_in is None or url.startswith(f"{{{stand_in[0]}}}")
    return f" to ``{url}``" if always else f" to ``{url}``, unless the client was given another endpoint"


def own_servers_code(printer: TypePrinter) -> OwnServers | None:
    """Return the servers of operations, if any of them has one of its own."""
    api = printer.plan.api
    found = dict.fromkeys(own_server(api, operation) for operation in api.operations)
    servers = tuple(quoted(url) for url in found if url is not None)
    if not servers:
        return None
    address = address_of_api(api)
    arguments = server_arguments(address)
    known = [code(f"{{}}: {argument}", quoted(name)) for name, argument in arguments.items()]
    parts = [code(f"{{{{{', '.join('{}' for _ in known)}}}}}", *known)]
    name, described = address.stand_in or ("", None)
    if described is not None:
        parts.append(code("{{{}: {}}}", quoted(name), quoted(described.rstrip("/"))))
    call = code(f"{{}}(_SERVERS, {', '.join('{}' for _ in parts)})", printer.runtime("own_servers"), *parts)
    return OwnServers(servers, call, None if described is None else arguments[name])
