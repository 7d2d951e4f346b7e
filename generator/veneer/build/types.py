"""A schema (or a reference to one) -> Type; object and enum schemas are handed to `schemas` and referred to by id."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from veneer import upstream
from veneer.build import aliases, enums, schemas
from veneer.build.constraints import value_constraints
from veneer.build.context import Context, child, raw, target
from veneer.build.formats import INTEGER_FORMATS, NUMBER_FORMATS, STRING_FORMATS
from veneer.build.limits import DEEPEST, LARGEST, size_of
from veneer.build.unnamed import unnamed_values
from veneer.load import pointers
from veneer.model import (
    NO_CONSTRAINTS,
    AliasRef,
    AnyType,
    BoolType,
    BytesEncoding,
    BytesType,
    Constraints,
    ConstType,
    EnumRef,
    FileType,
    FloatType,
    IntType,
    ListType,
    MapType,
    ModelRef,
    NullableType,
    NullType,
    StringType,
    TupleType,
    Type,
    UnionType,
)
from veneer.upstream import DataType, Reference, Schema, UntrustedString

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-](0\d|1\d):[0-5]\d)", re.ASCII)


def build_type(
    context: Context, node: Schema | Reference | None, pointer: str, hint: str, *, files: bool = False
) -> Type:
    """Return the type that a schema describes.

    Args:
        context: The build's state.
        node: The schema; ``None`` means that nothing is said.
        pointer: Where it stands.
        hint: What to call it, should it turn out to be an object or an enum without a name of its own.
        files: Whether `format: binary` means raw bytes here: in bodies and parts, not inside JSON.
    """
    if node is None:
        return AnyType()
    if isinstance(node, Reference):
        return _nullable(_referenced(context, node, files), upstream.extension(node, "nullable") is True)
    if context.depth == DEEPEST:
        return _too_large(context, pointer)
    context.depth += 1
    try:
        return _Options(context, node, pointer, hint, files).build()
    finally:
        context.depth -= 1


def _referenced(context: Context, reference: Reference, files: bool) -> Type:
    schema, pointer = context.follow(reference, "", Schema)
    if (pointer in context.models and not _is_of_several_kinds(schema)) or pointer in context.enums:
        of = ModelRef(pointer) if pointer in context.models else EnumRef(pointer)
        return _nullable(of, _says_null(schema) or None in (schema.enum or ()))
    if pointer in context.open_aliases:
        return context.recursive.setdefault(pointer, AliasRef(pointer))
    return named_type(context, schema, pointer, files=files)


def _says_something(node: Schema | Reference) -> bool:
    return isinstance(node, Reference) or bool(node.model_fields_set)


def named_type(context: Context, schema: Schema, pointer: str, *, files: bool) -> Type:
    """Return the type that a schema with a name describes, where it has no class; `files` as for `build_type`."""
    key = (pointer, files)
    if key not in context.aliases:
        context.open_aliases.add(pointer)
        built = build_type(context, schema, pointer, pointers.last(pointer), files=files)
        context.open_aliases.discard(pointer)
        built = built if size_of(built) <= LARGEST else _too_large(context, pointer)
        if pointer in context.recursive and pointer not in context.named:
            built = aliases.name_alias(context, pointer, schema, built)
        context.aliases[key] = built
    return context.aliases[key]


def _too_large(context: Context, pointer: str) -> AnyType:
    context.warn(
        "type-too-large",
        "the schemas in here are nested too deeply to be spelled out, so clients take any value",
        pointer,
        "Give the inner schemas names of their own, as objects.",
    )
    return AnyType()


class _Options:
    """One schema on its way to a type: the questions are asked in order, the first that fits answers."""

    def __init__(self, context: Context, schema: Schema, pointer: str, hint: str, files: bool) -> None:
        self.context, self.schema, self.pointer, self.hint, self.files = context, schema, pointer, hint, files

    def build(self) -> Type:
        schema = self.schema
        if upstream.is_set(schema, "const"):
            return _const(schema.const, raw(schema.schema_format or ""))
        if schema.enum is not None:
            return self._enum(schema.enum)
        if enums.is_const_union(self.context, schema):
            return EnumRef(enums.build_const_enum(self.context, schema, self.pointer, self.hint))
        if schema.allOf:
            return self._all_of()
        if (schema.oneOf or schema.anyOf) and not self._adds_only():
            return self._union()
        return self._by_type()

    def _adds_only(self) -> bool:
        """Tell whether the options only add to the properties of the schema, or say which are needed together."""
        options = [*self.schema.oneOf, *self.schema.anyOf]
        return bool(self.schema.properties) and self.schema.discriminator is None and all(map(self._is_open, options))

    def _is_open(self, option: Schema | Reference) -> bool:
        """Tell whether an option may be an object of the schema's, no value of another kind or type of its own."""
        schema, pointer = self.context.follow(option, self.pointer, Schema)
        if schema.type not in (None, DataType.OBJECT) or schema.enum is not None or pointer in self.context.enums:
            return False
        if not isinstance(option, Reference):
            return True
        return self.pointer not in _ancestors(self.context, schema)

    def _enum(self, values: list[Any]) -> Type:
        known = [value for value in values if value is not None]
        if self.schema.type is DataType.INTEGER:
            known = [int(value) if isinstance(value, float) and value.is_integer() else value for value in known]
        nullable = len(known) < len(values)
        if not known:
            return NullType()
        if all(isinstance(value, str) for value in known) or all(type(value) is int for value in known):
            enums.build_enum(self.context, self.schema, self.pointer, self.hint, known)
            return _nullable(EnumRef(self.pointer), nullable)
        if any(isinstance(value, dict | list) for value in known):
            return self._by_type()
        consts = [_const(value) for value in {(type(value), value): value for value in known}.values()]
        return _nullable(UnionType(tuple(consts)) if len(consts) > 1 else consts[0], nullable)

    def _all_of(self) -> Type:
        schema = self.schema
        if not any(map(_says_something, schema.allOf[1:])) and not self._says_more():
            only = build_type(
                self.context, schema.allOf[0], child(self.pointer, "allOf", 0), self.hint, files=self.files
            )
            return _nullable(only, _says_null(schema))
        if schemas.is_object(self.context, schema):
            schemas.build_model(self.context, self.schema, self.pointer, self.hint, files=self.files)
            return _nullable(ModelRef(self.pointer), _says_null(schema) or self._takes_null())
        built = (
            build_type(self.context, part, child(self.pointer, "allOf", index), self.hint, files=self.files)
            for index, part in enumerate(schema.allOf)
        )
        telling = next((type for type in built if not isinstance(type, AnyType)), None)
        return _nullable(telling or self._by_type(), _says_null(schema))

    def _takes_null(self) -> bool:
        """Tell whether a schema in `allOf` takes null, and none of them is against it."""
        found = (
            self.context.follow(node, child(self.pointer, "allOf", index), Schema)[0]
            for index, node in enumerate(self.schema.allOf)
        )
        typed = [part for part in (self.schema, *found) if part.type is not None]
        return bool(typed) and all(map(_says_null, typed))

    def _says_more(self) -> bool:
        """Tell whether an object schema says more of its properties than the schema in its `allOf`."""
        schema = self.schema
        options = [*schema.oneOf, *schema.anyOf]
        if schema.properties is not None or schema.additionalProperties is not None:
            return True
        adds = any(isinstance(option, Reference) or option.properties or option.allOf for option in options)
        return bool(adds or schema.required) and schemas.is_object(self.context, schema)

    def _union(self) -> Type:
        schema = self.schema
        keyword = "oneOf" if schema.oneOf else "anyOf"
        built: dict[Type, Constraints] = {}
        nullable = _says_null(schema)
        for index, option in enumerate(schema.oneOf or schema.anyOf):
            hint, place = f"{self.hint}_{_title(option) or f'option_{index + 1}'}", child(self.pointer, keyword, index)
            item = build_type(self.context, option, place, hint, files=self.files)
            if isinstance(item, NullableType):
                nullable, item = True, item.of
            if isinstance(item, NullType):
                nullable = True
            else:
                limits = value_constraints(self.context, option, place, item)
                # Of two options of one type either may be meant, so that only what both say has to hold.
                built[item] = limits if built.get(item, limits) == limits else NO_CONSTRAINTS
        if not built:
            return NullType()
        return _nullable(next(iter(built)) if len(built) == 1 else self._tagged(built), nullable)

    def _tagged(self, built: dict[Type, Constraints]) -> UnionType:
        options, discriminator = tuple(built), self.schema.discriminator
        if discriminator is None:
            return UnionType(options, constraints=tuple(built.values()))
        mapping = schemas.discriminator_mapping(self.context, self.schema, options)
        default = schemas.default_mapping(self.context, self.schema)
        if ModelRef(default or "") not in options:  # what may not stand there is no default either
            default = None
        return UnionType(options, discriminator.propertyName, mapping, default, tuple(built.values()))

    def _by_type(self) -> Type:
        declared = self.schema.type
        kinds = declared if isinstance(declared, list) else [declared] if declared else []
        concrete = [kind for kind in kinds if kind is not DataType.NULL]
        nullable = self.schema.nullable or len(concrete) < len(kinds)
        if kinds and not concrete:
            return NullType()
        if not concrete:
            return _nullable(self._untyped(), nullable)
        built = tuple(dict.fromkeys([self._one(kind) for kind in concrete]))
        return _nullable(built[0] if len(built) == 1 else UnionType(built), nullable)

    def _untyped(self) -> Type:
        if schemas.is_object(self.context, self.schema) or self.schema.additionalProperties is not None:
            return self._object()
        if self.schema.items is not None or self.schema.prefixItems:
            return self._array()
        if self.files and self.schema.schema_format == "binary":
            return FileType()
        return AnyType()

    def _one(self, kind: DataType) -> Type:
        format = raw(self.schema.schema_format or "")
        match kind:
            case DataType.STRING:
                return self._string(format)
            case DataType.INTEGER:
                return INTEGER_FORMATS.get(format, IntType())
            case DataType.NUMBER:
                return NUMBER_FORMATS.get(format, FloatType())
            case DataType.BOOLEAN:
                return BoolType()
            case DataType.ARRAY:
                return self._array()
            case DataType.OBJECT:
                return self._object()
            case DataType.NULL:
                return NullType()

    def _string(self, format: str) -> Type:
        encoding = upstream.extension(self.schema, "contentEncoding")
        if encoding in ("base64", "base64url"):
            return BytesType(BytesEncoding(encoding))
        has_media_type = upstream.extension(self.schema, "contentMediaType") is not None
        if self.files and (format == "binary" or (has_media_type and encoding is None)):
            return FileType()
        return STRING_FORMATS.get(format, StringType(self.schema.schema_format))

    def _array(self) -> Type:
        item = build_type(
            self.context, self.schema.items, child(self.pointer, "items"), f"{self.hint}_item", files=self.files
        )
        if self.schema.prefixItems:
            firsts = tuple(
                build_type(
                    self.context, node, child(self.pointer, "prefixItems", index), f"{self.hint}_item_{index + 1}"
                )
                for index, node in enumerate(self.schema.prefixItems)
            )
            # `items: false`, which has become `{"not": {}}`
            closed = isinstance(self.schema.items, Schema) and self.schema.items.model_fields_set == {"schema_not"}
            return TupleType(firsts, None if closed else item)
        constraints = value_constraints(self.context, self.schema.items, child(self.pointer, "items"), item)
        return ListType(item, constraints=constraints)

    def _object(self) -> Type:
        if schemas.is_object(self.context, self.schema):
            schemas.build_model(self.context, self.schema, self.pointer, self.hint, files=self.files)
            return ModelRef(self.pointer)
        values = unnamed_values(self.context, self.schema, self.pointer, self.hint, files=self.files)
        return MapType(AnyType()) if values is None else MapType(*values)


def _ancestors(context: Context, schema: Schema) -> set[str]:
    """Return the pointers of the named schemas in a schema's `allOf`, at any depth."""
    found: set[str] = set()
    pending = [schema]
    while pending:
        for node in pending.pop().allOf:
            inner, pointer = context.follow(node, "", Schema)
            if pointer not in found:
                found |= {pointer} if pointer else set()
                pending.append(inner)
    return found


def _const(value: str | int | float | bool | None, format: str = "") -> Type:
    if value is None:
        return NullType()
    if isinstance(value, str):
        return ConstType(upstream.untrusted(value), instant=format == "date-time" and _is_instant(value))
    return ConstType(value)


def _is_instant(text: str) -> bool:
    """Tell whether a text is a date-time (RFC 3339, section 5.6) of the calendar."""
    if not _DATE_TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text[:19])
    except ValueError:
        return False
    return True


def _says_null(schema: Schema) -> bool:
    kinds = schema.type if isinstance(schema.type, list) else [schema.type]
    return schema.nullable or DataType.NULL in kinds


def _is_of_several_kinds(schema: Schema) -> bool:
    """Tell whether values may be objects or something else, null apart: then a model is not all that there is."""
    return isinstance(schema.type, list) and len({*schema.type} - {DataType.NULL}) > 1


def _nullable(of: Type, nullable: bool) -> Type:
    if not nullable or isinstance(of, NullableType | NullType | AnyType):
        return of
    return NullableType(of)


def _title(node: Schema | Reference) -> str | None:
    if isinstance(node, Reference):
        return pointers.last(target(node))
    title: UntrustedString | None = node.title
    return raw(title) if title else None
