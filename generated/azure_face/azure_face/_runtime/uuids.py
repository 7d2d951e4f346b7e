"""A JSON value goes in, a UUID comes out, and back: apart, since `uuid` takes long to load and few clients need it."""

from __future__ import annotations

from uuid import UUID, SafeUUID

from .decoding import parsed
from .encoding import refuse


def decode_uuid(value: object) -> UUID:
    """Read a UUID."""
    if type(value) is str and len(digits := value.replace("-", "")) == 32:
        try:
            made = _new(UUID)
            _set_int(made, int(digits, 16))
            _set_is_safe(made, _UNKNOWN)
            return made
        except ValueError:
            pass  # said below
    return parsed(value, UUID, "a UUID")


# Lists of ids are long, and UUID takes most of its time to find out which of its six arguments it is given.
_new, _UNKNOWN = object.__new__, SafeUUID.unknown
_set_int, _set_is_safe = vars(UUID)["int"].__set__, vars(UUID)["is_safe"].__set__


def encode_uuid(value: UUID) -> str:
    """Write a UUID in its usual lower-case form."""
    if not isinstance(value, UUID):
        refuse("a UUID", value)
    return str(value)
