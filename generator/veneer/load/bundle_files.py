"""The file of a description, and references in it or in files that it leads to, in; where each of them leads out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from attrs import define, field, frozen

from veneer.load import pointers
from veneer.load.anchors import Anchors
from veneer.load.beside import Beside, FileBeside, RefusedReferenceError
from veneer.load.limits import MAX_DEPTH
from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.syntax import parse
from veneer.load.text import as_utf8, excerpt

_DEFINE = "Define it, or correct the reference."


@frozen(eq=False)
class BundledFile:
    """A file that is part of the description."""

    about: FileBeside
    source: Source
    content: Any
    anchors: Anchors = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "anchors", Anchors(self.content))

    def is_named(self, reference: str) -> bool:
        """Tell whether a reference in the file leads to the file by the URL that it gives itself (OpenAPI 3.2)."""
        own = self.content.get("$self") if isinstance(self.content, dict) else None
        return isinstance(own, str) and urljoin(own, reference.partition("#")[0]) == own


@define
class OpenFiles:
    """The files of a description that were read so far, each once.

    Attributes:
        first: The description itself.
        beside: The files that it may refer to; ``None`` for none.
    """

    first: BundledFile
    beside: Beside | None
    _files: dict[str, BundledFile | RefusedReferenceError] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._files[self.first.about.key] = self.first

    def leads_elsewhere(self, reference: str, file: BundledFile) -> bool:
        """Tell whether a reference in a file does not just lead to a part of the document that is being made."""
        if reference.startswith("#"):
            return file is not self.first or not (reference == "#" or reference.startswith("#/"))
        if "/" not in reference and "." not in reference and self._names_component(reference):
            return False  # the check of references says so
        return self.beside is not None or file.is_named(reference) or file.anchors.by_id(reference) is not None

    def _names_component(self, name: str) -> bool:
        components = self.first.content.get("components")
        sections = components.values() if isinstance(components, dict) else ()
        return any(isinstance(section, dict) and name in section for section in sections)

    def resolve(self, reference: str, base: BundledFile, steps: int = 0) -> tuple[BundledFile, tuple[str, ...]]:
        """Return where a reference leads to, past whatever is nothing but another reference.

        Args:
            reference: The reference.
            base: The file that it stands in.
            steps: How many references led to this one.

        Returns:
            A file, and the keys of a part of it that is there.

        Raises:
            RefusedReferenceError: It cannot be followed.
        """
        if steps > MAX_DEPTH:
            message = f"references lead round in a circle and never to an object: {excerpt(reference)}"
            raise RefusedReferenceError("reference-loop", message, "Let one of them say what it is.")
        file, tokens = self._named(reference, base)
        node: Any = file.content
        for number, token in enumerate(tokens):
            try:
                node = pointers.step(node, token)
            except KeyError:
                if isinstance(node, dict) and isinstance(node.get("$ref"), str):
                    into, before = self.resolve(node["$ref"], file, steps + 1)
                    rest = pointers.join((*before, *tokens[number:])).replace("%", "%25")
                    return self.resolve("#" + rest, into, steps + 1)
                message = f"the reference {excerpt(reference)} leads nowhere: there is no {excerpt(token, 40)}"
                raise RefusedReferenceError("dangling-reference", message, _DEFINE) from None
        if file is not self.first and isinstance(node, dict) and len(node) == 1 and isinstance(node.get("$ref"), str):
            return self.resolve(node["$ref"], file, steps + 1)
        return file, tokens

    def _named(self, reference: str, base: BundledFile) -> tuple[BundledFile, tuple[str, ...]]:
        """Return the file that a reference names, and the keys in it that it is to lead to."""
        name, _, fragment = pointers.with_slash(reference).partition("#")
        of_id = base.anchors.by_id(name) if name else None
        is_same = not name or of_id is not None or base.is_named(name)
        file = base if is_same else self._open(base, name)
        tokens = pointers.parse_fragment("#" + fragment)
        if tokens is None:
            tokens = file.anchors.by_name(fragment)
            if tokens is None:
                message = f"the reference {excerpt(reference)} names an anchor that is not there"
                raise RefusedReferenceError("dangling-reference", message, "Give a schema that `$anchor`.")
        elif tokens == ("",) and name and isinstance(file.content, dict) and "" not in file.content:
            tokens = of_id or ()  # strictly a key of no letters; written for the whole file
        elif of_id is not None:
            tokens = (*of_id, *tokens)
        return file, tokens

    def _open(self, base: BundledFile, name: str) -> BundledFile:
        if self.beside is None:
            fix = "Give Veneer the file itself, which finds what is beside it, or bundle it."
            raise RefusedReferenceError(
                "external-reference", f"the reference {excerpt(name)} leads out of this file", fix
            )
        about = self.beside.follow(base.about, name)
        if about.key not in self._files:
            try:
                source = Source(about.shown_as, as_utf8(self.beside.read(about), about.shown_as))
                problems = Problems(source)
                self._files[about.key] = BundledFile(about, source, parse(source, problems))
                problems.raise_if_any()
            except RefusedReferenceError as refused:
                self._files[about.key] = refused
        file = self._files[about.key]
        if isinstance(file, RefusedReferenceError):
            raise file
        return file
