"""A formatted Python file -> its syntax without the bodies of functions and without docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

_QUOTES = '"""'  # inside a docstring they are escaped
_UNTYPED = "if not TYPE_CHECKING:"  # what follows defines nothing that a type checker knows
_SHORT = 200  # characters
_BEGINS = re.compile(r"[@\w]")  # a statement of a module, where the line before is empty
_MEMBER = re.compile(r"    [@\w\"]")  # a statement of a class
_HAVE_MEMBERS = ("class ", "if ")
_END = (*_HAVE_MEMBERS, ")")  # how the line begins that ends the head of such a statement
Outlined: TypeAlias = tuple[ast.stmt, Iterable[ast.stmt]]
_DEFINES = ("    def ", "    async def ", "    class ")


def outline(text: str, path: str) -> Iterator[Outlined]:
    """Parse what signatures need of a file; the body of a constructor stays, since it makes attributes.

    Args:
        text: The file, as the formatter leaves it: whatever is deeper than a ``def`` is its body.
        path: Its name in errors.

    Yields:
        Each statement, and the statements below it if it is a class or a condition. Ask for these before the next one.

    Raises:
        SyntaxError: When the file is no Python, or has lines that only look like functions.
    """
    for part in _parts(_without_bodies(text.split("\n"))):
        yield from _parsed(part, path)


def whole(text: str, path: str) -> Iterator[Outlined]:
    """Parse all of a file; arguments and results as for `outline`."""
    return ((node, _below(node)) for node in ast.parse(text, path).body)


def _below(node: ast.stmt) -> Sequence[ast.stmt]:
    return node.body if isinstance(node, ast.ClassDef | ast.If) else ()


def _parts(lines: Iterator[str]) -> Iterator[list[str]]:
    """Yield groups of statements: the parser takes a hundred times the size of what it parses."""
    part: list[str] = []
    for line in lines:
        if part and not part[-1] and _BEGINS.match(line):
            yield part
            part = []
        part.append(line)
    yield part


def _parsed(part: list[str], path: str) -> Iterator[Outlined]:
    has_members = any(line.startswith(_HAVE_MEMBERS) for line in part)
    ends = (number for number, line in enumerate(part, 1) if line.startswith(_END) and line.endswith(":"))
    end = next(ends, None) if has_members else None
    if end is None:
        yield from ((node, _below(node)) for node in _statements("\n".join(part)))
    else:
        *before, owner = ast.parse("\n".join([*part[:end], "    ..."]), path).body
        yield from ((node, _below(node)) for node in before)
        yield owner, _members(part[end:])


def _members(lines: list[str]) -> Iterator[ast.stmt]:
    """Parse what is in a class one by one: most of it stands in other classes too."""
    member: list[str] = []
    is_decorated = False
    for line in lines:
        if _MEMBER.match(line) and not is_decorated:
            yield from _statements("\n".join(member).rstrip())
            member = []
        member.append(line[4:] if line.startswith("    ") else line)
        is_decorated = (is_decorated or line.startswith("    @")) and not line.startswith(_DEFINES)
    yield from _statements("\n".join(member).rstrip())


def _statements(text: str) -> Sequence[ast.stmt]:
    return _known(text) if len(text) < _SHORT else ast.parse(text).body


@lru_cache(600)  # syntax takes a lot of memory
def _known(text: str) -> Sequence[ast.stmt]:
    return ast.parse(text).body


def _without_bodies(lines: list[str]) -> Iterator[str]:
    """Yield the lines that are in no body."""
    body = end = ""  # how the lines of a body begin, and the line that ends arguments over several lines
    quoted = False
    for line in lines:
        if body:
            if not line or line.startswith(body):
                continue
            body = ""
            yield ""
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
