"""JSON text that raised a doubt in, each problem and its offset out: slow, in plain Python, for bad input alone."""

import json
import re
from collections.abc import Iterator

from veneer.diagnostic_ids import DiagnosticId
from veneer.load.limits import LONGEST_NUMBER, MAX_DEPTH
from veneer.load.source import Source
from veneer.load.text import excerpt

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|(u[dD][89a-fA-F]\w\w)|.)", re.DOTALL)
_Fault = tuple[DiagnosticId, str, int, str]


def explain(text: str, error: json.JSONDecodeError) -> tuple[str, int, str]:
    """Return message, offset and fix for text that is not JSON."""
    offset = min(error.pos, len(text))
    found, before = text[offset : offset + 1], text[:offset].rstrip()
    if not found:
        return "the text ends before the JSON does", offset, "Close what is open; perhaps the file was cut off."
    if found in "}]" and before.endswith(","):
        return f"a comma stands before the closing {excerpt(found)}", len(before) - 1, "Remove the comma."
    if found in "/#":
        return "JSON has no comments", offset, "Remove the comment, or write the file as YAML."
    if found == "'":
        return "JSON text stands in double quotes", offset, "Write \" instead of '."
    if error.msg.startswith("Invalid control character"):
        return "a line break or control character inside a text", offset, "Write it as an escape: \\n, \\t or \\u00XX."
    if error.msg.startswith("Unterminated string"):
        return "a text has no closing quote", offset, "Close it."
    if error.msg.startswith("Extra data"):
        return f"the JSON ends here, but {excerpt(found)} follows", offset, "One file holds one description."
    if error.msg.startswith("Expecting ',' delimiter"):
        return f"a comma is missing before {excerpt(found)}", offset, "Put a comma between the two."
    message = error.msg.removesuffix(" starting at").lower()
    return f"this is not JSON: {message}, found {excerpt(found)}", offset, "Mend the JSON at this place."


def faults(source: Source) -> Iterator[_Fault]:
    """Yield id, message, offset and fix of each problem; ends at the first place that is nested too deeply."""
    text = source.text
    stack: list[dict[str, int] | None] = []  # the keys of each open object, None for an array
    previous = ""
    for match in _TOKEN.finditer(text):
        token, offset = match.group(), match.start()
        if token in ("{", "["):
            stack.append({} if token == "{" else None)
            if len(stack) > MAX_DEPTH:
                yield "too-deep", f"values are nested more than {MAX_DEPTH} levels deep", offset, ""
                return
        elif token in ("}", "]"):
            stack.pop()
        elif token[0] == '"':
            if previous in ("{", ",") and stack and (keys := stack[-1]) is not None:
                yield from _repeated(source, keys, json.loads(token), offset)
        elif token not in (",", ":"):
            yield from _bad_number(token, offset)
        previous = token
    for offset in lone_surrogates(text):
        yield "malformed-json", "half of a surrogate pair is not a character", offset, "Write both halves, or neither."


def lone_surrogates(text: str) -> Iterator[int]:
    """Yield the offset of each escape that is half of a surrogate pair."""
    return (match.start() for match in _ESCAPE.finditer(text) if match.group(1))


def _repeated(source: Source, keys: dict[str, int], name: str, offset: int) -> Iterator[_Fault]:
    if name in keys:
        line = source.at(keys[name]).line
        message = f"the key {excerpt(name)} stands in this object already, on line {line}"
        yield "duplicate-key", message, offset, "Remove or rename one of the two."
    else:
        keys[name] = offset


def _bad_number(token: str, offset: int) -> Iterator[_Fault]:
    if token in ("NaN", "Infinity", "-Infinity"):
        yield "malformed-json", f"JSON has no {excerpt(token)}", offset, "Write a number, a text or null."
    elif token[-1].isdigit() and len(token) > LONGEST_NUMBER and not set(token) & set(".eE"):
        yield "malformed-json", f"a number of {len(token)} digits", offset, "Write a shorter number, or a text."
    elif token[-1].isdigit() and float(token) in (float("inf"), float("-inf")):
        yield (
            "malformed-json",
            f"the number {excerpt(token)} is too large",
            offset,
            "Write a smaller number, or a text.",
        )
