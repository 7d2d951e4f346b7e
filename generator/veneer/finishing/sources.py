"""Generated files -> the definition behind a name, followed through the imports between them; nothing is imported."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from attrs import frozen

from veneer.finishing.code import ClassCode, Form, Module
from veneer.finishing.modules import form_of, module_of

_KEPT = 40  # modules: the runtime's, and those of the models that others inherit from
# What lists the names of many modules is large, comes early, and is asked for last.
_LISTS = ("/__init__.py", "/__init__.pyi")


class Files(Protocol):
    """The files of a distribution that are there so far."""

    def __contains__(self, path: str, /) -> bool: ...

    def __getitem__(self, path: str, /) -> bytes: ...


class NotThereYetError(LookupError):
    """A file imports from another one of the distribution, which is not there so far."""


@frozen
class Definition:
    """What makes a name, and the path of its file."""

    path: str
    code: ClassCode | Form


class Sources:
    """The Python files of a distribution, each read when it is asked for.

    Args:
        files: All that is there so far.

    Attributes:
        complete: Whether no more files come. A file that is not there is then none of the distribution's.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._latest = ("", b"")
        self._module = lru_cache(maxsize=_KEPT)(self._read)
        self._lists: dict[str, Module] = {}
        self.complete = False

    def latest(self, path: str, content: bytes) -> Module:
        """Return what a file says that has just come."""
        self._latest = (path, content)
        return self._module(path)

    def __contains__(self, path: str) -> bool:
        return path in self._files

    def exported(self, path: str) -> tuple[str, ...]:
        """Return what a file has in `__all__`, in its order."""
        return self._module(path).exported

    def origin(self, path: str, name: str) -> tuple[str, str]:
        """Return the file that a file imports a name from, and the name there; or the file itself.

        Raises:
            NotThereYetError: More files come, and this one is not there.
        """
        source, original = self._module(path).imports.get(name, (None, name))
        if source is None:
            return path, name
        for place in (f"{source}.py", f"{source}/__init__.py"):
            if place in self._files:
                return place, original
        if not self.complete:
            raise NotThereYetError(source)
        return path, name

    def find(self, path: str, name: str) -> Definition | None:
        """Return what a name stands for in a file.

        Args:
            path: The file.
            name: A name of its module.

        Returns:
            Its definition, in this file or in the one that it comes from; ``None`` for what is not of the distribution.

        Raises:
            NotThereYetError: More files come, and one that it comes from is not there.
        """
        found = self._module(path).definitions.get(name)
        if found is not None:
            return Definition(path, form_of(name, found) if isinstance(found, str) else found)
        place = self.origin(path, name)
        return self.find(*place) if place != (path, name) else None

    def lineage(self, definition: Definition) -> tuple[ClassCode, ...]:
        """Return a class and its bases within the distribution, the nearest first, each once; of no class nothing.

        Raises:
            NotThereYetError: More files come, and that of a base is not there.
        """
        return tuple(item.code for item in self._lineage(definition) if isinstance(item.code, ClassCode))

    def _lineage(self, definition: Definition) -> tuple[Definition, ...]:
        found = [definition]
        if isinstance(definition.code, ClassCode):
            for name in definition.code.parents:
                known = self.find(definition.path, name)
                found += [item for item in self._lineage(known) if item not in found] if known is not None else []
        return tuple(found)

    def _read(self, path: str) -> Module:
        if path in self._lists:
            return self._lists[path]
        latest, content = self._latest
        module = module_of(path, (content if path == latest else self._files[path]).decode())
        if path.endswith(_LISTS):
            self._lists[path] = module
        return module
