"""A file is read without a syntax tree where its statements are plain, and says the same about what can be called."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from veneer.finishing.code import ClassCode, Form, Module
from veneer.finishing.formatting import format_python
from veneer.finishing.modules import form_of, module_of, parsed

FLAGSHIP = Path(__file__).parents[2] / "generated" / "azure_face" / "azure_face"

PLAIN = '''# Generated.
"""A module,

def no_function(): of which the text looks like one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..runtime import (
    Model,
    take as take_it,
)
from .tail import Ear, Tail

if TYPE_CHECKING:
    from .later import Later

__all__ = [
    "Pet",
    "feed",
]

TABLE: dict[str, str] = {
    "a": "b",
}


# A comment.
@define(slots=True)
class Pet(Model, Generic[T]):
    """A pet.

    Attributes:
        name: No field \\""" of it.
    never: int
    """

    name: str
    """Its name."""
    tails: list[models.Tail] | None
    kind: Literal["models.Kind", "b"] | models.Kind = models.Kind.A  # no comment
    _age: int = field(default=3, kw_only=True)
    more: dict[str, Any] = field(factory=dict)
    long: str | None = field(
        default=None, kw_only=True
    )
    renamed: models.Ear = field(alias="ear", default=None)
    inner: int = field(init=False, default=0)
    count: ClassVar[int] = 0
    VALUE = "value"

    @overload
    def call(self, *, loud: bool = ...) -> None: ...
    @overload
    def call(self, x: models.Pet) -> str: ...
    def call(  # a comment
        self,
        *names: str,
        x: models.Pet | None = None,
        how: str = "models.a, b: c = d",
        **rest: Any,
    ) -> models.Pet | None:
        def inner() -> None:
            pass

        return inner

    async def wag(
        self, times=-1, *, tail: Callable[[int, ...], builtins.list[Tail]] = None
    ) -> None:
        """Wag."""

    @property
    def owner(self) -> models.Owner:
        return self._owner

    @property
    def untyped(self):
        return 1

    @classmethod
    async def make(cls) -> Self:
        return cls()

    @staticmethod
    def helper(a: int) -> int:
        return a

    def _private(self): ...


def feed(pet: Pet, *, what: str = "a") -> str:
    x = 1

    return x


if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {},
    )
'''
ODD = '''
import a
from .b import *

X: TypeAlias = "Y" | dict[str, 0x10]
__all__ = ["Odd", "X"]
if sys.platform == "win32":
    from .c import d
else:
    from .e import f


@final
@define(
    kw_only=True,
)
class Odd(make("base"), metaclass=Meta, **more):
    r"""Raw."""

    a: (
        int
        | str
    ) = field(default={1: 2}, alias=NAME)
    b: list[
        # A comment.
        int
    ]
    c, d = 1, 2
    e: int; f: str
    ä: int
    number: float = 1_000.50
    quoted = 'a "b"'
    joined = "a" "b"
    power = a**b
    not_it = lambda x, *y: -x
    prefixed = b"a"
    chained: models.a.B = X.models.Y

    def __init__(self, tail: Tail, *, x=1) -> None:
        self.tail = tail

    @tail.setter
    def tail(self, value: Tail) -> None: ...
    def wag(self, /, a: int = (1), *, b=lambda: 1) -> dict[
        str, Tail
    ]:
        return {}
    def this(odd, a): ...
    async def one_line(self): return 1
    class Inner:
        x: int


class Short(Odd): ...


@dataclass
class Plain:
    x: int = field(default=1)
    y: str = "y"
    z: list[int]


__all__ = (
    "Later",
)


async def outer(): ...
def twice(): ...
@decorated
def outer(a): ...
'''


def resolved(module: Module) -> Module:
    """Read what is left for later."""
    found = {name: form_of(name, code) if isinstance(code, str) else code for name, code in module.definitions.items()}
    return Module(module.exported, found, module.imports)


@pytest.mark.parametrize("text", [PLAIN, ODD])
def test_a_file_says_the_same_as_its_syntax_tree(text: str) -> None:
    for version in (text, format_python({"a.py": text})["a.py"].decode()):
        assert resolved(module_of("a/b/c.py", version)) == parsed("a/b/c.py", version)


def test_so_does_every_file_of_the_flagship() -> None:
    paths = sorted(FLAGSHIP.rglob("*.py"))[::4]
    assert len(paths) > 20
    for path in paths:
        name, text = path.relative_to(FLAGSHIP.parent).as_posix(), path.read_text()
        assert resolved(module_of(name, text)) == parsed(name, text), path


def test_plain_statements_are_read_without_a_syntax_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text, *path: texts.append(text) or parse(text, *path))
    module = module_of("a/b/c.py", PLAIN)

    (commented,) = (text for text in texts if not text.startswith("@define"))  # a head stands in many classes
    assert "    kind: " in commented
    assert module.exported == ("Pet", "feed")
    assert module.imports == {
        "Model": ("a/runtime", "Model"),
        "take_it": ("a/runtime", "take"),
        "Ear": ("a/b/tail", "Ear"),
        "Tail": ("a/b/tail", "Tail"),
        "Later": ("a/b/later", "Later"),
    }
    assert [*module.definitions] == ["TABLE", "Pet", "feed"]


CONFUSING = 'def first():\n    x = """\nnot indented\n    """\n    return x\n\n\nclass Second:\n    a: int = 1\n'


def test_text_that_confuses_is_read_whole() -> None:
    found = module_of("pet.py", CONFUSING).definitions
    assert found == {"first": Form("first", "()"), "Second": ClassCode("Second", (), (), None, None, {"a": (A,)})}
    with pytest.raises(SyntaxError):
        module_of("pet.py", "class A:\n    x = [\n")


A = Form("a", ": int = 1")
