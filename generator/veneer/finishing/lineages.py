"""A class and its bases as they were read, the nearest first -> what a caller can write of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from veneer.finishing.code import ClassCode, Field, Form

_ENUMS = frozenset({"Enum", "IntEnum", "StrEnum"})


def members(lineage: Sequence[ClassCode]) -> dict[str, tuple[Form, ...]]:
    """Return the public members of a class.

    Args:
        lineage: The class and its bases, the nearest first.

    Returns:
        The forms of each member by its name: those of the farthest base first, each as the nearest class has it.
    """
    return {name: forms for cls in reversed(lineage) for name, forms in cls.members.items()}


def constructor(lineage: Sequence[ClassCode]) -> str:
    """Return the arguments that make an instance, in parentheses: ``(...)`` where code from elsewhere decides."""
    for cls in lineage:
        if cls.constructor is not None:
            return cls.constructor
        if cls.fields is not None:
            return _arguments([item.fields for item in reversed(lineage) if item.fields is not None])
    return "(...)" if lineage[-1].bases else "()"


def _arguments(classes: Sequence[Mapping[str, Field | None]]) -> str:
    """Return the arguments that attrs makes of fields, those of the farthest base first: those by place first."""
    fields = [field for field in {name: field for each in classes for name, field in each.items()}.values() if field]
    placed = [field.argument for field in fields if not field.by_name]
    named = [field.argument for field in fields if field.by_name]
    return f"({', '.join([*placed, *(['*'] if named else []), *named])})"


def values(cls: ClassCode) -> dict[str, str]:
    """Return the members of an enum by name, each with its value."""
    return {name: form.line() for name, (form, *_) in cls.members.items() if form.text.startswith(" = ")}


def is_enum(lineage: Sequence[ClassCode]) -> bool:
    """Say whether a class is an enum."""
    return any(base.rpartition(".")[2] in _ENUMS for cls in lineage for base in cls.bases)
