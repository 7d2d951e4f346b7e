"""A schema (or a reference to one) -> Type; object and enum schemas are handed to `schemas` and referred to by id."""

from __future__ import annotations

from typing import Any

from veneer import upstream
from veneer.build import schemas
from veneer.build.context import Context, child, raw, target
from veneer.model import (
    AnyType,
    BoolType,
    BytesEncoding,
    BytesType,
    ConstType,
    DateTimeEncoding,
    DateTimeType,
    DateType,
    DecimalType,
    DurationEncoding,
    DurationType,
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
    TimeType,
    TupleType,
    Type,
    UnionType,
    UuidType,
)
from veneer.upstream import DataType, Reference, Schema, UntrustedString

_STRING_FORMATS: dict[str, Type] = {
    "date-time": DateTimeType(),
    "date-time-rfc1123": DateTimeType(DateTimeEncoding.RFC7231),
    "date": DateType(),
    "time": TimeType(),
    "duration": DurationType(),
    "uuid": UuidType(),
    "byte": BytesType(),
    "base64": BytesType(),
    "base64url": BytesType(BytesEncoding.BASE64URL),
    "decimal": DecimalType(as_string=True),
}
_INTEGER_FORMATS: dict[str, Type] = {
    "int8": IntType(8),
    "int16": IntType(16),
    "int32": IntType(32),
    "int64": IntType(64),
    "unixtime": DateTimeType(DateTimeEncoding.UNIX),
    "duration-seconds": DurationType(DurationEncoding.SECONDS, integral=True),
    "duration-milliseconds": DurationType(DurationEncoding.MILLISECONDS, integral=True),
}
_NUMBER_FORMATS: dict[str, Type] = {
    "decimal": DecimalType(),
    "duration-seconds": DurationType(DurationEncoding.SECONDS),
    "duration-milliseconds": DurationType(DurationEncoding.MILLISECONDS),
}


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
        return _referenced(context, node, files)
    options = _Options(context, node, pointer, hint, files)
    return options.build()


def _referenced(context: Context, reference: Reference, files: bool) -> Type:
    pointer = target(reference)
    if pointer in context.models:
        return ModelRef(pointer)
    if pointer in context.enums:
        return EnumRef(pointer)
    if pointer in context.open_aliases:
        return AnyType()  # a list or a union that holds itself: no Python annotation can say that
    context.open_aliases.add(pointer)
    built = build_type(context, context.at(pointer, Schema), pointer, _last(pointer), files=files)
    context.open_aliases.discard(pointer)
    return built


def _last(pointer: str) -> str:
    return pointer.rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")


class _Options:
    """One schema on its way to a type: the questions are asked in order, the first that fits answers."""

    def __init__(self, context: Context, schema: Schema, pointer: str, hint: str, files: bool) -> None:
        self.context, self.schema, self.pointer, self.hint, self.files = context, schema, pointer, hint, files

    def build(self) -> Type:
        schema = self.schema
        if upstream.is_set(schema, "const"):
            value = schema.const
            return ConstType(upstream.untrusted(value) if isinstance(value, str) else value)
        if schema.enum is not None:
            return self._enum(schema.enum)
        if schemas.is_const_union(self.context, schema):
            return EnumRef(schemas.build_const_enum(self.context, schema, self.pointer, self.hint))
        if schema.allOf:
            return self._all_of()
        if schema.oneOf or schema.anyOf:
            return self._union()
        return self._by_type()

    def _enum(self, values: list[Any]) -> Type:
        known = [value for value in values if value is not None]
        nullable = len(known) < len(values)
        if not known:
            return NullType()
        if all(isinstance(value, str) for value in known) or all(type(value) is int for value in known):
            schemas.build_enum(self.context, self.schema, self.pointer, self.hint, known)
            return _nullable(EnumRef(self.pointer), nullable)
        consts = [ConstType(upstream.untrusted(value) if isinstance(value, str) else value) for value in known]
        return _nullable(UnionType(tuple(consts)) if len(consts) > 1 else consts[0], nullable)

    def _all_of(self) -> Type:
        schema = self.schema
        if len(schema.allOf) == 1 and schema.properties is None and schema.additionalProperties is None:
            only = build_type(
                self.context, schema.allOf[0], child(self.pointer, "allOf", 0), self.hint, files=self.files
            )
            return _nullable(only, self._says_null())
        if schemas.is_object(self.context, schema):
            schemas.build_model(self.context, schema, self.pointer, self.hint)
            return _nullable(ModelRef(self.pointer), self._says_null())
        first = build_type(self.context, schema.allOf[0], child(self.pointer, "allOf", 0), self.hint, files=self.files)
        return _nullable(first, self._says_null())

    def _union(self) -> Type:
        schema = self.schema
        keyword = "oneOf" if schema.oneOf else "anyOf"
        built: list[Type] = []
        nullable = self._says_null()
        for index, option in enumerate(schema.oneOf or schema.anyOf):
            hint = f"{self.hint}_{_title(option) or f'option_{index + 1}'}"
            item = build_type(self.context, option, child(self.pointer, keyword, index), hint, files=self.files)
            if isinstance(item, NullableType):
                nullable, item = True, item.of
            if isinstance(item, NullType):
                nullable = True
            elif item not in built:
                built.append(item)
        if not built:
            return NullType()
        return _nullable(built[0] if len(built) == 1 else self._tagged(tuple(built)), nullable)

    def _tagged(self, options: tuple[Type, ...]) -> UnionType:
        discriminator = self.schema.discriminator
        if discriminator is None:
            return UnionType(options)
        return UnionType(
            options, discriminator.propertyName, schemas.discriminator_mapping(self.context, self.schema, options)
        )

    def _says_null(self) -> bool:
        kinds = self.schema.type if isinstance(self.schema.type, list) else [self.schema.type]
        return self.schema.nullable or DataType.NULL in kinds

    def _by_type(self) -> Type:
        declared = self.schema.type
        kinds = declared if isinstance(declared, list) else [declared] if declared else []
        concrete = [kind for kind in kinds if kind is not DataType.NULL]
        nullable = self.schema.nullable or len(concrete) < len(kinds)
        if kinds and not concrete:
            return NullType()
        if not concrete:
            return _nullable(self._untyped(), nullable)
        built = tuple(dict.fromkeys(self._one(kind) for kind in concrete))
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
                return _INTEGER_FORMATS.get(format, IntType())
            case DataType.NUMBER:
                return _NUMBER_FORMATS.get(format, FloatType())
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
        return _STRING_FORMATS.get(format, StringType(self.schema.schema_format))

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
            return TupleType(firsts, item)
        return ListType(item)

    def _object(self) -> Type:
        if schemas.is_object(self.context, self.schema):
            schemas.build_model(self.context, self.schema, self.pointer, self.hint, files=self.files)
            return ModelRef(self.pointer)
        extra = self.schema.additionalProperties
        if isinstance(extra, Schema | Reference):
            pointer = child(self.pointer, "additionalProperties")
            return MapType(build_type(self.context, extra, pointer, f"{self.hint}_value"))
        return MapType(AnyType())


def _nullable(of: Type, nullable: bool) -> Type:
    if not nullable or isinstance(of, NullableType | NullType | AnyType):
        return of
    return NullableType(of)


def _title(node: Schema | Reference) -> str | None:
    if isinstance(node, Reference):
        return _last(target(node))
    title: UntrustedString | None = node.title
    return raw(title) if title else None
