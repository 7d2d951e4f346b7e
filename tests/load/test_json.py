"""JSON text: values, and the place of everything that is not JSON."""

from collections.abc import Callable

import pytest

from veneer.diagnostics import Diagnostic
from veneer.load import load_text

Places = Callable[[str | bytes], list[str]]
Refused = Callable[[str | bytes], list[Diagnostic]]


def test_values_keep_their_kind_and_order() -> None:
    document = load_text('{"z": [1, 1.5, "x", true, null], "openapi": "3.1.0", "a": {}}', "api.json")

    assert document.content == {"z": [1, 1.5, "x", True, None], "openapi": "3.1.0", "a": {}}
    assert list(document.content) == ["z", "openapi", "a"]
    assert document.name == "api.json"
    assert document.version == "3.1.0"


def test_equal_texts_are_one() -> None:
    content = load_text('{"openapi": "3.1.0", "x-a": {"b": "a text"}, "x-c": {"d": "a text"}}', "api").content

    assert content["x-a"]["b"] is content["x-c"]["d"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
@pytest.mark.parametrize("text", ['{"openapi": "3.1.0", "x-é": "€𝄞"}', 'openapi: 3.1.0\nx-é: "€𝄞"\n'])
def test_every_unicode_encoding_is_read(text: str, encoding: str) -> None:
    assert load_text(text.encode(encoding), "api").content == {"openapi": "3.1.0", "x-é": "€𝄞"}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{\n  "openapi": "3.1.0",\n}', "2:21", "a comma stands before the closing `}`"),
        ('{"openapi": "3.1.0"', "1:20", "the text ends before the JSON does"),
        ("{", "1:2", "the text ends before the JSON does"),
        ('{"a": 1 // why\n}', "1:9", "JSON has no comments"),
        ("{\"a\": 'x'}", "1:7", "JSON text stands in double quotes"),
        ('{"a": "x\ny"}', "1:9", "a line break or control character inside a text"),
        ('{"é": "x}', "1:7", "a text has no closing quote"),
        ('{"a": 1} x', "1:10", "the JSON ends here, but `x` follows"),
        ('{"a": 1\r\n "b": 2}', "2:2", 'a comma is missing before `"`'),
        ('{"a": "😀", "b": tru}', "1:17", "this is not JSON: expecting value, found `t`"),
        ('{"a": tru}', "1:7", "this is not JSON: expecting value, found `t`"),
    ],
)
def test_malformed_json(refused: Refused, text: str, place: str, message: str) -> None:
    (found,) = refused(text)

    assert (found.id, str(found.location), found.message) == ("malformed-json", f"api:{place}", message)
    assert found.fix


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("NaN", "JSON has no `NaN`"),
        ("-Infinity", "JSON has no `-Infinity`"),
        ("1e999", "the number `1e999` is too large"),
        ("9" * 5000, "a number of 5000 digits"),
        ('"\\ud800"', "half of a surrogate pair is not a character"),
    ],
)
def test_values_that_json_or_unicode_does_not_have(refused: Refused, value: str, message: str) -> None:
    (found,) = refused('{"openapi": "3.1.0",\n "a": [0, ' + value + "]}")

    column = 12 if value.startswith('"') else 11
    assert (found.id, str(found.location), found.message) == ("malformed-json", f"api:2:{column}", message)


def test_escaped_pairs_and_escaped_backslashes_are_text() -> None:
    content = load_text(r'{"openapi": "3.1.0", "a": "\ud83d\ude00 \\ud800"}', "api").content

    assert content["a"] == "\U0001f600 \\ud800"


def test_duplicate_keys_are_all_named(refused: Refused) -> None:
    found = refused('{"openapi": "3.1.0",\n "a": {"b": 1,\n  "c": [{"b": 1}], "b": 2},\n "\\u0061": 3}')

    assert [(str(each.location), each.id) for each in found] == [
        ("api:3:20", "duplicate-key"),
        ("api:4:2", "duplicate-key"),
    ]
    assert found[0].message == "the key `b` stands in this object already, on line 2"


@pytest.mark.parametrize("before", ['{"openapi": "3.1.0", "a": ', 'openapi: "3.1.0"\na: '])
def test_nesting_is_bounded(places: Places, before: str) -> None:
    after = "}" if before.startswith("{") else ""
    load_text(before + "[" * 199 + "]" * 199 + after, "api")

    for depth in (200, 1_000, 100_000):
        (found,) = places(before + "[" * depth + "]" * depth + after)
        assert found.endswith("too-deep")


def test_text_that_is_not_unicode(refused: Refused) -> None:
    (found,) = refused('{"openapi": "3.1.0",\n "é": "'.encode() + b'\xff"}')
    assert (found.id, str(found.location)) == ("malformed-text", "api:2:8")
    assert found.message == "the byte 0xff is not valid UTF-8 text"

    (found,) = refused('{"a": "\ud800"}')
    assert (found.id, str(found.location)) == ("malformed-text", "api:1:8")


def test_a_long_key_is_cut_and_drawn_on_one_line(refused: Refused) -> None:
    key = "\\u001b[31m" + "k" * 500
    (found,) = refused(f'{{"openapi": "3.1.0", "{key}": 1, "{key}": 2}}')

    assert len(found.message) < 150
    assert "\x1b" not in str(found)
