"""A prepared OpenAPI document -> jsonschema's validators of its schemas: a value -> nothing, or jsonschema's error."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

_URI = "urn:veneer:description"
# RFC 3339, section 5.6; many send a time without an offset.
_TIME = re.compile(
    r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?", re.ASCII | re.IGNORECASE
)
_FORMATS = ("date", "date-time", "duration", "email", "ipv4", "ipv6", "uri", "uuid")


class Validators:
    """The validators of a document's schemas, each made when it is first needed."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._registry = Registry[Any]().with_resource(_URI, DRAFT202012.create_resource(document))
        self._formats = _format_checker()
        self._validators: dict[str, Draft202012Validator] = {}

    def error(self, pointer: str, value: Any) -> ValidationError | None:
        """Return the error of ``value`` that explains most, or ``None``.

        Args:
            pointer: JSON Pointer of the schema in the document, without ``#``.
            value: A JSON value.

        Returns:
            The error, or ``None`` when the value matches the schema.

        Raises:
            RecursionError: The value is nested too deep.
        """
        error: ValidationError | None = best_match(self._validator(pointer).iter_errors(value))
        return error

    def _validator(self, pointer: str) -> Draft202012Validator:
        if pointer not in self._validators:
            reference = f"{_URI}#{quote(pointer, safe='/~')}"
            self._validators[pointer] = Draft202012Validator(
                {"$ref": reference}, registry=self._registry, format_checker=self._formats
            )
        return self._validators[pointer]


def _format_checker() -> FormatChecker:
    # A format whose package is not installed is a KeyError here, not a check that is left out.
    checker = FormatChecker(_FORMATS)
    checker.checks("int32")(lambda value: _is_within(value, 31))
    checker.checks("int64")(lambda value: _is_within(value, 63))
    checker.checks("byte", raises=binascii.Error)(_is_base64)
    checker.checks("time")(_is_time)  # jsonschema's own knows no fraction and no offset
    return checker


def _is_within(value: object, bits: int) -> bool:
    return not isinstance(value, (int, float)) or -(2**bits) <= value < 2**bits


def _is_time(value: object) -> bool:
    return not isinstance(value, str) or _TIME.fullmatch(value) is not None


def _is_base64(value: object) -> bool:
    return not isinstance(value, str) or base64.b64decode(value, validate=True) is not None
