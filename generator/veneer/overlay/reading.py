"""package.toml -> Configuration: checked, with a located message for everything that is not understood."""

from __future__ import annotations

import builtins
import re
import tomllib
from collections.abc import Mapping, Set
from typing import Any

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.names import CLASSES, CLIENT_MEMBERS, METHOD_PARAMETERS, MODEL_MEMBERS, is_name
from veneer.overlay.configuration import (
    ClientConfiguration,
    Configuration,
    OperationConfiguration,
    SamplesConfiguration,
)
from veneer.overlay.places import locate
from veneer.overlay.reading_tables import TablesReader

_TOP = {"distribution_version", "default_version", "summary"}
_TOP |= {
    "clients",
    "groups",
    "operations",
    "names",
    "secrets",
    "paging",
    "polling",
    "testing",
    "samples",
    "overlay_lines",
}
_CLIENT = {"operations", "summary"}
_SAMPLES = {"files", "docstrings", "values"}
_OPERATION = {"name", "content", "merged_into", "protocol_only", "hidden", "plain"}
_TAKEN = (METHOD_PARAMETERS - {"content"}) | frozenset(dir(builtins))  # what means something else in a method's body
# What may be renamed, and the names that mean something else there.
_NAMES: Mapping[str, Set[str]] = {
    "models": CLASSES,
    "properties": MODEL_MEMBERS,
    "parameters": METHOD_PARAMETERS,
    "enum_values": frozenset(),
}


def read_configuration(file: TextFile) -> Configuration:
    """Read and check a package.toml.

    Args:
        file: The file's name and text.

    Returns:
        What it says.

    Raises:
        InputError: `malformed-toml`, or `bad-configuration` for a key or a value that is not understood.
    """
    try:
        data = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise InputError([malformed_toml(file, error)]) from None
    reader = _Reader(file)
    configuration = reader.read(data)
    if reader.problems:
        raise InputError(reader.problems)
    return configuration


def malformed_toml(file: TextFile, error: tomllib.TOMLDecodeError) -> Diagnostic:
    """Return the problem of a file that is no TOML, at the place that the parser tells in words."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    message = re.sub(r" \(at .*\)$", "", str(error))
    last = file.text.count("\n") + 1
    line, column = (int(found[1]), int(found[2])) if found else (last, 1)
    return Diagnostic("malformed-toml", message, Location(file.name, line, column), "Write it as TOML 1.0.")


class _Reader:
    """Reads the tables, collecting what is wrong with them."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        self.problems: list[Diagnostic] = []

    def read(self, data: dict[str, Any]) -> Configuration:
        self.known(data, _TOP, "package.toml")
        tables = TablesReader(self.file)
        configuration = Configuration(
            file=self.file.name,
            text=self.file.text,
            distribution_version=self.value(data, "distribution_version", str, "0.1.0"),
            default_version=self.value(data, "default_version", str, None),
            summary=self.value(data, "summary", str, ""),
            clients=tuple(self.client(name, table) for name, table in self.table(data, "clients").items()),
            grouped=data.get("groups") is not False,
            groups=self.groups(data),
            operations={id: self.operation(id, table) for id, table in self.table(data, "operations").items()},
            names=self.names(self.table(data, "names")),
            secrets=self.texts(data, "secrets"),
            paging=tables.paging(data.get("paging", [])),
            polling=tables.polling(data.get("polling", [])),
            testing=self.value(data, "testing", bool, False),
            samples=self.samples(data),
            overlay_lines=self.value(data, "overlay_lines", int, None),
        )
        self.problems += tables.problems
        return configuration

    def texts(self, data: dict[str, Any], key: str) -> tuple[str, ...]:
        found = self.value(data, key, list, [])
        if not all(isinstance(item, str) for item in found):
            self.problem(f"`{key}` has to be a list of texts", key, f'Write {key} = ["..."].')
        return tuple(map(str, found))

    def samples(self, data: dict[str, Any]) -> SamplesConfiguration:
        table = self.known(self.table(data, "samples"), _SAMPLES, "samples")
        files, docstrings = self.value(table, "files", bool, False), self.value(table, "docstrings", bool, True)
        return SamplesConfiguration(files, docstrings, self.table(table, "values"))

    def client(self, name: str, data: Any) -> ClientConfiguration:
        if not is_name(name) or not name[:1].isupper() or name in CLASSES:
            self.problem(f"`{name}` cannot be a client's class", name, "Name a client like FaceSessionClient.")
        data = self.known(data, _CLIENT, f"clients.{name}")
        globs = self.value(data, "operations", list, [])
        if not globs or not all(isinstance(glob, str) for glob in globs):
            self.problem(f"client {name} has no operations", name, 'Write operations = ["Group_*"].')
        return ClientConfiguration(name, tuple(map(str, globs)), self.value(data, "summary", str, ""))

    def groups(self, data: dict[str, Any]) -> dict[str, str]:
        given = data.get("groups", {})
        if given is False:
            given = {}
        elif not isinstance(given, dict):
            self.problem(
                "`groups` has to be false or a table", "groups", 'Write groups = false, or [groups] TAG = "name".'
            )
            given = {}
        if "groups" in data and data.get("clients"):
            message, fix = "there are no groups where there are clients", "Remove either of the two."
            self.problem(message, "groups", fix)
        for tag, name in given.items():
            if not isinstance(name, str) or not is_name(name) or not name.islower() or name in CLIENT_MEMBERS:
                self.problem(f"`{name}` cannot be a group's name", tag, "Write a name in snake_case.", "groups")
        return {tag: str(name) for tag, name in given.items()}

    def operation(self, id: str, data: Any) -> OperationConfiguration:
        data = self.known(data, _OPERATION, f"operations.{id}")
        name = self.value(data, "name", str, None)
        if name is not None and (not is_name(name) or name in CLIENT_MEMBERS):
            self.problem(f"`{name}` cannot be a method's name", name, "Write another name in snake_case.", id)
        content = self.value(data, "content", str, None)
        if content is not None and (not is_name(content) or not content.islower() or content in _TAKEN):
            self.problem(f"`{content}` cannot be an argument's name", content, "Write another name in snake_case.", id)
        return OperationConfiguration(
            name,
            content,
            self.value(data, "merged_into", str, None),
            self.value(data, "protocol_only", bool, False),
            self.value(data, "hidden", bool, False),
            self.value(data, "plain", bool, False),
        )

    def names(self, data: dict[str, Any]) -> dict[str, dict[str, str]]:
        self.known(data, _NAMES.keys(), "names")
        for kind in data:
            for name, chosen in self.table(data, kind).items():
                if not isinstance(chosen, str) or not is_name(chosen) or chosen in _NAMES.get(kind, ()):
                    message = f"names.{kind}.{name} cannot be `{chosen}`"
                    self.problem(message, name, "Write another Python name.", f"names.{kind}")
        return data

    def table(self, data: dict[str, Any], key: str) -> dict[str, Any]:
        found: dict[str, Any] = self.value(data, key, dict, {})
        return found

    def value(self, data: dict[str, Any], key: str, kind: type, default: Any) -> Any:
        if key in data and not isinstance(data[key], kind):
            self.problem(f"`{key}` has to be a {kind.__name__}", key, f"Write a {kind.__name__} here.")
            return default
        return data.get(key, default)

    def known(self, data: Any, keys: Set[str], where: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.problem(f"{where} has to be a table", where.rsplit(".", 1)[-1], "Write a table here.")
            return {}
        for key in sorted(data.keys() - keys):
            below = where if where != "package.toml" else ""
            self.problem(f"`{key}` is not known in {where}", key, f"Write one of: {', '.join(sorted(keys))}.", below)
        return data

    def problem(self, message: str, needle: str, fix: str, below: str = "") -> None:
        place = locate(self.file.name, self.file.text, needle, below)
        self.problems.append(Diagnostic("bad-configuration", message, place, fix))
