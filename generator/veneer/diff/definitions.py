"""A method or a class of a Surface -> the lines in which a reader sees it, an argument on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from attrs import frozen

from veneer.diff.surface import Argument, Method, ModelClass, Signature

Defined: TypeAlias = Method | ModelClass | Signature


@frozen
class Definition:
    """What callers see of one thing, under the name that they write."""

    name: str
    of: Defined


@frozen
class Definitions:
    """One thing as it was and as it is; ``None`` where it was not or is not there."""

    old: Definition | None
    new: Definition | None


@frozen
class Line:
    """A line of a definition; `stands_for` is the same in two versions if both lines are about the same thing."""

    stands_for: str
    text: str


def defined(old: tuple[str, Defined] | None, new: tuple[str, Defined] | None) -> Definitions:
    """Return a thing as it was and is, each with its name."""
    return Definitions(old and Definition(*old), new and Definition(*new))


def lines(definition: Definition | None) -> dict[str, tuple[Line, ...]]:
    """Return the lines of a definition, by the layer that sees it; a class and a constructor are one part, ``""``."""
    if definition is None:
        return {}
    name = definition.name
    match definition.of:
        case Method(protocol=protocol, typed=typed):
            forms = {"Protocol layer": () if protocol is None else (protocol,), "Convenience layer": typed}
            short = name.rpartition(".")[2]
            return {layer: tuple(line for form in own for line in _method(short, form)) for layer, own in forms.items()}
        case Signature() as form:
            return {"": tuple(_method(name, form))}
        case ModelClass(members=None, attributes=attributes):
            return {"": (Line("(", f"{name}("), *_arguments(attributes), Line(")", ")"))}
        case ModelClass(members=members):
            return {"": tuple(_members(name, members or {}))}


def _method(name: str, form: Signature) -> Iterator[Line]:
    yield Line("(", f"def {name}(")
    yield Line("self", "    self,")
    yield from _arguments(form.arguments)
    yield Line(")", f") -> {form.returns}")


def _arguments(arguments: tuple[Argument, ...]) -> Iterator[Line]:
    yield from (_argument(item) for item in arguments if not item.keyword)
    keyword = [_argument(item) for item in arguments if item.keyword]
    if keyword:
        yield from (Line("*", "    *,"), *keyword)


def _argument(item: Argument) -> Line:
    default = f" = {item.default}" if item.default else ""
    return Line(item.stands_for or item.name, f"    {item.name}: {item.annotation}{default},")


def _members(name: str, members: Mapping[str, str]) -> Iterator[Line]:
    yield Line("(", f"class {name}:")
    for member, value in members.items():
        yield Line(value, f"    {member} = {value}")
