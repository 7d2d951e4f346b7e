"""The whole API: operations with their parameters, bodies and responses, next to the named types that they use."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any

from attrs import field, frozen

from veneer.model.accepted import accepted
from veneer.model.constraints import Constraints
from veneer.model.docs import Docs
from veneer.model.schemas import Alias, EnumType, Model, Xml
from veneer.model.security import SecurityAlternatives, SecurityScheme
from veneer.model.server import Server
from veneer.model.template import UriTemplate
from veneer.model.types import Type
from veneer.upstream import UntrustedString

_REDIRECTIONS = 300  # the first status of them (RFC 9110, section 15.4)


class Place(StrEnum):
    """Where a parameter is sent."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


class ParameterStyle(StrEnum):
    """How a parameter's value is written (OpenAPI 3.1, style values).

    `CONTENT` is a media type of its own; `TAB_DELIMITED` is Swagger's collectionFormat `tsv`, which OpenAPI lacks;
    `COLLECTION` is a header for each member of an object, whose names begin alike (`x-ms-header-collection-prefix`);
    `QUERY_STRING` is a value that is the whole query (OpenAPI 3.2, `in: querystring`).
    """

    SIMPLE = "simple"
    LABEL = "label"
    MATRIX = "matrix"
    FORM = "form"
    SPACE_DELIMITED = "spaceDelimited"
    PIPE_DELIMITED = "pipeDelimited"
    TAB_DELIMITED = "tabDelimited"
    DEEP_OBJECT = "deepObject"
    COOKIE = "cookie"
    CONTENT = "content"
    COLLECTION = "collection"
    QUERY_STRING = "querystring"


class MediaKind(StrEnum):
    """What has to be done to write or read a media type."""

    JSON = "json"
    MERGE_PATCH = "merge-patch"
    XML = "xml"
    FORM = "form"
    MULTIPART = "multipart"
    TEXT = "text"
    BINARY = "binary"
    JSON_LINES = "json-lines"
    EVENT_STREAM = "event-stream"


@frozen
class Example:
    """A named example value."""

    name: UntrustedString
    value: Any
    docs: Docs = Docs()


@frozen
class Parameter:
    """A parameter of an operation.

    Attributes:
        wire_name: Its name on the wire.
        place: Path, query, header or cookie.
        style: How a list or an object in it is written; with `explode`, one name for each item.
        allow_reserved: Whether RFC 3986 reserved characters go unescaped.
        encoded: Whether callers encode its value, so that it may hold further parameters of the query.
        media_type: The content type of a parameter with `content`, else ``None``.
        pointer: Where it stands in the description.
    """

    wire_name: UntrustedString
    place: Place
    type: Type
    required: bool
    style: ParameterStyle
    explode: bool
    pointer: str
    allow_reserved: bool = False
    media_type: UntrustedString | None = None
    docs: Docs = Docs()
    has_default: bool = False
    default: Any = None
    constraints: Constraints = Constraints()
    deprecated: bool = False
    examples: tuple[Example, ...] = ()
    client_name: UntrustedString | None = None
    idempotency: bool = False
    conditional: bool = False
    encoded: bool = False


@frozen
class Header:
    """A header of a response or of a part of a multipart body."""

    wire_name: UntrustedString
    type: Type
    required: bool
    pointer: str
    docs: Docs = Docs()
    style: ParameterStyle = ParameterStyle.SIMPLE
    explode: bool = False


@frozen
class Part:
    """A part of a form or multipart body: a property of its schema, with what the encoding says about it."""

    wire_name: UntrustedString
    type: Type
    required: bool
    pointer: str
    media_types: tuple[UntrustedString, ...] = ()
    headers: tuple[Header, ...] = ()
    style: ParameterStyle = ParameterStyle.FORM
    explode: bool = True
    allow_reserved: bool = False
    docs: Docs = Docs()


@frozen
class Content:
    """One media type of a body or a response and the type of what it holds; `item` for lines and events.

    A model says itself what must hold for it; `constraints` is for what has no name of its own.
    """

    media_type: UntrustedString
    kind: MediaKind
    type: Type
    pointer: str
    parts: tuple[Part, ...] = ()
    item: Type | None = None
    constraints: Constraints = Constraints()
    examples: tuple[Example, ...] = ()
    xml: Xml | None = None


@frozen
class Body:
    """A request body: whether it must be there, and the media types to choose from, in the description's order."""

    contents: tuple[Content, ...]
    required: bool
    pointer: str
    docs: Docs = Docs()


@frozen
class Status:
    """Which answers a response stands for: ``low`` to ``high``, both included; a default for what no other names."""

    low: int
    high: int
    is_default: bool = False

    @property
    def is_success(self) -> bool:
        """Whether the description calls these answers a success; a default alone says nothing."""
        return not self.is_default and self.low < 400

    @property
    def is_exact(self) -> bool:
        """Whether this is one status code."""
        return self.low == self.high


@frozen
class Response:
    """An answer: for which statuses, with which headers and contents (none: an empty body)."""

    status: Status
    contents: tuple[Content, ...]
    headers: tuple[Header, ...]
    pointer: str
    docs: Docs = Docs()


@frozen
class Paging:
    """How an answer leads to the next page, as the description says it.

    Attributes:
        pointer: Where it says so.
        items: The property with the items, or with dots between it and those that hold it; ``None``: the answer is the
            list, or has only one.
        next_link: The property with the next page's URL, behind those that hold that one; empty: there is none.
        next_header: The header with that URL, by its relation ``next`` (RFC 8288).
        token_parameter: The query parameter that takes what is in `token`.
        token: The property with what leads to the next page, behind those that hold that one.
        next_operation: The operation that gives the next page, where the description names one.
    """

    pointer: str
    items: UntrustedString | None = None
    next_link: tuple[UntrustedString, ...] = ()
    next_header: UntrustedString | None = None
    token_parameter: UntrustedString | None = None
    token: tuple[UntrustedString, ...] = ()
    next_operation: UntrustedString | None = None


@frozen
class LongRunning:
    """That the answer comes before the work is done, and where the result is then, if the description says it.

    Attributes:
        final: ``final-state-via`` of `x-ms-long-running-operation-options`.
    """

    final: UntrustedString | None = None


@frozen
class Operation:
    """One thing a caller can do.

    Attributes:
        id: Its operationId, or one made from method and path where the description has none.
        pointer: Where it stands in the description.
        method: Upper case.
        path: The template of its path, below the server's URL.
        responses: By status: exact ones, ranges, then the default.
        security: What it accepts; ``None`` means what the API accepts.
        overload_group: The pointer that operations on the same path and method share, else ``None``.
        server: A server of its own, else ``None``.
    """

    id: UntrustedString
    pointer: str
    method: str
    path: UriTemplate
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[Response, ...]
    docs: Docs = Docs()
    tags: tuple[UntrustedString, ...] = ()
    security: SecurityAlternatives | None = None
    overload_group: str | None = None
    server: Server | None = None
    deprecated: bool = False
    paging: Paging | None = None
    long_running: LongRunning | None = None
    client_name: UntrustedString | None = None

    @cached_property
    def successes(self) -> tuple[Response, ...]:
        """The answers that the description calls a success; where it names none, its default.

        A redirection with a body is one where nothing else is. Beside a result, its body says why there is none.
        """
        named = tuple(item for item in self.responses if item.status.is_success)
        if any(item.status.low < _REDIRECTIONS for item in named):
            named = tuple(item for item in named if item.status.low < _REDIRECTIONS or not item.contents)
        return named or tuple(item for item in self.responses if item.status.is_default)

    @property
    def failures(self) -> tuple[Response, ...]:
        """The other answers, its default among them where a success is named."""
        return tuple(item for item in self.responses if item not in self.successes)


@frozen
class Api:
    """A whole description.

    Attributes:
        operations: In the description's order.
        models: By id, in the description's order.
        enums: By id, in the description's order.
        security: Alternatives of combinations that hold where an operation says nothing.
        versions: API versions that the description names, its own first.
        aliases: Types that hold themselves, by id.
    """

    title: UntrustedString
    version: UntrustedString
    servers: tuple[Server, ...]
    operations: tuple[Operation, ...]
    models: Mapping[str, Model]
    enums: Mapping[str, EnumType]
    security_schemes: tuple[SecurityScheme, ...] = ()
    security: SecurityAlternatives = ()
    docs: Docs = Docs()
    tags: tuple[tuple[UntrustedString, Docs], ...] = ()
    versions: tuple[UntrustedString, ...] = field(default=())
    aliases: Mapping[str, Alias] = field(factory=dict)

    @cached_property
    def accepted_security(self) -> SecurityAlternatives:
        """The alternatives that a client of all operations accepts; each operation asks for them."""
        return accepted(self.security, (operation.security for operation in self.operations))
