"""What prints many lines at once prints what Jinja and `textwrap` print one by one."""

from __future__ import annotations

import textwrap

import pytest
from jinja2.filters import do_indent

from veneer.render.filters import docstring
from veneer.render.layout import head, indent, lines, statements
from veneer.views.docstring import Docstring, Entry, Section
from veneer.views.fields import FieldView
from veneer.views.imports import import_block
from veneer.views.view import Code, Import

TEXTS = ("", "a", "a\n", "\na", "a\n\nb", "a\n\n\n\n\nb\n", "  a\n    \n\n  b\n\n", "\n", "\n\n\n", "a\n    ", "é\n\tb")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("options", [(), (4, True), (8, True), (2, False, True), (4, True, True), ("> ",)])
def test_text_is_indented_as_jinja_does(text: str, options: tuple[object, ...]) -> None:
    assert indent(text, *options) == do_indent(text, *options)  # type: ignore[arg-type]


def test_snippets_stand_in_a_column_without_empty_ones() -> None:
    views = [FieldView.of("a", Code("a: int"), Code("w"), Code("r")), FieldView.of("b", Code(""), Code("x"), Code("s"))]

    assert lines(views, "declaration") == "a: int"
    assert lines(views, "read", 8, ",") == "        r,\n        s,"
    assert lines((), "read", 8, ",") == ""


def test_a_module_begins_with_where_it_comes_from_and_what_it_needs() -> None:
    block = import_block({Import("typing", "Any"), Import("p.models.pet", "Pet", None, True)}, "p.client", "p")

    assert statements(block).startswith(
        "\nfrom typing import TYPE_CHECKING, Any\n\nif TYPE_CHECKING:\n    from .models."
    )
    assert head("Made\nhere.", Docstring("Says."), block) == (
        f'# Made here.\n"""Says."""\n\nfrom __future__ import annotations\n{statements(block)}\n'
    )


@pytest.mark.parametrize(
    "words", ["a b c", "x" * 200, f"{'x' * 150} y {'z' * 150}", "wörter " * 60 + "end", "ab " * 99 + "c"]
)
@pytest.mark.parametrize("margin", [0, 4, 40])
def test_words_are_wrapped_as_textwrap_does(words: str, margin: int) -> None:
    printed = docstring(Docstring("S.", (words,), (Section("Args", (Entry("n", "int", (words,)),)),)), margin)
    width = max(118 - margin, 60)

    for text, lead, hang in ((words, "", ""), (f"n (int): {words}", "    ", "        ")):
        wanted = textwrap.wrap(
            text,
            width,
            initial_indent=lead,
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
        )
        assert "\n".join(" " * margin + line for line in wanted) in printed
