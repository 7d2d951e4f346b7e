"""The page of commands has all of them, with all their options, and examples, which `tests/docs` runs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from veneer.cli import app
from veneer.reference.manual import manual_pages

from .texts import blocks, rows, sections

GROUP: Any = get_command(app)
PAGE = sections(next(text for path, _, text in manual_pages() if path == "commands.md"), 2)


def test_every_command_has_a_section() -> None:
    assert list(PAGE) == list(GROUP.commands)


@pytest.mark.parametrize("name", PAGE)
def test_every_parameter_has_a_row(name: str) -> None:
    found = {row[0].strip("`").split(" ")[0].replace("\\|", "|"): row for row in rows(PAGE[name])}
    for parameter in GROUP.commands[name].params:
        names = "/".join((*parameter.opts, *parameter.secondary_opts))
        shown = names if parameter.param_type_name == "option" else parameter.metavar

        assert found[shown][1], "what it means"
        assert found[shown][2], "its default"


@pytest.mark.parametrize("name", PAGE)
def test_every_command_has_examples(name: str) -> None:
    lines = [line for text in blocks(PAGE[name], "sh") for line in text.splitlines()]
    assert lines
    assert {tuple(line.split()[:2]) for line in lines} == {("veneer", name)}


@pytest.mark.parametrize("name", PAGE)
def test_exit_codes_are_those_that_the_command_has(name: str) -> None:
    codes = [row[0] for row in rows(PAGE[name]) if row[0].isdigit()]
    module = import_module(f"veneer.commands.{name}").__file__ or ""
    may_be_one = "typer.Exit(" in Path(module).read_text("utf-8")

    assert codes == (["0", "1", "2"] if may_be_one else ["0", "2"])


def test_defaults_are_shown() -> None:
    assert "| `--output-format text\\|json\\|github` | How problems are written. | `text` |" in PAGE["generate"]
    assert "| `--site/--no-site` | Build the site, or leave it at Markdown. | `--site` |" in PAGE["docs"]
    assert "| `--port NUMBER` | Port on loopback; 0 takes a free one. | `0` |" in PAGE["serve"]
    assert "| `--check` | Write nothing; exit 1 if something would change. | off |" in PAGE["generate"]
    assert "| `--spec PATH\\|URL` | Its description. | needed |" in PAGE["new"]
