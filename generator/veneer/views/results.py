"""PlannedOperation -> what its convenience method returns: a Response, a Pager or a Poller."""

from __future__ import annotations

from typing import assert_never

from attrs import frozen

from veneer.model import Content, IntType, MediaKind, NullableType, Place, StringType, UuidType, bare
from veneer.overlay.contents import chosen_content
from veneer.overlay.lookups import wire_name
from veneer.overlay.plan import PlannedOperation, PlannedPaging, PlannedPolling, PlannedProperty, Way
from veneer.views.bodies import answer, by_status, content_read
from veneer.views.credentials import operation_security, security_value
from veneer.views.literals import literal, quoted
from veneer.views.next_call import LINK, next_call, passed_on
from veneer.views.requests import accepted_types
from veneer.views.signatures import path_parameters
from veneer.views.streams import stream_code, streamed
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code, imports_of
from veneer.views.xml import xml_plain

# Azure's APIs: a link need not have it, or has another one, and every page is of the version of the first.
_VERSION = "api-version"
_AS_TEXT = StringType | UuidType | IntType  # what `str` makes the text of; a null would become the text None


@frozen
class ResultView:
    """What one convenience method returns, sync or async.

    Attributes:
        typed: The annotation of the convenience form.
        raw: The annotation of the protocol form.
        value: The annotation of `Response.value`, of one page where there are several.
        read: The expression that reads the value from `raw`.
        response: The expression of what is made of `raw`.
        fetch: The head of the function that fetches one page; ``None`` where there are no pages.
        prepared: The first statement of that function, if it has one beside the call.
        context: The context of its call.
        pager: The expression that goes through the pages; ``None`` where there are no pages.
        call: The call that gets the pages after the first, less what stands before its name; ``None``: it is the same.
        opens: What makes the call's context where it is not `cancel_with`: that of an answer that is not read yet.
    """

    typed: Code
    raw: Code
    value: Code
    read: Code
    response: Code
    fetch: Code | None = None
    prepared: str = ""
    context: Code = Code("options")
    pager: Code | None = None
    call: Code | None = None
    opens: Code | None = None

    @property
    def imports(self) -> frozenset[Import]:
        """What the stock method needs."""
        pages = tuple(part for part in (self.fetch, self.pager, self.call, self.opens) if part is not None)
        return imports_of((self.typed, self.raw, self.value, self.read, self.response, self.context, *pages))


def is_twofold(operation: PlannedOperation) -> bool:
    """Tell whether the async method returns something else than the sync one: pages, a poller or a stream."""
    goes_on = operation.paging is not None or operation.polling is not None or operation.followed
    return goes_on or streamed(operation) is not None


def result_view(printer: TypePrinter, operation: PlannedOperation, *, is_async: bool) -> ResultView:
    """Return what an operation's convenience method returns."""
    raw = Code("httpx.Response", frozenset({Import("httpx")}))
    if operation.paging is not None:
        return _pages(printer, operation, operation.paging, raw, is_async=is_async)
    items = streamed(operation) if operation.polling is None and not operation.followed else None
    if items is not None:
        typed, stream = stream_code(printer, items, is_async=is_async)
        opens = printer.runtime("stream_with")
        return ResultView(typed, raw, value=typed, read=stream, response=stream, opens=opens)
    value, read = answer(printer, operation)
    response = code("{}(raw, {})", printer.runtime("Response"), read)
    if operation.followed:
        status = printer.runtime("OperationStatus")
        typed = code("{}[{}, {}]", _twin(printer, "Poller", is_async), status, value)
        return ResultView(typed, raw, value, read, _followed(printer, operation, read, is_async=is_async))
    if operation.polling is None:
        return ResultView(code("{}[{}]", printer.runtime("Response"), value), raw, value, read, response)
    poller = poller_expression(printer, operation, operation.polling, response, is_async=is_async)
    status = printer.annotation(operation.polling.answer)
    typed = code("{}[{}, {}]", _twin(printer, "Poller", is_async), status, value)
    return ResultView(typed, raw, value, read, poller)


def _followed(printer: TypePrinter, operation: PlannedOperation, read: Code, *, is_async: bool) -> Code:
    """Return the expression that follows an operation by the headers of its answers."""
    security = operation_security(printer.plan.api, operation.operation)
    parts = [
        Code('"GET"'),
        Code('""'),
        code("accept={}", quoted(accepted_types(printer, operation) or "application/json")),
    ]
    parts += [code("security={}", security_value(printer, security))] if security is not None else []
    request = code(f"{{}}({', '.join('{}' for _ in parts)})", printer.runtime("HttpRequest"), *parts)
    function = printer.runtime("followed_async" if is_async else "followed")
    says = operation.operation.long_running
    final = code(", {}", quoted(says.final)) if says is not None and says.final is not None else Code("")
    return code("{}(self._send, {}, raw, lambda raw: {}{})", function, request, read, final)


def _pages(
    printer: TypePrinter, operation: PlannedOperation, paging: PlannedPaging, raw: Code, *, is_async: bool
) -> ResultView:
    item, read = printer.annotation(paging.item), _page(printer, operation, paging)
    value = code("list[{}]", item)
    response = printer.runtime("Response")
    pager, fetched = _twin(printer, "Pager", is_async), _fetched(printer, paging)
    if is_async:  # the method is no coroutine, but what its protocol form returns is one
        raw = code("Coroutine[Any, Any, {}]", raw).needing(
            frozenset({Import("collections.abc", "Coroutine"), Import("typing", "Any")})
        )
    definition = "async def" if is_async else "def"
    following = _following(printer, operation, paging)
    return ResultView(
        typed=code("{}[{}]", pager, item),
        raw=raw,
        value=value,
        read=read,
        response=code("{}(raw, {})", response, read),
        fetch=code(f"{definition} fetch({fetched.argument}: str | None) -> {{}}[{{}}]", response, value),
        prepared=fetched.prepared,
        context=fetched.context,
        pager=code(f"{{}}(fetch, {{}}{fetched.start})", pager, following),
        call=next_call(printer, paging.call) if paging.call is not None else None,
    )


@frozen
class _Fetched:
    """The argument of the function that fetches a page, what is made of it, and where the first page begins."""

    argument: str
    prepared: str = ""
    context: Code = Code("options")
    start: str = ""


def _fetched(printer: TypePrinter, paging: PlannedPaging) -> _Fetched:
    if paging.call is not None:
        return _Fetched(LINK)
    if paging.start is None:
        return _Fetched(LINK, context=code(f"{{}}(options, {LINK})", printer.runtime("at_link")))
    name = paging.start.name
    if isinstance(bare(paging.start.parameter.type), IntType):
        made = f"{name} = None if page_start is None else int(page_start)"
        return _Fetched("page_start", made, start=f", None if {name} is None else str({name})")
    return _Fetched(name, start=f", {name}")


def _page(printer: TypePrinter, operation: PlannedOperation, paging: PlannedPaging) -> Code:
    """Return the expression that reads a page's items: none from an answer, a page or a list that is not there."""
    content = _page_content(operation)
    read = content_read(printer, content) if content is not None else Code("None")
    for holder in paging.within:
        read = code(f"{{}}.{holder.name}", read)
    if isinstance(paging.page, NullableType) or not all(map(_always_there, paging.within)):
        items = "list" if paging.items is None else f"lambda page: page.{paging.items.name}"
        read = code(f"{{}}({{}}, {items})", printer.runtime("items_of"), read)
    elif paging.items is not None:
        read = code(f"{{}}.{paging.items.name}{'' if _always_there(paging.items) else ' or []'}", read)
    return by_status((item.status, read if item.contents else Code("[]")) for item in operation.operation.successes)


def _page_content(operation: PlannedOperation) -> Content | None:
    """Return the content that holds a page, which is that of every success that has one."""
    found = (chosen_content(item.contents) for item in operation.operation.successes)
    return next((content for content in found if content is not None), None)


def _following(printer: TypePrinter, operation: PlannedOperation, paging: PlannedPaging) -> Code:
    """Return the expression of what tells where the next page begins."""
    content, parts = _page_content(operation), [Code(literal(name)) for name in paging.path]
    if content is not None and content.kind is MediaKind.XML and parts:
        parts.append(code("read={}", xml_plain(printer, content)))
    names = ", ".join("{}" for _ in parts)
    match paging.way:
        case Way.KEY:
            return code("{}({}, {})", printer.runtime("after_last"), _key(paging), _size(paging))
        case Way.TOKEN:
            return code(f"{{}}({names})", printer.runtime("after_token"), *parts)
        case Way.LINK:
            # What another operation takes for its parameter is no URL.
            as_it_is = paging.call is not None and paging.call.link is not None
            if as_it_is:
                return code(f"{{}}({names})", printer.runtime("after_token"), *parts)
            parts += [Code(f"version={literal(_VERSION)}")] if parts and _has_version(operation) else []
            return code(f"{{}}({', '.join('{}' for _ in parts)})", printer.runtime("after_link"), *parts)
        case Way.HEADER:
            return code("{}({})", printer.runtime("after_header"), Code(literal(paging.path[0])))
        case Way.PAGE | Way.ITEM:
            return _counted(printer, paging)
        case _:
            assert_never(paging.way)


def _has_version(operation: PlannedOperation) -> bool:
    return any(item.parameter.place is Place.QUERY and wire_name(item) == _VERSION for item in operation.parameters)


def _counted(printer: TypePrinter, paging: PlannedPaging) -> Code:
    by_page, start = paging.way is Way.PAGE, paging.start
    if start is None:
        raise ValueError("what is counted is in a parameter")
    parameter, first = start.parameter, int(by_page)
    if parameter.has_default and isinstance(parameter.default, int):
        first = parameter.default
    name = quoted(parameter.wire_name)
    return code(f"{{}}({{}}, {first}, {{}}, by_page={by_page})", printer.runtime("after_number"), name, _size(paging))


def _key(paging: PlannedPaging) -> Code:
    """Return what tells the key of an item."""
    if paging.key is not None:
        return Code(f"lambda item: item.{paging.key.name}")
    return Code("str") if isinstance(paging.item, _AS_TEXT) else Code("lambda item: item")


def _size(paging: PlannedPaging) -> Code:
    """Return the expression of a page's length."""
    if paging.size is None:
        return Code("None")
    size, parameter = paging.size.name, paging.size.parameter
    if not parameter.has_default or not isinstance(parameter.default, int):
        return Code(size)
    return Code(f"{literal(parameter.default)} if {size} is None else {size}")


def poller_expression(
    printer: TypePrinter,
    operation: PlannedOperation,
    polling: PlannedPolling,
    response: Code,
    *,
    is_async: bool,
    last: Code | None = None,
) -> Code:
    """Return the expression that follows a long-running operation.

    Args:
        printer: Prints types and what they need.
        operation: The operation.
        polling: How it is followed.
        response: The expression of the answer that began it.
        is_async: Whether the async twin is wanted.
        last: The expression of a status that is known already; ``None`` where none is.
    """
    given = {item.name: passed_on(printer, item, name) for item, name in polling.shared}
    if polling.located is not None:
        place = (quoted(polling.header), quoted(polling.template))
        found = code("{}(raw, {}, {})", printer.runtime("located"), *place)
        type = polling.located.parameter.type
        given[polling.located.name] = (
            code("{}({})", printer.decoder(type), found) if isinstance(type, UuidType) else found
        )
    arguments = [given[item.name] for item in path_parameters(polling.status)]
    asked = f"self.{polling.status.name}({'{}, ' * len(arguments)}cancellation=cancellation)"
    look = code(f"lambda cancellation: {asked}", *arguments)
    message = "None" if polling.message is None else f"status.{polling.message.name}"
    judged = code(
        f"lambda status: {{}}(status.{polling.state.name}, {message}, succeeded={{}}, failed={{}})",
        printer.runtime("judge"),
        _words(polling.succeeded),
        _words(polling.failed),
    )
    parts = [response, look, judged] if last is None else [response, look, judged, last]
    return code(f"{{}}({', '.join('{}' for _ in parts)})", _twin(printer, "Poller", is_async), *parts)


def _words(words: tuple[str, ...]) -> Code:
    return Code(f"({''.join(f'{literal(word)}, ' for word in words)})")


def _twin(printer: TypePrinter, name: str, is_async: bool) -> Code:
    return printer.runtime(f"Async{name}" if is_async else name)


def _always_there(item: PlannedProperty) -> bool:
    return item.property.required and not isinstance(item.property.type, NullableType)
