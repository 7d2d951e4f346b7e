"""A text is held and read in copies that take a byte a character, unless that would confuse its keys."""

import json

import pytest

from veneer.load.bundling import refers_elsewhere
from veneer.load.source import Source


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ('{"é": "a😀b", "c": 1}', 1),
        ('{"😀": 1, "😁": 2, "c": 1}', 4),
        ('{"é": "\\"😀\\": ", "c": 1}', 1),
    ],
)
def test_a_text_is_held_as_narrow_as_its_keys_allow(text: str, size: int) -> None:
    source = Source("api.json", text)
    found = source._narrow

    assert len(found) == len(text)
    assert max(map(ord, found)) < 1 << (8 * size)
    assert (found == text) is (size > 1)


@pytest.mark.parametrize("values", ['{"😀": 1,\n"😁": 2,\n"c": 1}', '{"a": "😀",\n"b": "😁",\n"c": 1}'])
def test_every_key_is_found_past_characters_that_take_more_than_a_byte(values: str) -> None:
    source = Source("api.json", values)

    assert source.text == values
    for line, key in enumerate([item.split('"')[1] for item in values.splitlines()], 1):
        assert source.locate((key,), key=True).line == line


@pytest.mark.parametrize("text", ['{"é": "a😀b", "\u0160": 1}', '{"a": "\\\\n€", "b": ["—"]}', "[]"])
def test_a_few_wide_characters_are_escaped_and_mean_the_same(text: str) -> None:
    found = Source("api.json", text).escaped

    assert json.loads(found) == json.loads(text)
    assert max(map(ord, found)) < 0x100


@pytest.mark.parametrize("text", ['["\\😀"]', '["\\\\😀"]'])
def test_what_may_be_half_of_an_escape_stays(text: str) -> None:
    assert Source("api.json", text).escaped == text


def test_bytes_of_utf8_are_held_once() -> None:
    text = '{"é": 1}'
    data = text.encode()

    assert Source("api.json", text, data).utf8 is data
    assert Source("api.json", text, text.encode("utf-16")).utf8 == data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"mapping": {"a": "#/b"}, "description": "as in api.yml"}', False),
        ('{"mapping": {"a": "b.yml"}}', True),
        ('{"mapping": {"}": "#/b", "a": "b.json#/c"}}', True),
        ("mapping: {a: '#/b', c: b.yaml}", True),
        ("mapping:\n  a: b.yaml\n", True),
        ("mapping:\n  a: '#/b'\n", False),
        ('{"$ref": "#/mapping"}', False),
        ('{"$ref": "b#/c"}', True),
        ('{"$dynamicRef": "#c"}', True),
    ],
)
def test_only_what_may_name_another_file_is_bundled(text: str, expected: bool) -> None:
    assert refers_elsewhere(Source("api", text)) is expected
