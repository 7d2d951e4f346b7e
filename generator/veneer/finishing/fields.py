"""The attributes of an attrs class -> the arguments of the constructor that attrs makes of them."""

from __future__ import annotations

import ast

from veneer.finishing.code import Field
from veneer.finishing.syntax import keywords, unparsed


def all_by_name(cls: ast.ClassDef) -> bool:
    """Say whether the constructor of an attrs class takes no argument by its place."""
    return any(_is_true(keywords(item).get("kw_only")) for item in cls.decorator_list)


def field_of(node: ast.AnnAssign, *, by_name: bool) -> tuple[str, Field | None] | None:
    """Return an attribute of an attrs class with its name.

    Args:
        node: Its declaration.
        by_name: Whether the class takes none by its place.

    Returns:
        The name with ``None`` for an attribute that the constructor does not take; ``None`` for what is no attribute.
    """
    annotation = unparsed(node.annotation)
    if not isinstance(node.target, ast.Name) or annotation.startswith(("ClassVar", "typing.ClassVar")):
        return None
    name, options = node.target.id, keywords(node.value)
    if "init" in options and not _is_true(options["init"]):
        return name, None
    alias = options.get("alias")
    shown = str(alias.value) if isinstance(alias, ast.Constant) else name.lstrip("_")
    default = _default(node.value, options)
    value = f" = {unparsed(default)}" if default is not None else ""
    return name, Field(f"{shown}: {annotation}{value}", by_name or _is_true(options.get("kw_only")))


def _default(value: ast.expr | None, options: dict[str, ast.expr]) -> ast.expr | None:
    if _is_field(value):
        factory = options.get("factory")
        return options.get("default") if factory is None else ast.Call(factory, [], [])
    return value


def _is_field(value: ast.AST | None) -> bool:
    return isinstance(value, ast.Call) and unparsed(value.func) in {"field", "attrs.field"}


def _is_true(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is True
