"""An answer goes in, its typed value comes out; a typed value goes in, the content of a request comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import httpx

from .content import RequestContent
from .context import RequestContext
from .decoding import Decoder
from .encoding import Encoder
from .errors import DecodeError
from .json_text import dumps, loads
from .media_types import is_json, media_type, refuse_type
from .model import Model
from .read_only import as_sent

T = TypeVar("T")


def read_json(raw: httpx.Response, decode: Decoder[T]) -> T:
    """Read an answer's JSON body.

    Args:
        raw: The answer, its body read.
        decode: What makes the parsed body a typed value.

    Returns:
        The typed value.

    Raises:
        DecodeError: If the answer says that it is no JSON, or the body is empty, no JSON, or does not fit; ``response``
            is the answer.
    """
    body = raw.content
    if not body:
        raise DecodeError("$", "expected JSON, got an empty body", raw)
    media = media_type(raw)
    if media is not None and not is_json(media):
        refuse_type("application/json", media, raw)
    try:
        return decode(loads(body))
    except DecodeError as error:
        error.response = raw
        raise
    except UnicodeDecodeError:
        raise DecodeError("$", "expected JSON, got a body that is not UTF-8", raw) from None
    except RecursionError:
        raise DecodeError("$", "the JSON is nested too deeply", raw) from None
    except ValueError as error:
        raise DecodeError("$", f"expected JSON, got a body that is none: {error}", raw) from None


def json_content(value: Model, cls: type[Model], content_type: str | None = None) -> RequestContent:
    """Make the content of a request from a model.

    Args:
        value: The model.
        cls: The class that it must have.
        content_type: The media type; ``None`` takes the operation's.

    Returns:
        The content, JSON.

    Raises:
        TypeError: If the value is ``None``, a dict, a RequestContext or anything else but a ``cls``; or holds a value
            of the wrong type.
    """
    if not isinstance(value, cls):
        raise TypeError(_advice(value, cls.__name__))
    return RequestContent.json(as_sent(value.to_dict), content_type)


def json_value(value: T, encode: Encoder[T], content_type: str | None = None) -> RequestContent:
    """Make the content of a request from a list or a scalar.

    Args:
        value: The value.
        encode: What makes it JSON-ready.
        content_type: The media type; ``None`` takes the operation's.

    Returns:
        The content, JSON.

    Raises:
        TypeError: If the value does not fit.
    """
    if isinstance(value, RequestContext):
        raise TypeError(_advice(value, "value"))
    return RequestContent.json(as_sent(encode, value), content_type)


def json_parameter(value: Any) -> str | None:
    """Write the value of a parameter whose description says that it is JSON; ``None`` stays ``None``."""
    return None if value is None else dumps(value).decode()


def _advice(value: object, wanted: str) -> str:
    if value is None:
        return f"content is required: pass {wanted}, or a RequestContent for the protocol method"
    if isinstance(value, RequestContext):
        return f"content must be {wanted}; pass the RequestContext as context="
    if isinstance(value, (Mapping, list)):
        return f"content must be {wanted}, got {type(value).__name__}: RequestContent.json(...) sends it as it is"
    return f"content must be {wanted} or a RequestContent, got {type(value).__name__}"
