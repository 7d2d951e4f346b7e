"""A formatted Python file -> its syntax without the bodies of functions and without docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_QUOTES = '"""'  # inside a docstring they are escaped


def outline(text: str, path: str) -> ast.Module:
    """Parse what signatures need of a file; the body of a constructor stays, since it makes attributes.

    Args:
        text: The file, as the formatter leaves it: whatever is deeper than a ``def`` is its body.
        path: Its name in errors.

    Raises:
        SyntaxError: When the file is no Python.
    """
    try:
        return ast.parse("\n".join(_without_bodies(text.split("\n"))), path)
    except SyntaxError:  # a text with lines that look like functions
        return ast.parse(text, path)


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
