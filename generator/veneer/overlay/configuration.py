"""What a maintainer decided about a package, as package.toml says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic
from veneer.overlay.places import TablePlace, locate


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
        content: The name of the argument for its body, instead of ``content``.
        merged_into: The operation whose overlay covers this one too, so that it has no convenience method of its own.
        protocol_only: Whether it has no convenience method.
        hidden: Whether it is left out of both layers.
        plain: Whether it gives its answer as it is, although the description says that it comes in pages or goes on.
    """

    name: str | None = None
    content: str | None = None
    merged_into: str | None = None
    protocol_only: bool = False
    hidden: bool = False
    plain: bool = False


@frozen
class PagingConfiguration:
    """How lists come in pages.

    Attributes:
        place: Where the table stands.
        operations: The operations, by glob over operationId.
        start: The parameter that takes what leads to a page: the key of the item after which it begins, or what one of
            the next two keys says; ``None`` where a URL does.
        next: The property of the answer with what `start` takes, behind those that hold that one, with dots.
        count: What `start` counts: ``pages``, or ``items`` before the page.
        next_link: The property of the answer with the next page's URL, likewise.
        next_header: The header with that URL, by its relation ``next``.
        size: The parameter that says how long a page is; without one, an empty page ends the list.
        key: The property of an item that is its key; ``None``: an item is its own key.
        items: The property of the answer that holds the items; ``None``: the answer is the list.
    """

    place: TablePlace
    operations: tuple[str, ...]
    start: str | None = None
    size: str | None = None
    key: str | None = None
    items: str | None = None
    next: str | None = None
    count: str | None = None
    next_link: str | None = None
    next_header: str | None = None


@frozen
class PollingConfiguration:
    """How long-running operations are followed to their end.

    Attributes:
        place: Where the table stands.
        operations: The operations, by glob over operationId.
        status: Id of the operation that says how far one is; path parameters that both have get the same values.
        location: The header of the first answer whose URL has the value of the parameter that is left.
        state: The property of the status that says how far the operation is.
        succeeded: The values of that property for an operation that did its work.
        failed: The values of that property for one that did not.
        message: The property of the status with the service's words.
    """

    place: TablePlace
    operations: tuple[str, ...]
    status: str
    state: str
    succeeded: tuple[str, ...]
    failed: tuple[str, ...]
    location: str | None = None
    message: str | None = None


@frozen
class SamplesConfiguration:
    """Which samples there are, and what is in them.

    Attributes:
        files: Whether the distribution has a folder `samples` with all of them.
        docstrings: Whether a docstring has a short one.
        values: JSON values by the name of a property or a parameter in the description.
    """

    files: bool = False
    docstrings: bool = True
    values: Mapping[str, Any] = field(factory=dict)


@frozen
class Configuration:
    """What a maintainer decided about a package.

    Attributes:
        file: The configuration's name in messages; ``None`` when there is none.
        text: Its text, to find lines in.
        clients: In the order of the file; empty: one root client with a group for each tag.
        grouped: Whether that root client has groups, or every operation is a method of its own.
        groups: The attribute of a tag's group, by tag, instead of the derived one.
        operations: By operationId.
        names: Python names by kind (`models`, `properties`, `parameters`, `enum_values`) and name in the description.
        secrets: Properties, by their name in the description, whose values no repr shows.
        paging: How lists come in pages.
        polling: How long-running operations are followed.
        testing: Whether the package has a `testing`, with its local service in process.
        samples: Which samples there are, and what is in them.
        overlay_lines: How many lines the overlays may have together; ``None``: as many as they need.
    """

    file: str | None = None
    text: str = ""
    distribution_version: str = "0.1.0"
    default_version: str | None = None
    summary: str = ""
    clients: tuple[ClientConfiguration, ...] = ()
    grouped: bool = True
    groups: Mapping[str, str] = field(factory=dict)
    operations: Mapping[str, OperationConfiguration] = field(factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(factory=dict)
    secrets: tuple[str, ...] = ()
    paging: tuple[PagingConfiguration, ...] = ()
    polling: tuple[PollingConfiguration, ...] = ()
    testing: bool = False
    samples: SamplesConfiguration = SamplesConfiguration()
    overlay_lines: int | None = None

    def override(self, kind: str, name: str) -> str | None:
        """Return the Python name that a person chose, if one did."""
        return self.names.get(kind, {}).get(name)

    def problem(self, id: DiagnosticId, message: str, needle: str, fix: str, below: str = "") -> Diagnostic:
        """Make a diagnostic at the first line that holds a text, below another one."""
        return Diagnostic(id, message, locate(self.file or "package.toml", self.text, needle, below), fix)
