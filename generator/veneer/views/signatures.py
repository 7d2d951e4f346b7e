"""PlannedOperation -> its arguments as each layer writes them: names, annotations, defaults."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from attrs import frozen

from veneer.model import Place
from veneer.overlay.plan import PlannedOperation, PlannedParameter
from veneer.views.arguments import ParameterPrinter, ParameterView
from veneer.views.bodies import body_annotation, body_choices, content_type_argument
from veneer.views.choices import Choice
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
    found = [item for item in operation.parameters if item.parameter.place is Place.PATH]
    if len(found) < 2:
        return found
    order = operation.operation.path.names
    return sorted(found, key=lambda item: order.index(item.parameter.wire_name.get_untrusted_value()))


def named_parameters(operation: PlannedOperation) -> list[PlannedParameter]:
    """Return the query, header and cookie parameters: the required ones first."""
    found = [item for item in operation.parameters if item.parameter.place is not Place.PATH]
    return sorted(found, key=lambda item: not item.parameter.required)


@frozen
class Signatures:
    """The three forms of one method's arguments."""

    parameters: ParameterPrinter
    operation: PlannedOperation

    @property
    def printer(self) -> TypePrinter:
        """What prints their types."""
        return self.parameters.printer

    @cached_property
    def path(self) -> Sequence[ParameterView]:
        """The path parameters."""
        return [self.parameters.view(item) for item in path_parameters(self.operation)]

    @cached_property
    def named(self) -> Sequence[ParameterView]:
        """The other ones."""
        return [self.parameters.view(item) for item in named_parameters(self.operation)]

    @cached_property
    def body(self) -> Code:
        """What the convenience form takes as content."""
        return body_annotation(self.printer, self.operation)

    @cached_property
    def choices(self) -> Sequence[Choice]:
        """The media types that the convenience form's content may have."""
        return body_choices(self.printer, self.operation)

    def passed(self, content: str) -> str:
        """Return the arguments that are passed on, with an expression of the content; empty without one."""
        by_position = [item.name for item in self.path]
        by_name = [f"{item.name}={item.name}" for item in self.named]
        return ", ".join([*by_position, *([content] if content else []), *by_name])

    @cached_property
    def builder(self) -> Arguments:
        """The arguments of the protocol method's request builder."""
        body = self.operation.operation.body
        raw = self.printer.runtime("RequestContent")
        optional = "" if self.content_required else " | None = None"
        content = () if body is None else (Code(f"{self.operation.content}: {raw.text}{optional}", raw.imports),)
        return Arguments((*self._wire_path, *content), tuple(item.wire for item in self.named))

    @cached_property
    def protocol(self) -> Arguments:
        """The arguments of the protocol method."""
        given = self.printer.runtime("RequestContext")
        context = code("context: {} | None = None" if self.content_required else "context: {}", given)
        return Arguments(self.builder.positional, (*self.builder.keyword, context))

    @property
    def typed(self) -> Arguments:
        """The arguments of the convenience form; its content, and `cancellation`, are the template's."""
        path, named = (item.python for item in self.path), (item.python for item in self.named)
        return Arguments((*path,), (*named, *self._chosen))

    @property
    def both(self) -> Arguments:
        """The arguments of the method that serves both forms, their content apart."""
        return Arguments(self._wire_path, (*self.builder.keyword, *self._chosen))

    @property
    def content(self) -> ContentArgument | None:
        """The argument for the body in the convenience form."""
        body = self.operation.operation.body
        return None if body is None else ContentArgument(self.operation.content, self.body, body.required)

    @property
    def content_required(self) -> bool:
        """Whether every call has content, so that its type alone tells the layer."""
        body = self.operation.operation.body
        return body is not None and body.required

    @cached_property
    def content_type(self) -> Code | None:
        """The argument that chooses the media type of the content, where the content itself does not tell it."""
        return content_type_argument(self.operation, self.choices)

    @property
    def _chosen(self) -> tuple[Code, ...]:
        return () if self.content_type is None else (self.content_type,)

    @property
    def _wire_path(self) -> tuple[Code, ...]:
        return tuple(item.wire for item in self.path)
