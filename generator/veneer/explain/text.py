"""An Explanation -> plain text for one screen, with what a terminal shows bold or dim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen
from rich.text import Text

from veneer.diagnostics import Location, one_line
from veneer.diff.report import clean
from veneer.explain.values import ContentFacts, Described, Explanation, Facts, OtherVersion, OverlayFacts, State

_SHOWN = 3  # places of one Overlay document; JSON has them all
_SPOKEN = " (what the convenience layer speaks)"
_STALE = "What is on disk is not what would be generated: run `veneer generate`."


@frozen
class _Line:
    """A line of a section; the place behind it is never cut or wrapped, so that a terminal can open it."""

    label: str
    text: str = ""
    place: Location | str = ""


def as_text(explanation: Explanation) -> Text:
    """Return the text; what a description says in it is on one line, without control characters."""
    said, text = explanation.description, Text()
    method = f"{explanation.client}.{explanation.method}" if explanation.client else "hidden"
    default = " (the default)" if explanation.is_default else ""
    text.append(f"{one_line(said.id)}\n", "bold")
    text.append(one_line(f"{explanation.package} {explanation.version}{default}: {method}"))
    text.append("\n")
    overlay = _overlay(explanation.overlay) if explanation.overlay is not None else [_Line("template", "none")]
    decisions = (_Line(item.about, f"{item.result} ({item.why})", item.place or "") for item in explanation.decisions)
    _append(text, "Description", _description(said))
    _append(text, "Facts", _facts(explanation.facts))
    _append(text, "Names and why", decisions)
    _append(text, "Overlay", [*overlay, *(_Line("used by", "", place) for place in explanation.used_by)])
    _append(text, "Generated", _generated(explanation))
    _append(text, "Other versions", map(_version, explanation.versions))
    if any(item.state is not State.IN_STEP for item in explanation.generated):
        text.append(f"\n{_STALE}\n", "bold")
    text.rstrip()
    return text


def _append(text: Text, title: str, lines: Iterable[_Line]) -> None:
    shown = [(one_line(line.label), one_line(line.text), one_line(_shown(line.place))) for line in lines]
    width = max((len(label) for label, _, _ in shown), default=0)
    text.append(f"\n{title}\n" if shown else "", "bold")
    for label, told, place in shown:
        text.append(f"  {label:{width}}  ", "dim")
        text.append(f"{told}{'  ' if told and place else ''}")
        text.append(f"{place}\n", "dim")


def _description(said: Described) -> Iterator[_Line]:
    yield _Line("operation", f"{said.method} {said.path}", said.place)
    yield _Line("pointer", "", f"#{said.pointer}")
    if said.deprecated:
        yield _Line("deprecated", "yes")
    if said.tags:
        yield _Line("tags", ", ".join(said.tags))
    for mend in said.mends:
        yield _Line("mended by", "", mend.file)
        yield from (_Line("", "", f"#{pointer}") for pointer in mend.pointers[:_SHOWN])
        if len(mend.pointers) > _SHOWN:
            yield _Line("", f"and {len(mend.pointers) - _SHOWN} more")


def _facts(facts: Facts) -> Iterator[_Line]:
    for item in facts.parameters:
        deprecated = ", deprecated" if item.deprecated else ""
        yield _Line(f"{item.sent_in} {item.name}", f"{clean(item.words)}{deprecated}", item.place)
    if facts.body is not None:
        need = "required" if facts.body.required else "optional"
        yield _Line("body", f"{need}, {_contents(facts.body.contents)}", facts.body.place)
    for answer in facts.answers:
        yield _Line(f"answer {answer.status}", _contents(answer.contents), answer.place)
        yield from (_Line(f"  header {name}", clean(words)) for name, words in answer.headers)


def _contents(contents: tuple[ContentFacts, ...]) -> str:
    several = len(contents) > 1
    told = (f"{item.media_type}: {clean(item.words)}{_SPOKEN if several and item.spoken else ''}" for item in contents)
    return "; ".join(told) or "no content"


def _overlay(overlay: OverlayFacts) -> Iterator[_Line]:
    first, *extended = overlay.chain
    yield _Line("template", "", first)
    yield from (_Line("extends", "", path) for path in extended)
    yield from (_Line(f"block {name}", "", place) for name, place in overlay.blocks)
    pins = [item for item in overlay.uses if not item.agrees]
    agreeing = len(overlay.uses) - len(pins)
    pinned = ", as pinned" if all(item.pinned for item in pins) else ""
    agreed = f"; and {agreeing} that only have to be as in its own operation, and are" if agreeing else ""
    yield _Line("uses", f"{len(pins)} parts{pinned}{agreed}")
    for item in pins:
        drift = "" if item.pinned else " (not as pinned: look, then run `veneer accept`)"
        yield _Line("", f"{item.part}: {clean(item.words)}{drift}", item.place)


def _generated(explanation: Explanation) -> Iterator[_Line]:
    for item in explanation.generated:
        state = "" if item.state is State.IN_STEP else f" ({item.state})"
        yield _Line(item.what, f"{item.name.partition('.')[0]}{state}", item.place)


def _version(item: OtherVersion) -> _Line:
    if not item.has_operation:
        return _Line(item.version, "does not have it")
    return _Line(item.version, "; ".join(item.differences) or "the same")


def _shown(place: Location | str) -> str:
    """Return a place without its column, which a reader does not need."""
    return place if isinstance(place, str) else str(Location(place.file, place.line))
