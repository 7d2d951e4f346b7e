"""A planned operation -> the statements that read its answer, in either layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from veneer.model import (
    BoolType,
    Content,
    DateTimeType,
    DateType,
    EnumRef,
    FileType,
    FloatType,
    IntType,
    ListType,
    MediaKind,
    ModelRef,
    StringType,
    Type,
    UuidType,
    bare,
)
from veneer.overlay.contents import chosen_content
from veneer.overlay.plan import PlannedOperation, PlannedProperty
from veneer.views.literals import literal
from veneer.views.samples.values import Values
from veneer.views.xml import speaks_xml

_SHOWN = (BoolType, DateTimeType, DateType, EnumRef, FloatType, IntType, StringType, UuidType)
_MOST = 3  # properties that a sample prints
_JSON = (MediaKind.JSON, MediaKind.MERGE_PATCH)


@frozen
class Readings:
    """Prints how answers are read."""

    values: Values

    def typed(self, operation: PlannedOperation) -> list[str]:
        """Return the statements that read the `Response` in `response`."""
        content = _content(operation)
        if content is None:
            return ["print(response.value)" if _may_have(operation) else "print(response.status_code)"]
        if isinstance(content.type, FileType) or content.kind is MediaKind.MULTIPART:
            return ["print(len(response.value))"]
        if content.kind in _JSON or speaks_xml(content):
            return self._typed(content.type, "response.value")
        return ["print(response.value)"]

    def items(self, type: Type) -> list[str]:
        """Return the statements that read an item of a list, or an event, in `item`."""
        return self._typed(type, "item")

    def _typed(self, type: Type, value: str) -> list[str]:
        def read(item: PlannedProperty) -> str:
            return f"{value}.{item.name}"

        match type:
            case ModelRef(id):
                return self._shown(id, read, must=False) or [f"print({value})"]
            case ListType(item):
                return [f"for item in {value}:", *(f"    {line}" for line in self._typed(item, "item"))]
            case _:
                return [f"print({value})"]

    def raw(self, operation: PlannedOperation) -> list[str]:
        """Return the statements that read the `httpx.Response` in `response`."""
        content = _content(operation)
        if content is None:
            return ["print(response.text)" if _may_have(operation) else "print(response.status_code)"]
        if isinstance(content.type, FileType) or content.kind is MediaKind.MULTIPART:
            return ["print(len(response.content))"]
        if content.kind not in _JSON:
            return ["print(response.text)"]
        paging, type = operation.paging, content.type
        if paging is not None and paging.items is not None and isinstance(bare(paging.page), ModelRef):
            name = literal(paging.items.property.wire_name)
            held = "".join(f"[{literal(item.property.wire_name)}]" for item in paging.within)
            found = f"response.json(){held}.get({name}) or []"
            return [f"for item in {found}:", *(f"    {line}" for line in self._raw(paging.item, "item"))]
        if isinstance(type, ListType):
            return ["for item in response.json():", *(f"    {line}" for line in self._raw(type.item, "item"))]
        shown = self._raw(type, "result")
        return ["result = response.json()", *shown] if shown != ["print(result)"] else ["print(response.json())"]

    def _raw(self, type: Type, value: str) -> list[str]:
        def read(item: PlannedProperty) -> str:
            return f"{value}[{literal(item.property.wire_name)}]"

        found = self._shown(type.id, read, must=True) if isinstance(type, ModelRef) else []
        return found or [f"print({value})"]

    def _shown(self, id: str, read: Callable[[PlannedProperty], str], *, must: bool) -> list[str]:
        """Return what prints properties of a model: those that are always there, else any."""
        model = self.values.plan.models[id]
        known = [item for item in self.values.hierarchy.properties(model) if not item.property.write_only]
        shown = [item for item in known if isinstance(bare(item.property.type), _SHOWN)]
        found: Sequence[PlannedProperty] = [item for item in shown if item.property.required]
        if not found and not must:
            found = [*shown, *(item for item in known if not isinstance(bare(item.property.type), _SHOWN))][:2]
        return [f"print({read(item)})" for item in found[:_MOST]]


def _content(operation: PlannedOperation) -> Content | None:
    """Return what every success answers with; ``None`` where they differ, or answer with nothing."""
    if operation.operation.method == "HEAD":
        return None
    chosen = [chosen_content(item.contents) for item in operation.operation.successes]
    first = chosen[0] if chosen else None
    if first is None or any(item is None or (item.type, item.kind) != (first.type, first.kind) for item in chosen):
        return None
    return first


def _may_have(operation: PlannedOperation) -> bool:
    subject = operation.operation
    return subject.method != "HEAD" and any(item.contents for item in subject.successes)
