"""The values of a plan: clients, operations, models and enums with the Python names that they got."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from veneer.diagnostics import Diagnostic
from veneer.load.customizations import TextFile
from veneer.model import Api, EnumType, EnumValue, Model, Operation, Parameter, Property
from veneer.overlay.configuration import Configuration


@frozen
class PlannedProperty:
    """A property, its attribute name, and whether a repr hides its value."""

    property: Property
    name: str
    secret: bool = False


@frozen
class PlannedModel:
    """A model, its class name and its module below `models`; `properties` holds the inherited ones too, first."""

    model: Model
    name: str
    module: str
    properties: tuple[PlannedProperty, ...]
    overlay: TextFile | None = None


@frozen
class PlannedEnum:
    """An enum, its class name and module, and a name for each of its values."""

    enum: EnumType
    name: str
    module: str
    members: tuple[tuple[EnumValue, str], ...]
    overlay: TextFile | None = None


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
class AddedMethod:
    """A convenience method that no operation has: all of it is in its overlay."""

    name: str
    overlay: TextFile


@frozen
class PlannedClient:
    """A client class: `FaceSessionClient` in `face_session`, with its operations in the description's order."""

    name: str
    module: str
    operations: tuple[PlannedOperation, ...]
    summary: str = ""
    added: tuple[AddedMethod, ...] = ()

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
        absent: What the customizations name and this version lacks.
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
    absent: tuple[Diagnostic, ...] = ()


@frozen
class PackagePlan:
    """A whole package: its versions, and which of them the package itself stands for."""

    package: str
    configuration: Configuration
    versions: tuple[ClientPlan, ...]
    default: ClientPlan
