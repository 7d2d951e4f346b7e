"""The syntax of a definition -> what a caller can write: fields, members, each form of a method on one line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

from attrs import evolve, frozen

from veneer.finishing.code import ClassCode, Field, Form
from veneer.finishing.fields import all_by_name, field_of
from veneer.finishing.syntax import arguments, decorators, unparsed

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_PROPERTIES = frozenset({"property", "cached_property"})
_MAKES_FIELDS = frozenset({"define", "frozen", "mutable"})


@frozen
class Owner:
    """The head of a class, without its name.

    Attributes:
        bases: As for `ClassCode`.
        parents: As for `ClassCode`.
        by_attrs: Whether attrs makes its constructor.
        by_name: Whether that takes no argument by its place.
    """

    bases: tuple[str, ...]
    parents: tuple[str, ...]
    by_attrs: bool
    by_name: bool

    @classmethod
    def of(cls, node: ast.ClassDef) -> Owner:
        """Return the head of a class."""
        named = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
        return cls(
            tuple(unparsed(base) for base in node.bases),
            tuple(base.id for base in named if isinstance(base, ast.Name)),
            not _MAKES_FIELDS.isdisjoint(decorators(node)),
            all_by_name(node),
        )


class Members:
    """What the statements of a class say, taken one after the other.

    Args:
        owner: The class.
    """

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        self._constructor: str | None = None
        self._fields: dict[str, Field | None] = {}
        self._found: dict[str, list[tuple[Form, bool]]] = {}

    def take(self, node: ast.stmt) -> None:
        """Take a statement."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not node.name.startswith("_"):
                self.take_method(_method(node), is_stub="overload" in decorators(node))
            elif node.name == "__init__":
                self._constructor = self._constructor or arguments(_without_self(node))
                for form in _set_on_self(node):
                    self.take_variable(form)
        elif self.owner.by_attrs and isinstance(node, ast.AnnAssign):  # the constructor says what it is
            field = field_of(node, by_name=self.owner.by_name)
            self._fields |= [field] if field is not None else []
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for name in names_of(node):
                self.take_variable(assigned(node, name))

    def take_method(self, form: Form, *, is_stub: bool) -> None:
        """Take a method whose name is public."""
        self._found.setdefault(form.name, []).append((form, is_stub))

    def take_field(self, name: str, field: Field | None) -> None:
        """Take an attribute of an attrs class."""
        self._fields[name] = field

    def take_variable(self, form: Form) -> None:
        """Take what is assigned in the class, or by its constructor."""
        self._found[form.name] = [(form, False)]

    def code(self, name: str) -> ClassCode:
        """Return what is kept of the class, which has a name."""
        return ClassCode(
            name,
            self.owner.bases,
            self.owner.parents,
            self._constructor,
            self._fields if self.owner.by_attrs else None,
            {name: _chosen(forms) for name, forms in self._found.items() if not name.startswith("_")},
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
