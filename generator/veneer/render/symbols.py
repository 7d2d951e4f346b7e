"""The syntax of a class -> what a caller can write: its constructor, its members, each form of a method on one line."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from attrs import evolve, frozen

from veneer.render.fields import constructor_fields
from veneer.render.sources import names_of
from veneer.render.syntax import arguments, decorators, unparsed

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_PROPERTIES = frozenset({"property", "cached_property"})


@frozen
class Form:
    """One way to use a member.

    Attributes:
        name: The member's name.
        text: What stands behind the name, on one line: arguments, or the type of an attribute.
        returns: What a call returns; empty for an attribute.
        lead: What stands before the name: ``async``, ``@classmethod``.
    """

    name: str
    text: str
    returns: str = ""
    lead: str = ""

    def line(self, owner: str = "") -> str:
        """Write it on one line, behind the name of its class if there is one."""
        result = f" -> {self.returns}" if self.returns else ""
        return f"{self.lead}{f'{owner}.' if owner else ''}{self.name}{self.text}{result}"


def members(lineage: Sequence[ast.ClassDef]) -> dict[str, tuple[Form, ...]]:
    """Return the public members of a class.

    Args:
        lineage: The class and its bases, the nearest first.

    Returns:
        The forms of each member by its name: those of the farthest base first, each as the nearest class has it.
    """
    found: dict[str, tuple[Form, ...]] = {}
    for cls in reversed(lineage):
        found |= _members(cls)
    return found


def constructor(lineage: Sequence[ast.ClassDef]) -> str:
    """Return the arguments that make an instance, in parentheses: ``(...)`` where code from elsewhere decides."""
    for cls in lineage:
        for node in cls.body:
            if isinstance(node, ast.FunctionDef) and node.name == "__init__":
                return arguments(_without_self(node))
        if is_attrs(cls):
            own = [item for item in reversed(lineage) if is_attrs(item)]
            return arguments(constructor_fields(own))
    return "(...)" if lineage[-1].bases else "()"


def is_attrs(cls: ast.ClassDef) -> bool:
    """Say whether attrs makes the constructor."""
    return any(name in {"define", "frozen", "mutable"} for name in decorators(cls))


def values(cls: ast.ClassDef) -> dict[str, str]:
    """Return the members of an enum by name, each with its value."""
    nodes = [node for node in cls.body if isinstance(node, ast.Assign)]
    named = [(name, node) for node in nodes for name in names_of(node) if not name.startswith("_")]
    return {name: f"{name} = {unparsed(node.value)}" for name, node in named}


def assigned(node: ast.Assign | ast.AnnAssign, name: str) -> Form:
    """Return a variable: its type, or its value where no type is said."""
    if isinstance(node, ast.AnnAssign):
        value = f" = {unparsed(node.value)}" if node.value is not None else ""
        return Form(name, f": {unparsed(node.annotation)}{value}")
    return Form(name, f" = {unparsed(node.value)}")


def called(node: Function) -> Form:
    """Return one form of a function that is no method."""
    return _form(node, node.args)


@lru_cache(maxsize=100)  # the class itself is asked for twice, some bases by thousands of classes
def _members(cls: ast.ClassDef) -> Mapping[str, tuple[Form, ...]]:
    found: dict[str, list[tuple[Form, bool]]] = {}
    attributes_are_arguments = is_attrs(cls)  # what they are says the constructor
    for node in cls.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not node.name.startswith("_"):
                found.setdefault(node.name, []).append((_method(node), "overload" in decorators(node)))
            elif node.name == "__init__":
                found |= {form.name: [(form, False)] for form in _set_on_self(node)}
        elif isinstance(node, ast.Assign) or (isinstance(node, ast.AnnAssign) and not attributes_are_arguments):
            found |= {name: [(assigned(node, name), False)] for name in names_of(node)}
    return {name: _chosen(forms) for name, forms in found.items() if not name.startswith("_")}


def _chosen(forms: list[tuple[Form, bool]]) -> tuple[Form, ...]:
    """Return the stubs where there are some, else the last definition, as Python takes it."""
    stubs = tuple(form for form, is_stub in forms if is_stub)
    return stubs or (forms[-1][0],)


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
