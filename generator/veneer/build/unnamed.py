"""An object schema -> the type of the properties that it gives no name, by `additionalProperties` and by patterns."""

from __future__ import annotations

from veneer import upstream
from veneer.build import types
from veneer.build.alternatives import either
from veneer.build.constraints import value_constraints
from veneer.build.context import Context, child
from veneer.model import AnyType, Constraints, Type
from veneer.upstream import Reference, Schema


def unnamed_values(
    context: Context, schema: Schema, pointer: str, hint: str, *, files: bool = False
) -> tuple[Type, Constraints] | None:
    """Return the type of the values and what must hold for them; `None` where nothing is said of them.

    What fits a pattern may be of another type than the rest, so that a value is of either.

    Args:
        context: The build's state.
        schema: The object schema.
        pointer: Where it stands.
        hint: What to call it.
        files: Whether `format: binary` means raw bytes here.
    """
    patterns = upstream.extension(schema, "patternProperties")
    places = [child(pointer, "patternProperties", pattern) for pattern in (patterns or ())]
    rest = schema.additionalProperties
    keyword = "additionalProperties"
    if rest is None:  # what `allOf` names is no rest for it: here it is flattened, and has names
        keyword = "unevaluatedProperties"
        rest = context.at(child(pointer, keyword), Schema) if _is_schema(schema, keyword) else None
    if isinstance(rest, Schema | Reference):
        places.append(child(pointer, keyword))
    elif rest is not False:
        return None
    if not places:
        return None
    nodes = [context.at(place, Schema) for place in places]
    hints = [f"{hint}_value" if len(places) == 1 else f"{hint}_value_{index + 1}" for index in range(len(places))]
    built = [
        types.build_type(context, node, place, name, files=files)
        for node, place, name in zip(nodes, places, hints, strict=True)
    ]
    if len(built) == 1:
        return built[0], value_constraints(context, nodes[0], places[0], built[0])
    return AnyType() if any(isinstance(type, AnyType) for type in built) else either(*built), Constraints()


def _is_schema(schema: Schema, keyword: str) -> bool:
    return isinstance(upstream.extension(schema, keyword), dict)
