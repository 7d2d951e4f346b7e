"""PlannedOperation -> its arguments as each layer writes them: names, annotations, defaults, and how a call passes them on."""

from __future__ import annotations

from attrs import frozen

from veneer.model import Body, Content, FileType, MediaKind, NullableType, Place
from veneer.overlay.plan import PlannedOperation, PlannedParameter
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


def path_parameters(operation: PlannedOperation) -> list[PlannedParameter]:
    """Return the path parameters in the order in which the path names them."""
    path = operation.operation.path.get_untrusted_value()
    found = [item for item in operation.parameters if item.parameter.place is Place.PATH]
    return sorted(found, key=lambda item: path.find("{" + item.parameter.wire_name.get_untrusted_value() + "}"))


def named_parameters(operation: PlannedOperation) -> list[PlannedParameter]:
    """Return the query, header and cookie parameters: the required ones first."""
    found = [item for item in operation.parameters if item.parameter.place is not Place.PATH]
    return sorted(found, key=lambda item: not item.parameter.required)


_KINDS = {MediaKind.JSON: 0, MediaKind.MERGE_PATCH: 1}


def chosen_content(contents: tuple[Content, ...]) -> Content | None:
    """Return the content that the convenience layer speaks: JSON if there is any, else the first."""
    return min(contents, key=lambda item: _KINDS.get(item.kind, 2), default=None)


@frozen
class Signatures:
    """The three forms of one method's arguments."""

    printer: TypePrinter
    operation: PlannedOperation

    def protocol(self, *, context: bool = True) -> Arguments:
        """Return the arguments of the protocol method; without a context, those of its request builder."""
        body = self.operation.operation.body
        raw = self.printer.runtime("RequestContent")
        content = () if body is None else (self._content(raw, body),)
        keyword = self._keyword(wire=True)
        if context:
            given = self.printer.runtime("RequestContext")
            keyword = (*keyword, code("context: {} | None = None" if self.content_required else "context: {}", given))
        return Arguments((*self._path(wire=True), *content), keyword)

    def typed(self) -> Arguments:
        """Return the arguments of the convenience form; `cancellation`, always the last, is the template's."""
        body = self.operation.operation.body
        content = () if body is None else (self._content(self.body_annotation(), body),)
        return Arguments((*self._path(wire=False), *content), self._keyword(wire=False))

    def both(self) -> Arguments:
        """Return the arguments of the method that serves both forms."""
        body = self.operation.operation.body
        either = code("{} | {}", self.body_annotation(), self.printer.runtime("RequestContent"))
        content = () if body is None else (self._content(either, body),)
        return Arguments((*self._path(wire=True), *content), self._keyword(wire=True))

    @property
    def content_required(self) -> bool:
        """Whether every call has content, so that its type alone tells the layer."""
        body = self.operation.operation.body
        return body is not None and body.required

    def body_annotation(self) -> Code:
        """Return the annotation of the convenience form's content."""
        body = self.operation.operation.body
        content = chosen_content(body.contents) if body is not None else None
        if content is None:
            return Code("None")
        if isinstance(content.type, FileType):
            return self.printer.runtime("BinaryContent")
        if content.kind in (MediaKind.XML, MediaKind.TEXT, MediaKind.JSON_LINES, MediaKind.EVENT_STREAM):
            return Code("str")
        return self.printer.annotation(content.type, argument=True)

    def _content(self, annotation: Code, body: Body) -> Code:
        return code("content: {}" if body.required else "content: {} | None = None", annotation)

    def _path(self, *, wire: bool) -> tuple[Code, ...]:
        return tuple(code(f"{item.name}: {{}}", self._annotation(item, wire)) for item in path_parameters(self.operation))

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
