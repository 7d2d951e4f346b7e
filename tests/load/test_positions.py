"""Every part of a document is found at its line and column, in JSON and in YAML."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from veneer.load import SpecDocument, load_text, pointers
from veneer.load.yaml_scalars import core_value

JSON = """{
  "openapi": "3.1.0", "x-é": {"a/b": [10, {"~": "€"}], "": null},
\t"x-last" :\r
   "end"
}
"""
YAML = """# a comment
openapi: 3.1.0
x-é:  {a/b: [10, "€"], "": ~}
x-base: &base
  one: 1
x-use:
  <<: *base
  two:
    - deep: |
        text
    -   - x
"""


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("", "1:1", "1:1"),
        ("/openapi", "2:14", "2:3"),
        ("/x-é", "2:30", "2:23"),
        ("/x-é/a~1b", "2:38", "2:31"),
        ("/x-é/a~1b/0", "2:39", "2:39"),
        ("/x-é/a~1b/1/~0", "2:49", "2:44"),
        ("/x-é/", "2:60", "2:56"),
        ("/x-last", "4:4", "3:2"),
        ("/x-é/a~1b/2", "2:38", "2:31"),
        ("/x-é/a~1b/00", "2:38", "2:31"),
        ("/x-é/gone/on", "2:30", "2:23"),
        ("/openapi/0", "2:14", "2:3"),
        ("nonsense", "1:1", "1:1"),
    ],
)
def test_json_positions(pointer: str, value: str, key: str) -> None:
    check(load_text(JSON, "f"), pointer, value, key)


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("", "2:1", "2:1"),
        ("/openapi", "2:10", "2:1"),
        ("/x-é", "3:7", "3:1"),
        ("/x-é/a~1b/1", "3:18", "3:18"),
        ("/x-é/", "3:28", "3:24"),
        ("/x-base/one", "5:8", "5:3"),
        ("/x-use/one", "5:8", "5:3"),
        ("/x-use/two", "9:5", "8:3"),
        ("/x-use/two/0/deep", "9:13", "9:7"),
        ("/x-use/two/1/0", "11:11", "11:11"),
        ("/x-use/two/7", "9:5", "8:3"),
        ("/x-use/<<", "7:3", "6:1"),
    ],
)
def test_yaml_positions(pointer: str, value: str, key: str) -> None:
    check(load_text(YAML, "f"), pointer, value, key)


def check(document: SpecDocument, pointer: str, value: str, key: str) -> None:
    assert str(document.locate(pointer)) == f"f:{value}"
    assert str(document.locate(pointer, key=True)) == f"f:{key}"


def test_resolve() -> None:
    document = load_text(JSON, "f")

    assert document.resolve("") is document.content
    assert document.resolve("/x-é/a~1b/1/~0") == "€"
    for pointer in ("/gone", "/x-é/a~1b/2", "/x-é/a~1b/-1", "/openapi/0", "openapi", "#/openapi"):
        with pytest.raises(KeyError, match=pointer):
            document.resolve(pointer)


# What no line break, control character or surrogate can disturb is left to the writers of the two formats.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), max_size=8)
SCALARS = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=20
)
MENDED = ("servers", "security", "tags", "externalDocs", "info")  # what is read past a fault changes
DOCUMENTS = st.dictionaries(
    TEXT.filter(lambda name: name not in ("openapi", "paths", "components", "webhooks", "$ref", *MENDED)), VALUES
)


def nodes(value: Any, pointer: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    yield pointers.join(pointer), value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from nodes(child, (*pointer, str(key)))


def text_at(lines: list[str], document: SpecDocument, pointer: str, *, key: bool = False) -> str:
    where = document.locate(pointer, key=key)
    assert where.line is not None
    assert where.column is not None
    return "\n".join([lines[where.line - 1][where.column - 1 :], *lines[where.line :]])


@settings(deadline=None)
@given(DOCUMENTS, st.sampled_from([None, 2, "\t"]), st.booleans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_json_node_is_found(values: dict[str, Any], indent: Any, ascii_only: bool, line_break: str) -> None:
    values = {"x-before": 0, "openapi": "3.1.0", **values}
    text = json.dumps(values, indent=indent, ensure_ascii=ascii_only)
    document = load_text(text.replace("\n", line_break), "f")
    lines = text.split("\n")

    assert document.content == values
    for pointer, value in nodes(values):
        assert json.JSONDecoder().raw_decode(text_at(lines, document, pointer))[0] == value
        if pointer and isinstance(document.resolve(pointer.rpartition("/")[0]), dict):
            name = json.JSONDecoder().raw_decode(text_at(lines, document, pointer, key=True))[0]
            assert name == pointers.parse(pointer)[-1]


class Dumper(yaml.SafeDumper):
    """Writes no aliases, and quotes what YAML 1.2 would not read as text."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def quoted(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    plain = text.isascii() and text.isalpha() and core_value(text) == text
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


Dumper.add_representer(str, quoted)


@settings(deadline=None)
@given(DOCUMENTS, st.sampled_from([True, False, None]), st.sampled_from(["\n", "\r\n"]))
def test_every_yaml_node_is_found(values: dict[str, Any], flow: bool | None, line_break: str) -> None:
    values = {"x-before": 0, "openapi": "3.1.0", **values}
    text = "# comment\n" + yaml.dump(values, Dumper=Dumper, default_flow_style=flow, allow_unicode=True, width=10_000)
    document = load_text(text.replace("\n", line_break), "f")
    lines = text.split("\n")

    assert document.content == values
    for pointer, value in nodes(values):
        if isinstance(value, dict | list):
            continue
        rest = text_at(lines, document, pointer).split("\n")[0]
        assert rest.startswith(str(yaml.dump(value, Dumper=Dumper, allow_unicode=True, width=10_000)).split("\n")[0])
        if isinstance(document.resolve(pointer.rpartition("/")[0]), dict):
            name = yaml.dump(pointers.parse(pointer)[-1], Dumper=Dumper, allow_unicode=True, width=10_000)
            assert text_at(lines, document, pointer, key=True).startswith(str(name).split("\n")[0])
