"""The attributes of an attrs class -> the arguments of the constructor that attrs makes of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from attrs import frozen

from veneer.render.syntax import keywords, unparsed


@frozen
class _Field:
    """An attribute: the argument for it, its default if it has one, and whether it is given by name only."""

    argument: ast.arg
    default: ast.expr | None
    by_name: bool


def constructor_fields(classes: Sequence[ast.ClassDef]) -> ast.arguments:
    """Return the arguments of a constructor.

    Args:
        classes: The attrs classes of a line, the farthest base first.

    Returns:
        The arguments, ``self`` apart: those by place first.
    """
    fields = {name: field for cls in classes for name, field in _fields(cls)}
    placed = [field for field in fields.values() if field is not None and not field.by_name]
    named = [field for field in fields.values() if field is not None and field.by_name]
    return ast.arguments(
        posonlyargs=[],
        args=[field.argument for field in placed],
        defaults=[field.default for field in placed if field.default is not None],
        kwonlyargs=[field.argument for field in named],
        kw_defaults=[field.default for field in named],
        vararg=None,
        kwarg=None,
    )


def _fields(cls: ast.ClassDef) -> Iterator[tuple[str, _Field | None]]:
    """Yield each attribute by its name; ``None`` for one that the constructor does not take."""
    all_by_name = any(_is_true(keywords(item).get("kw_only")) for item in cls.decorator_list)
    for node in cls.body:
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        if unparsed(node.annotation).startswith(("ClassVar", "typing.ClassVar")):
            continue
        name, options = node.target.id, keywords(node.value)
        if "init" in options and not _is_true(options["init"]):
            yield name, None
            continue
        alias = options.get("alias")
        shown = alias.value if isinstance(alias, ast.Constant) else name.lstrip("_")
        argument = ast.arg(str(shown), node.annotation)
        yield name, _Field(argument, _default(node.value, options), all_by_name or _is_true(options.get("kw_only")))


def _default(value: ast.expr | None, options: dict[str, ast.expr]) -> ast.expr | None:
    if _is_field(value):
        factory = options.get("factory")
        return options.get("default") if factory is None else ast.Call(factory, [], [])
    return value


def _is_field(value: ast.AST | None) -> bool:
    return isinstance(value, ast.Call) and unparsed(value.func) in {"field", "attrs.field"}


def _is_true(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is True
