"""The security of an Api -> what a client accepts as its credential: the runtime's schemes, the argument, its words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from veneer.model import (
    Api,
    ApiKey,
    Basic,
    Bearer,
    Operation,
    SecurityAlternatives,
    SecurityScheme,
    SecurityUse,
)
from veneer.model.accepted import scheme_names
from veneer.views.docstring import Entry, Text
from veneer.views.literals import literal
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code, imports_of

# What the local service takes for each kind of credential: the runtime's class, and what it is made of.
_LOCAL = {
    "KeyLike": ("KeyCredential", "self.key"),
    "BearerTokenCredential": ("BearerTokenCredential", '"local-token"'),
    "BasicCredential": ("BasicCredential", '"local", self.key'),
}


def operation_security(api: Api, operation: Operation) -> SecurityAlternatives | None:
    """Return the alternatives of an operation, with the scopes that clients ask for; ``None`` where it takes any."""
    accepted = {scheme_names(uses): uses for uses in api.accepted_security}
    own = {scheme_names(uses): uses for uses in (api.security if operation.security is None else operation.security)}
    if own.keys() == accepted.keys():
        return None
    return tuple(accepted.get(names, uses) for names, uses in own.items())


def operations_differ(api: Api) -> bool:
    """Return whether no one credential will do for all operations that need one."""
    alternatives = {scheme_names(uses) for uses in api.accepted_security if uses}
    of_operations = [operation_security(api, operation) for operation in api.operations]
    return any(
        alternatives != {scheme_names(uses) for uses in own if uses} for own in of_operations if own and any(own)
    )


def security_value(printer: TypePrinter, alternatives: SecurityAlternatives) -> Code:
    """Return the runtime's value of the alternatives."""
    parts: list[Code] = []
    texts = []
    for uses in _usable(alternatives):
        calls = [call for use in uses if (call := _scheme_call(use)) is not None]
        parts += [printer.runtime(name) for name, _ in calls]
        inner = ", ".join(f"{name}({arguments})" for name, arguments in calls)
        texts.append(f"({inner},)" if calls else "()")
    return Code(f"({', '.join(texts)},)" if texts else "()", imports_of(parts))


def _usable(alternatives: SecurityAlternatives) -> SecurityAlternatives:
    """Leave out client certificates, which are the transport's matter."""
    kept = tuple(tuple(use for use in uses if _scheme_call(use) is not None) for uses in alternatives)
    return tuple(uses for uses, original in zip(kept, alternatives, strict=True) if uses or not original)


def _scheme_call(use: SecurityUse) -> tuple[str, str] | None:
    scheme: SecurityScheme = use.scheme
    match scheme:
        case ApiKey(id, name, location, prefix=prefix):
            written = "" if prefix is None else f", {literal(prefix)}"
            return "ApiKeyScheme", f"{literal(id)}, {literal(name)}, {literal(location)}{written}"
        case Bearer(id):
            scopes = "".join(f"{literal(scope)}, " for scope in use.scopes)
            return "BearerTokenScheme", f"{literal(id)}, ({scopes})"
        case Basic(id):
            return "BasicScheme", literal(id)
        case _:
            return None


def credential_argument(printer: TypePrinter, api: Api) -> tuple[tuple[Code, Code], Entry]:
    """Return the credential argument of the sync and the async client, and its words."""
    alternatives = api.accepted_security
    several = 0 if operations_differ(api) else 1  # a mapping is for alternatives with more schemes than this
    usable = _usable(alternatives)
    anonymous = len(usable) < len(alternatives) or () in usable or not usable
    single = dict.fromkeys(kind for uses in usable if len(uses) == 1 for kind in _kinds(uses[0]))
    together = dict.fromkeys(kind for uses in usable if len(uses) > several for use in uses for kind in _kinds(use))
    sync = _argument(printer, tuple(single), tuple(together), anonymous)
    both = _argument(printer, _with_async(single), _with_async(together), anonymous)
    shown = [*single, *(["Mapping"] if together else [])]
    return (sync, both), Entry("credential", " | ".join(shown) or "None", _words(shown, anonymous))


def local_credential(printer: TypePrinter, alternatives: SecurityAlternatives) -> tuple[Code, Code]:
    """Return the expression of a credential that the local service accepts (its key is `self.key`), and its type."""
    uses = next(iter(_usable(alternatives)), ())
    found = [(use, _kinds(use)[-1]) for use in uses]
    made = [(use, _LOCAL[kind]) for use, kind in found]
    if len(made) == 1:
        ((_, (kind, arguments)),) = made
        return code(f"{{}}({arguments})", printer.runtime(kind)), printer.runtime(kind)
    if not made:
        return Code("None"), Code("None")
    parts = [printer.runtime(kind) for _, (kind, _) in made]
    items = ", ".join(f"{literal(use.scheme.id)}: {kind}({arguments})" for use, (kind, arguments) in made)
    kinds = " | ".join(dict.fromkeys(part.text for part in parts))
    return Code(f"{{{items}}}", imports_of(parts)), Code(f"dict[str, {kinds}]", imports_of(parts))


def credential_classes(api: Api) -> tuple[tuple[str, str], ...]:
    """Return the classes of the credentials that a client needs for all its operations: (its scheme, the class).

    The first alternative will do, unless operations differ: then it is all of them.
    """
    usable = [uses for uses in _usable(api.accepted_security) if uses]
    needed = chain.from_iterable(usable if operations_differ(api) else usable[:1])
    names = {kind: kind.replace("KeyLike", "KeyCredential") for kind in _LOCAL}
    found = ((use.scheme.id.get_untrusted_value(), names[_kinds(use)[-1]]) for use in needed if _kinds(use))
    return tuple(dict.fromkeys(found))


def _kinds(use: SecurityUse) -> tuple[str, ...]:
    match use.scheme:
        case ApiKey():
            return ("KeyLike",)
        case Bearer():
            return ("SyncTokenCredential", "BearerTokenCredential")
        case Basic():
            return ("BasicCredential",)
        case _:
            return ()


def _with_async(kinds: Iterable[str]) -> tuple[str, ...]:
    found = tuple(kinds)
    return (*found, "AsyncTokenCredential") if "SyncTokenCredential" in found else found


def _words(kinds: list[str], anonymous: bool) -> tuple[Text, ...]:
    words = {
        "KeyLike": "a key (``KeyCredential``, or anything with ``.key``)",
        "SyncTokenCredential": "anything with ``get_token(*scopes)``",
        "BearerTokenCredential": "a bearer token",
        "BasicCredential": "a user name and a password",
        "Mapping": "a mapping of scheme name to credential, where several are needed",
    }
    accepted = [words[kind] for kind in kinds]
    text = f"Who calls: {', or '.join(accepted)}." if accepted else "Not needed."
    return (text, *(("``None`` calls anonymously.",) if anonymous and accepted else ()))


def _argument(printer: TypePrinter, single: tuple[str, ...], together: tuple[str, ...], anonymous: bool) -> Code:
    parts = [printer.runtime(kind) for kind in single]
    if together:
        inner = [printer.runtime(kind) for kind in together]
        mapping = code(f"Mapping[str, {' | '.join('{}' for _ in inner)}]", *inner)
        parts.append(mapping.needing(frozenset({Import("collections.abc", "Mapping")})))
    if not parts:
        return Code("credential: None = None")
    joined = Code(" | ".join(part.text for part in parts), imports_of(parts))
    return code("credential: {} | None = None" if anonymous else "credential: {}", joined)
