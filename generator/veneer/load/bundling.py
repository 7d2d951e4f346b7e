"""A description that refers to other files in; one document that holds all of it, and its source, out."""

from __future__ import annotations

import re
from typing import Any

from attrs import define, field, frozen

from veneer.load import pointers
from veneer.load.anchors import Anchors
from veneer.load.beside import FileBeside, FilesBeside, RefusedReferenceError
from veneer.load.bundle_names import name_parts
from veneer.load.bundle_places import HOMES, SWAGGER_HOMES, children, swagger_children
from veneer.load.bundled import BundledSource, Origin
from veneer.load.limits import MAX_COPIES, MAX_DEPTH
from veneer.load.problems import Problems
from veneer.load.source import Source
from veneer.load.syntax import parse
from veneer.load.text import decode, excerpt
from veneer.load.walk import Path, tokens_of

# Whatever this does not find has only references within its one file, and costs no second look.
_ELSEWHERE = re.compile(r"""\$ref["']?\s*:(?!\s*["']?#/)|\$dynamicRef""")
_FILE_NAME = re.compile(r"\.(?:json|ya?ml)\b", re.IGNORECASE)
_FILE = re.compile(r"[^#]*\.(json|ya?ml)(#.*)?", re.ASCII | re.IGNORECASE)


def refers_elsewhere(text: str) -> bool:
    """Tell whether a description may refer to another file, or to an anchor."""
    return _ELSEWHERE.search(text) is not None or ("mapping" in text and _FILE_NAME.search(text) is not None)


def bundle(content: Any, source: Source, beside: FilesBeside | None, problems: Problems) -> Source:
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
    if not isinstance(content, dict) or not refers_elsewhere(source.text):
        return source
    first = _File(beside.first() if beside is not None else FileBeside("", "", source.name), source, content)
    bundler = _Bundler(content, first, beside, problems, "swagger" in content)
    bundler.run()
    problems.raise_if_any()
    return BundledSource(source, bundler.origins)


@frozen(eq=False)
class _File:
    """A file that is part of the description."""

    about: FileBeside
    source: Source
    content: Any
    anchors: Anchors = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "anchors", Anchors(self.content))


@frozen(eq=False)
class _Spot:
    """An object of the document: its kind, where it is (the first key may be a part), and where it was written."""

    kind: str
    node: Any
    at: tuple[Any, Path]
    file: _File
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


@frozen
class _Part:
    """What becomes a component: a section, and a part of a file."""

    home: tuple[str, ...]
    key: str
    tokens: tuple[str, ...]


@define
class _Bundler:
    content: dict[str, Any]
    first: _File
    beside: FilesBeside | None
    problems: Problems
    swagger: bool
    origins: dict[tuple[str, ...], Origin] = field(factory=dict)
    _files: dict[str, _File | RefusedReferenceError] = field(factory=dict)
    _parts: dict[_Part, tuple[_File, Any]] = field(factory=dict)
    _waiting: list[tuple[dict[str, Any], str, _Part]] = field(factory=list)
    _moved: list[tuple[_Part | None, Path, Origin]] = field(factory=list)
    _seen: set[int] = field(factory=set)
    _stack: list[_Spot] = field(factory=list)
    _budget: int = MAX_COPIES * 5

    def run(self) -> None:
        self._files[self.first.about.key] = self.first
        self._stack.append(_Spot("document", self.content, (None, None), self.first, None))
        while self._stack:
            spot = self._stack.pop()
            if id(spot.node) in self._seen:
                continue
            self._seen.add(id(spot.node))
            try:
                self._visit(spot)
            except RefusedReferenceError as refused:
                self._note(refused, spot, "$ref" if "$ref" in spot.node else "$dynamicRef")
        self._name()

    def _note(self, refused: RefusedReferenceError, spot: _Spot, *keys: str) -> None:
        problem, message, fix = refused.args
        self.problems.add_at(problem, message, spot.file.source, (*tokens_of(spot.written), *keys), fix)

    def _visit(self, spot: _Spot) -> None:
        node = spot.node
        homes = SWAGGER_HOMES if self.swagger else HOMES
        if "$ref" not in node and isinstance(node.get("$dynamicRef"), str) and spot.kind == "schema":
            node["$ref"] = self._dynamic(node.pop("$dynamicRef"), spot)
        reference = node.get("$ref")
        if isinstance(reference, str) and spot.kind != "discriminator":
            if self._leads_elsewhere(reference, spot):
                file, tokens = self._resolve(reference, spot.file)
                if file is self.first and (spot.kind in homes or spot.kind == "path item"):
                    node["$ref"] = "#" + pointers.join(tokens).replace("%", "%25")
                    self._look_at_root(spot.kind, tokens)
                elif spot.kind in homes:
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

    def _leads_elsewhere(self, reference: str, spot: _Spot) -> bool:
        if reference.startswith("#"):
            return spot.file is not self.first or not (reference == "#" or reference.startswith("#/"))
        return self.beside is not None or spot.file.anchors.by_id(reference) is not None

    def _look_at_root(self, kind: str, tokens: tuple[str, ...]) -> None:
        """Make sure that a part which only a reference makes one of the description is looked at."""
        try:
            node = pointers.look_up(self.content, tokens)
        except KeyError:
            return
        path: Path = None
        for token in tokens:
            path = (path, token)
        if isinstance(node, dict) and tokens:
            self._stack.insert(0, _Spot(kind, node, (None, path), self.first, path))

    def _mapping(self, spot: _Spot) -> None:
        mapping = spot.node.get("mapping")
        for value, target in list(mapping.items()) if isinstance(mapping, dict) else ():
            is_file = isinstance(target, str) and _FILE.fullmatch(target) and self.beside is not None
            elsewhere = isinstance(target, str) and target.startswith("#/") and spot.file is not self.first
            if is_file or elsewhere:
                try:
                    file, tokens = self._resolve(target, spot.file)
                except RefusedReferenceError as refused:
                    self._note(refused, spot, "mapping", value)
                    continue
                if file is self.first:
                    mapping[value] = "#" + pointers.join(tokens).replace("%", "%25")
                else:
                    self._refer(mapping, value, "schema", file, tokens)

    def _refer(self, holder: dict[str, Any], key: str, kind: str, file: _File, tokens: tuple[str, ...]) -> None:
        """Let a reference lead to a component, which the part becomes unless it is one already."""
        if file is self.first:
            holder[key] = "#" + pointers.join(tokens).replace("%", "%25")
            self._look_at_root(kind, tokens)
            return
        part = _Part((SWAGGER_HOMES if self.swagger else HOMES)[kind], file.about.key, tokens)
        if part not in self._parts:
            node = self._copy(pointers.look_up(file.content, tokens))
            self._parts[part] = (file, node)
            path: Path = None
            for token in tokens:
                path = (path, token)
            self._moved.append((part, None, (file.source, tokens)))
            if isinstance(node, dict):
                self._stack.insert(0, _Spot(kind, node, (part, None), file, path))
        self._waiting.append((holder, key, part))

    def _put_here(self, spot: _Spot, file: _File, tokens: tuple[str, ...]) -> None:
        """Put what a reference leads to in its place."""
        key = (file.about.key, tokens)
        if key in spot.within or len(spot.within) > MAX_DEPTH:
            message = "references lead round in a circle through objects that have no place among the components"
            raise RefusedReferenceError("reference-loop", message, "Let one of them say what it is.")
        found = self._copy(pointers.look_up(file.content, tokens))
        if spot.kind == "plain" and not isinstance(found, dict):
            above = self.content if spot.at[0] is None else self._parts[spot.at[0]][1]
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
        self._moved.append((*spot.at, (file.source, tokens)))
        path: Path = None
        for token in tokens:
            path = (path, token)
        self._seen.discard(id(spot.node))
        self._stack.append(_Spot(spot.kind, spot.node, spot.at, file, path, (*spot.within, key)))

    def _dynamic(self, reference: str, spot: _Spot) -> str:
        tokens = spot.file.anchors.dynamic(reference)
        if tokens is None:
            message = f"what `$dynamicRef` {excerpt(reference)} leads to depends on where it is used from"
            spot.node["$dynamicRef"] = reference
            raise RefusedReferenceError("unsupported-reference", message, "Write a `$ref` to the schema that is meant.")
        return "#" + pointers.join(tokens).replace("%", "%25")

    def _resolve(self, reference: str, base: _File, steps: int = 0) -> tuple[_File, tuple[str, ...]]:
        """Return where a reference leads to, past whatever is nothing but another reference."""
        if steps > MAX_DEPTH:
            message = f"references lead round in a circle and never to an object: {excerpt(reference)}"
            raise RefusedReferenceError("reference-loop", message, "Let one of them say what it is.")
        name, _, fragment = reference.partition("#")
        of_id = base.anchors.by_id(name) if name else None
        file = base if not name or of_id is not None else self._open(base, name)
        tokens = pointers.parse_fragment("#" + fragment)
        if tokens is None:
            tokens = file.anchors.by_name(fragment)
            if tokens is None:
                message = f"the reference {excerpt(reference)} names an anchor that is not there"
                raise RefusedReferenceError("dangling-reference", message, "Give a schema that `$anchor`.")
        elif of_id is not None:
            tokens = (*of_id, *tokens)
        node: Any = file.content
        for number, token in enumerate(tokens):
            try:
                node = pointers.step(node, token)
            except KeyError:
                if isinstance(node, dict) and isinstance(node.get("$ref"), str):
                    into, before = self._resolve(node["$ref"], file, steps + 1)
                    rest = pointers.join((*before, *tokens[number:])).replace("%", "%25")
                    return self._resolve("#" + rest, into, steps + 1)
                message = f"the reference {excerpt(reference)} leads nowhere: there is no {excerpt(token, 40)}"
                raise RefusedReferenceError(
                    "dangling-reference", message, "Define it, or correct the reference."
                ) from None
        if file is not self.first and isinstance(node, dict) and len(node) == 1 and isinstance(node.get("$ref"), str):
            return self._resolve(node["$ref"], file, steps + 1)
        return file, tokens

    def _open(self, base: _File, name: str) -> _File:
        if self.beside is None:
            fix = "Give Veneer the file itself, which finds what is beside it, or bundle it."
            raise RefusedReferenceError(
                "external-reference", f"the reference {excerpt(name)} leads out of this file", fix
            )
        about = self.beside.follow(base.about, name)
        if about.key not in self._files:
            try:
                source = Source(about.shown_as, decode(self.beside.read(about), about.shown_as))
                problems = Problems(source)
                self._files[about.key] = _File(about, source, parse(source, problems))
                problems.raise_if_any()
            except RefusedReferenceError as refused:
                self._files[about.key] = refused
        file = self._files[about.key]
        if isinstance(file, RefusedReferenceError):
            raise file
        return file

    def _copy(self, node: Any) -> Any:
        self._budget -= 1
        if self._budget < 0:
            raise RefusedReferenceError("too-large", "the files refer to too much", "Refer to smaller parts.")
        if isinstance(node, dict):
            return {key: self._copy(value) for key, value in node.items()}
        return [self._copy(item) for item in node] if isinstance(node, list) else node

    def _name(self) -> None:
        """Name the components, put them into their sections, and write the references to them."""
        places: dict[_Part, tuple[str, ...]] = {}
        for home in dict.fromkeys(part.home for part in self._parts):
            parts = {(self._parts[part][0].about.name, part.tokens): part for part in self._parts if part.home == home}
            section: Any = self.content
            for key in home:
                if not isinstance(section.get(key), dict):
                    section[key] = {}
                section = section[key]
            names = name_parts(parts, section)
            for about, part in sorted(parts.items(), key=lambda item: names[item[0]]):
                section[names[about]] = self._parts[part][1]
                places[part] = (*home, names[about])
        for holder, key, part in self._waiting:
            holder[key] = "#" + pointers.join(places[part])
        for part_or_none, path, origin in self._moved:
            before = places[part_or_none] if part_or_none is not None else ()
            self.origins[(*before, *tokens_of(path))] = origin
