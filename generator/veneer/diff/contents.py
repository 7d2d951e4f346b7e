"""Two bodies, or two lists of answers -> which media types, statuses and headers came, went and changed."""

from __future__ import annotations

from veneer.diff.changes import Direction, Kind, Place, Pointers
from veneer.diff.types import Spot, TypeComparer
from veneer.model import Content, Header, Operation, ParameterStyle, Part, Response
from veneer.model.words import has_parts, plain, status_words, words


def compare_bodies(comparer: TypeComparer, old: Operation, new: Operation, place: Place) -> None:
    """Compare the request bodies of an operation."""
    before, after = old.body, new.body
    if before is None and after is None:
        return
    pointers = Pointers((before or old).pointer, (after or new).pointer)
    spot = Spot(place.below("body"), pointers, Direction.REQUEST)
    if before is None or after is None:
        added = Kind.REQUIRED_BODY_ADDED if after is not None and after.required else Kind.OPTIONAL_BODY_ADDED
        comparer.note(Kind.BODY_REMOVED if after is None else added, spot)
        return
    if before.required != after.required:
        kind = Kind.BODY_BECAME_REQUIRED if after.required else Kind.BODY_BECAME_OPTIONAL
        comparer.note(kind, spot, _needed(before.required), _needed(after.required))
    _contents(comparer, before.contents, after.contents, spot)


def _contents(comparer: TypeComparer, old: tuple[Content, ...], new: tuple[Content, ...], spot: Spot) -> None:
    before, after = ({plain(item.media_type).lower(): item for item in contents} for contents in (old, new))
    for name, item in before.items():
        if name not in after:
            comparer.note(Kind.MEDIA_TYPE_REMOVED, spot, name)
            continue
        other = after[name]
        below = spot.below("media type", name, Pointers(item.pointer, other.pointer))
        comparer.compare(item.type, other.type, below)
        comparer.note_constraints(item, other, below)
        if item.item is not None and other.item is not None:
            comparer.compare(item.item, other.item, below.below("items"))
        _parts(comparer, item, other, below)
    for name in after:
        if name not in before:
            comparer.note(Kind.MEDIA_TYPE_ADDED, spot, None, name)


def _parts(comparer: TypeComparer, old: Content, new: Content, spot: Spot) -> None:
    """Compare how parts are written; that they are there is the matter of their model."""
    after = {plain(part.wire_name): part for part in new.parts}
    for part in old.parts:
        other = after.get(plain(part.wire_name))
        if other is not None and _encoding(part) != _encoding(other):
            below = spot.below("part", plain(part.wire_name), Pointers(part.pointer, other.pointer))
            comparer.note(Kind.PART_WRITTEN_OTHERWISE, below, _encoding(part), _encoding(other))


def _encoding(part: Part) -> str:
    headers = (f"{_needed(header.required)} {plain(header.wire_name)}" for header in part.headers)
    said = [*map(plain, part.media_types), *headers, _style(part.style, explode=part.explode)]
    return ", ".join([*said, *(["allowReserved"] if part.allow_reserved else [])])


def _style(style: ParameterStyle, *, explode: bool) -> str:
    return f"{style}, explode" if explode else str(style)


def compare_responses(comparer: TypeComparer, old: Operation, new: Operation, place: Place) -> None:
    """Compare the answers of an operation by their statuses."""
    before, after = ({status_words(item.status): item for item in operation.responses} for operation in (old, new))
    for name, item in before.items():
        pointers = Pointers(item.pointer, after[name].pointer if name in after else new.pointer)
        spot = Spot(place.below("response", name), pointers, Direction.RESPONSE)
        if name in after:
            _response(comparer, item, after[name], spot)
        else:
            comparer.note(_by_success(old, item, Kind.SUCCESS_STATUS_REMOVED, Kind.ERROR_STATUS_REMOVED), spot)
    for name, item in after.items():
        if name not in before:
            spot = Spot(place.below("response", name), Pointers(old.pointer, item.pointer), Direction.RESPONSE)
            comparer.note(_by_success(new, item, Kind.SUCCESS_STATUS_ADDED, Kind.ERROR_STATUS_ADDED), spot)


def _by_success(operation: Operation, item: Response, success: Kind, error: Kind) -> Kind:
    return success if item in operation.successes else error


def _response(comparer: TypeComparer, old: Response, new: Response, spot: Spot) -> None:
    if bool(old.contents) != bool(new.contents):
        comparer.note(Kind.CONTENT_ADDED if new.contents else Kind.CONTENT_REMOVED, spot)
    else:
        _contents(comparer, old.contents, new.contents, spot)
    before, after = ({plain(item.wire_name).lower(): item for item in side.headers} for side in (old, new))
    for name, item in before.items():
        pointers = Pointers(item.pointer, after[name].pointer if name in after else new.pointer)
        below = spot.below("header", name, pointers)
        if name in after:
            _header(comparer, item, after[name], below)
        else:
            comparer.note(Kind.HEADER_REMOVED, below, words(item.type, comparer.old))
    for name, item in after.items():
        if name not in before:
            below = spot.below("header", name, Pointers(old.pointer, item.pointer))
            comparer.note(Kind.HEADER_ADDED, below, None, words(item.type, comparer.new))


def _header(comparer: TypeComparer, old: Header, new: Header, spot: Spot) -> None:
    if old.required != new.required:
        kind = Kind.HEADER_BECAME_REQUIRED if new.required else Kind.HEADER_BECAME_OPTIONAL
        comparer.note(kind, spot, _needed(old.required), _needed(new.required))
    before, after = (_style(item.style, explode=item.explode) for item in (old, new))
    if before != after and (has_parts(old.type) or has_parts(new.type)):
        comparer.note(Kind.HEADER_WRITTEN_OTHERWISE, spot, before, after)
    comparer.compare(old.type, new.type, spot)


def _needed(required: bool) -> str:
    return "required" if required else "optional"
