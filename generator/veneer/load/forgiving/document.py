"""The document, with its info, servers and tags, in; the same with what is missing or in another shape mended, out."""

from __future__ import annotations

from typing import Any

from veneer.diagnostic_ids import DiagnosticId
from veneer.load.forgiving.notes import Notes
from veneer.load.forgiving.words import as_text, drop, forgive_words
from veneer.load.text import excerpt
from veneer.load.walk import Place

# What the build takes where a description does not say it; here nothing is added that it does not have.
INFO = {"title": "API", "version": "1.0"}
_TEXT = "Write it in quotes."


def forgive_document(place: Place, notes: Notes) -> None:
    """Mend what stands beside the paths."""
    node = place.node
    _info(place, notes)
    if node.get("paths") is None and ("paths" in node or notes.is_3_0):
        notes.add("missing-paths", "there are no paths", place, (), "Write `paths: {}` if that is meant.")
        node["paths"] = {}
    if node.get("components", 0) is None:
        del node["components"]
    forgive_words(place, notes, node)
    forgive_servers(place, notes)
    forgive_security(place, notes)
    _tags(place, notes)


def _info(place: Place, notes: Notes) -> None:
    node = place.node
    info = node.get("info")
    if not isinstance(info, dict):
        if info is not None:
            return
        message = "there is no `info`; the title is taken to be `API`, the version `1.0`"
        notes.add("missing-info", message, place, ("info",) if "info" in node else (), "Add `info: {title, version}`.")
        return
    for name, default in INFO.items():
        value = info.get(name)
        if value is None:
            message = f"`info` has no {name}; it is taken to be `{default}`"
            notes.add("missing-info", message, place, ("info", name), f"Add the {name}.")
        elif isinstance(value, int | float):
            info[name] = str(value)
            message = f"the {name} is a number, not a text; it is read as `{value}`"
            id: DiagnosticId = "unquoted-title" if name == "title" else "unquoted-version"
            notes.add(id, message, place, ("info", name), _TEXT)
    for name, needed in (("contact", ""), ("license", "name")):
        if name in info and not _is_object(info[name], needed):
            said = f"is no object with a `{needed}`" if needed else "is no object"
            drop(place, notes, info, said, "info", name)
    forgive_words(place, notes, info, "info")


def _is_object(value: Any, needed: str) -> bool:
    return isinstance(value, dict) and (not needed or isinstance(value.get(needed), str))


def forgive_servers(place: Place, notes: Notes) -> None:
    """Mend the servers of a document, a path item or an operation."""
    node = place.node
    if "servers" not in node:
        return
    servers = node["servers"]
    if not isinstance(servers, list):
        notes.add("malformed-servers", "the servers are no list", place, ("servers",), "Write a list of objects.")
        if servers is None:
            del node["servers"]
        elif isinstance(servers, dict | str):
            node["servers"] = [servers if isinstance(servers, dict) else {"url": servers}]
    servers = node.get("servers")
    if not isinstance(servers, list):
        return
    for number, server in enumerate(servers):
        if isinstance(server, str):
            servers[number] = {"url": server}
            message = "the server is a text; it is read as its URL"
            notes.add("malformed-servers", message, place, ("servers", str(number)), "Write `url:` before it.")
        elif isinstance(server, dict) and server.get("url") is None:
            server["url"] = "/"
            message = "the server has no `url`; it is read as `/`"
            notes.add("malformed-servers", message, place, ("servers", str(number)), "Add the `url`.")
        elif isinstance(server, dict) and isinstance(server.get("variables"), dict):
            for name, variable in server["variables"].items():
                if isinstance(variable, dict):
                    _variable(place, ("servers", str(number), "variables", name), variable, notes)


def _variable(place: Place, keys: tuple[str, ...], variable: dict[str, Any], notes: Notes) -> None:
    values = variable.get("enum")
    if isinstance(values, list):
        variable["enum"] = [_text(item) for item in values]
    default = variable.get("default")
    if default is None and isinstance(values, list) and values:
        variable["default"] = variable["enum"][0]
        message = f"the variable has no default; it is taken to be {excerpt(variable['default'])}"
        notes.add("malformed-servers", message, place, keys, "Add the `default`.")
    elif isinstance(default, int | float):
        variable["default"] = _text(default)
        notes.add("malformed-servers", "the default is not a text", place, (*keys, "default"), _TEXT)


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def forgive_security(place: Place, notes: Notes) -> None:
    """Mend security requirements that are no list."""
    security = place.node.get("security", [])
    if isinstance(security, dict):
        place.node["security"] = [security]
        notes.add(
            "malformed-security", "the security is one object, no list", place, ("security",), "Put it in a list."
        )
    elif security is None:
        del place.node["security"]


def _tags(place: Place, notes: Notes) -> None:
    tags = place.node.get("tags")
    if tags is None:
        place.node.pop("tags", None)
    if not isinstance(tags, list):
        return
    known: set[str] = set()
    for number, tag in enumerate(tags):
        where = ("tags", str(number))
        if isinstance(tag, str):
            tags[number] = tag = {"name": tag}
            notes.add("malformed-metadata", "the tag is a text; it is read as its name", place, where, "Write `name:`.")
        if isinstance(tag, dict):
            forgive_words(place, notes, tag, *where)
            named = tag.get("name")
            if isinstance(named, int | float):
                tag["name"] = as_text(named)
                notes.add("malformed-metadata", "the name of the tag is no text", place, (*where, "name"), _TEXT)
        name = tag.get("name") if isinstance(tag, dict) else None
        if isinstance(name, str):
            if name in known:
                message = f"the tag {excerpt(name)} is declared already"
                notes.add("duplicate-tag", message, place, where, "Remove one of the two.")
            known.add(name)
