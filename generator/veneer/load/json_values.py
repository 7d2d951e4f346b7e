"""JSON text in, plain values out, by the standard decoder; doubts about the text go to json_faults."""

import json
import re
from typing import Any

from veneer.load.json_faults import explain, faults, lone_surrogates
from veneer.load.limits import LONGEST_NUMBER, MAX_DEPTH
from veneer.load.problems import Problems
from veneer.load.source import Source

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class _Doubt:
    """Set by the decoder's hooks, which know what is wrong but not where.

    By the way they let equal texts be one: a description has most of them many times.
    """

    raised = False

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def values(self, text: str) -> Any:
        return json.loads(
            text,
            object_pairs_hook=self.object,
            parse_constant=self.constant,
            parse_int=self.integer,
            parse_float=self.fraction,
        )

    def object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members: dict[str, Any] = {}
        for name, value in pairs:
            members[name] = self._texts.setdefault(value, value) if type(value) is str else value
        if len(members) != len(pairs):
            self.raised = True
        return members

    def constant(self, _: str) -> None:
        self.raised = True

    def integer(self, digits: str) -> int:
        if len(digits) <= LONGEST_NUMBER:
            return int(digits)
        self.raised = True
        return 0

    def fraction(self, digits: str) -> float:
        number = float(digits)
        if number - number != 0:
            self.raised = True
        return number


def parse_json(source: Source, problems: Problems) -> Any:
    """Return the values; notes duplicate keys and the like, and raises ``InputError`` for what is not JSON."""
    doubt, content = _Doubt(), None
    try:
        content = doubt.values(source.escaped)
        too_deep = _deeper_than(content, MAX_DEPTH)
    except json.JSONDecodeError:
        problems.fail("malformed-json", *_fault(source.text))
    except RecursionError:
        too_deep = True
    if too_deep or doubt.raised or _has_lone_surrogate(source):
        for problem, message, offset, fix in faults(source):
            problems.add(problem, message, offset, fix)
    if too_deep:
        problems.raise_if_any()
        problems.fail("too-deep", f"values are nested more than {MAX_DEPTH} levels deep", 0)
    return content


def _has_lone_surrogate(source: Source) -> bool:
    return _SURROGATE.search(source.utf8) is not None and any(True for _ in lone_surrogates(source.text))


def _fault(text: str) -> tuple[str, int, str]:
    """Return message, offset and fix for text that is not JSON, with the offset in the text as it was written."""
    try:
        _Doubt().values(text)
    except json.JSONDecodeError as error:
        return explain(text, error)
    raise AssertionError("an escape made JSON no JSON")


def _deeper_than(content: Any, limit: int) -> bool:
    level: list[Any] = [[content]]
    for _ in range(limit + 1):
        level = [
            child
            for node in level
            for child in (node.values() if type(node) is dict else node)
            if type(child) is dict or type(child) is list  # much faster than isinstance
        ]
        if not level:
            return False
    return True
