"""package.toml -> Configuration: checked, with a located message for everything that is not understood."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Set
from typing import Any

from attrs import field, frozen

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.names import CLASSES, CLIENT_MEMBERS, METHOD_PARAMETERS, MODEL_MEMBERS, is_name

_TOP = {"distribution_version", "default_version", "summary", "clients", "operations", "names", "secrets"} | {
    *("paging", "polling"),
}
_CLIENT = {"operations", "summary"}
_PAGING = {"operations", "start", "size", "key", "items"}
_POLLING = {"operations", "status", "location", "state", "succeeded", "failed", "message"}
_OPERATION = {"name", "merged_into", "protocol_only", "hidden"}
# What may be renamed, and the names that mean something else there.
_NAMES: Mapping[str, Set[str]] = {
    "models": CLASSES,
    "properties": MODEL_MEMBERS,
    "parameters": METHOD_PARAMETERS,
    "enum_values": frozenset(),
}


@frozen
class ClientConfiguration:
    """A client class: its operations by glob over operationId or `tag:NAME`, and its summary."""

    name: str
    operations: tuple[str, ...]
    summary: str = ""


@frozen
class OperationConfiguration:
    """What is said of one operation.

    Attributes:
        name: Its method name, instead of the derived one.
        merged_into: The operation whose overlay covers this one too, so that it has no convenience method of its own.
        protocol_only: Whether it has no convenience method.
        hidden: Whether it is left out of both layers.
    """

    name: str | None = None
    merged_into: str | None = None
    protocol_only: bool = False
    hidden: bool = False


@frozen
class PagingConfiguration:
    """How lists come in pages, of which each begins after the last item of the one before (a keyset).

    Attributes:
        operations: The operations, by glob over operationId.
        start: The parameter that takes the key of the item after which a page begins.
        size: The parameter that says how long a page is; without one, an empty page ends the list.
        key: The property of an item that is its key; ``None``: an item is its own key.
        items: The property of the answer that holds the items; ``None``: the answer is the list.
    """

    operations: tuple[str, ...]
    start: str
    size: str | None = None
    key: str | None = None
    items: str | None = None


@frozen
class PollingConfiguration:
    """How long-running operations are followed to their end.

    Attributes:
        operations: The operations, by glob over operationId.
        status: Id of the operation that says how far one is; path parameters that both have get the same values.
        location: The header of the first answer whose URL has the value of the parameter that is left.
        state: The property of the status that says how far the operation is.
        succeeded: The values of that property for an operation that did its work.
        failed: The values of that property for one that did not.
        message: The property of the status with the service's words.
    """

    operations: tuple[str, ...]
    status: str
    state: str
    succeeded: tuple[str, ...]
    failed: tuple[str, ...]
    location: str | None = None
    message: str | None = None


@frozen
class Configuration:
    """What a maintainer decided about a package.

    Attributes:
        file: The configuration's name in messages; ``None`` when there is none.
        text: Its text, to find lines in.
        clients: In the order of the file; empty: one client for everything.
        operations: By operationId.
        names: Python names by kind (`models`, `properties`, `parameters`, `enum_values`) and name in the description.
        secrets: Properties, by their name in the description, whose values no repr shows.
        paging: How lists come in pages.
        polling: How long-running operations are followed.
    """

    file: str | None = None
    text: str = ""
    distribution_version: str = "0.1.0"
    default_version: str | None = None
    summary: str = ""
    clients: tuple[ClientConfiguration, ...] = ()
    operations: Mapping[str, OperationConfiguration] = field(factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(factory=dict)
    secrets: tuple[str, ...] = ()
    paging: tuple[PagingConfiguration, ...] = ()
    polling: tuple[PollingConfiguration, ...] = ()

    def override(self, kind: str, name: str) -> str | None:
        """Return the Python name that a person chose, if one did."""
        return self.names.get(kind, {}).get(name)

    def problem(self, id: str, message: str, needle: str, fix: str) -> Diagnostic:
        """Make a diagnostic at the first line that holds a text."""
        return Diagnostic(id, message, _locate(self.file or "package.toml", self.text, needle), fix)


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
        raise InputError([_malformed(file, error)]) from None
    reader = _Reader(file)
    configuration = reader.read(data)
    if reader.problems:
        raise InputError(reader.problems)
    return configuration


def _malformed(file: TextFile, error: tomllib.TOMLDecodeError) -> Diagnostic:
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    message = re.sub(r" \(at .*\)$", "", str(error))
    last = file.text.count("\n") + 1
    line, column = (int(found[1]), int(found[2])) if found else (last, 1)
    return Diagnostic("malformed-toml", message, Location(file.name, line, column), "Write it as TOML 1.0.")


def _locate(name: str, text: str, needle: str, below: str = "") -> Location:
    key = re.escape(needle)
    lines = list(enumerate(text.splitlines(), 1))
    header = next((number for number, line in lines if line.startswith("[") and below in line), 1) if below else 1
    # A key that gets a value is the likeliest place, then the text as a word, then the text anywhere.
    for pattern in (rf"""^\s*["']?(?P<at>{key})["']?\s*=""", rf"(?<![\w-])(?P<at>{key})(?![\w-])", f"(?P<at>{key})"):
        for number, line in lines[header - 1 :]:
            found = re.search(pattern, line)
            if found and not line.lstrip().startswith("#"):
                return Location(name, number, found.start("at") + 1)
    return Location(name, 1, 1)


class _Reader:
    """Reads the tables, collecting what is wrong with them."""

    def __init__(self, file: TextFile) -> None:
        self.file = file
        self.problems: list[Diagnostic] = []

    def read(self, data: dict[str, Any]) -> Configuration:
        self.known(data, _TOP, "package.toml")
        return Configuration(
            file=self.file.name,
            text=self.file.text,
            distribution_version=self.value(data, "distribution_version", str, "0.1.0"),
            default_version=self.value(data, "default_version", str, None),
            summary=self.value(data, "summary", str, ""),
            clients=tuple(self.client(name, table) for name, table in self.table(data, "clients").items()),
            operations={id: self.operation(id, table) for id, table in self.table(data, "operations").items()},
            names=self.names(self.table(data, "names")),
            secrets=self.texts(data, "secrets"),
            paging=tuple(map(self.paging, self.value(data, "paging", list, []))),
            polling=tuple(map(self.polling, self.value(data, "polling", list, []))),
        )

    def paging(self, data: Any) -> PagingConfiguration:
        data = self.known(data, _PAGING, "paging")
        return PagingConfiguration(
            self.texts(data, "operations", "paging"),
            self.needed(data, "start", "paging"),
            self.value(data, "size", str, None),
            self.value(data, "key", str, None),
            self.value(data, "items", str, None),
        )

    def polling(self, data: Any) -> PollingConfiguration:
        data = self.known(data, _POLLING, "polling")
        return PollingConfiguration(
            self.texts(data, "operations", "polling"),
            self.needed(data, "status", "polling"),
            self.needed(data, "state", "polling"),
            self.texts(data, "succeeded", "polling"),
            self.texts(data, "failed", "polling"),
            self.value(data, "location", str, None),
            self.value(data, "message", str, None),
        )

    def texts(self, data: dict[str, Any], key: str, needed_in: str | None = None) -> tuple[str, ...]:
        """Read a list of texts; where one is needed, an empty list is a problem too."""
        found = self.value(data, key, list, [])
        if (needed_in and not found) or not all(isinstance(item, str) for item in found):
            where = f" of {needed_in}" if needed_in else ""
            self.problem(f"`{key}`{where} has to be a list of texts", needed_in or key, f'Write {key} = ["..."].')
        return tuple(map(str, found))

    def needed(self, data: dict[str, Any], key: str, where: str) -> str:
        found: str = self.value(data, key, str, "")
        if not found:
            self.problem(f"{where} needs `{key}`", where, f'Write {key} = "...".')
        return found

    def client(self, name: str, data: Any) -> ClientConfiguration:
        if not is_name(name) or not name[:1].isupper() or name in CLASSES:
            self.problem(f"`{name}` cannot be a client's class", name, "Name a client like FaceSessionClient.")
        data = self.known(data, _CLIENT, f"clients.{name}")
        globs = self.value(data, "operations", list, [])
        if not globs or not all(isinstance(glob, str) for glob in globs):
            self.problem(f"client {name} has no operations", name, 'Write operations = ["Group_*"].')
        return ClientConfiguration(name, tuple(map(str, globs)), self.value(data, "summary", str, ""))

    def operation(self, id: str, data: Any) -> OperationConfiguration:
        data = self.known(data, _OPERATION, f"operations.{id}")
        name = self.value(data, "name", str, None)
        if name is not None and (not is_name(name) or name in CLIENT_MEMBERS):
            self.problem(f"`{name}` cannot be a method's name", name, "Write another name in snake_case.", id)
        return OperationConfiguration(
            name,
            self.value(data, "merged_into", str, None),
            self.value(data, "protocol_only", bool, False),
            self.value(data, "hidden", bool, False),
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
        place = _locate(self.file.name, self.file.text, needle, below)
        self.problems.append(Diagnostic("bad-configuration", message, place, fix))
