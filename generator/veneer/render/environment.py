"""Templates and filters -> one strict Jinja environment, in which untrusted text cannot be printed by accident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FunctionLoader, PackageLoader, StrictUndefined

from veneer.load.customizations import TextFile
from veneer.render import filters
from veneer.upstream import PythonCode, UntrustedString


def make_environment(overlays: Mapping[str, TextFile]) -> Environment:
    """Make the environment of one run.

    Args:
        overlays: Overlay templates by the name under which they are looked up.

    Returns:
        An environment that fails on undefined names and on untrusted text without a filter.
    """

    def overlay(name: str) -> tuple[str, str, None] | None:
        found = overlays.get(name)
        # The file name makes Jinja's tracebacks point into the overlay itself.
        return (found.text, found.name, None) if found is not None else None

    stock: BaseLoader = PackageLoader("veneer.render", "templates")
    environment = Environment(
        loader=ChoiceLoader([FunctionLoader(overlay), stock]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=_refuse_untrusted,
        autoescape=False,  # Python is printed, not HTML; literals and docstrings have filters of their own
    )
    environment.filters |= {
        "comment": filters.comment,
        "docstring": filters.docstring,
        "literal": filters.literal,
        "markdown": filters.markdown,
        "toml": filters.toml,
    }
    return environment


def _refuse_untrusted(value: Any) -> Any:
    if isinstance(value, UntrustedString | PythonCode):
        raise TypeError("text of the description reached a template without a filter")
    return value
