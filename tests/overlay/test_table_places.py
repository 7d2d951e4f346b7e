"""Where tables, keys and values of a package.toml stand, whatever else looks like them."""

from __future__ import annotations

import tomllib

import pytest

from veneer.overlay.places import TablePlace, table_places

TEXT = '''\
# [[paging]] "after"
summary = """
[[paging]]
start = "after"
""" # it's """
note = \'\'\'
[[paging]]\'\'\'
quoted = "[[paging]] # \\" "

[[paging]]  # "after"
operations = [
    "start", # "other"
    "other",
]
start = "after" # start = "after"

[other]
start = "x"

  [[ paging ]]
"start" = 'start'
size = "a.c"

[["paging"]]
start = "after"
'''


def places(text: str, count: int) -> list[TablePlace]:
    return table_places("p.toml", text, "paging", count)


def test_each_table_has_its_own_header_key_and_value() -> None:
    assert len(tomllib.loads(TEXT)["paging"]) == 3
    found = places(TEXT, 3)

    assert [str(place.header()) for place in found] == ["p.toml:10:3", "p.toml:20:6", "p.toml:24:4"]
    assert [str(place.key("start")) for place in found] == ["p.toml:15:1", "p.toml:21:2", "p.toml:25:1"]
    values = zip(found, ("after", "start", "after"), strict=True)
    assert [str(place.value("start", value)) for place, value in values] == [
        "p.toml:15:10",
        "p.toml:21:12",
        "p.toml:25:10",
    ]


def test_a_value_in_a_list_is_found_below_its_key_and_outside_of_comments() -> None:
    first = places(TEXT, 3)[0]

    assert str(first.value("operations", "start")) == "p.toml:12:6"
    assert str(first.value("operations", "other")) == "p.toml:13:6"


def test_a_value_that_is_written_another_way_has_the_place_of_its_key_and_a_key_that_of_its_table() -> None:
    _, second, _ = places(TEXT, 3)

    assert str(second.value("size", "abc")) == "p.toml:22:1"
    assert str(second.value("key", "abc")) == str(second.key("key")) == "p.toml:20:6"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\npaging = [{start = 'a'}, {start = 'b'}]\nstart = 2\n", "p.toml:2:1"),
        ("\n[paging]\nstart = 'a'\n", "p.toml:2:2"),
        ("x = 1\n", "p.toml:1:1"),
    ],
)
def test_tables_without_headers_share_the_place_of_their_name(text: str, place: str) -> None:
    for found in places(text, 2):
        assert {str(found.header()), str(found.key("start")), str(found.value("start", "b"))} == {place}
