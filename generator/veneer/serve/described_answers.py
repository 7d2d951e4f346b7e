"""A description that has no behaviours -> behaviours that answer with its examples, or with values that fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from attrs import frozen

from veneer.build import build
from veneer.build.context import child
from veneer.load import SpecDocument
from veneer.model import Content, FileType, MediaKind, Operation, Paging, Response
from veneer.overlay import Configuration, plan
from veneer.overlay.contents import chosen_content
from veneer.overlay.plan import ClientPlan
from veneer.testing.asgi import Behaviours, Handler, ServiceRequest, ServiceResponse
from veneer.testing.asgi.media import media_type
from veneer.testing.asgi.operations import read_operations
from veneer.testing.asgi.schemas import Schemas
from veneer.views.samples.examples import plain_examples
from veneer.views.samples.sample import NoSample, as_json
from veneer.views.samples.values import Values
from veneer.views.xml import speaks_xml, xml_document

_JSON = (MediaKind.JSON, MediaKind.MERGE_PATCH)


def described_answers(document: SpecDocument) -> Behaviours:
    """Return behaviours that answer each operation as its first success is described.

    One of which nothing can be made has no behaviour.

    Args:
        document: The description.

    Raises:
        InputError: No client can be made of it.
    """
    built = build(document)
    planned = plan("api", "1", document.name, built.api, Configuration())
    maker = _Maker(planned, Values.of(planned, {}), Schemas(document.content, answers=True))
    known = {id for operation in read_operations(document.content) for id in operation.operation_ids}
    handlers: dict[str, Handler] = {}
    for operation in built.api.operations:
        id = _id_of(document, operation)
        answers = list(maker.answers(operation))
        if id in known and answers:
            handlers.setdefault(id, _handler(answers))
    notes = ("It answers with the examples of the description, or with values that fit, and remembers nothing.",)
    return Behaviours(handlers, notes=notes)


def _id_of(document: SpecDocument, operation: Operation) -> str:
    """Return what the service calls an operation: its id as written, else its method and path."""
    if operation.overload_group is not None:
        return operation.id.get_untrusted_value()
    written = document.resolve(operation.pointer).get("operationId")
    path = operation.pointer.split("/")[2].replace("~1", "/").replace("~0", "~")
    return str(written or f"{operation.method} {path}")


@frozen
class _Maker:
    """Makes the answers of a version's operations."""

    plan: ClientPlan
    values: Values
    schemas: Schemas

    def answers(self, operation: Operation) -> Iterator[ServiceResponse]:
        """Yield the answers of an operation that differ in their media type, the one that clients ask for first."""
        response = next(iter(operation.successes), None)
        if response is None:
            yield ServiceResponse(200)
            return
        status = 200 if response.status.is_default else response.status.low
        headers = dict(self._headers(response))
        if not response.contents or operation.method == "HEAD":
            yield ServiceResponse(status, headers=headers)
            return
        chosen = chosen_content(response.contents)
        for content in sorted(response.contents, key=lambda item: item is not chosen):
            try:
                body = self._body(content, operation.paging)
            except (NoSample, ValueError):
                continue
            kind = content.media_type.get_untrusted_value()
            kind = "application/octet-stream" if kind == "*/*" else kind.replace("/*", "/plain")
            yield ServiceResponse(status, body, {**headers, "content-type": kind})

    def _headers(self, response: Response) -> Iterator[tuple[str, str]]:
        for header in response.headers:
            name = header.wire_name.get_untrusted_value()
            if not header.required or name.lower() == "content-type":
                continue
            try:
                made = as_json(self.values.making(full=False).make(header.type, name))
            except NoSample:
                continue
            yield name, made if isinstance(made, str) else json.dumps(made)

    def _body(self, content: Content, paging: Paging | None) -> bytes:
        if isinstance(content.type, FileType):
            return b""
        value = self._value(content)
        if paging is not None:
            value = self._last_page(value, paging, content)
        if content.kind in _JSON:
            return json.dumps(value).encode()
        if content.item is not None:
            return _stream(content, value).encode()
        if speaks_xml(content):
            return xml_document(self.plan, content, value).encode()
        if isinstance(value, str):
            return value.encode()
        raise NoSample

    def _last_page(self, value: Any, paging: Paging, content: Content) -> Any:
        """Return the value of a page without what leads to the next one, if it may be without."""
        path = [name.get_untrusted_value() for name in (*paging.next_link, *paging.token)]
        whole, last = ".".join(path), deepcopy(value)
        holder: Any = last
        for name in path[:-1] if isinstance(last, dict) and whole not in last else ():
            holder = holder.get(name) if isinstance(holder, dict) else None
        if isinstance(holder, dict) and path:
            holder.pop(whole if whole in holder else path[-1], None)
        return last if self._fits(last, content) else value

    def _fits(self, value: Any, content: Content) -> bool:
        return content.item is not None or self.schemas.problem(child(content.pointer, "schema"), value) is None

    def _value(self, content: Content) -> Any:
        """Return an example that fits, else a value of the content's type, or of one of its items where these come."""
        for example in plain_examples(content.examples):
            if self._fits(example, content):
                return example
        making = self.values.making(full=True, of_answer=True)
        return as_json(making.make(content.item or content.type, "value", content.constraints))


def _stream(content: Content, value: Any) -> str:
    """Return a body of lines or events: as an example has it, else one for each item of a list, or for the value."""
    if isinstance(value, str) and content.examples:
        return value
    items = value if isinstance(value, list) and content.examples else [value]
    if content.kind is not MediaKind.EVENT_STREAM:
        return "".join(f"{json.dumps(item)}\n" for item in items)
    return "".join(f"data: {item if isinstance(item, str) else json.dumps(item)}\n\n" for item in items)


def _handler(answers: list[ServiceResponse]) -> Handler:
    async def answer(request: ServiceRequest) -> ServiceResponse:
        wanted = [media_type(part) for part in request.headers.get("accept", "*/*").split(",")]
        by_type = {media_type(item.headers.get("content-type", "")): item for item in reversed(answers)}
        return next((by_type[name] for name in wanted if name in by_type), answers[0])

    return answer
