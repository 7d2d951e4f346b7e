"""A made-up pair of descriptions whose every text tries to be something else, and the report on it."""

from __future__ import annotations

import json

from veneer.diff.report import Report
from veneer.diff.waivers import Judged

from .sides import Description, answered, findings, thing

SCRIPT = "<script>document.title = 'owned'</script>"
STYLE = "</style></code><img src=https://example.com/x onerror=alert(1)>"
BIDI = "user\u202e\u2066\x1b[31m"
QUOTES = "\"'`&amp;{{ 7 * 7 }}{% raw %}"
TEXTS = (SCRIPT, STYLE, BIDI, QUOTES)


def _answered(values: tuple[str, ...]) -> Description:
    properties = ", ".join(f"{json.dumps(text)}: {{type: string}}" for text in values)
    words = json.dumps({"type": "string", "enum": ["plain", *values]})
    schema = thing(f"{properties}{', ' if properties else ''}words: {{$ref: '#/components/schemas/Words'}}")
    return answered(schema, Words=words)


def hostile_report() -> Report:
    """Return the report on properties and values of an enum that are gone; the last finding is waived."""
    *counting, last = findings(_answered(TEXTS), _answered(()))
    return Report(SCRIPT, STYLE, Judged(tuple(counting), ((last, QUOTES),)))
