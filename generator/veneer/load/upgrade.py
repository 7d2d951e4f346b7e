"""A schema of OpenAPI 3.0 in; the same, changed in place to the shape of OpenAPI 3.1, out. No pointer moves.

Only schemas differ between the two, and only by three keywords:

- ``nullable: true`` becomes a ``"null"`` in ``type``, and in ``enum`` where there is one. Without ``type`` and ``enum``
  (next to ``$ref``, ``allOf``, ``anyOf`` or ``oneOf``) it stays as it is: there a 3.0 document leaves open what it
  means, and the build decides. ``nullable: false`` says nothing and goes.
- ``exclusiveMinimum: true`` takes the number of ``minimum``, which goes; ``false`` goes. ``exclusiveMaximum`` likewise.

What stands beside a ``$ref`` stays, although 3.0 tells readers to ignore it.
"""

from typing import Any


def upgrade_schema(schema: dict[str, Any]) -> None:
    """Change a schema with keywords of OpenAPI 3.0 to the shape of 3.1."""
    if "nullable" in schema:
        _upgrade_nullable(schema)
    for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(schema.get(exclusive), bool):
            _upgrade_limit(schema, exclusive, inclusive)


def _upgrade_nullable(schema: dict[str, Any]) -> None:
    nullable, kind, enum = schema["nullable"], schema.get("type"), schema.get("enum")
    if nullable is True:
        if kind is None and enum is None:
            return
        if isinstance(kind, str | list):
            kinds = [kind] if isinstance(kind, str) else kind
            schema["type"] = kinds if "null" in kinds else [*kinds, "null"]
        if isinstance(enum, list) and None not in enum:
            schema["enum"] = [*enum, None]
    if isinstance(nullable, bool):
        del schema["nullable"]


def _upgrade_limit(schema: dict[str, Any], exclusive: str, inclusive: str) -> None:
    if schema[exclusive] and inclusive in schema:
        schema[exclusive] = schema.pop(inclusive)
    else:
        del schema[exclusive]
