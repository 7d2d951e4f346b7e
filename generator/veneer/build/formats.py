"""The `format` of a string, an integer or a number -> its type; a format that is not here has none of its own."""

from __future__ import annotations

from veneer.model import (
    BytesEncoding,
    BytesType,
    DateTimeEncoding,
    DateTimeType,
    DateType,
    DecimalType,
    DurationEncoding,
    DurationType,
    IntType,
    TimeType,
    Type,
    UuidType,
)

STRING_FORMATS: dict[str, Type] = {
    "date-time": DateTimeType(),
    "date-time-rfc1123": DateTimeType(DateTimeEncoding.RFC7231),
    "date-time-rfc7231": DateTimeType(DateTimeEncoding.RFC7231),
    "http-date": DateTimeType(DateTimeEncoding.RFC7231),
    "date": DateType(),
    "time": TimeType(),
    "duration": DurationType(),
    "uuid": UuidType(),
    "byte": BytesType(),
    "base64": BytesType(),
    "base64url": BytesType(BytesEncoding.BASE64URL),
    "decimal": DecimalType(as_string=True),
    "decimal128": DecimalType(as_string=True),
    "int64": IntType(64, as_string=True),
    "uint64": IntType(as_string=True),
}
INTEGER_FORMATS: dict[str, Type] = {
    "int8": IntType(8),
    "int16": IntType(16),
    "int32": IntType(32),
    "int64": IntType(64),
    "unixtime": DateTimeType(DateTimeEncoding.UNIX),
    "unix-time": DateTimeType(DateTimeEncoding.UNIX),
    "duration-seconds": DurationType(DurationEncoding.SECONDS, integral=True),
    "duration-milliseconds": DurationType(DurationEncoding.MILLISECONDS, integral=True),
}
NUMBER_FORMATS: dict[str, Type] = {
    "decimal": DecimalType(),
    "duration-seconds": DurationType(DurationEncoding.SECONDS),
    "duration-milliseconds": DurationType(DurationEncoding.MILLISECONDS),
}
