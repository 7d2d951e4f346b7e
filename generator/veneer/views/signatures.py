"""PlannedOperation -> its arguments as each layer writes them: names, annotations, defaults."""

from __future__ import annotations

from attrs import frozen

from veneer.model import NullableType, Place
from veneer.overlay.plan import PlannedOperation, PlannedParameter
from veneer.views.bodies import body_annotation, content_type_argument
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import, code, imports_of


@frozen
class Arguments:
    """The arguments of a method: those by position, then those by name; each printed ends with a comma."""

    positional: tuple[Code, ...]
    keyword: tuple[Code, ...]

    @property
    def imports(self) -> frozenset[Import]:
        """What the annotations need."""
        return imports_of((*self.positional, *self.keyword))

    def __str__(self) -> str:
        star = ["*"] if self.keyword else []
        return ", ".join([*(item.text for item in self.positional), *star, *(item.text for item in self.keyword)])


@frozen
class ContentArgument:
    """The argument for a body: its name, its annotation in the convenience form, whether it may be left out."""

    name: str
    annotation: Code
    required: bool

    def default(self, annotation: str) -> str:
        """Return what stands behind an annotation, for the template: that it may be left out."""
        if self.required:
            return ""
        return " = None" if annotation in ("Any", "None") or annotation.endswith(" | None") else " | None = None"


def path_parameters(operation: PlannedOperation) -> list[PlannedParameter]:
    """Return the path parameters in the order in which the path names them."""
    order = operation.operation.path.names
    found = [item for item in operation.parameters if item.parameter.place is Place.PATH]
    return sorted(found, key=lambda item: order.index(item.parameter.wire_name.get_untrusted_value()))


def named_parameters(operation: PlannedOperation) -> list[PlannedParameter]:
    """Return the query, header and cookie parameters: the required ones first."""
    found = [item for item in operation.parameters if item.parameter.place is not Place.PATH]
    return sorted(found, key=lambda item: not item.parameter.required)


@frozen
class Signatures:
    """The three forms of one method's arguments."""

    printer: TypePrinter
    operation: PlannedOperation

    def protocol(self, *, context: bool = True) -> Arguments:
        """Return the arguments of the protocol method; without a context, those of its request builder."""
        body = self.operation.operation.body
        raw = self.printer.runtime("RequestContent")
        optional = "" if self.content_required else " | None = None"
        content = () if body is None else (code(f"{self.operation.content}: {{}}{optional}", raw),)
        keyword = self._keyword(wire=True)
        if context:
            given = self.printer.runtime("RequestContext")
            keyword = (*keyword, code("context: {} | None = None" if self.content_required else "context: {}", given))
        return Arguments((*self._path(wire=True), *content), keyword)

    def typed(self) -> Arguments:
        """Return the arguments of the convenience form; its content, and `cancellation`, are the template's."""
        return Arguments(self._path(wire=False), (*self._keyword(wire=False), *self._content_type()))

    def both(self) -> Arguments:
        """Return the arguments of the method that serves both forms, their content apart."""
        return Arguments(self._path(wire=True), (*self._keyword(wire=True), *self._content_type()))

    def content(self) -> ContentArgument | None:
        """Return the argument for the body in the convenience form."""
        body = self.operation.operation.body
        if body is None:
            return None
        annotation = body_annotation(self.printer, self.operation)
        return ContentArgument(self.operation.content, annotation, body.required)

    @property
    def content_required(self) -> bool:
        """Whether every call has content, so that its type alone tells the layer."""
        body = self.operation.operation.body
        return body is not None and body.required

    def _content_type(self) -> tuple[Code, ...]:
        argument = content_type_argument(self.printer, self.operation)
        return () if argument is None else (argument,)

    def _path(self, *, wire: bool) -> tuple[Code, ...]:
        return tuple(
            code(f"{item.name}: {{}}", self._annotation(item, wire)) for item in path_parameters(self.operation)
        )

    def _keyword(self, *, wire: bool) -> tuple[Code, ...]:
        printed = []
        for item in named_parameters(self.operation):
            nullable = isinstance(item.parameter.type, NullableType)
            suffix = "" if item.parameter.required else " = None" if nullable else " | None = None"
            printed.append(code(f"{item.name}: {{}}{suffix}", self._annotation(item, wire)))
        return tuple(printed)

    def _annotation(self, item: PlannedParameter, wire: bool) -> Code:
        type = item.parameter.type
        return self.printer.wire_annotation(type) if wire else self.printer.annotation(type, argument=True)
