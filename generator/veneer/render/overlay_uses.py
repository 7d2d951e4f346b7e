"""An overlay that was rendered -> the parts of the description that it used besides those that it asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from jinja2 import Environment, nodes

from veneer.load.customizations import TextFile
from veneer.overlay.plan import PlannedEnum, PlannedModel, PlannedOperation
from veneer.pins.parts import body_part, parameter_part
from veneer.pins.reachable import answers, mentionable, whole_type
from veneer.render.overlay_names import OverlayNames
from veneer.render.overlays import OverlayFunctions

# What a block of the stock template stands for: who replaces it relies on that part as it is.
_STANDS_FOR: Mapping[str, Collection[str]] = {
    "overloads": ("parameters", "body", "answers"),
    "content": ("body",),
    "result": ("answers",),
}
_OF_A_TYPE = frozenset({"fields", "to_dict", "from_dict", "values"})


def note_method(
    functions: OverlayFunctions, environment: Environment, extends: bool, operation: PlannedOperation, texts: _Texts
) -> None:
    """Note what the overlay of an operation's method used.

    Args:
        functions: Its functions, which know what it asked for.
        environment: The run's templates.
        extends: Whether it extends the stock template, or is the whole method.
        operation: The operation.
        texts: What it printed, and what the stock template prints.
    """
    blocks = _blocks(environment, functions.uses.chain) if extends else {"overloads"}
    kinds = {kind for block in blocks for kind in _STANDS_FOR.get(block, ())}
    functions.uses.note(*_parts(operation, kinds))
    note_mentions(functions, operation, texts)


def note_mentions(functions: OverlayFunctions, operation: PlannedOperation | None, texts: _Texts) -> None:
    """Note what an overlay of a method names by hand."""
    known = mentionable(functions.printer.plan, operation, functions.operations.values(), functions.types)
    for part, word in known.mentioned(*texts, *functions.uses.printed):
        functions.uses.note_mention(part, word)


def note_class(
    names: OverlayNames, environment: Environment, extends: bool, item: PlannedModel | PlannedEnum, texts: _Texts
) -> None:
    """Note what the overlay of a class used; arguments as for `note_method`."""
    if not extends or _blocks(environment, names.uses.chain) & _OF_A_TYPE:
        names.uses.note(*whole_type(item))
    id = item.model.id if isinstance(item, PlannedModel) else item.enum.id
    for part, word in mentionable(names.printer.plan, None, (), {*names.types, id}).mentioned(*texts):
        names.uses.note_mention(part, word)


_Texts = tuple[str, str]


def _blocks(environment: Environment, chain: tuple[TextFile, ...]) -> set[str]:
    return {block.name for file in chain for block in environment.parse(file.text).find_all(nodes.Block)}


def _parts(operation: PlannedOperation, kinds: set[str]) -> Iterator[str]:
    if "parameters" in kinds:
        yield from (parameter_part(operation.operation, item.parameter) for item in operation.parameters)
    if "body" in kinds and operation.operation.body is not None:
        yield body_part(operation.operation)
    if "answers" in kinds:
        yield from answers(operation)
