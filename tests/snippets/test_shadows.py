"""Printed modules with methods that hide builtins -> annotations that mean what they say, and text that stays text."""

from __future__ import annotations

from veneer.render.shadows import without_shadows

_TOP = '"""Pets."""\n\nfrom __future__ import annotations\n\nfrom typing import Any\n\n'


def module(*lines: str) -> str:
    return "\n".join([f"{_TOP}class Pets:", *(f"    {line}" if line else "" for line in lines), ""])


def fixed(*lines: str) -> str:
    """Return the lines of the class behind its first one."""
    text = without_shadows(module(*lines))
    assert "\nimport builtins\n" in text
    return text.partition("class Pets:\n")[2]


def test_heads_on_one_line_and_on_several() -> None:
    found = fixed(
        '"""Pets."""',
        "",
        "def list(self) -> list[int]: ...",
        "async def find(  # pyright: ignore",
        "self, ids: list[int], *, names: Any = list) -> list[str]:",
        '    """Find some of the list."""',
        "    return [*list(ids)]",
    )

    assert "def list(self) -> builtins.list[int]: ..." in found
    assert "self, ids: builtins.list[int], *, names: Any = list) -> builtins.list[str]:" in found
    assert "return [*list(ids)]" in found


def test_only_names_that_the_class_itself_hides() -> None:
    other = 'class Toys:\n    """Toys."""\n\n    def find(self) -> list[int]: ...\n'

    text = without_shadows(module('"""Pets."""', "", "def list(self) -> list[int]: ...") + other)

    assert "def list(self) -> builtins.list[int]" in text
    assert text.endswith(other)


def test_heads_that_stand_in_a_docstring() -> None:
    words = ['"""Pets:', "def find(ids: list[int]) -> list[int]: ...", '"""', ""]

    found = fixed(*words, "def list(self) -> list[int]: ...")

    assert "def find(ids: list[int]) -> list[int]: ..." in found
    assert "def list(self) -> builtins.list[int]: ..." in found


def test_heads_that_an_overlay_wrote_otherwise() -> None:
    found = fixed('"""Pets."""', "", "def list(self) -> list[int]:  # all of them", "    return []")

    assert "def list(self) -> builtins.list[int]:  # all of them" in found
