"""The one door to openapi_python_client: a SpecDocument in, its typed document out; names and text types pass through.

The package's internals are not public API (its changelog says so), so it is pinned exactly, imported nowhere else, and
`tests/functional/test_upstream.py` lists every name that is used.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from veneer.diagnostics import Diagnostic, InputError
from veneer.load.document import SpecDocument
from veneer.load.parts import parts
from veneer.without_init import without_init

# An HTTP client, another reader of YAML and more, which would take a third of what it takes to start Veneer.
with without_init("openapi_python_client"):
    from openapi_python_client.schema import (
        DataType,
        MediaType,
        OpenAPI,
        Operation,
        Parameter,
        ParameterLocation,
        PathItem,
        Reference,
        RequestBody,
        Response,
        Schema,
        UntrustedString,
    )
    from openapi_python_client.schema.openapi_schema_pydantic.encoding import Encoding
    from openapi_python_client.schema.openapi_schema_pydantic.header import Header
    from openapi_python_client.schema.openapi_schema_pydantic.security_scheme import SecurityScheme
    from openapi_python_client.schema.openapi_schema_pydantic.server import Server
    from openapi_python_client.strings import (
        ClassName,
        PythonCode,
        PythonIdentifier,
        fix_reserved_words,
        in_double_quote_literal,
        in_f_string_literal,
        safe_for_docstring,
    )

__all__ = [
    "BaseModel",
    "ClassName",
    "DataType",
    "Encoding",
    "Header",
    "MediaType",
    "OpenAPI",
    "Operation",
    "Parameter",
    "ParameterLocation",
    "PathItem",
    "PythonCode",
    "PythonIdentifier",
    "Reference",
    "RequestBody",
    "Response",
    "Schema",
    "SecurityScheme",
    "Server",
    "UntrustedString",
    "extension",
    "fix_reserved_words",
    "in_double_quote_literal",
    "in_f_string_literal",
    "is_set",
    "safe_for_docstring",
    "typed",
    "untrusted",
    "validate",
]

_Node = TypeVar("_Node", bound=BaseModel)


def _hidden(text: UntrustedString) -> str:
    return "<untrusted text>"


def _refuse(text: UntrustedString, *_: object) -> str:
    raise TypeError("text of the description must go through a filter or `literal` before it is printed")


# Upstream's class inherits both from `object`: printed by accident, it would leave a memory address in the output.
UntrustedString.__repr__ = _hidden  # type: ignore[method-assign, assignment]
UntrustedString.__str__ = _refuse  # type: ignore[method-assign, assignment]
UntrustedString.__format__ = _refuse  # type: ignore[method-assign, assignment]

_BRANCH_TAGS = {"ref", "other"}  # pydantic puts the tag of a union's branch into an error's place


def validate(document: SpecDocument) -> OpenAPI:
    """Validate all of a description, and type what is no path and no component, apart from the security schemes.

    Typed, a large description takes many times its size. So one part at a time is typed, and thrown away; `typed` does
    it again when it is needed.

    Args:
        document: The loaded description, OpenAPI 3.1 in shape.

    Returns:
        The typed document; every text in it is an `UntrustedString`.

    Raises:
        InputError: One `invalid-description` diagnostic for each place that does not fit the specification, in the
            order of the description.
    """
    whole = document.content
    found: dict[str, Diagnostic] = {}
    root: OpenAPI | None = None
    for part in parts(whole):
        try:
            typed_part = OpenAPI.model_validate(part)
            root = root or typed_part
        except ValidationError as error:
            for item in _diagnostics(error, document, "", whole):
                found.setdefault(item.pointer, item)
    if found or root is None:
        raise InputError(sorted(found.values(), key=_rank)[:50])
    return root


def _rank(item: Diagnostic) -> tuple[str, int, int]:
    place = item.location
    return place.file, place.line or 0, place.column or 0


def typed(kind: type[_Node], document: SpecDocument, pointer: str, node: Any = None) -> _Node:
    """Validate and type one node, which may stand where the document model keeps what it finds raw.

    Args:
        kind: The document model's class for the node.
        document: The description.
        pointer: Where the node stands.
        node: What to type in its place; of the same shape, with something left out or typed already.

    Returns:
        The typed node.

    Raises:
        InputError: As for `validate`.
    """
    node = document.resolve(pointer) if node is None else node
    try:
        return kind.model_validate(node)
    except ValidationError as error:
        raise InputError(_diagnostics(error, document, pointer, node)[:50]) from None


def _diagnostics(error: ValidationError, document: SpecDocument, pointer: str, node: Any) -> list[Diagnostic]:
    found = [_diagnostic(document, pointer, node, item) for item in error.errors(include_url=False)]
    first = {item.pointer: item for item in reversed(found)}  # of several for one place, the first
    return list(reversed(first.values()))


def _diagnostic(document: SpecDocument, pointer: str, node: Any, error: Any) -> Diagnostic:
    for step in error["loc"]:
        if (isinstance(node, dict) and step in node) or (
            isinstance(node, list) and isinstance(step, int) and step < len(node)
        ):
            node = node[step]
        elif error["type"] == "missing" and step not in _BRANCH_TAGS:
            break
        else:
            continue
        pointer += "/" + str(step).replace("~", "~0").replace("/", "~1")
    name = error["loc"][-1] if error["type"] == "missing" else ""
    written = document.written(pointer)
    message = f"`{name}` is missing here" if name else f"{error['msg']} (at {written or '/'})"
    return Diagnostic(
        "invalid-description",
        message,
        document.locate(pointer),
        "Write what the OpenAPI specification asks for in this place.",
        written,
    )


def extension(node: BaseModel, name: str) -> Any:
    """Return the raw value of a keyword that the document model does not know (`x-...`), or ``None``."""
    more = node.__pydantic_extra__  # this is asked very often, and the property `model_extra` takes as long again
    return more.get(name) if more else None


def is_set(node: BaseModel, field: str) -> bool:
    """Tell whether the description wrote this keyword, which a default in the document model hides."""
    return field in node.model_fields_set


def untrusted(value: str) -> UntrustedString:
    """Wrap raw description text (from an extension, an enum or a default), which upstream leaves plain."""
    return UntrustedString(value)
