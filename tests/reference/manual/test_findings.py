"""The page of findings has a row for each rule, once."""

from veneer.diff.rules import RULES
from veneer.reference.manual import manual_pages

from .texts import rows


def test_each_rule_has_a_row() -> None:
    page = next(text for path, _, text in manual_pages() if path == "findings.md")
    found = [row for row in rows(page) if row[0].startswith("`")]

    assert sorted((row[0].strip("`"), row[1]) for row in found) == sorted((rule.id, str(rule.level)) for rule in RULES)
