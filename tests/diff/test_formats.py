"""What is found as text, Markdown and JSON; whatever a description says stays text in each of them."""

from __future__ import annotations

import json

import pytest

from veneer.diff.command import DiffFormat, write_report
from veneer.diff.markdown import as_markdown, span
from veneer.diff.report import Report, as_json, as_text
from veneer.diff.waivers import Judged

from .cases import NONE, WITH
from .sides import Description, answered, findings, operation, parameter, thing

HOSTILE = "a`b</details><img src=x>\x1b[31m\u202e\n# @team [x](http://x)"


def report(old: Description, new: Description, waived: int = 0) -> Report:
    seen = findings(old, new)
    return Report("pets:v1", "pets:v2", Judged(seen[waived:], tuple((item, "Known.") for item in seen[:waived])))


TEXT = """\
pets:v1 -> pets:v2: 1 breaking, 1 waived
breaking convenience: class `Thing`, attribute `a`: was removed: `str | None` [attribute-removed 5233dab378b4]
waived   wire: model `Thing`, property `a`: was removed: `string` [response-property-removed cd22fc8cfaae]
    reason: Known.
suggested version: major"""

MARKDOWN = """\
## API changes: `pets:v1` → `pets:v2`

1 breaking, 1 waived. Suggested version: **major**.

| | On the wire | Convenience layer |
| --- | ---: | ---: |
| breaking |  | 1 |
| waived | 1 |  |

### Breaking

**Convenience layer** (1)

- class `Thing`, attribute `a`: was removed: `str | None` (attribute-removed, `5233dab378b4`)

<details><summary>Waived (1)</summary>

**On the wire** (1)

- model `Thing`, property `a`: was removed: `string` (response-property-removed, `cd22fc8cfaae`)
  - waived: `Known.`

</details>
"""


def test_text_has_a_line_for_each_finding() -> None:
    assert as_text(report(answered(WITH), answered(NONE), waived=1)) == TEXT


def test_markdown_shows_what_breaks_and_folds_the_rest() -> None:
    assert as_markdown(report(answered(WITH), answered(NONE), waived=1)) == MARKDOWN


def test_markdown_names_both_layers_of_one_finding() -> None:
    shown = as_markdown(report(parameter(""), parameter(None)))

    assert "**Protocol layer and convenience layer** (1)" in shown
    assert "### Risky\n\n**On the wire** (1)\n\n- operation `call`, query `p`: was removed" in shown


def test_json_holds_everything_as_data() -> None:
    whole = json.loads(as_json(report(answered(WITH), answered(NONE), waived=1)))

    assert (whole["old"], whole["new"], whole["bump"]) == ("pets:v1", "pets:v2", "major")
    assert [item["rule"] for item in whole["findings"]] == ["attribute-removed"]
    (waived,) = whole["waived"]
    assert waived == {
        "fingerprint": "cd22fc8cfaae",
        "rule": "response-property-removed",
        "level": "breaking",
        "layers": ["wire"],
        "directions": ["response"],
        "place": [{"kind": "model", "name": "Thing"}, {"kind": "property", "name": "a"}],
        "message": "model `Thing`, property `a`: was removed: `string`",
        "old": "string",
        "new": None,
        "pointers": {"old": "/components/schemas/Thing/properties/a", "new": "/components/schemas/Thing"},
        "reason": "Known.",
    }


def test_nothing_that_differs_is_said_so() -> None:
    same = report(operation(), operation())

    assert as_text(same) == "pets:v1 -> pets:v2: no difference\nsuggested version: patch"
    assert "No difference. Suggested version: **patch**." in as_markdown(same)


def test_hostile_names_stay_text() -> None:
    hostile = thing(f"{json.dumps(HOSTILE)}: {{type: string}}")
    found = report(answered(hostile), answered(NONE))
    shown = {format: write_report(found, format) for format in DiffFormat}

    assert json.loads(shown[DiffFormat.JSON])["findings"][0]["place"][1]["name"] == HOSTILE
    for text in shown.values():
        assert not [character for character in text if not character.isprintable() and character != "\n"]
    lines = shown[DiffFormat.MARKDOWN].splitlines()
    (wire,) = [line for line in lines if line.startswith("- model") and "removed" in line]
    assert "property ``a`b</details><img src=x> [31m  # @team [x](http://x)``: was removed" in wire
    assert not [line for line in lines if line.startswith(("# ", "@"))]


def test_a_code_span_holds_any_text() -> None:
    assert span("plain") == "`plain`"
    assert span("a`b") == "``a`b``"
    assert span("`` a `") == "``` `` a ` ```"
    assert span("") == "`  `"
    assert len(span("x" * 1000)) == 122


def many(count: int) -> Description:
    """A description of many operations with long paths."""
    node = {"responses": {"204": {"description": "Done."}}}
    return {"paths": {f"/{n}/{'long/' * 10}": {"get": {"operationId": f"o{n}", **node}} for n in range(count)}}


def test_a_comment_has_room_for_what_breaks_first() -> None:
    shown = as_markdown(report(many(400), many(1)))
    bullets = [line for line in shown.splitlines() if line.startswith("- ")]
    left = 798 - len(bullets)

    assert 60_000 < len(shown) < 65_536
    assert shown.endswith(
        f"\n**Left out, because a comment has no more room: {left} breaking.** "
        "`veneer diff` with `--format html` shows all.\n"
    )
    assert all(line.endswith("`)") for line in bullets)


@pytest.mark.parametrize("waived", [0, 100, 798])
def test_nothing_is_cut_within(waived: int) -> None:
    shown = as_markdown(report(many(1), many(400), waived))
    lines = shown.splitlines()

    assert len(shown) < 65_536
    assert lines.count("</details>") == len([line for line in lines if line.startswith("<details>")])
    assert len([line for line in lines if "waived: `Known.`" in line]) <= waived
    for heading, after in zip(lines, lines[2:], strict=False):
        if heading.startswith("**") and "(" in heading:
            assert after.startswith("- ")
