"""What was found of a plain statement -> what a caller can write of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from veneer.finishing.code import Field, Form
from veneer.finishing.plain import arguments, bare

_OPTION = re.compile(r'(\w+)=("[^"]*"|[^,]+)')


def function(found: re.Match[str]) -> Form:
    """Return the form of a function that is no method."""
    lead, name, line, lines, returns = found.group("lead", "name", "line", "lines", "returns")
    return Form(name, f"({bare(arguments(line, lines))})", bare(returns or ""), lead or "")


def method(found: re.Match[str]) -> Form | None:
    """Return the form of a method; ``None`` if it has to be parsed."""
    marks, form = found["marks"], function(found)
    if "property" in marks:
        return Form(form.name, f": {form.returns or 'Any'}")
    if "@staticmethod" in marks:
        return Form(form.name, form.text, form.returns, "@staticmethod ")
    owner, _, taken = form.text[1:-1].partition(", ")
    if owner not in {"self", "cls"}:
        return None
    return Form(
        form.name, f"({taken})", form.returns, f"@classmethod {form.lead}" if "@classmethod" in marks else form.lead
    )


def field(found: re.Match[str], *, by_name: bool) -> tuple[str, Field | None]:
    """Return an attribute of an attrs class with its name.

    Args:
        found: Its declaration.
        by_name: Whether the class takes none by its place.

    Returns:
        The name with ``None`` for an attribute that the constructor does not take.
    """
    name, annotation, value, options = found.group("field", "type", "value", "options")
    given = _options(options) if options is not None else {}
    if given.get("init", "True") != "True":
        return name, None
    default = f"{given['factory']}()" if "factory" in given else given.get("default", value)
    shown = given["alias"].strip('"') if "alias" in given else name.lstrip("_")
    argument = f"{shown}: {annotation}" if default is None else f"{shown}: {annotation} = {default}"
    return name, Field(bare(argument), by_name or given.get("kw_only") == "True")


def variable(found: re.Match[str]) -> Form:
    """Return a variable whose type is not said."""
    name, value = found.group("variable", "is")
    return Form(name, f" = {bare(value)}")


def typed(found: re.Match[str]) -> Form:
    """Return a variable of a class that attrs does not make: its type, and its value if it has one."""
    name, annotation, value = found.group("field", "type", "value")
    return Form(name, f": {bare(annotation)}" if value is None else f": {bare(annotation)} = {bare(value)}")


@lru_cache(100)
def _options(text: str) -> Mapping[str, str]:
    return dict(_OPTION.findall(text))
