"""The code that an overlay printed, beside the stock one -> the parts of the description that it names by hand.

What an overlay asks for through a function is noted when it asks. Python in its own text is read here: arguments of its
method, attributes of models that it can reach, keywords and members of classes, and statuses that it compares.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import frozen

Token = tuple[str, str]  # what kind of name, and the name


@frozen
class Mentionable:
    """Names that stand for parts: token -> parts."""

    parts: Mapping[Token, tuple[str, ...]]

    def mentioned(self, text: str, *others: str) -> Iterator[tuple[str, str]]:
        """Yield each part that a text names by hand, and the word that names it.

        Args:
            text: Python that an overlay printed.
            others: Python that is not by hand: what the stock template prints in its place, and what functions printed.
        """
        left = Counter(_tokens(text))
        for other in others:
            left -= Counter(_tokens(other))
        for token in left:
            for part in self.parts.get(token, ()):
                yield part, token[1].rpartition(".")[2]


def argument(name: str) -> Token:
    """Return the token of an argument of the method itself."""
    return "name", name


def attribute(name: str) -> Token:
    """Return the token of an attribute of any object."""
    return "attribute", name


def member(owner: str, name: str) -> Token:
    """Return the token of a member of a class, or of a keyword of its constructor."""
    return "member", f"{owner}.{name}"


def status(code: int) -> Token:
    """Return the token of a status that the code of an answer is compared with."""
    return "status", str(code)


def _tokens(text: str) -> Iterator[Token]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(name):
                yield argument(name)
            case ast.Attribute(owner, name):
                yield attribute(name)
                if isinstance(owner, ast.Name | ast.Attribute):
                    yield member(_last_name(owner), name)
            case ast.Call(ast.Name() | ast.Attribute() as called, _, keywords):
                for keyword in keywords:
                    if keyword.arg is not None:
                        yield member(_last_name(called), keyword.arg)
            case ast.Compare(left, _, others):
                compared = [left, *others]
                if any(isinstance(item, ast.Attribute) and item.attr == "status_code" for item in compared):
                    yield from map(status, _numbers(compared))


def _last_name(node: ast.Name | ast.Attribute) -> str:
    """Return the name of a class, whatever module it is taken from: ``Pet`` of ``models.Pet``."""
    return node.id if isinstance(node, ast.Name) else node.attr


def _numbers(compared: list[ast.expr]) -> Iterator[int]:
    for item in compared:
        for node in ast.walk(item):
            if isinstance(node, ast.Constant) and type(node.value) is int:
                yield node.value
