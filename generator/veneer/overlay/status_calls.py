"""A long-running operation and the one that says how far it is -> where the second one's arguments come from."""

from __future__ import annotations

from attrs import frozen

from veneer.model import Expression, Place, StringType, UuidType, bare
from veneer.overlay.configuration import PollingConfiguration
from veneer.overlay.lookups import Finder, wire_name
from veneer.overlay.meant import choose
from veneer.overlay.planned import PlannedOperation, PlannedParameter

_ANOTHER = "Name another operation."


@frozen
class StatusCall:
    """How a status operation is called; the attributes are those of `PlannedPolling`."""

    shared: tuple[tuple[PlannedParameter, str], ...]
    located: PlannedParameter | None
    header: str
    template: str


def status_call(
    operation: PlannedOperation, status: PlannedOperation, table: PollingConfiguration, find: Finder
) -> StatusCall | None:
    """Return how the status operation is called.

    Args:
        operation: The long-running operation.
        status: The one that says how far it is.
        table: What package.toml says about the two.
        find: Told of what is wrong.
    """
    own = {wire_name(item): item for item in operation.parameters if item.parameter.place is Place.PATH}
    needed = [item for item in status.parameters if item.parameter.required]
    shared = [item for item in needed if item.parameter.place is Place.PATH and wire_name(item) in own]
    left = [item for item in needed if item not in shared]
    for item in shared:
        name = wire_name(item)
        if bare(item.parameter.type) != bare(own[name].parameter.type):
            message = f"`{name}` is of one type in `{operation.id}` and of another in `{status.id}`"
            find.error(message, "status", table.status, f"{_ANOTHER[:-1]}, or mend the description.")
    located = _located(status, left, table, find)
    header = _header(operation, table.location, find) if table.location is not None and located is not None else ""
    template = _template(status, located, table, find) if located is not None else ""
    if find.failed:
        return None
    return StatusCall(tuple((item, own[wire_name(item)].name) for item in shared), located, header, template)


def _located(
    status: PlannedOperation, left: list[PlannedParameter], table: PollingConfiguration, find: Finder
) -> PlannedParameter | None:
    """Return the parameter whose value a header has."""
    has_body = status.operation.body is not None and status.operation.body.required
    names = [*(f"`{wire_name(item)}`" for item in left), *(["its body"] if has_body else [])]
    if len(left) > 1 or has_body:
        message = f"nothing says what `{status.id}` is to get for {' and '.join(names)}"
        find.error(message, "status", table.status, _ANOTHER)
        return None
    if left and table.location is None:
        message = f"nothing says what `{status.id}` is to get for {names[0]}"
        find.error(message, "status", table.status, 'Write location = "..." with the header that leads to it.')
        return None
    if table.location is not None and not left:
        message = f"`{status.id}` needs nothing from the header `{table.location}`"
        find.error(message, "location", table.location, "Remove `location`.")
    return next(iter(left), None)


def _header(operation: PlannedOperation, wanted: str, find: Finder) -> str:
    """Return the header of the first answer that leads to the status."""
    headers = [header.wire_name for item in operation.operation.successes for header in item.headers]
    known = [name.get_untrusted_value() for name in headers]
    if wanted.lower() not in map(str.lower, known):
        message = f"the answer of `{operation.id}` has no header `{wanted}`"
        find.lacks("unknown-header", message, "location", wanted, choose(wanted, known, "Mend the description."))
    return wanted


def _template(status: PlannedOperation, located: PlannedParameter, table: PollingConfiguration, find: Finder) -> str:
    """Return the end of the status operation's path, with ``{}`` for the value."""
    parts = status.operation.path.parts
    names = [
        [variable.name.get_untrusted_value() for variable in part.variables] if isinstance(part, Expression) else []
        for part in parts
    ]
    at = next((index for index, found in enumerate(names) if found == [wire_name(located)]), None)
    readable = isinstance(located.parameter.type, StringType | UuidType)
    if at is None or not readable or any(names[at + 1 :]):
        message = f"`{wire_name(located)}` of `{status.id}` cannot be read off a URL"
        find.error(message, "status", table.status, _ANOTHER)
        return ""
    before, texts = parts[at - 1], [part for part in parts if not isinstance(part, Expression)]
    after = texts[-1].get_untrusted_value() if at + 1 < len(parts) else ""
    return f"{before.get_untrusted_value() if not isinstance(before, Expression) else '/'}{{}}{after}"
