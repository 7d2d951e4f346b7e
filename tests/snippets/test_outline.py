"""A file is read without bodies and docstrings, and says the same about what can be called."""

from __future__ import annotations

import ast

import pytest

from veneer.finishing import outline as outlines
from veneer.finishing.code import ClassCode, Form
from veneer.finishing.modules import module_of
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
    found = []
    for node, below in outline(text, "pet.py"):
        if isinstance(node, ast.ClassDef | ast.If):
            node.body = [*below] or node.body
        found.append(node)
    return ast.unparse(ast.Module(found, []))


def test_signatures_stay_and_bodies_go() -> None:
    found = outlined(FILE)
    assert "def call(self, *, loud: bool=...) -> None:" in found
    assert "async def wag(self, times: int=1) -> dict[str, Tail]:" in found
    assert "def feed(self, what: str='a: b') -> str:\n        ..." in found
    assert "self.tail = tail" in found
    assert found.endswith("END = 1")
    assert not any(word in found for word in ("inner", "return what", "never", "no_function", "A pet", "Its name"))


CONFUSING = 'def first():\n    x = """\nnot indented\n    """\n    return x\n\n\nclass Second:\n    a: int = 1\n'


def test_text_that_confuses_is_read_whole() -> None:
    with pytest.raises(SyntaxError):
        outlined(CONFUSING)
    found = module_of("pet.py", CONFUSING).definitions
    assert found == {"first": Form("first", "()"), "Second": ClassCode("Second", (), (), None, None, {"a": (A,)})}


A = Form("a", ": int = 1")


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


def test_a_file_is_parsed_in_pieces_and_each_piece_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parsed = ast.unparse(ast.parse(LONG.partition("if not")[0])), []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text, *path: parsed.append(text) or parse(text, *path))
    outlines._known.cache_clear()

    assert outlined(LONG) == f"{whole}\nif not TYPE_CHECKING:\n    ..."
    assert [text.strip().partition("\n")[0] for text in parsed if text.strip()] == [
        "if TYPE_CHECKING:",
        "from .pet import Pet",
        "x = [",
        "@frozen",
        "y: int",
        "z: int",
        "if not TYPE_CHECKING: ...",
    ]
    parsed.clear()
    outlined(LONG)
    assert [text.partition("\n")[0] for text in parsed] == ["if TYPE_CHECKING:", "@frozen"]
