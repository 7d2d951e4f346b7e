"""A description's files, read without the generator -> how many operations they describe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})


def described(path: Path) -> int:
    """Count method and path in `paths` and `x-ms-paths`, whatever file their path items stand in."""
    files: dict[Path, Any] = {}
    root = read(path, files)
    found = 0
    for section in ("paths", "x-ms-paths"):
        for name, item in (root.get(section) or {}).items():
            if not name.startswith("x-"):
                found += _of_item(item, path, files)
    return found


def _of_item(item: Any, path: Path, files: dict[Path, Any]) -> int:
    """Count the operations of a path item; what stands beside its reference counts too, and wins."""
    keys: set[str] = set()
    while isinstance(item, dict):
        own = {key for key, value in item.items() if key in METHODS and isinstance(value, dict)}
        keys |= own | {f"additional {name}" for name in item.get("additionalOperations") or {}}
        keys |= {f"{key} {name}" for key in own for name in item[key].get("x-overloads") or {}}
        reference = item.get("$ref")
        if not isinstance(reference, str):
            break
        item, path = _follow(reference, path, files)
    return len(keys)


def _follow(reference: str, path: Path, files: dict[Path, Any]) -> tuple[Any, Path]:
    name, _, pointer = reference.partition("#")
    target = (path.parent / unquote(name)).resolve() if name else path
    node = read(target, files)
    for token in unquote(pointer).split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node, target


def read(path: Path, files: dict[Path, Any]) -> Any:
    """Read a file, each once."""
    if path not in files:
        content = path.read_bytes()
        try:
            files[path] = json.loads(content)
        except ValueError:
            files[path] = yaml.load(content, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return files[path]
