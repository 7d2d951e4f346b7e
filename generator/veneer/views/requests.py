"""PlannedOperation -> the one expression that makes its request: path, query, headers, cookies, body."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from veneer.model import Expression, Place
from veneer.overlay.contents import chosen_content
from veneer.overlay.plan import PlannedOperation
from veneer.upstream import UntrustedString
from veneer.views.bodies import alike
from veneer.views.choices import is_range
from veneer.views.credentials import operation_security, security_value
from veneer.views.literals import f_string_part, literal, quoted
from veneer.views.own_servers import own_server
from veneer.views.signatures import Signatures
from veneer.views.types import TypePrinter
from veneer.views.view import Code, code, imports_of

_LONG = 100


def request_expression(signatures: Signatures) -> Code:
    """Return the expression that makes an operation's request from the arguments of its builder."""
    printer, operation = signatures.printer, signatures.operation
    subject = operation.operation
    parts = [Code(literal(subject.method)), _path(signatures)]
    for keyword, function, place in (
        ("query", "query_string", Place.QUERY),
        ("headers", "header_fields", Place.HEADER),
        ("cookies", "cookie_string", Place.COOKIE),
    ):
        items = [item for item in signatures.named if item.parameter.place is place]
        fixed = query_part(operation) if place is Place.QUERY else ""
        if items or fixed:
            calls = [*([quoted(fixed)] if fixed else []), *(item.written for item in items)]
            spread = ", ".join("{}" for _ in calls)
            parts.append(code(f"{keyword}={{}}({spread})", printer.runtime(function), *calls))
    accepted = accepted_types(printer, operation)
    if accepted:
        parts.append(code("accept={}", quoted(accepted)))
    if subject.body is not None:
        check = printer.runtime("required_content" if subject.body.required else "optional_content")
        parts.append(code(f"content={{}}({operation.content})", check))
        media_type = subject.body.contents[0].media_type
        if not is_range(media_type):
            parts.append(code("content_type={}", quoted(media_type)))
    redirects = [
        str(status.low) if status.is_exact else f"*range({status.low}, {status.high + 1})"
        for status in (item.status for item in subject.successes)
        if status.is_success and status.low >= 300
    ]
    if redirects:
        parts.append(Code(f"success=({', '.join(redirects)},)"))
    parts.append(code("operation={}", quoted(operation.id)))
    ruled = [item for item in map(signatures.parameters.view, operation.parameters) if item.has_rules]
    if ruled:
        given = (code(f"{{}}: {item.name}", quoted(item.name)) for item in ruled)
        parts.append(code(f"arguments={{{{{', '.join('{}' for _ in ruled)}}}}}", *given))
    server = own_server(printer.plan.api, subject)
    if server is not None:
        parts.append(code("server={}", quoted(server)))
    security = operation_security(printer.plan.api, subject)
    if security is not None:
        parts.append(code("security={}", security_value(printer, security)))
    return code(f"{{}}({', '.join('{}' for _ in parts)},)", printer.runtime("HttpRequest"), *parts)


def accepted_types(printer: TypePrinter, operation: PlannedOperation) -> str:
    """Return the Accept header: of each answer the media type that the convenience layer prefers, a success first.

    Then come, with less weight, those whose values are of the same type (RFC 9110, section 12.5.1).
    """
    wanted = operation.operation.successes
    ranked = [*wanted, *(item for item in operation.operation.responses if item not in wanted)]
    chosen = [item for response in ranked if (item := chosen_content(response.contents)) is not None]
    others = [item for response in ranked for item in alike(printer, response.contents)]
    first = dict.fromkeys(item.media_type.get_untrusted_value() for item in chosen)
    second = dict.fromkeys(item.media_type.get_untrusted_value() for item in others)
    return ", ".join([*first, *(f"{item};q=0.9" for item in second if item not in first)])


def _path(signatures: Signatures) -> Code:
    operation = signatures.operation
    by_name = {item.parameter.wire_name.get_untrusted_value(): item for item in signatures.path}
    pieces: list[str | Code] = []
    for part in operation.operation.path.parts:
        if isinstance(part, Expression):
            pieces += [by_name[item.name.get_untrusted_value()].written for item in part.variables]
        else:
            pieces.append(_fixed(part.get_untrusted_value()))
    if query_part(operation):
        pieces[-1] = str(pieces[-1]).partition("?")[0]
    calls = [piece for piece in pieces if isinstance(piece, Code)]
    imports = imports_of(calls)
    if not calls:
        return quoted("".join(str(piece) for piece in pieces))
    if any('"' in call.text for call in calls):  # an f-string of Python 3.11 cannot hold its own quotes
        return Code(" + ".join(piece.text if isinstance(piece, Code) else literal(piece) for piece in pieces), imports)
    lines = [""]
    for piece in pieces:
        lines[-1] += f"{{{piece.text}}}" if isinstance(piece, Code) else f_string_part(piece)
        lines += [""] if isinstance(piece, Code) else []
    tail = lines.pop()
    lines[-1] += tail
    if len("".join(lines)) <= _LONG:
        return Code(f'f"{"".join(lines)}"', imports)
    return Code(" ".join(f'f"{line}"' for line in lines), imports)  # one string a line, which Python joins again


def query_part(operation: PlannedOperation) -> str:
    """Return the query that a path sets itself, which keeps operations on one path apart (`x-ms-paths`)."""
    last = operation.operation.path.parts[-1:]
    return "".join(
        _fixed(part.get_untrusted_value().partition("?")[2]) for part in last if isinstance(part, UntrustedString)
    )


@lru_cache(1_000)  # many paths have the same pieces
def _fixed(text: str) -> str:
    """Return fixed text of a path as a URL has it: what would end the path or is no character of a URL is encoded."""
    return quote(text, safe="/:@!$&'()*+,;=~%?", errors="replace")
