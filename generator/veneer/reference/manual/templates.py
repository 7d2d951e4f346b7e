"""The name of a stock template -> its blocks, in the words at its head, and the template itself, as Markdown."""

from __future__ import annotations

import re

from jinja2 import nodes

from veneer.reference.manual.filling import table
from veneer.render.environment import make_environment

_HEAD = re.compile(r"\A\{#-(?P<text>.*?)-#\}\n", re.DOTALL)
_ROW = re.compile(r"^    (?P<name>\w+) {2,}(?P<text>\S.*)$", re.MULTILINE)


def blocks(template: str) -> str:
    """Write the blocks of a stock template in the order of its head, and where they stand."""
    text = source(template)
    head = _HEAD.match(text)
    rows = [(f"`{found['name']}`", _sentence(found["text"])) for found in _ROW.finditer(head["text"])] if head else []
    body = text[head.end() if head else 0 :].strip()
    return f"{table(('block', 'is'), rows)}\n\nThe template:\n\n```jinja\n{body}\n```"


def source(template: str) -> str:
    """Return the text of a stock template."""
    environment = make_environment({})
    assert environment.loader is not None
    return environment.loader.get_source(environment, template)[0]


def block_names(template: str) -> set[str]:
    """Return the blocks that a stock template really has."""
    return {block.name for block in make_environment({}).parse(source(template)).find_all(nodes.Block)}


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
