"""Parts of other files in; a readable name of its own for each, which only the paths of the files decide, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+", re.ASCII)
_SECTIONS = frozenset(
    ("components", "schemas", "definitions", "properties", "responses", "parameters", "headers", "examples")
)

Part = tuple[str, tuple[str, ...]]  # the file's path, and the keys in it


def name_parts(parts: Collection[Part], taken: Iterable[str]) -> dict[Part, str]:
    """Name parts of files for one section of components.

    Each is called as the last key that leads to it, or as its file. Where several ask for a name, each of them takes
    as much of its path before it as tells it from the others.

    Args:
        parts: The parts, each once.
        taken: The names that are in use.

    Returns:
        The name of each part.
    """
    words = {part: _words(part) for part in parts}
    groups: dict[str, list[Part]] = {}
    for part in sorted(parts):
        groups.setdefault(_joined(words[part], 1), []).append(part)
    used, names = set(taken), dict[Part, str]()
    for _, group in sorted(groups.items(), key=lambda item: (len(item[1]), item[0])):
        longest = max(len(words[part]) for part in group)
        for length in range(1, longest + 1):
            found = {part: _joined(words[part], length) for part in group}
            if len(set(found.values())) == len(group) and used.isdisjoint(found.values()):
                break
        else:
            found = _numbered(group, words, used)
        names |= found
        used.update(found.values())
    return names


def _words(part: Part) -> list[str]:
    path, tokens = part
    folders = [name for name in PurePosixPath(path).parent.parts if name not in {"..", ".", "/"}]
    keys = [token for token in tokens[:-1] if token not in _SECTIONS]
    words = [*folders, PurePosixPath(path).stem, *keys, *tokens[-1:]]
    return [word for word in (_UNFIT.sub("_", word).strip("_") for word in words) if word] or ["part"]


def _joined(words: list[str], length: int) -> str:
    return "_".join(words[-length:])


def _numbered(group: list[Part], words: dict[Part, list[str]], used: set[str]) -> dict[Part, str]:
    found, taken = dict[Part, str](), set(used)
    for part in group:
        name = stem = _joined(words[part], len(words[part]))
        number = 2
        while name in taken:
            name, number = f"{stem}_{number}", number + 1
        taken.add(name)
        found[part] = name
    return found
