"""What an overlay may ask of the description: checked functions in; code, and a record of what was used, out."""

from __future__ import annotations

import sys

from attrs import define, field, frozen

from veneer.model import ConstType
from veneer.overlay.contract import did_you_mean
from veneer.overlay.plan import PlannedClient, PlannedEnum, PlannedModel, PlannedOperation
from veneer.views.bodies import body_annotation
from veneer.views.cycles import reaches
from veneer.views.docstring import Text, first_line
from veneer.views.results import poller_expression, result_view
from veneer.views.signatures import named_parameters, path_parameters
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import

_LIBRARIES = ("attrs", "httpx")


class OverlayError(Exception):
    """An overlay asked for something that the description does not have; the template's line is found by the caller."""

    def __init__(self, id: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.id, self.message, self.fix = id, message, fix


@frozen
class OperationFacts:
    """What an overlay can read of an operation.

    Attributes:
        id: Its operationId.
        name: Its method.
        summary: Its first line of documentation.
        content: The annotation of the convenience form's content; empty without a body.
        result: The annotation of `Response.value`.
        read: The expression that reads that value from `raw`.
    """

    id: str
    name: str
    summary: Text
    content: str
    result: str
    read: str


@define
class OverlayNames:
    """Names that an overlay may use, of a class or of a method; afterwards, what they need.

    Attributes:
        imports: What the code that it got needs.
        models: Ids of the models that it named.
        importer: Id of the model that is overlaid, whose module the others must not need; ``None`` in a client.
    """

    printer: TypePrinter
    imports: set[Import] = field(factory=set, kw_only=True)
    models: set[str] = field(factory=set, kw_only=True)
    importer: str | None = field(default=None, kw_only=True)

    def model(self, name: str, /) -> str:
        """Return the class of a model or an enum, by its name in the description or in Python."""
        return self._named(*self._type(name))

    def new(self, name: str, /, **properties: str) -> str:
        """Return the expression that makes a model.

        Args:
            name: The model, by its name in the description or in Python.
            properties: Expressions by the name of a property in the description.
        """
        id, item = self._type(name)
        if isinstance(item, PlannedEnum):
            raise OverlayError("unknown-model", f"`{name}` is an enum", "Write its member.")
        known = {each.property.wire_name.get_untrusted_value(): each for each in item.properties}
        for wire_name in properties:
            if wire_name not in known:
                message = f"model `{name}` has no property `{wire_name}`"
                raise OverlayError("unknown-property", message, did_you_mean(wire_name, known))
        for wire_name, each in known.items():
            if each.property.required and wire_name not in properties and not isinstance(each.property.type, ConstType):
                fix = f'Give it: new("{name}", {wire_name}="...").'
                raise OverlayError("missing-property", f"model `{name}` needs `{wire_name}`", fix)
        given = ", ".join(f"{each.name}={properties[key]}" for key, each in known.items() if key in properties)
        return f"{self._named(id, item)}({given})"

    def _type(self, name: str) -> tuple[str, PlannedModel | PlannedEnum]:
        plan = self.printer.plan
        both: dict[str, PlannedModel | PlannedEnum] = {**plan.models, **plan.enums}
        for id, item in both.items():
            if name in (item.name, id.rsplit("/", 1)[-1]):
                self.models.add(id)
                return id, item
        known = [item.name for item in both.values()]
        raise OverlayError("unknown-model", f"there is no model `{name}`", did_you_mean(name, known))

    def _named(self, id: str, item: PlannedModel | PlannedEnum) -> str:
        if id == self.importer:
            return item.name
        if self.importer is not None and reaches(self.printer.plan.models, id, self.importer):
            fix = f"Import {item.name} inside the method that needs it."
            raise OverlayError("import-cycle", f"the module of {item.name} needs the one of this class", fix)
        return self._use(self.printer.named(id))

    def runtime(self, name: str, /) -> str:
        """Return a public name of the runtime."""
        from veneer import runtime

        if name not in runtime.__all__:
            raise OverlayError("unknown-name", f"the runtime has no `{name}`", did_you_mean(name, runtime.__all__))
        return self._use(self.printer.runtime(name))

    def library(self, module: str, /) -> str:
        """Return a module of the standard library, httpx or attrs, which is all that a client needs."""
        top = module.partition(".")[0]
        if top not in sys.stdlib_module_names and top not in _LIBRARIES:
            fix = "Use the standard library, httpx or attrs: a generated package needs nothing else."
            raise OverlayError("unknown-library", f"generated packages do not need `{top}`", fix)
        return self._use(Code(module, frozenset({Import(module)})))

    def _use(self, snippet: Code) -> str:
        self.imports |= snippet.imports
        return snippet.text


@define
class OverlayFunctions(OverlayNames):
    """The functions of one overlay while one method is rendered; afterwards, what it used.

    Attributes:
        client: The client that holds the method.
        own: Arguments of the method, which `protocol` passes on under their own names.
        context: The context of a call that names none.
        is_async: Whether the async twin is rendered.
        nested: Whether the code stands in a function inside the method.
        operations: Ids of the operations that it called or asked about: its contract.
    """

    client: PlannedClient
    own: frozenset[str]
    context: Code
    is_async: bool = field(kw_only=True)
    nested: bool = field(default=False, kw_only=True)
    operations: set[str] = field(factory=set)

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
        path = [item.name for item in path_parameters(operation)]
        named = [item.name for item in named_parameters(operation)]
        has_body = operation.operation.body is not None
        known = {*path, *named, "context", *(["content"] if has_body else [])}
        for name in arguments:
            if name not in known:
                close = did_you_mean(name, known)
                raise OverlayError("unknown-parameter", f"operation `{id}` has no parameter `{name}`", close)
        values = {name: name for name in (*path, *named) if name in self.own} | arguments
        required = [item.name for item in named_parameters(operation) if item.parameter.required]
        missing = [name for name in (*path, *(["content"] if has_body else []), *required) if name not in values]
        if missing:
            fix = f'Give it: protocol("{id}", {missing[0]}="...").'
            raise OverlayError("missing-parameter", f"operation `{id}` needs `{missing[0]}`", fix)
        by_position = [values[name] for name in path] + ([values["content"]] if has_body else [])
        by_name = [f"{name}={values[name]}" for name in named if name in values]
        context = f"context={values['context'] if 'context' in values else self._use(self.context)}"
        return f"{self.above}.{operation.name}({', '.join([*by_position, *by_name, context])})"

    def operation(self, id: str, /) -> OperationFacts:
        """Return facts about an operation: its method name, summary, content and result types, and how it is read."""
        operation = self._operation(id)
        view = result_view(self.printer, operation, is_async=self.is_async)
        content = body_annotation(self.printer, operation) if operation.operation.body is not None else Code("")
        self.imports |= view.value.imports | view.read.imports | content.imports
        summary, _ = first_line(operation.operation.docs, operation.name)
        return OperationFacts(operation.id, operation.name, summary, content.text, view.value.text, view.read.text)

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
            known = [item.id for item in self.client.operations if item.polling is not None]
            message = f"package.toml does not say how operation `{id}` is polled"
            raise OverlayError("no-polling", message, did_you_mean(id, known))
        return self._use(
            poller_expression(
                self.printer,
                operation,
                operation.polling,
                Code(response),
                last=Code(last) if last is not None else None,
                is_async=self.is_async,
            )
        )

    def _operation(self, id: str) -> PlannedOperation:
        for operation in self.client.operations:
            if operation.id == id:
                self.operations.add(id)
                return operation
        known = [operation.id for operation in self.client.operations]
        raise OverlayError("unknown-operation", f"{self.client.name} has no operation `{id}`", did_you_mean(id, known))
