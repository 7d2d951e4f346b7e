"""The page of package.toml has every key that is read, with its default, and its examples are read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from veneer.load.customizations import TextFile
from veneer.overlay import reading, reading_tables
from veneer.overlay.configuration import Configuration, OperationConfiguration, SamplesConfiguration
from veneer.overlay.reading import read_configuration

from .texts import blocks, rows, sections, written

PAGE = sections(written("package-toml.md"), 2)
TABLES = {
    "`[clients.NAME]`": reading._CLIENT,
    "`[operations.ID]`": reading._OPERATION,
    "`[samples]`": reading._SAMPLES,
    "`[names]`": reading._NAMES.keys(),
    "`[[paging]]`": reading_tables._KEYS["paging"],
    "`[[polling]]`": reading_tables._KEYS["polling"],
}
# Tables of their own, which have a section and no row.
SECTIONS = {"clients", "operations", "names", "samples", "paging", "polling"}
EXAMPLES = [(title, text) for title, body in PAGE.items() for text in blocks(body, "toml")]


def keys(title: str) -> list[str]:
    return [row[0].strip("`") for row in rows(PAGE[title])]


@pytest.mark.parametrize("title", TABLES)
def test_a_table_has_the_keys_that_are_read(title: str) -> None:
    assert sorted(keys(title)) == sorted(TABLES[title])


def test_the_top_level_has_the_keys_that_are_read() -> None:
    assert sorted([*keys("Top level"), *SECTIONS]) == sorted(reading._TOP)
    named = {title.strip("`[]").partition(".")[0] for title in PAGE if title.startswith("`[")}
    assert named == SECTIONS | {"groups"}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Top level", Configuration),
        ("`[operations.ID]`", OperationConfiguration),
        ("`[samples]`", SamplesConfiguration),
    ],
)
def test_defaults_are_those_of_the_code(title: str, kind: type[attrs.AttrsInstance]) -> None:
    fields = {field.name: field.default for field in attrs.fields(kind)}
    for key, _, shown, *_ in rows(PAGE[title]):
        name, text = key.strip("`"), shown.strip("`")
        if text in ("true", "false") or text[:1] in ('"', "["):
            default = fields[name] if fields[name] != () else []
            default = "content" if name == "content" and default is None else default

            assert tomllib.loads(f"value = {text}")["value"] == default, key
        else:
            assert name in ("groups", "values") or fields[name] is None, key


@pytest.mark.parametrize(("title", "text"), EXAMPLES)
def test_an_example_is_read(title: str, text: str) -> None:
    read_configuration(TextFile("package.toml", "package.toml", text))


def test_every_key_is_in_an_example() -> None:
    for title, body in PAGE.items():
        used = {key for text in blocks(body, "toml") for key in names(tomllib.loads(text))}

        assert set(keys(title)) <= used or title == "Beside package.toml", title


def names(data: Any) -> Iterator[str]:
    for key, value in data.items() if isinstance(data, dict) else ():
        yield key
        for item in value if isinstance(value, list) else [value]:
            yield from names(item)
