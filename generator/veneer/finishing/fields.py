"""The attributes of an attrs class -> the arguments of the constructor that attrs makes of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from veneer.finishing.code import Field
from veneer.finishing.syntax import keywords, unparsed


def fields_of(cls: ast.ClassDef) -> dict[str, Field | None]:
    """Return each attribute of an attrs class by its name; ``None`` for one that the constructor does not take."""
    return dict(_fields(cls))


def _fields(cls: ast.ClassDef) -> Iterator[tuple[str, Field | None]]:
    all_by_name = any(_is_true(keywords(item).get("kw_only")) for item in cls.decorator_list)
    for node in cls.body:
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        annotation = unparsed(node.annotation)
        if annotation.startswith(("ClassVar", "typing.ClassVar")):
            continue
        name, options = node.target.id, keywords(node.value)
        if "init" in options and not _is_true(options["init"]):
            yield name, None
            continue
        alias = options.get("alias")
        shown = str(alias.value) if isinstance(alias, ast.Constant) else name.lstrip("_")
        default = _default(node.value, options)
        value = f" = {unparsed(default)}" if default is not None else ""
        yield name, Field(f"{shown}: {annotation}{value}", all_by_name or _is_true(options.get("kw_only")))


def _default(value: ast.expr | None, options: dict[str, ast.expr]) -> ast.expr | None:
    if _is_field(value):
        factory = options.get("factory")
        return options.get("default") if factory is None else ast.Call(factory, [], [])
    return value


def _is_field(value: ast.AST | None) -> bool:
    return isinstance(value, ast.Call) and unparsed(value.func) in {"field", "attrs.field"}


def _is_true(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is True
