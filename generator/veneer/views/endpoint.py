"""The servers of an Api -> where a client sends: the expression of its base URL, its arguments, their words."""

from __future__ import annotations

import re

from veneer.model import Api, Server, ServerVariable
from veneer.names import METHOD_PARAMETERS, identifier, keep_apart
from veneer.upstream import untrusted
from veneer.views.docstring import Entry
from veneer.views.literals import literal, quoted
from veneer.views.types import TypePrinter
from veneer.views.view import Code, code, imports_of

_VARIABLE = re.compile(r"(\{[^{}]+\})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HTTP = re.compile(r"https?://|\{", re.IGNORECASE)
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
    url, variables, asked = _address(api)
    if not asked:
        filled = _VARIABLE.sub(lambda found: _default(variables, found[1][1:-1]), url).rstrip("/")
        words = Entry("endpoint", f"str; default {filled}", (_WORDS,))
        return Code("endpoint"), (Code(f"endpoint: str = {literal(filled)}"),), (words,)
    return _templated(printer, url, variables, asked)


def local_endpoint(api: Api) -> tuple[str, bool] | None:
    """Return the argument that says where the service is, and whether it says the path too; there may be none."""
    url, _, asked = _address(api)
    if not asked:
        return "endpoint", True
    begins = _VARIABLE.match(url)
    name = begins[1][1:-1] if begins else None
    return (_arguments(asked)[name], False) if name in asked else None


def _address(api: Api) -> tuple[str, dict[str, ServerVariable], list[str]]:
    """Return the URL of the first server, its variables, and those of them that the caller is asked for."""
    server = api.servers[0] if api.servers else Server(untrusted(""))
    url = server.url.get_untrusted_value()
    url = f"https:{url}" if url.startswith("//") else url
    variables = {item.name.get_untrusted_value(): item for item in server.variables}
    asked = [name for name in dict.fromkeys(_names(url)) if _is_asked(variables.get(name))]
    if not _HTTP.match(url):
        # A relative URL says nothing about the host (OpenAPI 3.1, Server Object), one of another scheme nothing of use.
        url = "" if _SCHEME.match(url) else url.strip("/")
        return f"{{endpoint}}/{url}", variables, ["endpoint", *(asked if url else [])]
    return url, variables, asked


def _arguments(asked: list[str]) -> dict[str, str]:
    return dict(keep_apart(asked, lambda name: identifier(name, _OPTIONS), lambda *_: None))


def _names(url: str) -> list[str]:
    return [piece[1:-1] for piece in _VARIABLE.findall(url)]


def _is_asked(variable: ServerVariable | None) -> bool:
    return variable is None or variable.default is None or variable.open or len(variable.values) > 1


def _default(variables: dict[str, ServerVariable], name: str) -> str:
    default = variables[name].default
    return default.get_untrusted_value() if default is not None else ""


def _templated(
    printer: TypePrinter, url: str, variables: dict[str, ServerVariable], asked: list[str]
) -> tuple[Code, tuple[Code, ...], tuple[Entry, ...]]:
    arguments = _arguments(asked)
    pieces: list[str | Code] = []
    before = ""
    for part in _VARIABLE.split(url.rstrip("/")):
        name = part[1:-1] if part.startswith("{") and part.endswith("}") else None
        if name in arguments:
            call = code("{}({}, {}{})", printer.runtime("server_variable"), *_call(arguments[name], before))
            pieces.append(call)
        elif part:
            text = part if name is None else _default(variables, name)
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
