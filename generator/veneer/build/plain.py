"""Raw schemas that a description repeats thousands of times -> each typed once, and read once."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from veneer.model import Property
from veneer.upstream import Reference, Schema, UntrustedString

_NAMED = "#/components/schemas/"


@define
class PlainSchemas:
    """The schemas without others in them and the references to named ones, and what each says of a property."""

    _typed: dict[tuple[Any, ...], Schema | Reference] = field(factory=dict)
    # By identity, since the front end's values cannot be keys, and these live as long as this; then by `files`.
    _properties: dict[int, dict[bool, Property]] = field(factory=dict)
    _names: dict[str, UntrustedString] = field(factory=dict)

    def typed(self, node: Any) -> Schema | Reference | None:
        """Return a schema that `validate` has passed, typed: for equal ones the same; ``None`` if others are in it."""
        key = _key(node)
        if key is None:
            return None
        found = self._typed.get(key)
        if found is None:
            found = self._typed[key] = (Reference if "$ref" in node else Schema).model_validate(node)
            self._properties[id(found)] = {}
        return found

    def note(self, schema: Any, property: Property, *, files: bool) -> None:
        """Note the property that a schema was read for, if it is one of these; `files` as for `build_type`."""
        if id(schema) in self._properties:
            self._properties[id(schema)][files] = property

    def again(
        self, schema: Any, name: UntrustedString, pointer: str, *, required: bool, files: bool
    ) -> Property | None:
        """Return a property of another name and place whose schema is the same as that of one that was noted."""
        known = self._properties.get(id(schema))
        like = known.get(files) if known else None
        if like is None:
            return None
        return Property(  # `evolve` takes several times as long
            self._names.setdefault(name.get_untrusted_value(), name),
            like.type,
            required,
            pointer,
            like.docs,
            like.read_only,
            like.write_only,
            like.has_default,
            like.default,
            like.constraints,
            like.deprecated,
            like.xml,
            like.client_name,
            like.flatten,
            like.example,
        )


def _key(node: Any) -> tuple[Any, ...] | None:
    if not isinstance(node, dict) or ("$ref" in node and not _is_named(node)):
        return None
    values: list[Any] = [*node.values()]
    kinds = [*map(type, values)]  # 1, 1.0 and true are one key
    if list in kinds:
        if kinds.count(list) > 1 or not isinstance(node.get("type"), list):
            return None
        values[kinds.index(list)] = tuple(node["type"])
    return None if dict in kinds else (*node, *values, *kinds)


def _is_named(node: dict[str, Any]) -> bool:
    """Tell whether a reference leads to a named schema, all of which are known once properties are read."""
    target = node["$ref"]
    return len(node) == 1 and target.startswith(_NAMED) and "/" not in target[len(_NAMED) :]
