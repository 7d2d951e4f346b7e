"""A sample -> the Python expression that makes it: typed, or as plain JSON; laid out in lines of some width."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from attrs import frozen

from veneer.model import BytesType, ConstType, DateTimeType, DurationType, EnumRef, FloatType, IntType, NullableType
from veneer.overlay.plan import PlannedProperty
from veneer.views.literals import literal
from veneer.views.samples.sample import Entries, File, Free, Items, NoSample, Object, Sample, Scalar, parts
from veneer.views.samples.scalars import Misfit, python_value
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import

_MOST = 60  # values of a free JSON value


@frozen
class Expression:
    """An expression that can be broken into lines: what opens it, its items, what is between them, what closes it."""

    head: str
    items: tuple[Expression, ...] = ()
    tail: str = ""
    imports: frozenset[Import] = frozenset()
    between: str = ","

    @property
    def text(self) -> str:
        """The expression on one line."""
        return f"{self.head}{f'{self.between} '.join(item.text for item in self.items)}{self.tail}"

    def behind(self, words: str) -> Expression:
        """Return the same behind something: a name and an equals sign, a key and a colon."""
        return Expression(f"{words}{self.head}", self.items, self.tail, self.imports, self.between)

    def needed(self) -> frozenset[Import]:
        """Return the imports of all of it."""
        return self.imports.union(*(item.needed() for item in self.items))

    def lines(self, width: int, behind: str = "") -> list[str]:
        """Return the expression as lines of a width, broken as the formatter breaks them."""
        text = f"{self.text}{behind}"
        if len(text) <= width or not self.items:
            return [text]
        together = f"{self.between} ".join(item.text for item in self.items)
        if self.between and len(together) <= width - 4:
            return [self.head, f"    {together}", f"{self.tail}{behind}"]
        inner = [line for item in self.items for line in item.lines(width - 4, self.between)]
        return [self.head, *(f"    {line}" for line in inner), f"{self.tail}{behind}"]


def call(function: Code, items: Iterable[Expression]) -> Expression:
    """Return the call of a function."""
    return Expression(f"{function.text}(", tuple(items), ")", function.imports)


def quoted_text(value: str) -> Expression:
    """Return the literal of a text."""
    return Expression(literal(value))


def path_of(file: File) -> Expression:
    """Return the path of a file."""
    return call(Code("Path", frozenset({Import("pathlib", "Path")})), [quoted_text(file.name)])


@frozen
class ExpressionPrinter:
    """Prints samples of one version."""

    printer: TypePrinter

    def typed(self, sample: Sample) -> Expression:
        """Return the expression of the convenience layer: models, enums, dates.

        Raises:
            NoSample: There is no such expression.
        """
        match sample:
            case Scalar(EnumRef() as type, value):
                return self._member(type, value)
            case Scalar(ConstType() as type, value):
                return Expression(literal(value))
            case Scalar(type, value):
                return _of_python(_python(type, value))
            case Free(value):
                return json_expression(value)
            case File():
                return path_of(sample)
            case Items(items):
                return Expression("[", tuple(map(self.typed, items)), "]")
            case Entries(entries):
                return _keyed((name, self.typed(value)) for name, value in entries)
            case Object():
                return self._object(sample)

    def wire(self, sample: Sample) -> Expression:
        """Return the expression of the JSON value.

        Raises:
            NoSample: A file is in it.
        """
        match sample:
            case Scalar(_, value) | Free(value):
                return json_expression(value)
            case File():
                raise NoSample
            case Items(items):
                return Expression("[", tuple(map(self.wire, items)), "]")
            case _:
                return _keyed((name, self.wire(value)) for name, value in parts(sample))

    def wire_parameter(self, sample: Sample) -> Expression:
        """Return the expression of a protocol method's parameter: text will do for what is written as text."""
        match sample:
            case Scalar(IntType() | FloatType() | BytesType() as type, value):
                return _of_python(_python(type, value))
            case Scalar(DateTimeType() | DurationType() as type, value) if not isinstance(value, str):
                return _of_python(_python(type, value))
            case Items(items):
                return Expression("[", tuple(map(self.wire_parameter, items)), "]")
            case _:
                return self.wire(sample)

    def _member(self, type: EnumRef, value: Any) -> Expression:
        found = self.printer.member(type, value)
        if found is None:
            raise NoSample
        return Expression(found.text, imports=found.imports)

    def _object(self, sample: Object) -> Expression:
        found = self.printer.named(sample.model.model.id)
        given = [(item, value) for item, value in sample.properties if not _is_known(item, value)]
        required = [item for item in sample.model.properties if item.property.required and not item.is_known()]
        # One that stands alone is clear without its name.
        alone = len(required) == 1 and not sample.model.model.bases and not required[0].property.read_only
        items = []
        for item, value in given:
            expression = self.typed(value)
            by_position = alone and item.name == required[0].name
            items.append((by_position, expression if by_position else expression.behind(f"{_init_name(item.name)}=")))
        items.sort(key=lambda pair: not pair[0])
        return call(found, [expression for _, expression in items])


def _is_known(item: PlannedProperty, value: Sample) -> bool:
    """Tell whether a class knows the value itself."""
    return item.is_known() and (item.tag is None or (isinstance(value, Scalar) and item.tag == value.value))


def _init_name(name: str) -> str:
    return name.lstrip("_")  # as attrs calls the argument of a private attribute


def _python(type: Any, value: Any) -> Any:
    try:
        return python_value(type.of if isinstance(type, NullableType) else type, value)
    except Misfit:
        raise NoSample from None


def _keyed(entries: Iterable[tuple[str, Expression]]) -> Expression:
    return Expression("{", tuple(value.behind(f"{literal(name)}: ") for name, value in entries), "}")


def json_expression(value: Any) -> Expression:
    """Return the expression of a JSON value.

    Raises:
        NoSample: There is too much of it.
    """
    return _json(value, [_MOST])


def _json(value: Any, left: list[int]) -> Expression:
    left[0] -= 1
    if left[0] < 0:
        raise NoSample
    if isinstance(value, list):
        return Expression("[", tuple(_json(item, left) for item in value), "]")
    if isinstance(value, dict):
        return _keyed((name, _json(item, left)) for name, item in value.items())
    return Expression(literal(value))


def _of_python(value: Any) -> Expression:
    """Return the expression of a value of Python."""
    match value:
        case bytes():
            return Expression(repr(value))
        case Decimal():
            return call(Code("Decimal", frozenset({Import("decimal", "Decimal")})), [quoted_text(str(value))])
        case UUID():
            return call(Code("UUID", frozenset({Import("uuid", "UUID")})), [quoted_text(str(value))])
        case dt.datetime():
            return _moment(value, "dt.datetime", (value.year, value.month, value.day), with_zone=True)
        case dt.date():
            return _dated(f"dt.date({value.year}, {value.month}, {value.day})")
        case dt.time():
            return _moment(value, "dt.time", (), with_zone=False)
        case dt.timedelta():
            return _dated(f"dt.timedelta(seconds={literal(_whole(value.total_seconds()))})")
        case _:
            return Expression(literal(value))


def _moment(value: dt.datetime | dt.time, name: str, before: tuple[int, ...], *, with_zone: bool) -> Expression:
    numbers = [*before, value.hour, value.minute, value.second, value.microsecond]
    while len(numbers) > len(before) + 2 and numbers[-1] == 0:
        numbers.pop()
    zone = ", tzinfo=dt.UTC" if with_zone else ""
    return _dated(f"{name}({', '.join(map(str, numbers))}{zone})")


def _dated(text: str) -> Expression:
    return Expression(text, imports=frozenset({Import("datetime", alias="dt")}))


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value
