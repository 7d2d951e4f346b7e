"""PlannedOperation -> what the docstrings of its two methods say: arguments, answers, errors, where it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from veneer.model import Header, ParameterStyle, Response, Status
from veneer.overlay.plan import PlannedOperation
from veneer.views.accepting import AcceptView
from veneer.views.docstring import Docstring, Entry, Section, Text, first_line
from veneer.views.own_servers import own_server_words
from veneer.views.signatures import Signatures
from veneer.views.view import Code

_SENT = "What the service answered with a status that is no success: see the error's code and message."
_PAGES = (
    "The convenience form reads on by itself: iterate over what it returns for the items of all pages, or over its "
    "``by_page()`` for the answers. A page is fetched when it is needed, and what goes wrong then is raised then."
)
_GOES_ON = (
    "The convenience form follows the operation: ``wait()`` and ``result()`` of what it returns wait for the end and "
    "raise `OperationFailedError` with the service's words if it fails, ``status()`` asks how far it is."
)
_CONTENT_TYPE = "The media type to send the content as, in place of the one that the client prefers."
_ACCEPT = "The media type to ask the service for, in place of the one that the client prefers."
_WRONG_ARGUMENTS = (
    Entry("TypeError", "", ("An argument is missing or of a wrong type; nothing was sent.",)),
    Entry("ValueError", "", ("An argument cannot be sent as it is; nothing was sent.",)),
)
_LEAD = "[Protocol method] "


def _head(operation: PlannedOperation) -> tuple[Text, tuple[Text, ...]]:
    otherwise = f"{operation.name.replace('_', ' ').strip().capitalize()}."
    return first_line(operation.operation.docs, otherwise)


def _route(signatures: Signatures) -> str:
    subject = signatures.operation.operation
    sent = f"Sends ``{subject.method} {subject.path.text.get_untrusted_value()}`` (``#{subject.pointer}``)"
    return f"{sent}{own_server_words(signatures.printer.plan.api, subject)}."


def protocol_docstring(signatures: Signatures, example: tuple[str, ...]) -> Docstring:
    """Return the docstring of a protocol method, with the statements of a sample."""
    operation = signatures.operation
    summary, _ = _head(operation)
    arguments = [item.wire_entry for item in signatures.path]
    body = operation.operation.body
    if body is not None:
        kinds = ", ".join(content.media_type.get_untrusted_value() for content in body.contents)
        arguments.append(Entry(operation.content, f"RequestContent; {kinds}", _words(body.docs.description)))
    arguments += [item.wire_entry for item in signatures.named]
    context = "Overrides for this call: headers, timeout, whether a failure raises."
    arguments.append(Entry("context", "RequestContext", (context,)))
    answers = tuple(
        Entry("httpx.Response", "", (_answer_line(item), *_words(item.docs.description)))
        for item in operation.operation.successes
    )
    sections = (Section("Args", tuple(arguments)), Section("Returns", answers), _raises(operation))
    return Docstring(summary, (_route(signatures),), sections, lead=_LEAD, example=example)


def async_protocol_docstring(operation: PlannedOperation) -> Docstring:
    """Return the docstring of the async twin of a protocol method."""
    return Docstring(_head(operation)[0], ("The sync method says it all.",), lead=_LEAD)


def _answer_line(response: Response) -> str:
    kinds = ", ".join(content.media_type.get_untrusted_value() for content in response.contents)
    return f"{_status(response.status)}, {kinds or 'no content'}."


def _status(status: Status, default: str = "Any status") -> str:
    if status.is_default:
        return default
    return str(status.low) if status.is_exact else f"{status.low} to {status.high}"


def _said_of(answers: Sequence[Response], *, always: bool = False) -> tuple[Text, ...]:
    """Return what is said of answers, each behind its status where several have something to say, or always."""
    words = [(item.status, (*_words(item.docs.description), *_header_words(item))) for item in answers]
    words = [(status, said) for status, said in words if said]
    if len(words) == 1 and (words[0][0].is_default or not always):
        return words[0][1]
    return tuple(text for status, said in words for text in (f"{_status(status, 'Any other status')}:", *said))


def convenience_docstring(
    signatures: Signatures, returns: Code, accept: AcceptView | None, example: tuple[str, ...]
) -> Docstring:
    """Return the docstring of a convenience method.

    Args:
        signatures: The operation with its arguments.
        returns: The annotation of what it returns unasked.
        accept: What a caller may ask for instead.
        example: The statements of a sample.
    """
    operation = signatures.operation
    summary, rest = _head(operation)
    arguments = [item.python_entry for item in signatures.path]
    body = operation.operation.body
    if body is not None:
        raw = "``RequestContent`` sends raw content instead and returns the ``httpx.Response``."
        arguments.append(Entry(operation.content, signatures.body.text, (*_words(body.docs.description), raw)))
    arguments += [item.python_entry for item in signatures.named]
    if signatures.content_type is not None:
        arguments.append(_choice(signatures.content_type, _CONTENT_TYPE))
    if accept is not None:
        arguments.append(_choice(accept.argument, _ACCEPT))
    raw = "With it the call is the protocol method: raw content in, ``httpx.Response`` out."
    arguments.append(Entry("context", "RequestContext | None", (raw,)))
    arguments.append(Entry("cancellation", "CancellationToken | None", ("Cancels the call.",)))
    said = _said_of(operation.operation.successes) if operation.paging is None else ("The items of all pages.",)
    others = accept.others if accept is not None else ()
    answers = (
        Entry(returns.text, "", said or ("The answer.",)),
        *(Entry(other.returns.typed.text, "", (f"Where ``{other.asked}``.",)) for other in others),
    )
    deprecated = ("Deprecated.",) if operation.operation.deprecated else ()
    sections = (Section("Args", tuple(arguments)), Section("Returns", answers), _raises(operation))
    paragraphs = (*deprecated, *rest, *_kind_words(operation), _route(signatures))
    return Docstring(summary, paragraphs, sections, example=example)


def _kind_words(operation: PlannedOperation) -> tuple[Text, ...]:
    if operation.paging is not None:
        return (_PAGES,)
    return (_GOES_ON,) if operation.polling is not None or operation.followed else ()


def _header_words(response: Response) -> tuple[Text, ...]:
    names = ", ".join(map(_header_word, response.headers))
    return (f"Headers: {names}.",) if names else ()


def _header_word(header: Header) -> str:
    name = header.wire_name.get_untrusted_value()
    if header.style is ParameterStyle.COLLECTION:
        return f"those that begin with ``{name}``, by ``collected()``"
    return f"``{name}``"


def _raises(operation: PlannedOperation) -> Section:
    said = _said_of(operation.operation.failures, always=True)
    return Section("Raises", (Entry("RequestFailedError", "", said or (_SENT,)), *_WRONG_ARGUMENTS))


def _choice(argument: Code, text: str) -> Entry:
    name, _, annotation = argument.text.partition(": ")
    return Entry(name, annotation.removesuffix(" = None"), (text,))


def _words(text: Text | None) -> tuple[Text, ...]:
    return (text,) if text is not None else ()
