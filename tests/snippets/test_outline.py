"""A file is read without bodies and docstrings, and says the same about what can be called."""

from __future__ import annotations

import ast

import pytest

from veneer.finishing import outline as outlines
from veneer.finishing.outline import outline

FILE = '''
"""A module,
def no_function(): of which the text looks like one."""

class Pet(Model):
    """A pet.

    def never(self):
        no body
    """

    name: str
    """Its name."""

    def __init__(self, tail: Tail) -> None:
        self.tail = tail

    @overload
    def call(self, *, loud: bool = ...) -> None: ...
    async def wag(
        self,
        times: int = 1,
    ) -> dict[
        str, Tail
    ]:
        """Wag."""
        return {}

    def feed(self, what: str = "a: b") -> str:
        def inner() -> None:
            pass

        return what


END = 1
'''


def outlined(text: str) -> str:
    return ast.unparse(outline(text, "pet.py"))


def test_signatures_stay_and_bodies_go() -> None:
    found = outlined(FILE)
    assert "def call(self, *, loud: bool=...) -> None:" in found
    assert "async def wag(self, times: int=1) -> dict[str, Tail]:" in found
    assert "def feed(self, what: str='a: b') -> str:\n        ..." in found
    assert "self.tail = tail" in found
    assert found.endswith("END = 1")
    assert not any(word in found for word in ("inner", "return what", "never", "no_function", "A pet", "Its name"))


def test_text_that_confuses_is_read_whole() -> None:
    text = 'def first():\n    x = """\nnot indented\n    """\n    return x\n\n\ndef second(a: int): ...\n'
    assert "def second(a: int)" in outlined(text)
    assert "not indented" in outlined(text)


LONG = """
if TYPE_CHECKING:
    from .pet import Pet

x = [
    1,
]

@frozen
class One:
    y: int

    z: int

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {},
    )
"""


def test_a_long_file_is_parsed_in_pieces_and_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parsed = outlined(LONG), []
    parse = ast.parse
    monkeypatch.setattr(outlines, "_AT_A_TIME", 1)
    monkeypatch.setattr(ast, "parse", lambda text, path: parsed.append(text) or parse(text, path))

    assert outlined(LONG) == whole
    assert [text.strip().partition("\n")[0] for text in parsed] == [
        "if TYPE_CHECKING:",
        "x = [",
        "@frozen",
        "if not TYPE_CHECKING: ...",
    ]
    assert "__getattr__" not in whole
