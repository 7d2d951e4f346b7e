"""`[[polling]]` that does not suit the description: what is said, where, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.faults import JOB, LIST, LOOK, POLL, faults, made

ITSELF = "is itself paged or followed, so it cannot say how far another is"
NO_METHOD = "PetsClient has no convenience method for operation"
KNOWN, ANOTHER = "Write one of: look, numbered, other.", "Name another operation."
WHERE = 'Write location = "..." with the header that leads to it.'


@pytest.mark.parametrize(
    ("old", "new", "said", "fix"),
    [
        ('"look"', '"begin"', f"3:11 operation `begin` {ITSELF}", KNOWN),
        ('"look"', '"list"', f"3:11 operation `list` {ITSELF}", KNOWN),
        (
            '"look"',
            '"two"',
            f"3:11 {NO_METHOD} `two`",
            "Put it in the same client, with a convenience method of its own.",
        ),
        ('"look"', '"begi"', f"3:11 {NO_METHOD} `begi`", KNOWN),
        ('"look"', '"LOOK"', f"3:11 {NO_METHOD} `LOOK`", "Write `look`."),
        (
            '"look"',
            '"other"',
            "3:11 `petId` is of one type in `begin` and of another in `other`",
            "Name another operation, or mend the description.",
        ),
        (
            '"look"',
            '"numbered"\nlocation = "Where"',
            "3:11 `jobId` of `numbered` cannot be read off a URL",
            ANOTHER,
        ),
        ('"look"', '"numbered"', "3:11 nothing says what `numbered` is to get for `jobId`", WHERE),
        (
            '"look"',
            '"look"\nlocation = "Where"',
            "4:13 `look` needs nothing from the header `Where`",
            "Remove `location`.",
        ),
        ('"state"', '"said"', "4:10 `said` in the answer of `look` is no word", "Name another property of it."),
        ('"done"', '"done", "gone"', "5:23 `state` is never `gone`", "Write `Done`."),
        (
            '"state"',
            '"state"\nmessage = "said"',
            "5:12 `said` in the answer of `look` is no text",
            "Remove it, or name another property.",
        ),
        (
            '"state"',
            '"state"\nmessage = "sad"',
            "5:12 the answer of `look` has no property `sad`",
            "Remove it, or write `said`.",
        ),
    ],
)
def test_a_table_that_does_not_suit(old: str, new: str, said: str, fix: str, tmp_path: Path) -> None:
    table = POLL.replace(old, new) + f'{LIST}key = "id"\n' + POLL.replace("begin", "again")

    assert faults(tmp_path, table) == [f"{said} -> {fix}"]


TWO = f'{{"200": {JOB}, "202": {JOB.replace("Job", "Pet")}}}'
BODY = ", requestBody: {required: true, content: {application/json: {}}}"


@pytest.mark.parametrize(
    ("look", "more", "message"),
    [
        (f'{{"200": {JOB}, "204": {{description: None.}}}}', "", "operation `look` may answer with nothing"),
        (LOOK.replace("{$ref", "{nullable: true, $ref"), "", "operation `look` may answer with nothing"),
        (TWO, "", "operation `look` answers with different things, by status"),
        (LOOK.replace("application/json", "text/plain"), "", "operation `look` answers with something else than JSON"),
        (LOOK, BODY, "nothing says what `look` is to get for its body"),
    ],
)
def test_a_status_operation_that_will_not_do(look: str, more: str, message: str, tmp_path: Path) -> None:
    assert faults(tmp_path, POLL, look=look, more=more) == [f"3:11 {message} -> Name another operation."]


def test_an_open_enum_takes_any_word(tmp_path: Path) -> None:
    table = POLL.replace('state = "state"', 'state = "open"').replace("done", "finished")

    package = made(tmp_path, table)
    assert "succeeded=('finished',)" in package.method("begin")
    # With a mistyped word a wait would have no end.
    assert "`open` is not described to be `finished`" in str(package.warnings[0])


def test_a_word_for_success_and_for_failure(tmp_path: Path) -> None:
    table = POLL.replace("BUSY", "busy", 1).replace('["done"]', '["done", "Busy"]')

    assert faults(tmp_path, table) == ["6:12 `busy` is in `succeeded` and in `failed` -> Leave it out of one of them."]
