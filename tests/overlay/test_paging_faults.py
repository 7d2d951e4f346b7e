"""`[[paging]]` that does not suit the description: what is said, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.faults import JSON, LIST, PETS, POLL, faults

OUT = "Leave `list` out of `operations`."
UNSENDABLE = "is no text, UUID, whole number or enum, so it cannot be sent as it came"


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        (f'{PETS}, "206": {{{(JSON % "{type: array}")[8:-1]}}}', "with different things, by status"),
        ('"200": {description: All., content: {text/csv: {schema: {type: string}}}}', "with something else than JSON"),
        ('"204": {description: None.}', "with nothing that could be read"),
    ],
)
def test_an_answer_that_is_no_page(answers: str, fault: str, tmp_path: Path) -> None:
    assert faults(tmp_path, f'{LIST}key = "id"\n', answers) == [f"2:16 operation `list` answers {fault} -> {OUT}"]


@pytest.mark.parametrize("key", ["born", "tags", "extra", "weight", "tame"])
def test_a_key_that_could_not_be_sent_as_it_came(key: str, tmp_path: Path) -> None:
    expected = f"4:8 `{key}` of an item of `list` {UNSENDABLE} -> Name another property of it."

    assert faults(tmp_path, f'{LIST}key = "{key}"\n') == [expected]


@pytest.mark.parametrize("item", ["{type: string, format: date}", "{type: array, items: {type: string}}", "{}"])
def test_an_item_that_could_not_be_sent_as_its_own_key(item: str, tmp_path: Path) -> None:
    found = faults(tmp_path, LIST, JSON % f"{{type: array, items: {item}}}")

    assert found == [f"2:16 an item of `list` {UNSENDABLE} -> Leave it out of `operations`."]


def test_an_item_that_may_be_null_has_no_key(tmp_path: Path) -> None:
    item = '{oneOf: [{$ref: "#/components/schemas/Pet"}, {type: "null"}]}'
    found = faults(tmp_path, f'{LIST}key = "id"\n', JSON % f"{{type: array, items: {item}}}")

    assert found == [
        "4:8 an item of `list` may be null, which has no `id` -> "
        "Leave `list` out of `operations`, or mend the description."
    ]


def test_the_faults_of_a_table_are_said_at_once_and_case_does_not_hide_a_name(tmp_path: Path) -> None:
    table = LIST.replace("After", "after") + 'size = "TOP"\nitems = "pets"\n'

    assert faults(tmp_path, table) == [
        "3:10 operation `list` has no query parameter `after` -> Write `After`.",
        "4:9 operation `list` has no query parameter `TOP` -> Remove it, or write `top`.",
        "5:10 the answer of `list` has no property `pets` -> Remove it.",
    ]


def test_an_unknown_key_of_an_object_is_to_be_replaced(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, f'{LIST}key = "nonsense"\n')

    assert found.endswith("has no property `nonsense` -> Write one of: born, extra, id, tags, tame, weight.")


TEXT, TEXTS = '3:1 `start` of paging has to be a text -> Write start = "...".', "has to be a list of texts"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (LIST.replace('"After"', "1"), TEXT),
        (LIST.replace('["list"]', "[1]"), f'2:1 `operations` of paging {TEXTS} -> Write operations = ["..."].'),
        (LIST.replace('"After"', '""'), TEXT),
        (POLL.replace('["done"]', "[]"), f'5:1 `succeeded` of polling {TEXTS} -> Write succeeded = ["..."].'),
        ("paging = 1\n", "1:1 `paging` has to be a list of tables -> Write [[paging]]."),
        ('polling = ["a", "b"]\n', "1:1 `polling` has to be a list of tables -> Write [[polling]]."),
        ("paging = [{operations = ['list']}]\n", '1:1 paging needs `start` -> Write start = "...".'),
    ],
)
def test_a_value_of_another_type_is_one_fault(table: str, expected: str, tmp_path: Path) -> None:
    assert faults(tmp_path, table) == [expected]
