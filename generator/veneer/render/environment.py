"""Templates and filters -> one strict Jinja environment, in which untrusted text cannot be printed by accident."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FunctionLoader,
    PackageLoader,
    StrictUndefined,
    Template,
    Undefined,
    nodes,
)
from jinja2.bccache import Bucket

from veneer.load.customizations import TextFile
from veneer.render import filters, layout
from veneer.views.signatures import Arguments
from veneer.views.view import Code


class _Compiled(BytecodeCache):
    """Compiles a text once: versions of a package and sides of a comparison print with the same templates."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Environment(Environment):
    """Parses and loads once: each version and twin asks for the blocks of the same overlays."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._parsed: dict[tuple[str, str | None, str | None], nodes.Template] = {}
        self._found: dict[str, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return a plain dictionary: Jinja's chain of two is copied entry by entry at each rendering."""
        return dict(super().make_globals(d))

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template, which stays as it is for a run: thousands of files ask for the same few."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        if name not in self._found:
            self._found[name] = super().get_template(name, parent, globals)
        return self._found[name]

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        key = (source, name, filename)
        if key not in self._parsed:
            self._parsed[key] = super().parse(source, name, filename)
        return self._parsed[key]


def make_environment(overlays: Mapping[str, TextFile], partials: Mapping[str, TextFile] | None = None) -> Environment:
    """Make the environment of one run.

    Args:
        overlays: Overlay templates by the name under which they are looked up.
        partials: Templates that overlays extend, likewise.

    Returns:
        An environment that fails on undefined names and on untrusted text without a filter.
    """

    extended = partials or {}

    def overlay(name: str) -> tuple[str, str, None] | None:
        found = overlays.get(name) or extended.get(name)
        # The file name makes Jinja's tracebacks point into the overlay itself.
        return (found.text, found.name, None) if found is not None else None

    stock: BaseLoader = PackageLoader("veneer.render", "templates")
    environment = _Environment(
        loader=ChoiceLoader([FunctionLoader(overlay), stock]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        finalize=_only_text,
        autoescape=False,  # Python is printed, not HTML; literals and docstrings have filters of their own
    )
    environment.filters |= {
        "comment": filters.comment,
        "docstring": filters.docstring,
        "exported": layout.exported,
        "indent": layout.indent,
        "lines": layout.lines,
        "literal": filters.literal,
        "markdown": filters.markdown,
        "span": filters.span,
        "statements": layout.statements,
        "toml": filters.toml,
    }
    environment.globals["head"] = layout.head
    return environment


_TEXTS = (str, Code, Arguments, int, Undefined)  # a tuple, since `|` would make a union at each expression


def _only_text(value: Any) -> Any:
    if isinstance(value, _TEXTS):
        return value
    # A list or a record may hold text of the description, which would be printed as it is, or with a memory address.
    raise TypeError(f"a template prints text, not {type(value).__name__}: text of the description needs a filter")
