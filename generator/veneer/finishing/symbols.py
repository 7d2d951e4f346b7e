"""The syntax of a definition -> what a caller can write: fields, members, each form of a method on one line."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from attrs import evolve

from veneer.finishing.code import ClassCode, Field, Form
from veneer.finishing.fields import all_by_name, field_of
from veneer.finishing.syntax import arguments, decorators, unparsed

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_PROPERTIES = frozenset({"property", "cached_property"})
_MAKES_FIELDS = frozenset({"define", "frozen", "mutable"})


def class_code(cls: ast.ClassDef, body: Iterable[ast.stmt]) -> ClassCode:
    """Return what is kept of a class.

    Args:
        cls: The class.
        body: The statements in it, whatever its own body is.
    """
    named = [base.value if isinstance(base, ast.Subscript) else base for base in cls.bases]
    by_attrs, by_name = not _MAKES_FIELDS.isdisjoint(decorators(cls)), all_by_name(cls)
    constructor: str | None = None
    fields: dict[str, Field | None] = {}
    found: dict[str, list[tuple[Form, bool]]] = {}
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not node.name.startswith("_"):
                found.setdefault(node.name, []).append((_method(node), "overload" in decorators(node)))
            elif node.name == "__init__":
                constructor = constructor or arguments(_without_self(node))
                found |= {form.name: [(form, False)] for form in _set_on_self(node)}
        elif by_attrs and isinstance(node, ast.AnnAssign):  # the constructor says what it is
            fields |= [field] if (field := field_of(node, by_name=by_name)) is not None else []
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            found |= {name: [(assigned(node, name), False)] for name in names_of(node)}
    return ClassCode(
        cls.name,
        tuple(unparsed(base) for base in cls.bases),
        tuple(base.id for base in named if isinstance(base, ast.Name)),
        constructor,
        fields if by_attrs else None,
        {name: _chosen(forms) for name, forms in found.items() if not name.startswith("_")},
    )


def names_of(node: Function | ast.Assign | ast.AnnAssign) -> tuple[str, ...]:
    """Return the names that a statement makes."""
    if isinstance(node, Function):
        return (node.name,)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return tuple(target.id for target in targets if isinstance(target, ast.Name))


def assigned(node: ast.Assign | ast.AnnAssign, name: str) -> Form:
    """Return a variable: its type, or its value where no type is said."""
    if isinstance(node, ast.AnnAssign):
        value = f" = {unparsed(node.value)}" if node.value is not None else ""
        return Form(name, f": {unparsed(node.annotation)}{value}")
    return Form(name, f" = {unparsed(node.value)}")


def called(node: Function) -> Form:
    """Return one form of a function that is no method."""
    return _form(node, node.args)


def _chosen(forms: list[tuple[Form, bool]]) -> tuple[Form, ...]:
    """Return the stubs where there are some, else the last definition, as Python takes it."""
    stubs = tuple(form for form, is_stub in forms if is_stub)
    return stubs or (forms[-1][0],)


@lru_cache(600)  # the syntax of a method stands in many classes
def _method(node: Function) -> Form:
    marks = decorators(node)
    if not _PROPERTIES.isdisjoint(marks):
        return Form(node.name, f": {unparsed(node.returns) if node.returns else 'Any'}")
    if "setter" in marks:
        return Form(node.name, f": {unparsed(node.args.args[-1].annotation or ast.Name('Any'))} (can be set)")
    if "staticmethod" in marks:
        return evolve(_form(node, node.args), lead="@staticmethod ")
    form = _form(node, _without_self(node))
    return evolve(form, lead=f"@classmethod {form.lead}") if "classmethod" in marks else form


def _form(node: Function, taken: ast.arguments) -> Form:
    returns = unparsed(node.returns) if node.returns is not None else ""
    lead = "async " if isinstance(node, ast.AsyncFunctionDef) else ""
    return Form(node.name, arguments(taken), returns, lead)


def _without_self(node: Function) -> ast.arguments:
    first = node.args
    if first.posonlyargs:
        return _arguments(first, first.posonlyargs[1:], first.args)
    return _arguments(first, [], first.args[1:])


def _arguments(node: ast.arguments, positional_only: list[ast.arg], positional: list[ast.arg]) -> ast.arguments:
    return ast.arguments(
        posonlyargs=positional_only,
        args=positional,
        vararg=node.vararg,
        kwonlyargs=node.kwonlyargs,
        kw_defaults=node.kw_defaults,
        kwarg=node.kwarg,
        defaults=node.defaults,
    )


def _set_on_self(node: Function) -> Iterator[Form]:
    """Yield the attributes that a constructor takes over from its arguments."""
    types = {item.arg: item.annotation for item in (*node.args.args, *node.args.kwonlyargs)}
    for item in node.body:
        match item:
            case ast.Assign([ast.Attribute(ast.Name("self"), name)], ast.Name(argument)):
                annotation = types.get(argument)
                if annotation is not None:
                    yield Form(name, f": {unparsed(annotation)}")
            case _:
                pass
