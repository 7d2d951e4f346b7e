"""What overlays may call -> its signature, its docstring and its arguments, as Markdown."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import griffe
from jinja2.filters import FILTERS

from veneer.reference.manual.filling import table
from veneer.render.environment import make_environment
from veneer.render.overlays import OverlayFunctions
from veneer.render.sample_functions import SampleFunctions
from veneer.views.docstring import Docstring


def function(name: str) -> str:
    """Write a function of overlays."""
    return _described(name, getattr(OverlayFunctions, name))


def samples(_: str = "") -> str:
    """Write the functions of the block with samples."""
    own = [item for name, item in vars(SampleFunctions).items() if inspect.isfunction(item) and name[0] != "_"]
    rows = [(f"`sample_{_call(item.__name__, item)}`", _read(item)[0]) for item in own if item.__name__ != "functions"]
    return table(("function", "gives"), rows)


def docstrings(_: str = "") -> str:
    """Write the methods by which an overlay changes the docstring of its method."""
    names = [name for name in vars(Docstring) if name.startswith("with_")]
    rows = [(f"`{_call(name, getattr(Docstring, name))}`", _read(getattr(Docstring, name))[0]) for name in names]
    return table(("method", "gives"), rows)


def filters(_: str = "") -> str:
    """Write the filters that Jinja does not have."""
    own = {name: filter for name, filter in make_environment({}).filters.items() if name not in FILTERS}
    rows = [(f"`{_call(name, own[name], skip=1)}`", _read(own[name])[0]) for name in sorted(own)]
    return table(("filter", "gives"), rows)


def _described(name: str, function: Callable[..., Any]) -> str:
    said, arguments = _read(function)
    rows = [(f"`{argument}`", text) for argument, text in arguments]
    return f"```jinja\n{{{{ {_call(name, function)} }}}}\n```\n\n{said}\n\n{table(('argument', 'is'), rows)}"


def _call(name: str, function: Callable[..., Any], *, skip: int = 0) -> str:
    """Return a function with its arguments as a template calls it, the first ones apart that are not given there."""
    signature = inspect.signature(function)
    given = [item.replace(annotation=item.empty) for item in signature.parameters.values() if item.name != "self"]
    shown = str(signature.replace(parameters=given[skip:], return_annotation=signature.empty))
    return name + ("" if shown == "()" and skip else shown)


def _read(function: Callable[..., Any]) -> tuple[str, list[tuple[str, str]]]:
    """Return what the docstring of a function says of it, and of each of its arguments."""
    said, arguments = "", []
    for section in griffe.Docstring(inspect.getdoc(function) or "").parse("google", warnings=False):
        if isinstance(section, griffe.DocstringSectionText) and not said:
            said = section.value
        elif isinstance(section, griffe.DocstringSectionParameters):
            arguments = [(item.name, item.description) for item in section.value]
    return said, arguments
