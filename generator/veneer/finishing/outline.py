"""A formatted Python file -> its syntax without the bodies of functions and without docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_QUOTES = '"""'  # inside a docstring they are escaped
_UNTYPED = "if not TYPE_CHECKING:"  # what follows defines nothing that a type checker knows
_AT_A_TIME = 1_000  # lines
_BEGINS = re.compile(r"[@\w]")  # a statement, where the line before is empty


def outline(text: str, path: str) -> ast.Module:
    """Parse what signatures need of a file; the body of a constructor stays, since it makes attributes.

    Args:
        text: The file, as the formatter leaves it: whatever is deeper than a ``def`` is its body.
        path: Its name in errors.

    Raises:
        SyntaxError: When the file is no Python.
    """
    try:
        parts = (ast.parse("\n".join(part), path) for part in _parts(_without_bodies(text.split("\n"))))
        return ast.Module([statement for part in parts for statement in part.body], [])
    except SyntaxError:  # a text with lines that look like functions
        return ast.parse(text, path)


def _parts(lines: Iterator[str]) -> Iterator[list[str]]:
    """Yield statements, some thousand lines at a time: the parser takes a hundred times the size of what it parses."""
    part: list[str] = []
    for line in lines:
        if len(part) > _AT_A_TIME and not part[-1] and _BEGINS.match(line):
            yield part
            part = []
        part.append(line)
    yield part


def _without_bodies(lines: list[str]) -> Iterator[str]:
    """Yield the lines that are in no body."""
    body = end = ""  # how the lines of a body begin, and the line that ends arguments over several lines
    quoted = False
    for line in lines:
        if body:
            if not line or line.startswith(body):
                continue
            body = ""
        if quoted:
            quoted = not line.endswith(_QUOTES)
            continue
        code = line.lstrip(" ")
        space = line[: len(line) - len(code)]
        if code.startswith(_QUOTES):
            quoted = code == _QUOTES or not code.endswith(_QUOTES)
            yield f'{space}""'
            continue
        if end:
            is_last = line.startswith(end)
        elif line == _UNTYPED:
            yield f"{line} ..."
            body = " "
            continue
        elif code.startswith(("def ", "async def ")) and not code.startswith("def __init__("):
            end, is_last = f"{space})", line.endswith((":", ": ..."))
        else:
            yield line
            continue
        if not is_last:
            yield line
            continue
        end = ""
        if line.endswith(":"):
            yield f"{line} ..."
            body = f"{space} "
        else:
            yield line
