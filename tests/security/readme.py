"""The README of a distribution -> its lines without its code, which has to be Python or a command."""

from __future__ import annotations

import ast
import re

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def prose(readme: bytes) -> list[str]:
    """Return what a README says, without its code and empty lines.

    Raises:
        SyntaxError: A block says that it is Python, and is not.
    """
    text = readme.decode()
    for language, code in _FENCE.findall(text):
        assert language in ("python", "sh")
        if language == "python":
            ast.parse(code)
    left = _FENCE.sub("", text)
    assert "```" not in left
    return [line for line in left.splitlines() if line.strip()]
