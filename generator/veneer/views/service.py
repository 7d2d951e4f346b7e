"""ClientPlan -> the view of `_protocol/_service.py`: the endpoint, the credentials and the options that all clients share."""

from __future__ import annotations

import re

from veneer.model import ApiKey, Basic, Bearer, SecurityAlternatives, SecurityScheme, SecurityUse, Server, ServerVariable
from veneer.names import identifier
from veneer.overlay.plan import ClientPlan
from veneer.views.docstring import Docstring, Entry, Section, Text, first_line
from veneer.views.imports import import_block
from veneer.views.literals import literal
from veneer.views.types import TypePrinter
from veneer.views.view import Code, FileView, Import, code, imports_of

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_OPTIONS = frozenset({"credential", "transport", "http_client", "timeout", "headers", "user_agent"})


def service_view(plan: ClientPlan, header: str) -> FileView:
    """Return the file that holds the base classes of a version's clients."""
    printer = TypePrinter(plan)
    security = _security(printer, _usable(plan.api.security))
    endpoint, arguments, entries = _endpoint(printer, plan)
    credential, credential_entry = _credential(printer, plan.api.security)
    names = ("DEFAULT_TIMEOUT", "AsyncServiceClient", "Security", "ServiceClient")
    codes = [security, endpoint, *arguments, *credential, *(printer.runtime(name) for name in names)]
    needed = {item for part in codes for item in part.imports}
    needed |= {Import("httpx"), Import("collections.abc", "Mapping")}
    summary, rest = first_line(plan.api.docs, f"{plan.api.title.get_untrusted_value()}.")
    return FileView(
        f"{plan.package}/{plan.module}/_protocol/_service.py",
        "service.py.jinja",
        {
            "header": header,
            "imports": import_block(needed, f"{plan.package}.{plan.module}._protocol._service", plan.package),
            "module_docstring": Docstring("Where the service is and who calls it: what all clients of this version share."),
            "docstring": Docstring(summary, rest, (_arguments(entries, credential_entry),)),
            "security": security,
            "endpoint": endpoint,
            "positional": tuple(item for item in arguments if "=" not in item.text),
            "keyword": tuple(item for item in arguments if "=" in item.text),
            "sync_credential": credential[0],
            "async_credential": credential[1],
            "user_agent": f"{plan.package}/{plan.version}",
        },
    )


def _arguments(entries: tuple[Entry, ...], credential: Entry) -> Section:
    options = (
        Entry("transport", "httpx.BaseTransport | None", ("Carries the requests instead of the network's own.",)),
        Entry("http_client", "httpx.Client | None", ("Used as it is and not closed by this client.",)),
        Entry("timeout", "seconds > 0, httpx.Timeout or None", ("How long a call waits; ``None`` for ever.",)),
        Entry("headers", "Mapping[str, str] | None", ("Sent with every request.",)),
        Entry("user_agent", "str | None", ("What the User-Agent header begins with.",)),
    )
    return Section("Args", (*entries, credential, *options))


def _usable(alternatives: SecurityAlternatives) -> SecurityAlternatives:
    """Leave out client certificates, which are the transport's matter."""
    kept = tuple(tuple(use for use in uses if _scheme_call(use) is not None) for uses in alternatives)
    return tuple(uses for uses, original in zip(kept, alternatives, strict=True) if uses or not original)


def _security(printer: TypePrinter, alternatives: SecurityAlternatives) -> Code:
    parts: list[Code] = []
    texts = []
    for uses in alternatives:
        calls = [call for use in uses if (call := _scheme_call(use)) is not None]
        parts += [printer.runtime(name) for name, _ in calls]
        inner = ", ".join(f"{name}({arguments})" for name, arguments in calls)
        texts.append(f"({inner},)" if calls else "()")
    return Code(f"({', '.join(texts)},)" if texts else "()", imports_of(parts))


def _scheme_call(use: SecurityUse) -> tuple[str, str] | None:
    scheme: SecurityScheme = use.scheme
    match scheme:
        case ApiKey(id, name, location):
            return "ApiKeyScheme", f"{literal(id)}, {literal(name)}, {literal(location)}"
        case Bearer(id):
            scopes = "".join(f"{literal(scope)}, " for scope in use.scopes)
            return "BearerTokenScheme", f"{literal(id)}, ({scopes})"
        case Basic(id):
            return "BasicScheme", literal(id)
        case _:
            return None


def _credential(printer: TypePrinter, alternatives: SecurityAlternatives) -> tuple[tuple[Code, Code], Entry]:
    """Return the credential argument of the sync and the async client, and its words."""
    sync: dict[str, None] = {}
    anonymous = not alternatives
    for uses in alternatives:
        anonymous = anonymous or not uses
        if len(uses) > 1:
            sync["Mapping"] = None
        for use in uses if len(uses) == 1 else ():
            match use.scheme:
                case ApiKey():
                    sync["KeyLike"] = None
                case Bearer():
                    sync |= {"SyncTokenCredential": None, "BearerTokenCredential": None}
                case Basic():
                    sync["BasicCredential"] = None
                case _:
                    anonymous = True
    both = dict(sync)
    if "SyncTokenCredential" in both:
        both["AsyncTokenCredential"] = None
    entry = Entry("credential", " | ".join(sync) or "None", _credential_words(sync, anonymous))
    return (_credential_argument(printer, sync, anonymous), _credential_argument(printer, both, anonymous)), entry


def _credential_words(kinds: dict[str, None], anonymous: bool) -> tuple[Text, ...]:
    words = {
        "KeyLike": "a key (``KeyCredential``, or anything with ``.key``)",
        "SyncTokenCredential": "anything with ``get_token(*scopes)``",
        "BearerTokenCredential": "a bearer token",
        "BasicCredential": "a user name and a password",
        "Mapping": "a mapping of scheme name to credential, where several are needed together",
    }
    accepted = [words[kind] for kind in kinds]
    text = f"Who calls: {', or '.join(accepted)}." if accepted else "Not needed."
    return (text, *(("``None`` calls anonymously.",) if anonymous and accepted else ()))


def _credential_argument(printer: TypePrinter, kinds: dict[str, None], anonymous: bool) -> Code:
    if not kinds:
        return Code("credential: None = None")
    object_mapping = frozenset({Import("collections.abc", "Mapping")})
    parts = [
        Code("Mapping[str, object]", object_mapping) if kind == "Mapping" else printer.runtime(kind) for kind in kinds
    ]
    joined = Code(" | ".join(part.text for part in parts), imports_of(parts))
    return code("credential: {} | None = None" if anonymous else "credential: {}", joined)


def _endpoint(printer: TypePrinter, plan: ClientPlan) -> tuple[Code, tuple[Code, ...], tuple[Entry, ...]]:
    """Return the endpoint's expression, the arguments that it takes and their words."""
    servers = plan.api.servers
    server = servers[0] if servers else None
    url = server.url.get_untrusted_value() if server is not None else ""
    by_name = {item.name.get_untrusted_value(): item for item in (server.variables if server is not None else ())}
    asked = [name for name in dict.fromkeys(_VARIABLE.findall(url)) if _is_asked(by_name.get(name))]
    if not url.startswith(("http://", "https://", "{")):
        # A relative URL says nothing about the host (OpenAPI 3.1, Server Object): the caller does.
        return _given_endpoint(printer, url)
    if not asked and isinstance(server, Server):
        filled = _VARIABLE.sub(lambda found: _fixed(by_name, found[1]), url)
        words = Entry("endpoint", f"str; default {filled}", ("Where the service is.",))
        return Code("endpoint"), (Code(f"endpoint: str = {literal(filled.rstrip('/'))}"),), (words,)
    return _templated(printer, url, by_name, asked)


def _is_asked(variable: ServerVariable | None) -> bool:
    return variable is None or variable.default is None or len(variable.values) > 1


def _fixed(by_name: dict[str, ServerVariable], name: str) -> str:
    default = by_name[name].default
    return default.get_untrusted_value() if default is not None else ""


def _given_endpoint(printer: TypePrinter, url: str) -> tuple[Code, tuple[Code, ...], tuple[Entry, ...]]:
    tail = url.strip("/")
    expression = code("{}(" + literal("endpoint") + ", endpoint)", printer.runtime("server_variable"))
    if tail:
        expression = Code(f"{expression.text} + {literal('/' + tail)}", expression.imports)
    words = ("Where the service is, for example ``https://example.com``.",)
    return expression, (Code("endpoint: str"),), (Entry("endpoint", "str", words),)


def _templated(
    printer: TypePrinter, url: str, by_name: dict[str, ServerVariable], asked: list[str]
) -> tuple[Code, tuple[Code, ...], tuple[Entry, ...]]:
    pieces, arguments, entries, imports = [], [], [], []
    for part in re.split(r"(\{[^{}]+\})", url.rstrip("/")):
        name = part[1:-1] if part.startswith("{") and part.endswith("}") else None
        if name is None:
            pieces += [literal(part)] if part else []
        elif name in asked:
            argument = identifier(name, _OPTIONS)
            call = code(f"{{}}({literal(argument)}, {argument})", printer.runtime("server_variable"))
            pieces.append(call.text)
            imports.append(call)
        else:
            pieces.append(literal(_fixed(by_name, name)))
    for name in asked:
        variable = by_name.get(name)
        default = variable.default if variable is not None else None
        argument = identifier(name, _OPTIONS)
        arguments.append(Code(f"{argument}: str" if default is None else f"{argument}: str = {literal(default)}"))
        words = variable.docs.description if variable is not None else None
        entries.append(Entry(argument, "str", (words or "Where the service is.",)))
    return Code(_joined(pieces), imports_of(imports)), tuple(arguments), tuple(entries)


def _joined(pieces: list[str]) -> str:
    """Join neighbouring literals, so that what is fixed is written in one piece."""
    joined: list[str] = []
    for piece in pieces:
        if joined and piece.startswith('"') and joined[-1].startswith('"'):
            joined[-1] = joined[-1][:-1] + piece[1:]
        else:
            joined.append(piece)
    return " + ".join(joined)
