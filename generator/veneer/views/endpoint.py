"""The servers of an Api -> where a client sends: the expression of its base URL, its arguments, their words."""

from __future__ import annotations

from veneer.model import Api, ServerVariable
from veneer.model.addresses import VARIABLE, Address, address_of
from veneer.names import METHOD_PARAMETERS, identifier, keep_apart
from veneer.views.docstring import Entry
from veneer.views.literals import literal, quoted
from veneer.views.types import TypePrinter
from veneer.views.view import Code, code, imports_of

_OPTIONS = METHOD_PARAMETERS | {
    *("credential", "transport", "http_client", "timeout", "headers", "application_id"),
    *("policies", "retry", "max_response_size", "diagnostics", "validate"),
}
_WORDS = "Where the service is."


def endpoint_view(printer: TypePrinter, api: Api) -> tuple[Code, tuple[Code, ...], tuple[Entry, ...]]:
    """Return the expression of the base URL, the arguments that it takes, and what to say about them.

    The first server counts. What it leaves open is asked of the caller: the host of a relative URL, a variable without
    a default or with several values. A URL with nothing open is the default of the argument `endpoint`.
    """
    address = address_of_api(api)
    if not address.asked:
        words = Entry("endpoint", f"str; default {address.filled}", (_WORDS,))
        return Code("endpoint"), (Code(f"endpoint: str = {literal(address.filled)}"),), (words,)
    return _templated(printer, address)


def local_endpoint(api: Api) -> tuple[str, bool] | None:
    """Return the argument that says where the service is, and whether it says the path too; there may be none."""
    address = address_of_api(api)
    if not address.asked:
        return "endpoint", True
    stand_in = address.stand_in
    return None if stand_in is None else (server_arguments(address)[stand_in[0]], False)


def address_of_api(api: Api) -> Address:
    """Return where the clients of an API send to: its first server."""
    return address_of(api.servers[0] if api.servers else None)


def server_arguments(address: Address) -> dict[str, str]:
    """Return the arguments that a client takes for an address, by their names in it."""
    asked = address.asked or ("endpoint",)
    return dict(keep_apart(list(asked), lambda name: identifier(name, _OPTIONS), lambda *_: None))


def _templated(printer: TypePrinter, address: Address) -> tuple[Code, tuple[Code, ...], tuple[Entry, ...]]:
    arguments, variables = server_arguments(address), address.variables
    pieces: list[str | Code] = []
    before = ""
    for part in VARIABLE.split(address.template.rstrip("/")):
        name = part[1:-1] if part.startswith("{") and part.endswith("}") else None
        if name in arguments:
            call = code("{}({}, {}{})", printer.runtime("server_variable"), *_call(arguments[name], before))
            pieces.append(call)
        elif part:
            text = part if name is None else address.default(name) or ""
            pieces[-1:] = [pieces[-1] + text] if pieces and isinstance(pieces[-1], str) else [*pieces[-1:], text]
        before += part
    codes = [piece if isinstance(piece, Code) else quoted(piece) for piece in pieces]
    return (
        Code(" + ".join(piece.text for piece in codes), imports_of(codes)),
        tuple(_argument(argument, variables.get(name)) for name, argument in arguments.items()),
        tuple(_entry(argument, variables.get(name)) for name, argument in arguments.items()),
    )


def _call(argument: str, before: str) -> tuple[Code, Code, Code]:
    """Return what `server_variable` is given; one in the path may hold slashes."""
    in_path = "/" in before.partition("://")[2] or before.startswith("{endpoint}/")
    return quoted(argument), Code(argument), Code(", path=True" if in_path else "")


def _argument(argument: str, variable: ServerVariable | None) -> Code:
    if variable is None or variable.default is None:
        return Code(f"{argument}: str")
    return Code(f"{argument}: str = {literal(variable.default)}")


def _entry(argument: str, variable: ServerVariable | None) -> Entry:
    if variable is None:
        return Entry(argument, "str", (f"{_WORDS[:-1]}, for example ``https://example.com``.",))
    values = ", ".join(value.get_untrusted_value() for value in variable.values)
    return Entry(argument, f"str; one of {values}" if values else "str", (variable.docs.description or _WORDS,))
