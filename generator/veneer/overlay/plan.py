"""Api + Configuration + overlay files -> ClientPlan: every name made, every operation given to a client, nothing printed yet."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from attrs import evolve, frozen

from veneer import names
from veneer.diagnostics import Diagnostic, InputError, Location, Severity
from veneer.load.customizations import OVERLAY_SUFFIX, TextFile
from veneer.model import Api, EnumType, EnumValue, Model, Operation, Parameter, Property
from veneer.overlay.configuration import ClientConfiguration, Configuration, OperationConfiguration


@frozen
class PlannedProperty:
    """A property and its attribute name."""

    property: Property
    name: str


@frozen
class PlannedModel:
    """A model, its class name and its module below `models`; `properties` holds the inherited ones too, first."""

    model: Model
    name: str
    module: str
    properties: tuple[PlannedProperty, ...]


@frozen
class PlannedEnum:
    """An enum, its class name and module, and a name for each of its values."""

    enum: EnumType
    name: str
    module: str
    members: tuple[tuple[EnumValue, str], ...]


@frozen
class PlannedParameter:
    """A parameter and its argument name."""

    parameter: Parameter
    name: str


@frozen
class PlannedOperation:
    """An operation, its method name and arguments.

    Attributes:
        merged_into: Id of the operation whose overlay covers it.
        has_convenience: Whether the convenience layer has a method of its own for it.
        overlay: The template that overlays its convenience method.
    """

    operation: Operation
    name: str
    parameters: tuple[PlannedParameter, ...]
    merged_into: str | None = None
    has_convenience: bool = True
    overlay: TextFile | None = None

    @property
    def id(self) -> str:
        """The operationId, for look-ups."""
        return self.operation.id.get_untrusted_value()


@frozen
class PlannedClient:
    """A client class: `FaceSessionClient` in `face_session`, with its operations in the description's order."""

    name: str
    module: str
    operations: tuple[PlannedOperation, ...]
    summary: str = ""

    @property
    def protocol_name(self) -> str:
        """The class of its protocol layer."""
        return f"{self.name.removesuffix('Client')}Protocol"


@frozen
class ClientPlan:
    """Everything about one version of a package that has to be known before a line is printed.

    Attributes:
        package: Import name of the generated package.
        version: The API version, as the description says it.
        module: The version's subpackage.
        spec_name: The description's file, as named in generated headers.
    """

    package: str
    version: str
    module: str
    spec_name: str
    api: Api
    clients: tuple[PlannedClient, ...]
    models: Mapping[str, PlannedModel]
    enums: Mapping[str, PlannedEnum]
    warnings: tuple[Diagnostic, ...] = ()


@frozen
class PackagePlan:
    """A whole package: its versions, and which of them the package itself stands for."""

    package: str
    configuration: Configuration
    versions: tuple[ClientPlan, ...]
    default: ClientPlan


def plan_package(package: str, configuration: Configuration, versions: tuple[ClientPlan, ...]) -> PackagePlan:
    """Choose the default version of a package: the configured one, else the last.

    Raises:
        InputError: `unknown-version` when the configured one does not exist.
    """
    chosen = configuration.default_version
    for version in versions:
        if chosen in (None, version.version):
            return PackagePlan(package, configuration, versions, version if chosen else versions[-1])
    known = ", ".join(version.version for version in versions)
    fix = f"Choose one of: {known}."
    raise InputError(
        [configuration.problem("unknown-version", f"there is no version `{chosen}`", "default_version", fix)]
    )


def plan(
    package: str,
    version: str,
    spec_name: str,
    api: Api,
    configuration: Configuration,
    overlays: tuple[TextFile, ...] = (),
) -> ClientPlan:
    """Plan one version of a package.

    Args:
        package: Import name of the generated package.
        version: The API version (the vendored file's name).
        spec_name: The description's file as named in headers and messages.
        api: What the description says.
        configuration: What the maintainer decided.
        overlays: The overlay templates of the package.

    Returns:
        The plan.

    Raises:
        InputError: For every operation, client or overlay that does not fit the description.
    """
    planner = _Planner(spec_name, api, configuration)
    clients = planner.clients(package)
    models, enums = planner.named_types()
    clients = planner.with_overlays(clients, overlays, names.version_module(version))
    errors = [problem for problem in planner.problems if problem.severity is Severity.ERROR]
    if errors:
        raise InputError(errors)
    return ClientPlan(
        package=package,
        version=version,
        module=names.version_module(version),
        spec_name=spec_name,
        api=api,
        clients=clients,
        models=models,
        enums=enums,
        warnings=tuple(planner.problems),
    )


class _Planner:
    """Makes the parts of a plan, collecting problems."""

    def __init__(self, spec_name: str, api: Api, configuration: Configuration) -> None:
        self.spec_name, self.api, self.configuration = spec_name, api, configuration
        self.problems: list[Diagnostic] = []
        self.ids = {operation.id.get_untrusted_value(): operation for operation in api.operations}

    # -- clients and operations ------------------------------------------------------------------------------------

    def clients(self, package: str) -> tuple[PlannedClient, ...]:
        self.check_operation_tables()
        configured = self.configuration.clients or (ClientConfiguration(f"{names.class_name(package)}Client", ("*",)),)
        left = dict(self.ids)
        planned = []
        for client in configured:
            held = [id for glob in client.operations for id in self.matching(client, glob) if left.pop(id, None)]
            order = [id for id in self.ids if id in set(held)]
            module = names.module_name(client.name.removesuffix("Client") or client.name)
            planned.append(PlannedClient(client.name, module, self.operations(order), client.summary))
        if left:
            some = ", ".join(list(left)[:5])
            self.error("unclaimed-operation", f"no client holds {len(left)} operations: {some}", "[clients", "Add them.")
        return tuple(planned)

    def matching(self, client: ClientConfiguration, glob: str) -> Iterator[str]:
        tag = glob.removeprefix("tag:") if glob.startswith("tag:") else None
        found = [
            id
            for id, operation in self.ids.items()
            if (fnmatchcase(id, glob) if tag is None else any(name == tag for name in operation.tags))
        ]
        if not found and self.configuration.clients:
            message = f"client {client.name}: `{glob}` matches no operation of {self.spec_name}"
            self.error("unknown-operation", message, glob, f"Remove it{self.did_you_mean(glob)}.")
        yield from found

    def check_operation_tables(self) -> None:
        for id, table in self.configuration.operations.items():
            for name in (id, table.merged_into):
                if name is not None and name not in self.ids:
                    message = f"{self.spec_name} has no operation `{name}`"
                    self.error("unknown-operation", message, name, f"Remove it{self.did_you_mean(name)}.")

    def did_you_mean(self, name: str) -> str:
        close = difflib.get_close_matches(name, self.ids, 1)
        return f", or write `{close[0]}`" if close else ""

    def operations(self, ids: list[str]) -> tuple[PlannedOperation, ...]:
        tables = self.configuration.operations
        visible = [self.ids[id] for id in ids if not tables.get(id, OperationConfiguration()).hidden]
        return tuple(
            self.operation(operation, name)
            for operation, name in names.keep_apart(visible, self.method_name, self.collided("method"))
        )

    def method_name(self, operation: Operation) -> str:
        id = operation.id.get_untrusted_value()
        table = self.configuration.operations.get(id)
        if table is not None and table.name is not None:
            return table.name
        text = operation.client_name or names.operation_stem(id)
        return names.identifier(text, names.CLIENT_MEMBERS)

    def operation(self, operation: Operation, name: str) -> PlannedOperation:
        table = self.configuration.operations.get(operation.id.get_untrusted_value(), OperationConfiguration())
        parameters = names.keep_apart(operation.parameters, self.parameter_name, self.collided("parameter"))
        return PlannedOperation(
            operation,
            name,
            tuple(PlannedParameter(parameter, argument) for parameter, argument in parameters),
            table.merged_into,
            not (table.protocol_only or table.merged_into),
        )

    def parameter_name(self, parameter: Parameter) -> str:
        wire = parameter.wire_name.get_untrusted_value()
        chosen = self.configuration.override("parameters", wire)
        return chosen or names.identifier(parameter.client_name or parameter.wire_name, names.METHOD_PARAMETERS)

    # -- models and enums ------------------------------------------------------------------------------------------

    def named_types(self) -> tuple[dict[str, PlannedModel], dict[str, PlannedEnum]]:
        both: list[Model | EnumType] = [*self.api.models.values(), *self.api.enums.values()]
        both.sort(key=lambda item: item.inline)  # a name that the description gives comes before one that is made up
        models, enums = {}, {}
        for item, name in names.keep_apart(both, self.type_name, self.collided("class")):
            if isinstance(item, Model):
                models[item.id] = PlannedModel(item, name, names.module_name(name), self.properties(item))
            else:
                members = names.keep_apart(item.values, self.member_name, self.collided_value(item))
                enums[item.id] = PlannedEnum(item, name, names.module_name(name), tuple(members))
        return models, enums

    def type_name(self, item: Model | EnumType) -> str:
        hint = item.hint.get_untrusted_value()
        return self.configuration.override("models", hint) or names.class_name(hint)

    def properties(self, model: Model) -> tuple[PlannedProperty, ...]:
        all_of_it = {item.wire_name: item for owner in self.lineage(model.id) for item in owner.properties}
        named = names.keep_apart(all_of_it.values(), self.property_name, self.collided("property"))
        return tuple(PlannedProperty(item, name) for item, name in named)

    def lineage(self, id: str, seen: frozenset[str] = frozenset()) -> Iterator[Model]:
        if id in seen:
            return
        for base in self.api.models[id].bases:
            yield from self.lineage(base, seen | {id})
        yield self.api.models[id]

    def property_name(self, item: Property) -> str:
        chosen = self.configuration.override("properties", item.wire_name.get_untrusted_value())
        return chosen or names.identifier(item.client_name or item.wire_name, names.MODEL_MEMBERS)

    def member_name(self, item: EnumValue) -> str:
        value = item.value if isinstance(item.value, int | float) else item.value.get_untrusted_value()
        chosen = self.configuration.override("enum_values", str(value))
        return chosen or names.member_name(item.hint or str(value))

    # -- overlays --------------------------------------------------------------------------------------------------

    def with_overlays(
        self, clients: tuple[PlannedClient, ...], overlays: tuple[TextFile, ...], version: str
    ) -> tuple[PlannedClient, ...]:
        by_path = {f"{client.module}/{item.name}": item for client in clients for item in client.operations}
        chosen: dict[str, TextFile] = {}
        for file in overlays:
            path = file.path.removesuffix(OVERLAY_SUFFIX)
            first, _, rest = path.partition("/")
            narrowed = rest.count("/") == 1
            if narrowed and first != version:
                continue
            path = rest if narrowed else path
            if path not in by_path or not by_path[path].has_convenience:
                self.problems.append(self.unknown_overlay(file, path, list(by_path)))
            elif narrowed or path not in chosen:
                chosen[path] = file
        return tuple(
            evolve(
                client,
                operations=tuple(
                    evolve(item, overlay=chosen.get(f"{client.module}/{item.name}")) for item in client.operations
                ),
            )
            for client in clients
        )

    def unknown_overlay(self, file: TextFile, path: str, known: list[str]) -> Diagnostic:
        close = difflib.get_close_matches(path, known, 1)
        fix = f"Rename it to {close[0]}{OVERLAY_SUFFIX}." if close else "Name it <client>/<method>.py.jinja."
        return Diagnostic("unknown-overlay", f"overlays `{path}`, which no client has", Location(file.name, 1, 1), fix)

    # -- problems --------------------------------------------------------------------------------------------------

    def error(self, id: str, message: str, needle: str, fix: str) -> None:
        self.problems.append(self.configuration.problem(id, message, needle, fix))

    def collided(self, what: str):  # type: ignore[no-untyped-def]
        def report(item: Model | EnumType | Operation | Parameter | Property, wanted: str, got: str) -> None:
            self.warn(what, getattr(item, "pointer", getattr(item, "id", "")), wanted, got)

        return report

    def collided_value(self, enum: EnumType):  # type: ignore[no-untyped-def]
        return lambda _, wanted, got: self.warn("enum member", enum.id, wanted, got)

    def warn(self, what: str, pointer: str, wanted: str, got: str) -> None:
        message = f"{what} name `{wanted}` is taken, so this one is `{got}`"
        fix = "Choose a name for it in package.toml."
        place = Location(self.spec_name)
        self.problems.append(Diagnostic("name-collision", message, place, fix, pointer, Severity.WARNING))
