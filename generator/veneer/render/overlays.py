"""What the overlay of a method may ask of the description: checked functions in; code, and a record of it, out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from attrs import define, field, frozen

from veneer.overlay.meant import choose
from veneer.overlay.plan import PlannedClient, PlannedOperation, PlannedParameter, PlannedPolling
from veneer.pins.parts import body_part, header_part, operation_part, parameter_part
from veneer.pins.reachable import answers, paired_answers
from veneer.render.overlay_names import OverlayError, OverlayNames
from veneer.views.bodies import body_annotation
from veneer.views.docstring import Text, first_line
from veneer.views.results import ResultView, poller_expression, result_view
from veneer.views.signatures import named_parameters, path_parameters
from veneer.views.view import Code


@frozen
class OperationFacts:
    """What an overlay can read of an operation; what it reads, it uses.

    Attributes:
        id: Its operationId.
        name: Its method.
    """

    id: str
    name: str
    _operation: PlannedOperation
    _asked: OverlayFunctions

    @property
    def summary(self) -> Text:
        """Its first line of documentation."""
        return first_line(self._operation.operation.docs, self.name)[0]

    @property
    def content(self) -> str:
        """The annotation of the convenience form's content; empty without a body."""
        if self._operation.operation.body is None:
            return ""
        self._asked.uses.note(body_part(self._operation.operation))
        annotation = self._asked._use(body_annotation(self._asked.printer, self._operation))
        self._asked.contents[annotation] = self.id
        return annotation

    @property
    def result(self) -> str:
        """The annotation of `Response.value`."""
        self._asked.uses.note(*answers(self._operation))
        return self._asked._use(self._asked._returns(self._operation).value)

    @property
    def read(self) -> str:
        """The expression that reads that value from `raw`."""
        self._asked.uses.note(*answers(self._operation))
        return self._asked._use(self._asked._returns(self._operation).read)


@define
class OverlayFunctions(OverlayNames):
    """The functions of one overlay while one method is rendered; afterwards, what it used.

    Attributes:
        client: The client that holds the method.
        context: The context of a call that names none.
        is_async: Whether the async twin is rendered.
        nested: Whether the code stands in a function inside the method.
        method: The operation whose method is overlaid; calls pass its arguments on under their own names. ``None`` for
            a method that no operation has.
        operations: The operations that it called or asked about, by id.
    """

    client: PlannedClient
    context: Code
    is_async: bool = field(kw_only=True)
    nested: bool = field(default=False, kw_only=True)
    method: PlannedOperation | None = field(default=None, kw_only=True)
    operations: dict[str, PlannedOperation] = field(factory=dict)

    @property
    def own(self) -> frozenset[str]:
        """The arguments of the method that are parameters of its operation."""
        return frozenset(item.name for item in self.method.parameters) if self.method is not None else frozenset()

    @property
    def awaits(self) -> str:
        """What stands before a call: ``await`` and a blank, or nothing."""
        return "await " if self.is_async else ""

    @property
    def above(self) -> str:
        """The protocol layer of the object; ``super()`` without arguments does not work in a nested function."""
        name = f"Async{self.client.name}" if self.is_async else self.client.name
        return f"{self.awaits}super({name}, self)" if self.nested else f"{self.awaits}super()"

    def protocol(self, id: str, /, **arguments: str) -> str:
        """Return the call of an operation's protocol method.

        Args:
            id: The operationId; an operation of the same client.
            arguments: Expressions by argument name; `content` for the body, whatever its argument is called, `context`
                for the context. A parameter that this method has too is passed on under its own name.
        """
        operation = self._operation(id)
        given = self._arguments("protocol", operation, arguments, "context")
        context = f"context={arguments['context'] if 'context' in arguments else self._use(self.context)}"
        return f"{self.above}.{operation.name}({', '.join([*given, context])})"

    def convenience(self, id: str, /, **arguments: str) -> str:
        """Return the call of an operation's convenience method.

        Args:
            id: The operationId; an operation of the same client.
            arguments: As for `protocol`, with `cancellation` in place of `context`.
        """
        operation = self._operation(id)
        if not operation.has_convenience:
            fix = "Call the method that covers it, or use protocol(...)."
            raise OverlayError("no-convenience-method", f"operation `{id}` has no convenience method of its own", fix)
        given = self._arguments("convenience", operation, arguments, "cancellation")
        given += [f"cancellation={arguments['cancellation']}"] if "cancellation" in arguments else []
        awaits = "" if operation.paging is not None else self.awaits
        return f"{awaits}self.{operation.name}({', '.join(given)})"

    def _arguments(
        self, function: str, operation: PlannedOperation, given: Mapping[str, str], besides: str
    ) -> list[str]:
        """Return the arguments of a call, and note what of the operation it uses."""
        path, named = path_parameters(operation), named_parameters(operation)
        has_body = operation.operation.body is not None
        parameters = {item.name: item for item in (*path, *named)}
        self._check_arguments(function, operation, given, (*parameters, besides, *(["content"] if has_body else [])))
        values = {**{name: name for name in parameters if name in self.own}, **given}
        required = [*path, *(item for item in named if item.parameter.required)]
        for name in [*(item.name for item in required), *(["content"] if has_body else [])]:
            if name not in values:
                fix = f'Give it: {function}("{operation.id}", {name}="...").'
                raise OverlayError("missing-parameter", f"operation `{operation.id}` needs `{name}`", fix)
        self._note_call(operation, given, [item for name, item in parameters.items() if name in values])
        by_position = [values[item.name] for item in path] + ([values["content"]] if has_body else [])
        return by_position + [f"{item.name}={values[item.name]}" for item in named if item.name in values]

    def _check_arguments(
        self, function: str, operation: PlannedOperation, given: Mapping[str, str], known: tuple[str, ...]
    ) -> None:
        for name in given:
            if name not in known:
                message = f"operation `{operation.id}` has no parameter `{name}`"
                raise OverlayError("unknown-parameter", message, choose(name, known))

    def _note_call(self, operation: PlannedOperation, given: Mapping[str, str], passed: list[PlannedParameter]) -> None:
        """Note what a call relies on: what it is given, and that the rest agrees with the method's own operation."""
        subject = operation.operation
        self.uses.printed += [item.name for item in passed if item.name not in given]
        self.uses.note(*(parameter_part(subject, item.parameter) for item in passed if item.name in given))
        if "content" in given:
            self.uses.note(body_part(subject))
        if self.method is None:
            self.uses.note(*answers(operation))
        elif self.method.id != operation.id:
            self._note_agreement(self.method, operation, given)

    def _note_agreement(self, own: PlannedOperation, operation: PlannedOperation, given: Mapping[str, str]) -> None:
        """Note what stands in for parts of the method's own operation: parameters passed on, the answer to be read."""
        theirs = {item.name: item.parameter for item in operation.parameters}
        for item in own.parameters:
            if item.name not in given:
                taken = theirs.get(item.name, item.parameter)
                other = parameter_part(own.operation, item.parameter) if taken.place is item.parameter.place else None
                self.uses.note_agreeing(parameter_part(operation.operation, taken), other)
        for answer, met in paired_answers(operation, own):
            self.uses.note_agreeing(answer, met)

    def operation(self, id: str, /) -> OperationFacts:
        """Return facts about an operation: its method name, summary, content and result types, and how it is read."""
        operation = self._operation(id)
        return OperationFacts(operation.id, operation.name, operation, self)

    def _returns(self, operation: PlannedOperation) -> ResultView:
        """Return what an operation's method returns in this twin."""
        return result_view(self.printer, operation, is_async=self.is_async)

    def poller(self, id: str, /, response: str, last: str | None = None) -> str:
        """Return the poller of a long-running operation that has begun.

        Args:
            id: The operationId.
            response: The expression of a ``Response`` that the poller begins with. Where the code stands there has to
                be each path parameter of the operation under its own name, and, if a header leads to
                the status, the ``httpx.Response`` as `raw`.
            last: The expression of a ``Response`` with a status that is known already.
        """
        operation = self._operation(id)
        if operation.polling is None:
            raise self._no_polling(id)
        self._note_polling(operation, operation.polling)
        poller = partial(poller_expression, self.printer, operation, operation.polling, is_async=self.is_async)
        self.uses.printed.append(poller(Code("None")).text)
        return self._use(poller(Code(response), last=Code(last) if last is not None else None))

    def _no_polling(self, id: str) -> OverlayError:
        lacking = self.printer.plan.lacking.get(id)
        if lacking:  # package.toml says how, but not of this version
            message = f"operation `{id}` cannot be polled in {self.printer.plan.version}: {lacking[0].message}"
            return OverlayError("no-polling", message, f"{lacking[0].fix} ({lacking[0].location})")
        known = [item.id for item in self.client.operations if item.polling is not None]
        message = f"package.toml does not say how operation `{id}` is polled"
        return OverlayError("no-polling", message, choose(id, known))

    def _note_polling(self, operation: PlannedOperation, polling: PlannedPolling) -> None:
        subject, status = operation.operation, polling.status
        self.uses.note(
            operation_part(status.operation),
            *(parameter_part(subject, item.parameter) for item in path_parameters(operation)),
            *(parameter_part(status.operation, item.parameter) for item in path_parameters(status)),
            *answers(status),
            *(
                header_part(subject, response, header)
                for response in subject.responses
                for header in response.headers
                if polling.header and header.wire_name == polling.header
            ),
        )

    def _operation(self, id: str) -> PlannedOperation:
        for operation in self.client.operations:
            if operation.id == id:
                self.operations[id] = operation
                self.uses.note(operation_part(operation.operation))
                return operation
        known = [operation.id for operation in self.client.operations]
        raise OverlayError("unknown-operation", f"{self.client.name} has no operation `{id}`", choose(id, known))
