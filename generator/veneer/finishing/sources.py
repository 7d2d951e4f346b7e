"""Generated files -> the definition behind a name, followed through the imports between them; nothing is imported."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from veneer.finishing.code import ClassCode, Form, Module
from veneer.finishing.modules import module_of

_KEPT = 40  # modules: the runtime's, and those of the models that others inherit from


@frozen
class Definition:
    """What makes a name, and the path of its file."""

    path: str
    code: ClassCode | Form


class Sources:
    """The Python files of a distribution, each read when it comes, or else when it is asked for.

    Args:
        files: Those that are read when they are asked for.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._read: dict[str, bytes] = {}  # packed, which takes a twentieth of the values
        self._module = lru_cache(maxsize=_KEPT)(self._found)

    def read(self, path: str, content: bytes) -> None:
        """Read a file now."""
        found = module_of(path, content.decode())
        self._read[path] = zlib.compress(pickle.dumps(found, pickle.HIGHEST_PROTOCOL), 1)

    def __contains__(self, path: str) -> bool:
        return path in self._read or path in self._files

    def exported(self, path: str) -> tuple[str, ...]:
        """Return what a file has in `__all__`, in its order."""
        return self._module(path).exported

    def origin(self, path: str, name: str) -> str:
        """Return the file that a file imports a name from, or the file itself."""
        return self._imported(path, name)[0] or path

    def find(self, path: str, name: str) -> Definition | None:
        """Return what a name stands for in a file.

        Args:
            path: The file.
            name: A name of its module.

        Returns:
            Its definition, in this file or in the one that it comes from; ``None`` for what is not of the distribution.
        """
        module = self._module(path)
        if name in module.definitions:
            return Definition(path, module.definitions[name])
        source, original = self._imported(path, name)
        return self.find(source, original) if source is not None else None

    def lineage(self, definition: Definition) -> tuple[ClassCode, ...]:
        """Return a class and its bases within the distribution, the nearest first, each once; of no class nothing."""
        return tuple(item.code for item in self._lineage(definition) if isinstance(item.code, ClassCode))

    def _lineage(self, definition: Definition) -> tuple[Definition, ...]:
        found = [definition]
        if isinstance(definition.code, ClassCode):
            for name in definition.code.parents:
                known = self.find(definition.path, name)
                found += [item for item in self._lineage(known) if item not in found] if known is not None else []
        return tuple(found)

    def _found(self, path: str) -> Module:
        if path not in self._read:
            return module_of(path, self._files[path].decode())
        found: Module = pickle.loads(zlib.decompress(self._read[path]))
        return found

    def _imported(self, path: str, name: str) -> tuple[str | None, str]:
        source, original = self._module(path).imports.get(name, (None, name))
        places = (f"{source}.py", f"{source}/__init__.py") if source is not None else ()
        return next((place for place in places if place in self), None), original
