"""A document in; a problem for every reference that leads nowhere, out of the file or round in a circle, out."""

import re
from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from veneer.diagnostic_ids import DiagnosticId
from veneer.load import pointers
from veneer.load.forgiving.references import forgive_reference, used_objects
from veneer.load.grammar import REFERABLE
from veneer.load.mapped import mapped_places
from veneer.load.problems import Fix, Problems
from veneer.load.suggest import suggest
from veneer.load.text import excerpt
from veneer.load.walk import Place, walk

_NAME = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)
_FILE = re.compile(r".*\.(json|ya?ml)", re.ASCII | re.IGNORECASE)

_Verdict = tuple[DiagnosticId, str, Fix]  # id, message and fix


def check_references(content: dict[str, Any], referring: Iterable[Place], problems: Problems) -> None:
    """Note every reference that cannot be followed within the document; where nothing uses it, as a warning.

    Args:
        content: The document, which is changed where what a reference means is plain.
        referring: The objects in it that are references or name others.
        problems: Told of them.
    """
    checker = _Checker(content, problems)
    for place in referring:
        checker.check(place)
    if checker.changed:  # which may have made more a part of the document
        for place in walk(content):
            checker.check(place)


class _Checker:
    def __init__(self, content: dict[str, Any], problems: Problems) -> None:
        self._content = content
        self._problems = problems
        self._verdicts: dict[str, _Verdict | None] = {}
        self._plain: set[tuple[str, str]] = set()  # kinds and references of which nothing has to be mended
        self._settled: set[tuple[str, ...]] = set()
        self._used: set[int] | None = None
        self.changed = False  # whether a reference leads elsewhere now, or is gone

    def check(self, place: Place) -> None:
        if "$ref" in place.node:
            self._check_object(place)
        if place.kind == "discriminator":
            self._check_discriminator(place)

    def _check_object(self, place: Place) -> None:
        written = place.node["$ref"]
        if not isinstance(written, str):
            message = "the value of `$ref` is not a text"
            self._add(place, "malformed-reference", message, "Write a reference such as `#/components/...`.")
            return
        if (place.kind, written) not in self._plain:
            forgive_reference(place, self._content, self._problems)
        reference = place.node["$ref"]
        if reference == written:
            self._plain.add((place.kind, written))
        else:
            self.changed = True
        if (verdict := self._verdict(reference)) is not None:
            if verdict[0] == "dangling-reference" and not self._is_used(place):
                self._pass_over(place, verdict)
            else:
                self._add(place, *verdict)
        elif place.kind not in REFERABLE:
            message = f"OpenAPI has no `$ref` in place of this {place.kind}"
            self._add(place, "misplaced-reference", message, "Write the object itself here.")
        elif (circle := self._circle(place, reference)) is not None:
            at, message = circle
            fix = "Let one of them say what it is."
            if self._is_used(place):
                self._problems.add("reference-loop", message, (*at, "$ref"), fix)
            else:
                self._problems.warn("reference-loop", f"{message}; no operation uses it", (*at, "$ref"), fix)
                self._open(pointers.look_up(self._content, at), place.kind)

    def _add(self, place: Place, id: DiagnosticId, message: str, fix: Fix) -> None:
        self._problems.add(id, message, (*place.tokens, "$ref"), fix)

    def _check_discriminator(self, place: Place) -> None:
        for holder, key, path in mapped_places(place.node):
            target = holder[key]
            if not isinstance(target, str):
                continue
            reference = target
            if target in self._schemas() or (_NAME.fullmatch(target) and not _FILE.fullmatch(target)):
                reference = "#" + pointers.join(("components", "schemas", target)).replace("%", "%25")
            verdict, where = self._verdict(reference), (*place.tokens, *path)
            if verdict is None:
                continue
            _, message, fix = verdict
            said = fix if isinstance(fix, str) else fix()
            self._problems.warn("malformed-discriminator", f"{message}; it is not read", where, said)
            del holder[key]

    def _schemas(self) -> Any:
        components = self._content.get("components")
        schemas = components.get("schemas") if isinstance(components, dict) else None
        return schemas if isinstance(schemas, dict) else {}

    def _verdict(self, reference: str) -> _Verdict | None:
        if reference not in self._verdicts:
            self._verdicts[reference] = self._judge(reference)
        return self._verdicts[reference]

    def _is_used(self, place: Place) -> bool:
        if self._used is None:
            self._used = used_objects(self._content)
        return id(place.node) in self._used

    def _pass_over(self, place: Place, verdict: _Verdict) -> None:
        """Warn of a reference in a part that no operation uses, and let it be anything."""
        _, message, fix = verdict
        message += "; no operation uses it"
        said = fix if isinstance(fix, str) else fix()
        self._problems.warn("dangling-reference", message, (*place.tokens, "$ref"), said)
        self._open(place.node, place.kind)

    def _open(self, node: dict[str, Any], kind: str) -> None:
        del node["$ref"]
        self.changed = True
        if kind == "response":
            node.setdefault("description", "")

    def _judge(self, reference: str) -> _Verdict | None:
        shown = excerpt(self._written(reference))
        if reference and not reference.startswith("#"):
            file, hash_sign, fragment = reference.partition("#")
            if hash_sign and file.rpartition("/")[2] == self._problems.source.name.rpartition("/")[2]:
                fix = f"It may be this very file: write {excerpt('#' + fragment)}."
            else:
                fix = "Vendor the description with `veneer vendor` or `veneer new`, which bundle it into one file."
            return "external-reference", f"the reference {shown} leads out of this file", fix
        tokens = pointers.parse_fragment(reference)
        if tokens is None:
            fix = "Write the reference as a path, such as `#/components/schemas/Name`."
            return "unsupported-reference", f"the reference {shown} names an anchor, which is not read", fix
        try:
            target = pointers.look_up(self._content, tokens)
        except KeyError as error:
            missing = excerpt(error.args[0], 40)
            message = f"the reference {shown} leads nowhere: there is no {missing}"
            return "dangling-reference", message, cache(partial(self._suggest, tokens))
        if not tokens or not isinstance(target, dict | bool):
            fix = "Refer to an object, such as `#/components/schemas/Name`."
            return "dangling-reference", f"the reference {shown} does not lead to an object of its kind", fix
        return None

    def _suggest(self, tokens: tuple[str, ...]) -> str:
        meant = suggest(self._content, tokens)
        if meant is None:
            return "Define it, or correct the reference."
        return f"Did you mean {excerpt('#' + pointers.join(self._problems.source.written(meant)), 120)}?"

    def _written(self, reference: str) -> str:
        """Return a reference as the description has it, in which its target may stand elsewhere than now."""
        tokens = pointers.parse_fragment(reference) if reference.startswith("#") else None
        before = self._problems.source.written(tokens) if tokens else tokens
        return "#" + pointers.join(before) if before and before != tokens else reference

    def _circle(self, place: Place, reference: str) -> tuple[tuple[str, ...], str] | None:
        """Return where a circle of references begins, and what to say of it, the first time that one leads there."""
        if reference.startswith("#") and pointers.parse_fragment(reference) in self._settled:
            return None
        chain: dict[tuple[str, ...], None] = {}
        at: tuple[str, ...] | None = place.tokens
        while at is not None and at not in chain:
            if at in self._settled:
                break
            chain[at] = None
            at = self._next(at)
        self._settled.update(chain)
        if at not in chain:
            return None
        members = list(chain)[list(chain).index(at) :]
        steps = " -> ".join(
            excerpt("#" + pointers.join(self._problems.source.written(member)), 60) for member in [*members, at][:4]
        )
        return at, f"references lead round in a circle and never to an object: {steps}"

    def _next(self, tokens: tuple[str, ...]) -> tuple[str, ...] | None:
        try:
            node = pointers.look_up(self._content, tokens)
        except KeyError:
            return None
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        return pointers.parse_fragment(reference)
