"""A class as the formatter leaves it -> what is kept of it, without a syntax tree of most of its members."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from veneer.finishing import signatures
from veneer.finishing.code import ClassCode
from veneer.finishing.plain import MEMBER
from veneer.finishing.symbols import Members, Owner

_HEAD = re.compile(r"(?P<marks>(?:@.*\n)*)class (?P<name>\w+)(?P<bases>\([^()#]*\))?:(?:  #.*)?\n", re.ASCII)
_NO_FIELDS = ("ClassVar", "typing.ClassVar")


def plain_class(text: str) -> ClassCode | None:
    """Read a class.

    Args:
        text: The class, with nothing before or after it.

    Returns:
        What is kept of it; ``None`` if it has to be parsed.

    Raises:
        SyntaxError: The text is no class, or has lines that only look like members.
    """
    head = _HEAD.match(text)
    if head is None:
        return None
    members = Members(_owner(head["marks"], head["bases"] or ""))
    for found in MEMBER.finditer(text, head.end()):
        _take(found, members)
    return members.code(head["name"])


def class_of(node: ast.ClassDef) -> ClassCode:
    """Read the syntax tree of a class."""
    members = Members(Owner.of(node))
    for item in node.body:
        members.take(item)
    return members.code(node.name)


@lru_cache(100)  # a few, which thousands of classes share
def _owner(marks: str, bases: str) -> Owner:
    (node,) = ast.parse(f"{marks}class _{bases}: ...").body
    assert isinstance(node, ast.ClassDef)
    return Owner.of(node)


def _take(found: re.Match[str], members: Members) -> None:
    by_attrs = members.owner.by_attrs
    match found.lastgroup:
        case "is_field" if by_attrs:
            if not found["type"].startswith(_NO_FIELDS):
                members.take_field(*signatures.field(found, by_name=members.owner.by_name))
        case "is_field" if found["options"] is None:
            members.take_variable(signatures.typed(found))
        case "is_variable":
            members.take_variable(signatures.variable(found))
        case "is_function" if found["name"].startswith("_"):
            pass
        case "is_function" if (form := signatures.method(found)) is not None:
            members.take_method(form, is_stub="@overload" in found["marks"])
        case "is_odd":
            raise SyntaxError
        case None:
            pass  # a docstring, a comment
        case _:
            _parse(found[0], members)


def _parse(text: str, members: Members) -> None:
    (node,) = ast.parse(f"class _:\n{text}").body
    assert isinstance(node, ast.ClassDef)
    for item in node.body:
        members.take(item)
