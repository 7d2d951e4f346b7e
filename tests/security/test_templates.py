"""Text of the description that reaches a template without a filter stops the run; it is never printed."""

from __future__ import annotations

import ast

import pytest
from jinja2 import TemplateError

from security.canaries import CODE, PAYLOADS
from veneer.load.customizations import TextFile
from veneer.model import Docs
from veneer.render.environment import make_environment
from veneer.upstream import PythonCode, untrusted

TEXT = untrusted(CODE)

CARELESS = [
    "{{ x }}",
    "{{ x ~ '' }}",
    "{{ '' ~ x }}",
    "{{ x + '' }}",
    "{{ '%s' % x }}",
    "{{ '%s' | format(x) }}",
    "{{ '{}'.format(x) }}",
    "{{ x | string }}",
    "{{ x | upper }}",
    "{{ x | indent(4) }}",
    "{{ x | trim }}",
    "{{ x | replace('a', 'b') }}",
    "{{ x | e }}",
    "{{ x | safe }}",
    "{{ x | tojson }}",
    "{{ x | default('') }}",
    "{{ x | wordwrap }}",
    "{{ x | list | join }}",
    "{{ [x] | join(', ') }}",
    "{{ [x] | first }}",
    "{% for c in x %}{{ c }}{% endfor %}",
    "{% for c in [x] %}{{ c }}{% endfor %}",
    "{% set y = x %}{{ y }}",
    "{% set y %}{{ x }}{% endset %}{{ y }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(x) }}",
    "{% filter upper %}{{ x }}{% endfilter %}",
    "{{ docs.description }}",
    "{{ x | nothing_known }}",
    "{{ y }}",
    "{{ docs.nothing }}",
]
IN_A_VALUE = ["{{ [x] }}", "{{ {'a': x} }}", "{{ (x,) }}", "{{ docs }}"]
AS_A_REPR = ["{{ '%r' % x }}", "{{ x | pprint }}"]


def render(template: str, **values: object) -> str:
    """Render a template as an overlay is rendered."""
    overlays = {"o.py.jinja": TextFile("o.py.jinja", "o.py.jinja", template)}
    return make_environment(overlays).get_template("o.py.jinja").render(values)


@pytest.mark.parametrize("template", CARELESS)
def test_printing_it_raises(template: str) -> None:
    with pytest.raises((TypeError, AttributeError, TemplateError)):
        render(template, x=TEXT, docs=Docs(TEXT, TEXT))


@pytest.mark.parametrize("template", IN_A_VALUE)
def test_printing_a_value_that_holds_it_raises(template: str) -> None:
    with pytest.raises(TypeError, match="filter"):
        render(template, x=TEXT, docs=Docs(TEXT, TEXT))


@pytest.mark.parametrize("template", AS_A_REPR)
def test_its_repr_says_nothing_of_it_and_is_always_the_same(template: str) -> None:
    assert render(template, x=TEXT) == "<untrusted text>"


@pytest.mark.parametrize(
    "template", ["{{ x }}", "{% set y = x %}{{ y }}", "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(x) }}"]
)
def test_code_that_was_made_elsewhere_raises_too(template: str) -> None:
    with pytest.raises(TypeError, match="filter"):
        render(template, x=PythonCode(CODE))


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_literal_says_exactly_the_text(name: str) -> None:
    assert ast.literal_eval(render("{{ x | literal }}", x=untrusted(PAYLOADS[name]))) == PAYLOADS[name]


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_comment_stays_on_its_line(name: str) -> None:
    text = render("# {{ x | comment }}\nx = 1\n", x=untrusted(PAYLOADS[name]))

    assert len(text.splitlines()) == 2
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse("x = 1"))


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_a_template_prints_is_no_template(name: str) -> None:
    printed = render("{{ x | comment }}", x=untrusted(PAYLOADS[name]))

    assert render("{{ x | comment }}", x=untrusted(printed)) == printed
