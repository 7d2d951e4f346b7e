"""An operation whose description says that its list comes in pages -> how, or why a client does not follow it."""

from __future__ import annotations

from collections.abc import Sequence

from veneer.diagnostics import Diagnostic, Location, Severity
from veneer.model import IntType, MediaKind, Paging, Place, StringType, Type, bare
from veneer.overlay.configuration import OperationConfiguration
from veneer.overlay.contents import chosen_content
from veneer.overlay.lookups import Lookups, item_type, wire_name
from veneer.overlay.next_call import next_call
from veneer.overlay.page_paths import items_at, properties_of, steps_of
from veneer.overlay.planned import PlannedOperation, PlannedPaging, PlannedParameter, PlannedProperty, Way


def described_paging(
    operation: PlannedOperation, others: Sequence[PlannedOperation], lookups: Lookups
) -> PlannedPaging | None:
    """Return the paging of an operation.

    Args:
        operation: The operation.
        others: The operations of its client, one of which may give the pages after the first.
        lookups: The types of its version; its problems are told, with a warning, what does not fit.

    Returns:
        The paging; ``None`` where the description says nothing of it, or where package.toml wants the answer as it is.
    """
    says = operation.operation.paging
    table = lookups.problems.configuration.operations.get(operation.id, OperationConfiguration())
    if says is None or not operation.has_convenience or table.plain:
        return None
    goes_on = operation.operation.long_running is not None
    found = "goes on after its answer, too" if goes_on else _planned(says, operation, others, lookups)
    if isinstance(found, PlannedPaging):
        return found
    message = f"operation `{operation.id}` comes in pages, but {found}, so no page after it is fetched"
    fix = f"Say how in a table [[paging]] of package.toml, or plain = true in [operations.{operation.id}]."
    place = Location(lookups.problems.spec_name)
    lookups.problems.warnings.append(Diagnostic("paging", message, place, fix, says.pointer, Severity.WARNING))
    return None


def _planned(
    says: Paging, operation: PlannedOperation, others: Sequence[PlannedOperation], lookups: Lookups
) -> PlannedPaging | str:
    """Return the paging, or in words what does not fit."""
    contents = [content for item in operation.operation.successes if (content := chosen_content(item.contents))]
    page = contents[0].type if contents else None
    if page is None or len({content.type for content in contents}) > 1:
        return "answers nothing or with different things"
    if {content.kind for content in contents} not in ({MediaKind.JSON}, {MediaKind.XML}):
        return "answers with something else than JSON or XML"
    found = _items(says, page, lookups)
    if isinstance(found, str):
        return found
    within, items = (found[:-1], found[-1]) if found else ([], None)
    item = item_type(items.property.type if items is not None else page)
    if item is None:
        return "its items are no list"
    if says.next_header is not None:
        header = says.next_header.get_untrusted_value()
        return PlannedPaging(Way.HEADER, None, None, page, item, items, path=(header,))
    if says.token_parameter is None:
        named = says.next_operation.get_untrusted_value() if says.next_operation is not None else ""
        call = next_call(named, operation, others, page) if named else None
        if isinstance(call, str):
            return call
        path = _link_path(says, page, lookups)
        return PlannedPaging(Way.LINK, None, None, page, item, items, path=path, within=(*within,), call=call)
    start = _start(says.token_parameter.get_untrusted_value(), operation)
    if isinstance(start, str):
        return start
    path = tuple(name.get_untrusted_value() for name in says.token)
    return PlannedPaging(Way.TOKEN, start, None, page, item, items, path=path)


def _items(says: Paging, page: Type, lookups: Lookups) -> list[PlannedProperty] | str | None:
    """Return the property with the items, behind those that hold it."""
    if says.items is None and item_type(page) is not None:
        return None
    if says.items is not None:
        return items_at(page, says.items.get_untrusted_value(), lookups.models)
    lists = [item for item in properties_of(page, lookups.models) if item_type(item.property.type) is not None]
    return lists if len(lists) == 1 else "nothing says where its items are"


def _link_path(says: Paging, page: Type, lookups: Lookups) -> tuple[str, ...]:
    """Return what leads to the URL of the next page; what the page does not describe at all is one name."""
    path = tuple(name.get_untrusted_value() for name in says.next_link)
    steps = steps_of(".".join(path), page, lookups.models) if path else ()
    names = {item.property.wire_name.get_untrusted_value() for item in properties_of(page, lookups.models)}
    return steps if not steps or steps[0] in names else (".".join(path),)


def _start(name: str, operation: PlannedOperation) -> PlannedParameter | str:
    for item in operation.parameters:
        if item.parameter.place is Place.QUERY and wire_name(item) == name:
            if item.parameter.required or not isinstance(bare(item.parameter.type), StringType | IntType):
                return f"`{name}` is no optional text or whole number"
            return item
    return f"has no query parameter `{name}`"
