"""Text of a description forges no annotation, no output and no markup, whatever it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Review, write

TEXTS = (
    "::error file=x::forged",
    "x\n::error file=x::forged",
    "x%0A::error::forged",
    "##[error]forged",
    "x\r\nbreaking=0\nreport<<end\n/etc/passwd\nend",
    "</details></summary><img src=x>",
    "`` @octocat ``",
    "x::stop-commands::y",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_name_is_only_text(text: str, review: Review, checkout: Path) -> None:
    write(checkout, generate=False, name=text, required=True)

    run = review()

    assert run.code == 1, run.stderr
    assert {item.level for item in run.annotations} == {"error", "warning"}
    assert {item.properties["title"].partition(": ")[0] for item in run.annotations} == {"veneer"}
    assert not {item.properties["file"] for item in run.annotations} & {"x", "file"}
    assert set(run.outputs) == {"in-step", "bump", "breaking", "risky", "safe", "report", "summary"}
    assert (run.outputs["breaking"], run.outputs["in-step"]) == ("2", "false")
    for line in (run.stdout + run.stderr).splitlines():
        assert "##[" not in line or line.startswith("::")
        assert not line.lstrip().startswith("::") or line.startswith(("::error file=", "::warning file="))
    assert "<img" not in outside_code(run.summary)
    assert "</details>" not in outside_code(run.summary)
    assert "@octocat" not in outside_code(run.summary)


def outside_code(markdown: str) -> str:
    """Return Markdown without its code, as a renderer finds that: spans by fences of one length, indented blocks."""
    lines = [line for line in markdown.splitlines() if not line.startswith("    ")]
    return re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", "\n".join(lines))
