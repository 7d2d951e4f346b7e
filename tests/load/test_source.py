"""A text is held once, as UTF-8, and read in copies that take a byte a character."""

import codecs
import json
import time

import pytest

from veneer.load.bundling import refers_elsewhere
from veneer.load.source import Source
from veneer.load.text import Lines, LinesOfBytes, as_utf8


@pytest.mark.parametrize(
    "values",
    [
        '{"😀": 1,\n"😁": 2,\n"c": 1}',
        '{"a": "😀",\n"b": "😁",\n"c": 1}',
        '{"\\u00e9\\u0160": 1,\n"é😀": 2,\n"Ã©": 3}',
    ],
)
def test_every_key_is_found_past_characters_that_take_more_than_a_byte(values: str) -> None:
    source = Source("api.json", values)

    assert source.text == values
    for line, key in enumerate(json.loads(values), 1):
        assert source.locate((key,), key=True).line == line


@pytest.mark.parametrize("text", ['{"é": "a😀b", "\u0160": 1}', '{"a": "\\\\n€", "b": ["—"]}', "[]"])
def test_a_few_wide_characters_are_escaped_and_mean_the_same(text: str) -> None:
    found = Source("api.json", text).escaped

    assert json.loads(found) == json.loads(text)
    assert max(map(ord, found)) < 0x100


@pytest.mark.parametrize("text", ['["\\😀"]', '["\\\\😀"]'])
def test_what_may_be_half_of_an_escape_stays(text: str) -> None:
    assert Source("api.json", text).escaped == text


def test_a_column_is_one_of_characters() -> None:
    assert Source("api.json", '{\n"é": "a😀b", "c": 1}').locate(("c",)).column == len('"é": "a😀b", "c": ') + 1


def test_more_wide_characters_than_a_few_stay() -> None:
    text = json.dumps(["日本語" * 1_000], ensure_ascii=False)

    assert json.loads(Source("api.json", text).escaped) == json.loads(text)
    assert len(Source("api.json", text).escaped) < 2 * len(text)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_a_long_text(line_break: str) -> None:
    lines = [character * width for character, width in zip("abcde" * 40, range(0, 200_000, 1_000), strict=False)]
    text, starts = line_break.join(lines), []
    for line in lines:
        starts.append((starts[-1][0] + starts[-1][1] + len(line_break) if starts else 0, len(line)))
    found = Lines(text)

    for number in (150, 3, 199, 0, 149, 151, 60):
        start, width = starts[number]
        for column in (0, width // 2, width):
            place = found.location("api", start + column)
            assert (place.line, place.column) == (number + 1, column + 1)


def test_columns_of_a_long_line_are_those_of_characters() -> None:
    text = "a\n" + "é😀b" * 50_000 + "\n" + "c€" * 50_000
    lines = LinesOfBytes(text.encode().decode("latin-1"))

    for at in (249_999, 1, 150_001, 3, 100_000, 70_000, 0, 150_002, 150_003):
        before = text[:at]
        place = lines.location("api", len(before.encode()))
        assert (place.line, place.column) == (before.count("\n") + 1, at - before.rfind("\n"))


def test_many_places_of_a_long_line_are_found_without_reading_all_of_it_for_each() -> None:
    text = "é".encode().decode("latin-1") * 5_000_000
    lines = LinesOfBytes(text)
    begin = time.process_time()

    assert {lines.location("api", at).column for at in range(0, len(text), 2_000)} == {*range(1, 5_000_001, 1_000)}
    assert time.process_time() - begin < 3  # it takes 0.2 s, and reading all for each 28


def test_bytes_of_utf8_are_held_once() -> None:
    data = '{"é": 1}'.encode()

    assert as_utf8(data, "api.json") is data
    assert Source("api.json", data).utf8 is data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-32-be"])
def test_every_encoding_of_unicode_becomes_utf8(encoding: str) -> None:
    text = '{"é": "😀"}'

    assert as_utf8(text.encode(encoding), "api.json") == as_utf8("\ufeff" + text, "api.json") == text.encode()
    assert as_utf8(codecs.BOM_UTF8 * 2 + text.encode(), "api.json") == text.encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" " * 1_000 + "{" + "\n" * 1_000 + '"a": 1}', True),
        ('\u00a0{"a": 1}', True),
        ("{", True),
        ("[\n]", True),
        ("{a: 1}", False),
        ("a: {}", False),
        ("", False),
        ("é: 1", False),
    ],
)
def test_json_is_told_by_its_beginning(text: str, expected: bool) -> None:
    assert Source("api", text).is_json is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"mapping": {"a": "#/b"}, "description": "as in api.yml"}', False),
        ('{"mapping": {"a": "b.yml"}}', True),
        ('{"mapping": {"}": "#/b", "a": "b.json#/c"}}', True),
        ("mapping: {a: '#/b', c: b.yaml}", True),
        ("defaultMapping: b.yaml", True),
        ("wrapping: b.yaml", False),
        ("mapping:\n  a: b.yaml\n", True),
        ("mapping:\n  a: '#/b'\n", False),
        ('{"$ref": "#/mapping"}', False),
        ('{"$ref": "b#/c"}', True),
        ('{"$dynamicRef": "#c"}', True),
    ],
)
def test_only_what_may_name_another_file_is_bundled(text: str, expected: bool) -> None:
    assert refers_elsewhere(Source("api", text)) is expected
