"""What the block `samples` of an overlay may ask for: parts of the samples of operations, as code."""

from __future__ import annotations

import ast

from attrs import define, field

from veneer.overlay.meant import choose
from veneer.overlay.plan import PlannedClient, PlannedOperation
from veneer.render.overlay_names import OverlayError
from veneer.views.samples.calls import SamplePrinter
from veneer.views.samples.expressions import Expression, ExpressionPrinter
from veneer.views.samples.sample import NoSample, Object
from veneer.views.signatures import path_parameters
from veneer.views.view import Import


@define
class SampleFunctions:
    """The functions of one overlay's samples; afterwards, the imports that these need."""

    printer: SamplePrinter
    client: PlannedClient
    is_async: bool
    imports: set[Import] = field(factory=set)

    def functions(self) -> dict[str, object]:
        """Return the functions by the names that a template calls them by."""
        return {
            "sample_content": self.content,
            "sample_value": self.value,
            "sample_path": self.path,
            "sample_call": self.call,
        }

    def content(self, id: str, /) -> str:
        """Return the expression of the content of an operation, with what is required."""
        operation = self._operation(id)
        try:
            body = self.printer.body(operation)
            return self._use(body.typed(body.value(self.printer.values.making(full=False))))
        except NoSample:
            raise self._unknown(id, "content", []) from None

    def value(self, id: str, name: str, /) -> str:
        """Return the expression of one value.

        Args:
            id: The operationId.
            name: A property of its content by its name in the description, or a parameter by its argument's name.
        """
        operation, making = self._operation(id), self.printer.values.making(full=True)
        parameters = {item.name: item for item in operation.parameters}
        try:
            if name in parameters:
                return self._use(
                    ExpressionPrinter(self.printer.printer).typed(self.printer.parameter(making, parameters[name]))
                )
            body = self.printer.body(operation)
            sample = body.value(making)
            found = dict(sample.properties) if isinstance(sample, Object) else {}
        except NoSample:
            found = {}
        known = {item.property.wire_name.get_untrusted_value(): value for item, value in found.items()}
        if name not in known:
            raise self._unknown(id, name, [*known, *parameters])
        return self._use(ExpressionPrinter(self.printer.printer).typed(known[name]))

    def path(self, id: str, /) -> str:
        """Return the arguments of an operation that stand in its path, each with a comma behind it."""
        making = self.printer.values.making(full=False)
        expressions = ExpressionPrinter(self.printer.printer)
        operation = self._operation(id)
        values = [self.printer.parameter(making, item) for item in path_parameters(operation)]
        return "".join(f"{self._use(expressions.typed(value))}, " for value in values)

    def call(self, id: str, text: str, /) -> str:
        """Return the statements that make a call and read what it gives.

        Args:
            id: The operationId of the operation that answers.
            text: The call, which begins with ``client.``.
        """
        return "\n".join(self.printer.typed_call(self._operation(id), _call(text), is_async=self.is_async))

    def _operation(self, id: str) -> PlannedOperation:
        for operation in self.client.operations:
            if operation.id == id:
                return operation
        known = [operation.id for operation in self.client.operations]
        raise OverlayError("unknown-operation", f"{self.client.name} has no operation `{id}`", choose(id, known))

    def _unknown(self, id: str, name: str, known: list[str]) -> OverlayError:
        return OverlayError("unknown-property", f"operation `{id}` has no sample of `{name}`", choose(name, known))

    def _use(self, expression: Expression) -> str:
        self.imports |= expression.needed()
        return expression.text


def _call(text: str) -> Expression:
    """Return a call that an overlay wrote as one that can be broken into lines."""
    node = ast.parse(text, mode="eval").body
    if not isinstance(node, ast.Call):
        return Expression(text)
    arguments = [ast.get_source_segment(text, item) or "" for item in (*node.args, *node.keywords)]
    function = ast.get_source_segment(text, node.func) or ""
    return Expression(f"{function}(", tuple(map(Expression, arguments)), ")")
