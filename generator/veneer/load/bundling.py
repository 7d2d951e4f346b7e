"""A description that refers to other files in; one document that holds all of it, and its source, out."""

from __future__ import annotations

import re
from typing import Any

from attrs import define, field, frozen

from veneer.load import pointers
from veneer.load.beside import Beside, FileBeside, RefusedReferenceError
from veneer.load.bundle_files import BundledFile, OpenFiles
from veneer.load.bundle_parts import Part, Parts
from veneer.load.bundle_places import HOMES, SWAGGER_HOMES, Homes, children, swagger_children
from veneer.load.bundled import BundledSource, Origin
from veneer.load.limits import MAX_DEPTH
from veneer.load.mapped import mapped_places
from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.text import excerpt
from veneer.load.walk import Path, path_of, tokens_of

# Whatever this does not find has only references within its one file, and costs no second look.
_ELSEWHERE = re.compile(rb"""\$ref["']?\s*:(?!\s*["']?#/)|\$dynamicRef""")
# It begins with letters that are always the same, which is found many times faster.
_MAPPING = re.compile(rb"""apping(?<=[mM]apping)["']?\s*:\s*(\{(?:[^"'{}]|"(?:[^"\\]|\\.)*"|'[^']*')*\})?""")
_FILE_NAME = re.compile(rb"\.(?:json|ya?ml)\b", re.IGNORECASE)
_FILE = re.compile(r"[^#]*\.(json|ya?ml)(#.*)?", re.ASCII | re.IGNORECASE)


def refers_elsewhere(source: Source) -> bool:
    """Tell whether a description may refer to another file, or to an anchor."""
    text = source.utf8
    mappings = (found[1] or text for found in _MAPPING.finditer(text))  # one without braces may end anywhere
    return _ELSEWHERE.search(text) is not None or any(_FILE_NAME.search(mapping) for mapping in mappings)


def bundle(content: Any, source: Source, beside: Beside | None, problems: Problems) -> Source:
    """Bring everything that a description refers to into it, in place.

    What has a section in components goes there, under a name from its file or its key; everything else is put where
    the reference stands. References to anchors become pointers. Without files beside it, references to files stay.

    Args:
        content: The description's values, a tree; it is one afterwards.
        source: The description as it was written.
        beside: The files that it may refer to.
        problems: Told of each reference that cannot be followed.

    Returns:
        A source that finds each part in the file that it was written in.

    Raises:
        InputError: For each reference that cannot be followed, in the file that it stands in.
    """
    if not isinstance(content, dict) or not refers_elsewhere(source):
        return source
    about = beside.first() if beside is not None else FileBeside("", "", source.name)
    files = OpenFiles(BundledFile(about, source, content), beside)
    origins = _Bundler(content, files, problems, "swagger" in content).run()
    problems.raise_if_any()
    return BundledSource(source, origins)


@frozen(eq=False)
class _Spot:
    """An object of the document: its kind, where it is (the first key may be a part), and where it was written."""

    kind: str
    node: Any
    at: tuple[Part | None, Path]
    file: BundledFile
    written: Path
    within: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def below(self, kind: str, path: Path, node: Any) -> _Spot:
        keys: list[str] = []
        while path is not None:
            path, key = path
            keys.append(key)
        at, written = self.at[1], self.written
        for key in reversed(keys):
            at, written = (at, key), (written, key)
        return _Spot(kind, node, (self.at[0], at), self.file, written, self.within)


@define
class _Bundler:
    content: dict[str, Any]
    files: OpenFiles
    problems: Problems
    swagger: bool
    _parts: Parts = field(factory=Parts, init=False)
    _seen: set[int] = field(factory=set, init=False)
    _stack: list[_Spot] = field(factory=list, init=False)

    @property
    def _homes(self) -> Homes:
        return SWAGGER_HOMES if self.swagger else HOMES

    def run(self) -> dict[tuple[str, ...], Origin]:
        self._stack.append(_Spot("document", self.content, (None, None), self.files.first, None))
        while self._stack:
            spot = self._stack.pop()
            if id(spot.node) in self._seen:
                continue
            self._seen.add(id(spot.node))
            try:
                self._visit(spot)
            except RefusedReferenceError as refused:
                self._note(refused, spot)
        return self._parts.name(self.content)

    def _note(self, refused: RefusedReferenceError, spot: _Spot) -> None:
        problem, message, fix = refused.args
        self.problems.add_at(problem, message, spot.file.source, (*tokens_of(spot.written), "$ref"), fix)

    def _visit(self, spot: _Spot) -> None:
        node = spot.node
        if "$ref" not in node and isinstance(node.get("$dynamicRef"), str) and spot.kind == "schema":
            self._settle(spot)
        reference = self._reference(spot)
        if reference is not None:
            if self.files.leads_elsewhere(reference, spot.file):
                file, tokens = self.files.resolve(reference, spot.file)
                if file is self.files.first and (spot.kind in self._homes or spot.kind == "path item"):
                    node["$ref"] = "#" + pointers.join(tokens).replace("%", "%25")
                    self._look_at_root(spot.kind, tokens)
                elif spot.kind in self._homes:
                    self._refer(node, "$ref", spot.kind, file, tokens)
                else:
                    self._put_here(spot, file, tokens)
                    return
            elif reference.startswith("#"):
                self._look_at_root(spot.kind, pointers.parse_fragment(reference) or ())
        if spot.kind == "discriminator":
            self._mapping(spot)
        found = (swagger_children if self.swagger else children)(spot.kind, node)
        self._stack += reversed([spot.below(*child) for child in found])

    def _reference(self, spot: _Spot) -> str | None:
        """Return the reference that an object is, with a slash in front of its pointer where that lacks it."""
        reference = spot.node.get("$ref")
        if not isinstance(reference, str) or spot.kind == "discriminator":
            return None
        spot.node["$ref"] = written = pointers.with_slash(reference)
        if written != reference:
            message = f"the reference {excerpt(reference)} is read as {excerpt(written)}"
            at, fix = (*tokens_of(spot.written), "$ref"), f"Write {excerpt(written)}."
            self.problems.warn_at("misspelt-reference", message, spot.file.source, at, fix)
        return written

    def _look_at_root(self, kind: str, tokens: tuple[str, ...]) -> None:
        """Make sure that a part which only a reference makes one of the description is looked at."""
        try:
            node = pointers.look_up(self.content, tokens)
        except KeyError:
            return
        path = path_of(tokens)
        if isinstance(node, dict) and tokens:
            self._stack.insert(0, _Spot(kind, node, (None, path), self.files.first, path))

    def _mapping(self, spot: _Spot) -> None:
        for holder, key, path in mapped_places(spot.node):
            target = holder[key]
            is_file = isinstance(target, str) and _FILE.fullmatch(target) and self.files.beside is not None
            elsewhere = isinstance(target, str) and target.startswith("#/") and spot.file is not self.files.first
            if is_file or elsewhere:
                try:
                    file, tokens = self.files.resolve(target, spot.file)
                except RefusedReferenceError as refused:
                    _, message, fix = refused.args  # which hinders no client
                    at = (*tokens_of(spot.written), *path)
                    message += "; it is not read"
                    self.problems.warn_at("malformed-discriminator", message, spot.file.source, at, fix)
                    del holder[key]
                    continue
                if file is self.files.first:
                    holder[key] = "#" + pointers.join(tokens).replace("%", "%25")
                else:
                    self._refer(holder, key, "schema", file, tokens)

    def _refer(self, holder: dict[str, Any], key: str, kind: str, file: BundledFile, tokens: tuple[str, ...]) -> None:
        """Let a reference lead to a component, which the part becomes unless it is one already."""
        if file is self.files.first:
            holder[key] = "#" + pointers.join(tokens).replace("%", "%25")
            self._look_at_root(kind, tokens)
            return
        added = self._parts.refer(holder, key, self._homes[kind], file, tokens)
        if added is not None and isinstance(added[1], dict):
            part, node = added
            self._stack.insert(0, _Spot(kind, node, (part, None), file, path_of(tokens)))

    def _put_here(self, spot: _Spot, file: BundledFile, tokens: tuple[str, ...]) -> None:
        """Put what a reference leads to in its place."""
        key = (file.about.key, tokens)
        if key in spot.within or len(spot.within) > MAX_DEPTH:
            message = "references lead round in a circle through objects that have no place among the components"
            raise RefusedReferenceError("reference-loop", message, "Let one of them say what it is.")
        found = self._parts.copy(pointers.look_up(file.content, tokens))
        if spot.kind == "plain" and not isinstance(found, dict):
            above = self.content if spot.at[0] is None else self._parts.values(spot.at[0])
            *steps, last = tokens_of(spot.at[1])
            holder = pointers.look_up(above, steps)
            holder[int(last) if isinstance(holder, list) else last] = found
            return
        if not isinstance(found, dict):
            message = f"the reference {excerpt(spot.node['$ref'])} does not lead to an object of its kind"
            raise RefusedReferenceError("dangling-reference", message, "Refer to an object.")
        own = {name: value for name, value in spot.node.items() if name != "$ref"}
        spot.node.clear()
        spot.node.update({**found, **own})
        self._parts.note_origin(*spot.at, file, tokens)
        self._seen.discard(id(spot.node))
        self._stack.append(_Spot(spot.kind, spot.node, spot.at, file, path_of(tokens), (*spot.within, key)))

    def _settle(self, spot: _Spot) -> None:
        """Let a `$dynamicRef` be a `$ref`, or anything where that depends on who uses it."""
        reference = spot.node.pop("$dynamicRef")
        if not spot.file.anchors.is_open(reference):
            spot.node["$ref"] = reference
            return
        message = (
            f"what `$dynamicRef` {excerpt(reference)} leads to depends on where it is used from, so it is anything"
        )
        fix = "Write a `$ref` to the schema that is meant."
        at = (*tokens_of(spot.written), "$dynamicRef")
        self.problems.warn_at("unsupported-reference", message, spot.file.source, at, fix)
