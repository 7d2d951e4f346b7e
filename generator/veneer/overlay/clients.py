"""Api + Configuration -> the clients of a version: what is in which, and the names of methods and arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from attrs import evolve

from veneer import names
from veneer.model import Api, Operation, Parameter
from veneer.overlay.configuration import ClientConfiguration, OperationConfiguration
from veneer.overlay.groups import plan_groups, tag_of
from veneer.overlay.meant import or_meant
from veneer.overlay.planned import PlannedClient, PlannedGroup, PlannedOperation, PlannedParameter
from veneer.overlay.problems import PlanProblems
from veneer.upstream import UntrustedString

_TAKEN = frozenset({"models"})  # what lies beside the clients in a version's package
_TAG = "tag:"


def matches(glob: str, operation: Operation) -> bool:
    """Tell whether a client that asks for a glob over operationId, or for a tag, asks for an operation."""
    if glob.startswith(_TAG):
        return any(name == glob.removeprefix(_TAG) for name in operation.tags)
    return fnmatchcase(operation.id.get_untrusted_value(), glob)


def derived_name(operation: Operation, package: str, client: PlannedClient, *, configured: bool) -> str:
    """Return the name that a method has where package.toml gives it none, as if it were the only one.

    Args:
        operation: The operation.
        package: The name of the package.
        client: The client or the group that it is in.
        configured: Whether package.toml says what clients there are; AutoRest's group is then left out of an id.
    """
    id, path = operation.id.get_untrusted_value(), operation.path.text.get_untrusted_value()
    if configured:
        stem = names.operation_stem(id, operation.method, path)
        return names.identifier(operation.client_name or stem, client.members)
    group = client.group.id if client.group is not None else ""
    stem = names.method_stem(id, operation.method, path, group, package)
    return names.method_name(operation.client_name or stem, client.members - {item.attribute for item in client.groups})


class ClientPlanner:
    """Makes the clients of one version."""

    def __init__(self, api: Api, problems: PlanProblems) -> None:
        self.api, self.problems, self.configuration = api, problems, problems.configuration
        self.ids = {operation.id.get_untrusted_value(): operation for operation in api.operations}

    def clients(self, package: str) -> tuple[PlannedClient, ...]:
        """Return the clients, each operation in exactly one of them."""
        self._check_operation_tables()
        if not self.configuration.clients:
            return self._root_with_groups(package)
        left = dict(self.ids)
        planned = []
        for client in self.configuration.clients:
            held = {id for glob in client.operations for id in self._matching(client, glob) if left.pop(id, None)}
            empty = PlannedClient(client.name, _module(client.name), (), client.summary)
            planned.append(self._filled(package, empty, [self.ids[id] for id in self.ids if id in held]))
        if left:
            some = ", ".join(list(left)[:5])
            message = f"no client holds {len(left)} operations: {some}"
            self.problems.error("unclaimed-operation", message, "[clients", "Add them.")
        self._check_modules(planned)
        return tuple(planned)

    def _root_with_groups(self, package: str) -> tuple[PlannedClient, ...]:
        """Return the root client and its groups, which hold what has a tag; the root comes first."""
        name = f"{names.class_name(package)}Client"
        module, operations = _module(name), self._visible(self.ids.values())
        groups: tuple[PlannedGroup, ...] = ()
        if self.configuration.grouped:
            groups = plan_groups(self.api, operations, self.problems, {module, *_TAKEN})
        tags = {group.id: group for group in groups}
        root = PlannedClient(name, module, (), groups=groups)
        by_tag: dict[str, list[Operation]] = {}
        for item in operations:
            tag = tag_of(item)
            by_tag.setdefault(tag if tag in tags else "", []).append(item)
        found = [self._filled(package, root, by_tag.get("", ()))]
        for group in groups:
            empty = PlannedClient(group.name, group.module, (), group=group)
            found.append(self._filled(package, empty, by_tag.get(group.id, ())))
        return tuple(found)

    def _check_modules(self, clients: list[PlannedClient]) -> None:
        seen: dict[str, str] = {}
        for client in clients:
            first = seen.setdefault(client.module, client.name)
            if first != client.name:
                message = f"clients {first} and {client.name} would share the module `{client.module}`"
                self.problems.error("bad-configuration", message, client.name, "Rename one of them.")

    def _matching(self, client: ClientConfiguration, glob: str) -> Iterator[str]:
        found = [id for id, operation in self.ids.items() if matches(glob, operation)]
        if not found:
            message = f"client {client.name}: `{glob}` matches no operation of {self.problems.spec_name}"
            by_tag = glob.startswith(_TAG)
            known = self.ids if not by_tag else {f"{_TAG}{name.get_untrusted_value()}" for name in self._tags()}
            self.problems.lacks("unknown-operation", message, glob, f"Remove it{or_meant(glob, sorted(known))}.")
        yield from found

    def _tags(self) -> Iterator[UntrustedString]:
        for operation in self.api.operations:
            yield from operation.tags

    def _check_operation_tables(self) -> None:
        for id, table in self.configuration.operations.items():
            for name in (id, table.merged_into):
                if name is not None and name not in self.ids:
                    message = f"{self.problems.spec_name} has no operation `{name}`"
                    self.problems.lacks("unknown-operation", message, name, f"Remove it{or_meant(name, self.ids)}.")

    def _visible(self, operations: Iterable[Operation]) -> list[Operation]:
        tables = self.configuration.operations
        return [item for item in operations if not tables.get(raw_id(item), OperationConfiguration()).hidden]

    def _filled(self, package: str, client: PlannedClient, operations: Iterable[Operation]) -> PlannedClient:
        """Return a client with its operations; the attributes of its groups come before their methods."""
        told = self.problems.collided("method")

        def name_of(item: PlannedGroup | Operation) -> str:
            return item.attribute if isinstance(item, PlannedGroup) else self._method_name(item, package, client)

        members: list[PlannedGroup | Operation] = [*client.groups, *self._visible(operations)]
        named = names.keep_apart(members, name_of, told)
        planned = [self._operation(item, name) for item, name in named if isinstance(item, Operation)]
        return evolve(client, operations=tuple(planned))

    def _method_name(self, operation: Operation, package: str, client: PlannedClient) -> str:
        id = raw_id(operation)
        derived = derived_name(operation, package, client, configured=bool(self.configuration.clients))
        table = self.configuration.operations.get(id)
        if table is None or table.name is None:
            return derived
        if table.name == derived:
            self.problems.lacks(
                "unused-name", f"operation `{id}` is called so without it too", id, "Remove its `name`."
            )
        return table.name

    def _operation(self, operation: Operation, name: str) -> PlannedOperation:
        table = self.configuration.operations.get(operation.id.get_untrusted_value(), OperationConfiguration())
        told = self.problems.collided("parameter")
        parameters = names.keep_apart(operation.parameters, self._parameter_name, told)
        content = table.content or "content"
        self._check_content(operation, table, [argument for _, argument in parameters])
        return PlannedOperation(
            operation,
            name,
            tuple(PlannedParameter(parameter, argument) for parameter, argument in parameters),
            content,
            table.merged_into,
            not (table.protocol_only or table.merged_into),
        )

    def _check_content(self, operation: Operation, table: OperationConfiguration, arguments: list[str]) -> None:
        if table.content is None:
            return
        id = operation.id.get_untrusted_value()
        if operation.body is None:
            self.problems.error("bad-configuration", f"operation `{id}` has no body to name", id, "Remove `content`.")
        elif table.content in arguments:
            message = f"operation `{id}` has a parameter `{table.content}` already"
            self.problems.error("bad-configuration", message, id, "Choose another name for its content.")

    def _parameter_name(self, parameter: Parameter) -> str:
        derived = names.identifier(parameter.client_name or parameter.wire_name, names.METHOD_PARAMETERS)
        return self.problems.named("parameters", parameter.wire_name.get_untrusted_value(), derived)


def raw_id(operation: Operation) -> str:
    """Return an operationId for look-ups."""
    return operation.id.get_untrusted_value()


def _module(client: str) -> str:
    module = names.module_name(client.removesuffix("Client") or client)
    return f"{module}_client" if module in _TAKEN else module
