"""Places in a text are found in a copy of it that takes a byte a character, unless that would confuse its keys."""

import pytest

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
