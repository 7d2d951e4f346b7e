"""The values of a plan: clients, operations, models and enums with the Python names that they got."""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import StrEnum

from attrs import field, frozen

from veneer.diagnostics import Diagnostic
from veneer.load.customizations import TextFile
from veneer.model import Alias, Api, ConstType, Docs, EnumType, EnumValue, Model, Operation, Parameter, Property, Type
from veneer.names import CLIENT_MEMBERS, GROUP_MEMBERS
from veneer.overlay.configuration import Configuration, SamplesConfiguration
from veneer.overlay.tags import Tag
from veneer.upstream import UntrustedString

# Where things are below a package's `testing`.
SUPPORT = "_support"
DESCRIPTIONS = "_descriptions"


@frozen
class PlannedProperty:
    """A property as a model's class has it.

    Attributes:
        property: The property.
        name: The attribute's name.
        secret: Whether a repr hides its value.
        tag: The value that tells the model's objects from others, which its class knows.
    """

    property: Property
    name: str
    secret: bool = False
    tag: Tag | None = None

    def is_known(self) -> bool:
        """Whether the class knows its value, so that a caller need not say it."""
        return self.tag is not None or (self.property.required and isinstance(self.property.type, ConstType))


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
class PlannedAlias:
    """A type that holds itself, its name and module."""

    alias: Alias
    name: str
    module: str


@frozen
class PlannedParameter:
    """A parameter and its argument name."""

    parameter: Parameter
    name: str


class Way(StrEnum):
    """What leads from one page of a list to the next."""

    KEY = "key"
    TOKEN = "token"
    LINK = "link"
    HEADER = "header"
    PAGE = "page"
    ITEM = "item"


@frozen
class NextCall:
    """How another operation is asked for the pages of a list after the first.

    Attributes:
        operation: That operation.
        shared: Its parameters that get what the list got, and the names of the list's.
        link: Its parameter that takes what an answer says of the next page; ``None``: that is a URL, to which what else
            the operation has in its query is added.
    """

    operation: PlannedOperation
    shared: tuple[tuple[PlannedParameter, str], ...]
    link: PlannedParameter | None


@frozen
class PlannedPaging:
    """A list that comes in pages.

    Attributes:
        way: What leads on: the key of the last item of a page; a token or a URL in the answer, or a URL in a header; or
            the number of the page or of its first item.
        start: The parameter that takes the key, the token or the number; ``None``: a URL is followed.
        size: The parameter that says how long a page is.
        page: The type of the answer; a success without content is an empty page.
        item: The type of an item.
        items: The property of the answer that holds the items; ``None``: the answer is the list.
        key: The property of an item that is its key; ``None``: an item is its own key.
        path: The properties that lead to the token or the URL; for a header its name.
        within: The properties of the answer that hold the one with the items, the outermost first.
        call: How the pages after the first are asked for, where that is not by the list's own operation.
    """

    way: Way
    start: PlannedParameter | None
    size: PlannedParameter | None
    page: Type
    item: Type
    items: PlannedProperty | None
    key: PlannedProperty | None = None
    path: tuple[str, ...] = ()
    within: tuple[PlannedProperty, ...] = ()
    call: NextCall | None = None


@frozen
class PlannedPolling:
    """A long-running operation and the one that says how far it is.

    Attributes:
        status: The operation that says how far it is.
        answer: The type of what that one answers.
        shared: Its path parameters whose values are those of the operation's own, by name.
        located: Its path parameter whose value is in the URL of a header.
        header: That header.
        template: How that URL's path ends, with ``{}`` for the value.
        state: The property of its answer that says how far the operation is.
        succeeded: The values of that property for an operation that did its work, in lower case.
        failed: The values of that property for one that did not, in lower case.
        message: The property with the service's words.
    """

    status: PlannedOperation
    answer: Type
    shared: tuple[tuple[PlannedParameter, str], ...]
    located: PlannedParameter | None
    header: str
    template: str
    state: PlannedProperty
    succeeded: tuple[str, ...]
    failed: tuple[str, ...]
    message: PlannedProperty | None


@frozen
class PlannedOperation:
    """An operation, its method name and arguments.

    Attributes:
        content: The name of the argument for its body.
        merged_into: Id of the operation whose overlay covers it.
        has_convenience: Whether the convenience layer has a method of its own for it.
        overlay: The template that overlays its convenience method.
        paging: How its list comes in pages, if it does.
        polling: How it is followed, if it goes on after its answer and package.toml says how.
        followed: Whether the headers of its answers lead to its status, as the description says.
    """

    operation: Operation
    name: str
    parameters: tuple[PlannedParameter, ...]
    content: str = "content"
    merged_into: str | None = None
    has_convenience: bool = True
    overlay: TextFile | None = None
    paging: PlannedPaging | None = None
    polling: PlannedPolling | None = None
    followed: bool = False

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
class PlannedGroup:
    """The operations of one tag below a root client: `PetsOperations` in `pets`, which is its attribute `pets`."""

    tag: UntrustedString
    attribute: str
    name: str
    module: str
    docs: Docs = Docs()

    @property
    def id(self) -> str:
        """The tag, for look-ups."""
        return self.tag.get_untrusted_value()


@frozen
class PlannedClient:
    """A client class: `FaceSessionClient` in `face_session`, with its operations in the description's order.

    Attributes:
        added: Methods that only overlays have.
        group: Set for a class of operations that is no client of its own, but an attribute of the root client.
        groups: What the root client has such attributes for, in their order.
    """

    name: str
    module: str
    operations: tuple[PlannedOperation, ...]
    summary: str = ""
    added: tuple[AddedMethod, ...] = ()
    group: PlannedGroup | None = None
    groups: tuple[PlannedGroup, ...] = ()

    @property
    def members(self) -> Set[str]:
        """The names that mean something in the class without any operation."""
        attributes = {group.attribute for group in self.groups}
        return GROUP_MEMBERS if self.group is not None else CLIENT_MEMBERS | attributes

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
        lacking: What package.toml names for an operation and this version, which has that, lacks; by operation.
        partials: Templates that overlays extend, by path.
        samples: Which samples there are, and what is in them.
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
    lacking: Mapping[str, list[Diagnostic]] = field(factory=dict)
    partials: Mapping[str, TextFile] = field(factory=dict)
    samples: SamplesConfiguration = SamplesConfiguration()
    aliases: Mapping[str, PlannedAlias] = field(factory=dict)


@frozen
class PlannedTesting:
    """What the `testing` of a package carries.

    Attributes:
        descriptions: The description of each version as JSON, by the version's subpackage.
        behaviours: The Python files of what the local service can do.
    """

    descriptions: Mapping[str, bytes] = field(repr=False)
    behaviours: tuple[TextFile, ...]


@frozen
class PackagePlan:
    """A whole package: its versions, which of them the package itself stands for, and what its `testing` carries."""

    package: str
    configuration: Configuration
    versions: tuple[ClientPlan, ...]
    default: ClientPlan
    testing: PlannedTesting | None = None
