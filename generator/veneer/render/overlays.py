"""What an overlay may ask of the description: checked functions in; code, and a record of what was used, out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from attrs import define, field, frozen

from veneer.overlay.plan import PlannedClient, PlannedEnum, PlannedModel, PlannedOperation
from veneer.views.docstring import Text, first_line
from veneer.views.operations import ConvenienceView, convenience_view
from veneer.views.signatures import named_parameters, path_parameters
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import


class OverlayError(Exception):
    """An overlay asked for something that the description does not have; the template's line is found by the caller."""

    def __init__(self, id: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.id, self.message, self.fix = id, message, fix


@frozen
class OperationFacts:
    """What an overlay can read of an operation."""

    name: str
    summary: Text
    result: str
    read: str


@define
class OverlayFunctions:
    """The functions of one overlay while one method is rendered; afterwards, what it used.

    Attributes:
        imports: What the code that it got needs.
        operations: Ids of the operations that it called or asked about: its contract.
        models: Ids of the models that it named.
    """

    printer: TypePrinter
    client: PlannedClient
    method: ConvenienceView
    awaits: str
    imports: set[Import] = field(factory=set)
    operations: set[str] = field(factory=set)
    models: set[str] = field(factory=set)

    def protocol(self, id: str, /, **arguments: str) -> str:
        """Return the call of an operation's protocol method.

        Args:
            id: The operationId; an operation of the same client.
            arguments: Expressions by argument name; `content` for the body, `context` for the context. A parameter that
                this method has too is passed on under its own name.
        """
        operation = self._operation(id)
        own = {item.name for item in self.method.operation.parameters}
        path = [item.name for item in path_parameters(operation)]
        named = [item.name for item in named_parameters(operation)]
        has_body = operation.operation.body is not None
        known = {*path, *named, "context", *(["content"] if has_body else [])}
        for name in arguments:
            if name not in known:
                close = did_you_mean(name, known)
                raise OverlayError("unknown-parameter", f"operation `{id}` has no parameter `{name}`", close)
        values = {name: name for name in (*path, *named) if name in own} | arguments
        required = [item.name for item in named_parameters(operation) if item.parameter.required]
        missing = [name for name in (*path, *(["content"] if has_body else []), *required) if name not in values]
        if missing:
            fix = f'Give it: protocol("{id}", {missing[0]}="...").'
            raise OverlayError("missing-parameter", f"operation `{id}` needs `{missing[0]}`", fix)
        by_position = [values[name] for name in path] + ([values["content"]] if has_body else [])
        by_name = [f"{name}={values[name]}" for name in named if name in values]
        if "context" not in values:
            self.runtime("cancel_with")
        context = f"context={values.get('context', 'cancel_with(cancellation, context)')}"
        return f"{self.awaits}super().{operation.name}({', '.join([*by_position, *by_name, context])})"

    def operation(self, id: str, /) -> OperationFacts:
        """Return facts about an operation: its method name, summary, result type, and how its answer is read."""
        operation = self._operation(id)
        view = convenience_view(self.printer, operation)
        self.imports |= view.result.imports | view.read.imports
        summary, _ = first_line(operation.operation.docs, operation.name)
        return OperationFacts(operation.name, summary, view.result.text, view.read.text)

    def model(self, name: str, /) -> str:
        """Return the class of a model or an enum, by its name in the description or in Python."""
        plan = self.printer.plan
        both: dict[str, PlannedModel | PlannedEnum] = {**plan.models, **plan.enums}
        for id, item in both.items():
            if name in (item.name, id.rsplit("/", 1)[-1]):
                self.models.add(id)
                return self._use(self.printer.named(id))
        known = [item.name for item in both.values()]
        raise OverlayError("unknown-model", f"there is no model `{name}`", did_you_mean(name, known))

    def runtime(self, name: str, /) -> str:
        """Return a public name of the runtime."""
        from veneer import runtime

        if name not in runtime.__all__:
            raise OverlayError("unknown-name", f"the runtime has no `{name}`", did_you_mean(name, runtime.__all__))
        return self._use(self.printer.runtime(name))

    def _use(self, snippet: Code) -> str:
        self.imports |= snippet.imports
        return snippet.text

    def _operation(self, id: str) -> PlannedOperation:
        for operation in self.client.operations:
            if operation.id == id:
                self.operations.add(id)
                return operation
        known = [operation.id for operation in self.client.operations]
        raise OverlayError("unknown-operation", f"{self.client.name} has no operation `{id}`", did_you_mean(id, known))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return what to do about a name that is not known."""
    ordered = sorted(known)
    close = difflib.get_close_matches(name, ordered, 1)
    return f"Write `{close[0]}`." if close else f"Write one of: {', '.join(ordered[:8])}."
