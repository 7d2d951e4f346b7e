"""A generated distribution on disk -> its classes, methods and docstrings, read by griffe; nothing is imported."""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import griffe
from attrs import frozen

# An argument or an attribute of which nothing is said but its type; griffe passes over it without a colon.
_WORDLESS = re.compile(r"^(    \w+ \(.+\))$", re.MULTILINE)
_GOOGLE = {"returns_named_value": False, "returns_multiple_items": False, "warnings": False}


@frozen
class Form:
    """One way to call a function.

    Attributes:
        function: Its arguments and its result.
        signature: The same as it stands in the file.
    """

    function: griffe.Function
    signature: str


@frozen
class Words:
    """A docstring, apart.

    Attributes:
        summary: Its first paragraph.
        text: The paragraphs below.
        arguments: For each argument or attribute what stands in brackets behind its name, and what is said of it.
        returns: What is said of the result.
        raises: The exceptions, each with its reason.
    """

    summary: str = ""
    text: str = ""
    arguments: Mapping[str, tuple[str, str]] = MappingProxyType({})
    returns: str = ""
    raises: tuple[tuple[str, str], ...] = ()


class Code:
    """The Python code of a package.

    Args:
        folder: The distribution's folder.
        package: The package's import name.
        samples: Files of samples by their paths below the folder, where the folder does not have them.
    """

    def __init__(self, folder: Path, package: str, samples: Mapping[str, str] | None = None) -> None:
        logging.getLogger("griffe").setLevel(logging.ERROR)
        self.folder = folder
        self._samples = samples or {}
        self._root = griffe.load(package, search_paths=[folder], allow_inspection=False, docstring_parser="google")

    def find(self, path: str) -> griffe.Object | None:
        """Return what a dotted path below the package names, through imports; ``None`` if nothing has that name."""
        try:
            found = self._root[path] if path else self._root
            return found.final_target if isinstance(found, griffe.Alias) else found
        except (KeyError, griffe.AliasResolutionError, griffe.CyclicAliasError):
            return None

    def methods(self, path: str) -> dict[str, griffe.Function]:
        """Return the public methods that a class itself has, by name."""
        found = self.find(path)
        members = found.members if isinstance(found, griffe.Class) else {}
        return {
            name: item
            for name, item in members.items()
            if isinstance(item, griffe.Function) and not name.startswith("_")
        }

    def samples(self, path: str) -> str:
        """Return a file of samples by its path below the distribution's folder; an empty text where there is none."""
        if path in self._samples:
            return self._samples[path]
        file = self.folder / path
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def place(self, item: griffe.Object) -> str:
        """Return the file and the line of something, below the distribution's folder."""
        path = Path(str(item.filepath)).relative_to(self.folder).as_posix()
        return f"{path}:{item.lineno}"


def forms(function: griffe.Function) -> Iterator[Form]:
    """Yield the ways to call a function: its overloads, else itself."""
    for item in function.overloads or [function]:
        yield Form(item, _signature(item))


def _signature(function: griffe.Function) -> str:
    """Return the lines from ``def`` to the colon, as the formatter left them."""
    lines = inspect.cleandoc(function.source).split("\n")
    begin = next(index for index, line in enumerate(lines) if line.startswith(("def ", "async def ")))
    header = [lines[begin].partition("  #")[0]]
    for line in lines[begin + 1 :]:
        if header[-1].endswith((":", ": ...")):
            break
        header.append(line)
    return "\n".join(header).removesuffix(" ...") + " ..."


def words(item: griffe.Object) -> Words:
    """Read a docstring."""
    if item.docstring is None:
        return Words()
    summary = text = returns = ""
    arguments: dict[str, tuple[str, str]] = {}
    raises: list[tuple[str, str]] = []
    docstring = griffe.Docstring(_WORDLESS.sub(r"\1:", item.docstring.value), parent=item)
    for section in docstring.parse("google", **_GOOGLE):
        match section:
            case griffe.DocstringSectionText():
                first, _, rest = section.value.partition("\n\n")
                summary, text = (first, rest.strip()) if not summary else (summary, f"{text}\n\n{section.value}")
            case griffe.DocstringSectionParameters() | griffe.DocstringSectionAttributes():
                for each in section.value:
                    arguments[each.name] = (str(each.annotation or ""), inspect.cleandoc(each.description))
            case griffe.DocstringSectionReturns() | griffe.DocstringSectionYields():
                returns = "\n\n".join(inspect.cleandoc(each.description) for each in section.value)
            case griffe.DocstringSectionRaises():
                raises += [(str(each.annotation), inspect.cleandoc(each.description)) for each in section.value]
            case _:
                pass
    return Words(summary, text, arguments, returns, tuple(raises))
