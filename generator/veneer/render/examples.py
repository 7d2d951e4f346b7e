"""A method whose docstring stands in an overlay, and a sample -> the method with the sample in its docstring."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from veneer.render.filters import escaped

_QUOTES = '"""'


def with_example(text: str, sample: Sequence[str]) -> str:
    """Put a sample at the end of a docstring, as stock methods have theirs.

    Args:
        text: The method at column 0, behind its stubs if it has any.
        sample: The statements of the sample.

    Returns:
        The text; as it was where there is no docstring in double quotes, or one with an example of its own.
    """
    function = ast.parse(text).body[-1]
    if not sample or not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return text
    said = ast.get_docstring(function)
    end = function.body[0].end_lineno or 0
    lines = text.split("\n")
    if said is None or "\nExample" in said or not lines[end - 1].endswith(_QUOTES):
        return text
    space = " " * function.body[0].col_offset
    last = lines[end - 1].removesuffix(_QUOTES)
    body = [f"{space}    {escaped(line)}" for line in sample]
    lines[end - 1 : end] = [*([last] if last.strip() else []), "", f"{space}Example:", *body, f"{space}{_QUOTES}"]
    return "\n".join(lines)
