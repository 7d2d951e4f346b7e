"""Two Apis -> what differs in where the service is and in how a caller proves who it is."""

from __future__ import annotations

from collections.abc import Mapping

from veneer.diff.changes import Change, Changes, Direction, Kind, Place, Pointers
from veneer.model import Api, ApiKey, Basic, Bearer, MutualTls, Operation, SecurityAlternatives, SecurityUse, Server
from veneer.model.words import plain

_REQUEST = frozenset({Direction.REQUEST})
_API = Place("API", "")


def compare_servers(old: Api, new: Api, changes: Changes) -> None:
    """Compare the servers of two APIs; clients send to the first one."""
    before = {plain(server.url): server for server in old.servers}
    after = {plain(server.url): server for server in new.servers}
    if before and after and next(iter(before)) != next(iter(after)):
        pointers = Pointers(old.servers[0].pointer, new.servers[0].pointer)
        first = Change(Kind.DEFAULT_SERVER_CHANGED, _API, next(iter(before)), next(iter(after)), pointers, _REQUEST)
        changes.add(first)
        before.pop(str(first.old), None)
        after.pop(str(first.new), None)
    for url, server in before.items():
        if url not in {plain(item.url) for item in new.servers}:
            changes.add(Change(Kind.SERVER_REMOVED, _API, url, None, Pointers(server.pointer), _REQUEST))
        elif url in after and _variables(server) != _variables(after[url]):
            told = _variables(server), _variables(after[url])
            place, pointers = _API.below("server", url), Pointers(server.pointer, after[url].pointer)
            changes.add(Change(Kind.SERVER_VARIABLES_CHANGED, place, *told, pointers, _REQUEST))
    for url, server in after.items():
        if url not in {plain(item.url) for item in old.servers}:
            changes.add(Change(Kind.SERVER_ADDED, _API, None, url, Pointers("", server.pointer), _REQUEST))


def compare_operation_server(
    old: tuple[Api, Operation], new: tuple[Api, Operation], place: Place, changes: Changes
) -> None:
    """Compare the server that an operation has for itself; the API's where it has none."""
    if old[1].server is None and new[1].server is None:
        return
    before, after = (_sent_to(of.server or next(iter(api.servers), None)) for api, of in (old, new))
    if before != after:
        pointers = Pointers(old[1].pointer, new[1].pointer)
        changes.add(Change(Kind.OPERATION_SERVER_CHANGED, place, before, after, pointers, _REQUEST))


def _sent_to(server: Server | None) -> str | None:
    if server is None:
        return None
    variables = _variables(server)
    return f"{plain(server.url)}, {variables}" if variables else plain(server.url)


def _variables(server: Server) -> str:
    found = []
    for variable in server.variables:
        default = "no default" if variable.default is None else f"default {plain(variable.default)}"
        values = f", one of {', '.join(map(plain, variable.values))}" if variable.values else ""
        found.append(f"{plain(variable.name)} ({default}{values})")
    return "; ".join(sorted(found))


def compare_security(old: Api, new: Api, pairs: Mapping[str, str], changes: Changes) -> None:
    """Compare what an API accepts where an operation says nothing, if that is what changes for one of the pairs."""
    after = {plain(item.id): item for item in new.operations}
    found = (
        (_accepted(old, item), _accepted(new, after[pairs[plain(item.id)]]))
        for item in old.operations
        if plain(item.id) in pairs
    )
    if (old.security, new.security) in found:
        _alternatives(old.security, new.security, _API, Pointers("/security", "/security"), changes)


def _accepted(api: Api, operation: Operation) -> SecurityAlternatives:
    return api.security if operation.security is None else operation.security


def compare_operation_security(
    old: tuple[Api, Operation], new: tuple[Api, Operation], place: Place, changes: Changes
) -> None:
    """Compare what an operation accepts; a difference that it has from the API is the API's."""
    before, after = _accepted(*old), _accepted(*new)
    if (before, after) != (old[0].security, new[0].security):
        _alternatives(before, after, place, Pointers(old[1].pointer, new[1].pointer), changes)


def _alternatives(
    old: SecurityAlternatives, new: SecurityAlternatives, place: Place, pointers: Pointers, changes: Changes
) -> None:
    before, after = ([_words(item) for item in alternatives or ((),)] for alternatives in (old, new))
    for words in before:
        if words not in after:
            changes.add(Change(Kind.SECURITY_REMOVED, place, words, None, pointers, _REQUEST))
    for words in after:
        if words not in before:
            changes.add(Change(Kind.SECURITY_ADDED, place, None, words, pointers, _REQUEST))


def _words(alternative: tuple[SecurityUse, ...]) -> str:
    return " and ".join(sorted(map(_use, alternative))) or "no credential"


def _use(use: SecurityUse) -> str:
    scopes = f" with {', '.join(sorted(map(plain, use.scopes)))}" if use.scopes else ""
    match use.scheme:
        case ApiKey(_, name, location, prefix=prefix):
            return f"key in {location} {plain(name)}" + (f" after {plain(prefix)}" if prefix is not None else "")
        case Bearer():
            return f"bearer token{scopes}"
        case Basic():
            return "user name and password"
        case MutualTls():
            return "client certificate"
