"""What every builder needs at hand: the document, references followed to typed nodes, and the list of problems."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from attrs import define, field

from veneer import upstream
from veneer.build.outlines import opened, outlined
from veneer.build.plain import PlainSchemas
from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, InputError, Severity
from veneer.load import pointers
from veneer.load.document import SpecDocument
from veneer.model import Alias, AliasRef, EnumType, Model, Parameter, Type
from veneer.upstream import BaseModel, Reference, Schema, UntrustedString

SCHEMAS = "/components/schemas"
_KEPT = 50  # nodes

_Node = TypeVar("_Node", bound=BaseModel)


@define
class Context:
    """The working state of one build.

    Attributes:
        document: The loaded description.
        root: The same, typed by the front end, without paths and components.
        models: Models by id (JSON Pointer); ``None`` until the one is finished, which is how recursion ends.
        enums: Enums by id.
        diagnostics: Problems found so far.
        pending: What finishes the models that are registered only, so that no chain of references is too long.
        aliases: Types of named schemas without a class, by pointer and by whether they may be files.
        open_aliases: Those that are being built right now, which is how their recursion ends.
        recursive: For each of these that holds itself the one reference to it.
        named: Those types by pointer, once they are known.
        file_schemas: Pointers of the named schemas that are multipart or form bodies, whose parts may be files.
        parents: Whether a schema is one to inherit from, by its pointer.
        parameters: Those that references lead to, by pointer.
        plain: The schemas of single values that were read already.
        depth: How many schemas without a name of their own are being built inside one another.
    """

    document: SpecDocument
    root: upstream.OpenAPI
    models: dict[str, Model | None] = field(factory=dict)
    enums: dict[str, EnumType] = field(factory=dict)
    diagnostics: list[Diagnostic] = field(factory=list)
    pending: list[Callable[[], None]] = field(factory=list)
    aliases: dict[tuple[str, bool], Type] = field(factory=dict)
    open_aliases: set[str] = field(factory=set)
    recursive: dict[str, AliasRef] = field(factory=dict)
    named: dict[str, Alias] = field(factory=dict)
    file_schemas: set[str] = field(factory=set)
    parents: dict[str, bool] = field(factory=dict)
    parameters: dict[str, Parameter] = field(factory=dict)
    plain: PlainSchemas = field(factory=PlainSchemas)
    depth: int = 0
    # The nodes that were typed last: most of them are asked for several times in a row.
    _typed: dict[tuple[str, type[BaseModel], bool], BaseModel] = field(factory=dict)

    @cached_property
    def paths_by_id(self) -> dict[str, str]:
        """The path of each operation by its operationId, of the first one that has it."""
        found: dict[str, str] = {}
        paths = self.document.content.get("paths")
        for path, item in paths.items() if isinstance(paths, dict) else ():
            for node in item.values() if isinstance(item, dict) else ():
                if isinstance(node, dict) and isinstance(node.get("operationId"), str):
                    found.setdefault(node["operationId"], path)
        return found

    def follow(
        self, node: _Node | Reference, pointer: str, kind: type[_Node], *, whole: bool = False
    ) -> tuple[_Node, str]:
        """Follow references until a node of the wanted kind is there; `load` has proven that each leads somewhere."""
        while isinstance(node, Reference):
            pointer = target(node)
            node = self.at(pointer, kind, whole=whole)
        return node, pointer

    def at(self, pointer: str, kind: type[_Node], *, whole: bool = False) -> _Node | Reference:
        """Return the typed node at a pointer; of a named schema an outline, unless its properties are wanted, too."""
        key = (pointer, kind, whole)
        if key not in self._typed:
            if len(self._typed) == _KEPT:
                del self._typed[next(iter(self._typed))]
            node = self.document.resolve(pointer)
            is_reference = isinstance(node, dict) and isinstance(node.get("$ref"), str)
            as_kind: type[BaseModel] = Reference if is_reference else kind
            if is_named(pointer):  # `validate` looked into all of it
                node = self._open(node) if whole else outlined(node)
            self._typed[key] = upstream.typed(as_kind, self.document, pointer, node)
        return self._typed[key]  # type: ignore[return-value]  # the key holds the kind

    def opened(self, pointer: str) -> Schema:
        """Return a schema that was typed before, with its properties."""
        return upstream.typed(Schema, self.document, pointer, self._open(self.document.resolve(pointer)))

    def _open(self, node: Any) -> Any:
        return opened(node, lambda inner: self.plain.typed(inner) or outlined(inner))

    def can_open(self, pointer: str) -> bool:
        """Tell whether a schema stands in the description; the front end makes some itself."""
        try:
            return isinstance(self.document.resolve(pointer), dict)
        except KeyError:
            return False

    def resolved(self, node: Any, pointer: str) -> tuple[Any, str]:
        """Follow references from a node that is not typed; see `follow`."""
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            pointer = pointers.referred(node["$ref"])
            node = self.document.resolve(pointer)
        return node, pointer

    def finish(self) -> None:
        """Finish every model that is registered, and those that turn up on the way."""
        while self.pending:
            waiting, self.pending = self.pending, []
            for build in waiting:
                build()

    def error(self, id: DiagnosticId, message: str, pointer: str, fix: str) -> None:
        """Note an error; the build goes on, to find the others too."""
        place, pointer = self.document.locate(pointer), self.document.written(pointer)
        self.diagnostics.append(Diagnostic(id, message, place, fix, pointer))

    def refuse(self) -> None:
        """End the build if there is an error.

        Raises:
            InputError: With every error that was noted.
        """
        if errors := [item for item in self.diagnostics if item.severity is Severity.ERROR]:
            raise InputError(dict.fromkeys(errors))

    def warn(self, id: DiagnosticId, message: str, pointer: str, fix: str) -> None:
        """Note a warning: something that the client will not do."""
        place, pointer = self.document.locate(pointer), self.document.written(pointer)
        self.diagnostics.append(Diagnostic(id, message, place, fix, pointer, Severity.WARNING))


def target(reference: Reference) -> str:
    """Return the JSON Pointer that a reference leads to."""
    return pointers.referred(reference.ref.get_untrusted_value())


def child(pointer: str, *tokens: Any) -> str:
    """Return the pointer of a node below another, its tokens escaped (RFC 6901, section 3)."""
    for token in tokens:
        text = token if type(token) is str else raw(token)
        pointer += "/" + (text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text)
    return pointer


def raw(value: Any) -> str:
    """Return the text of a key, typed or plain; for pointers and look-ups, never for output."""
    if isinstance(value, UntrustedString):
        return value.get_untrusted_value()
    return value if isinstance(value, str) else str(value)


def is_named(pointer: str) -> bool:
    """Tell whether a pointer leads to a schema with a name of its own."""
    return pointer.startswith(SCHEMAS + "/") and pointer.count("/") == SCHEMAS.count("/") + 1
