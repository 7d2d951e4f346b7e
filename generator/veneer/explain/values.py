"""The values of an explanation: facts with their places; texts of the description are as they are, and untrusted."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from veneer.diagnostics import Location
from veneer.load.mended import MendedPart


@frozen
class Described:
    """Where an operation comes from.

    Attributes:
        place: Where it stands in the vendored description.
        pointer: The same as a JSON Pointer.
        mends: The OpenAPI Overlay documents that changed it, or what it refers to.
    """

    id: str
    method: str
    path: str
    place: Location
    pointer: str
    deprecated: bool
    tags: tuple[str, ...]
    mends: tuple[MendedPart, ...]


@frozen
class ParameterFacts:
    """A parameter: where it is sent, its name on the wire, what it is in words."""

    sent_in: str
    name: str
    words: str
    deprecated: bool
    place: Location


@frozen
class ContentFacts:
    """A media type of a body or an answer, what it holds in words, and whether the convenience layer speaks it."""

    media_type: str
    words: str
    spoken: bool


@frozen
class BodyFacts:
    """The body of a request."""

    required: bool
    contents: tuple[ContentFacts, ...]
    place: Location


@frozen
class AnswerFacts:
    """An answer: its status in words, its contents, and its headers, each with what it is in words."""

    status: str
    contents: tuple[ContentFacts, ...]
    headers: tuple[tuple[str, str], ...]
    place: Location


@frozen
class Facts:
    """What the description says of an operation, as it was mended."""

    parameters: tuple[ParameterFacts, ...]
    body: BodyFacts | None
    answers: tuple[AnswerFacts, ...]


@frozen
class Decision:
    """What was decided about an operation: about which part, what, why, and the line to change if there is one."""

    about: str
    result: str
    why: str
    place: Location | None = None


@frozen
class Used:
    """A part of the description that an overlay uses: its name, what it is in words, and where it is asked for.

    Attributes:
        agrees: Whether it only has to agree with the method's own part, and does, which needs no pin.
        pinned: Whether it is as it was when a person last looked.
    """

    part: str
    words: str
    place: Location
    agrees: bool
    pinned: bool


@frozen
class OverlayFacts:
    """The template that overlays the convenience method.

    Attributes:
        chain: The files, from the overlay to the stock template.
        blocks: The blocks that it replaces or adds, each with its place.
        uses: Its contract in this version.
    """

    chain: tuple[str, ...]
    blocks: tuple[tuple[str, Location], ...]
    uses: tuple[Used, ...]


class State(StrEnum):
    """How a definition on disk compares with what would be generated now."""

    IN_STEP = "in step"
    OUT_OF_STEP = "out of step"
    MISSING = "missing"


@frozen
class Definition:
    """A generated definition: what it is, its name, where it stands on disk, and how it is there."""

    what: str
    name: str
    place: Location
    state: State


@frozen
class OtherVersion:
    """Another version of the package, and in one line what is different there; without a difference, nothing."""

    version: str
    has_operation: bool
    differences: tuple[str, ...]


@frozen
class Explanation:
    """The path of one operation through Veneer.

    Attributes:
        client: The class that holds it; ``None`` for a hidden one.
        method: Its method's name; ``None`` for a hidden one.
        overlay: The template that overlays its convenience method.
        used_by: Where other overlays use the operation.
    """

    package: str
    version: str
    is_default: bool
    client: str | None
    method: str | None
    description: Described
    facts: Facts
    decisions: tuple[Decision, ...]
    overlay: OverlayFacts | None
    used_by: tuple[Location, ...]
    generated: tuple[Definition, ...]
    versions: tuple[OtherVersion, ...]
