"""A piece of a syntax tree -> its source on one line, with literals as they stand in generated files."""

from __future__ import annotations

import ast
import copy

from veneer.text_literal import text_literal


def unparsed(node: ast.AST) -> str:
    """Return the source of an expression.

    Args:
        node: The syntax; it is not changed.

    Returns:
        One line, in which a text that a reader could not see is escaped, and a model has its name alone.
    """
    if isinstance(node, ast.Name):
        return node.id  # as most are
    found = _simple(node)
    return found if found is not None else " ".join(ast.unparse(_Quoting().visit(copy.deepcopy(node))).splitlines())


def _simple(node: ast.AST) -> str | None:
    """Return the source of what types and defaults mostly are, without a copy of it; ``None`` for anything else."""
    match node:
        case ast.Name(name) | ast.Attribute(ast.Name("models" | "builtins"), name):
            return name
        case ast.Constant(str(value)):
            return text_literal(value) if value.isprintable() else None
        case ast.Constant(None | bool() | int()):
            return repr(node.value)
        case ast.Constant(value) if value is ...:
            return "..."
        case ast.Attribute():
            return _dotted(node)
        case ast.Subscript(ast.Name() | ast.Attribute() as owner, ast.Tuple([_, _, *_] as parts)):
            inner = [_simple(part) for part in parts]
            return None if None in inner else _with(_simple(owner), f"[{', '.join(map(str, inner))}]")
        case ast.Subscript(ast.Name() | ast.Attribute() as owner, part) if not isinstance(part, ast.Tuple):
            found = _simple(part)
            return None if found is None else _with(_simple(owner), f"[{found}]")
        case ast.BinOp(left, ast.BitOr(), right) if not isinstance(right, ast.BinOp):
            found = _simple(right)
            return None if found is None else _with(_simple(left), f" | {found}")
        case _:
            return None


def _dotted(node: ast.AST) -> str | None:
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(owner, name):
            return _with(_dotted(owner), f".{name}")
        case _:
            return None


def _with(text: str | None, more: str) -> str | None:
    return None if text is None else text + more


def arguments(node: ast.arguments) -> str:
    """Return arguments in parentheses, spaced as a formatter spaces them."""
    placed = [*node.posonlyargs, *node.args]
    defaults = [*[None] * (len(placed) - len(node.defaults)), *node.defaults]
    shown = [_argument(item, default) for item, default in zip(placed, defaults, strict=True)]
    if node.posonlyargs:
        shown.insert(len(node.posonlyargs), "/")
    if node.vararg is not None or node.kwonlyargs:
        shown.append(f"*{_argument(node.vararg, None) if node.vararg is not None else ''}")
    shown += [_argument(item, default) for item, default in zip(node.kwonlyargs, node.kw_defaults, strict=True)]
    shown += [f"**{_argument(node.kwarg, None)}"] if node.kwarg is not None else []
    return f"({', '.join(shown)})"


def _argument(node: ast.arg, default: ast.expr | None) -> str:
    typed = f": {unparsed(node.annotation)}" if node.annotation is not None else ""
    value = f"{' = ' if typed else '='}{unparsed(default)}" if default is not None else ""
    return f"{node.arg}{typed}{value}"


def decorators(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """Return the names of what decorates a definition, without their modules and arguments."""
    called = [item.func if isinstance(item, ast.Call) else item for item in node.decorator_list]
    return frozenset(
        item.attr if isinstance(item, ast.Attribute) else item.id
        for item in called
        if isinstance(item, ast.Attribute | ast.Name)
    )


def keywords(value: ast.AST | None) -> dict[str, ast.expr]:
    """Return the keyword arguments of a call; nothing for what is no call."""
    return {item.arg: item.value for item in value.keywords if item.arg} if isinstance(value, ast.Call) else {}


class BareModels(ast.NodeTransformer):
    """Gives each model its name alone: ``Pet`` for the ``models.Pet`` of a client's module; so a builtin's."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        match node:
            case ast.Attribute(ast.Name("models" | "builtins"), name):
                return ast.Name(name)
            case _:
                return node


class _Quoting(BareModels):
    """And each text the double quotes that it has in a generated file; `ast.unparse` takes single ones."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Name(text_literal(node.value)) if isinstance(node.value, str) else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        return node  # its texts stand in quotes of its own
