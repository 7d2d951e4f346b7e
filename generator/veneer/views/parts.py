"""A part of a form or a multipart body -> the expression that writes it, where its encoding asks for one."""

from __future__ import annotations

import re

from veneer.model import ConstType, FileType, Header, ListType, ParameterStyle, Part, bare
from veneer.views.literals import quoted
from veneer.views.types import TypePrinter
from veneer.views.view import Code, code

_CONCRETE = re.compile(r"[^\s/*,;]+/[^\s/*,;]+\s*(;|$)")  # a media type (RFC 9110, section 8.3.1), not a range of them


def field_expression(printer: TypePrinter, part: Part) -> Code | None:
    """Return what writes a field of a form; ``None`` where the plain form will do."""
    function = printer.runtime("form_field")
    if part.style is ParameterStyle.CONTENT:
        return code("{}({})", function, quoted("json")) if any(map(_is_json, _types(part))) else None
    if part.style is ParameterStyle.FORM and part.explode and not part.allow_reserved:
        return None
    options = [quoted(str(part.style))]
    if part.explode and part.style is not ParameterStyle.DEEP_OBJECT:
        options.append(Code("explode=True"))
    if part.allow_reserved and part.style is ParameterStyle.FORM:
        options.append(Code("allow_reserved=True"))
    return code(f"{{}}({', '.join('{}' for _ in options)})", function, *options)


def part_expression(printer: TypePrinter, part: Part) -> Code | None:
    """Return what writes a part of a multipart body; ``None`` where a plain part will do."""
    concrete = [media_type for media_type in _types(part) if _CONCRETE.match(media_type)]
    options = [quoted(concrete[0])] if concrete else []
    fixed = [(header, value) for header in part.headers if (value := fixed_value(header)) is not None]
    if fixed:
        entries = [code("{}: {}", quoted(header.wire_name), quoted(value)) for header, value in fixed]
        options.append(code(f"headers={{{{{', '.join('{}' for _ in entries)}}}}}", *entries))
    listed = bare(part.type)
    if isinstance(listed, ListType) and not isinstance(bare(listed.item), FileType) and any(map(_is_json, concrete)):
        options.append(Code("whole=True"))
    if not options:
        return None
    return code(f"{{}}({', '.join('{}' for _ in options)})", printer.runtime("part_of"), *options)


def fixed_value(header: Header) -> str | None:
    """Return the value of a part's header that can be no other."""
    type = bare(header.type)
    if not isinstance(type, ConstType) or type.value is None:
        return None
    value = type.value
    if isinstance(value, bool | int | float):
        return str(value).lower()
    return value.get_untrusted_value()


def _types(part: Part) -> list[str]:
    return [item.get_untrusted_value() for item in part.media_types]


def _is_json(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower().endswith(("/json", "+json"))
