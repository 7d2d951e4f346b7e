"""A union -> the expressions that decode it, by a tag or by shape, and encode it, by the class of the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veneer.model import AnyType, ModelRef, Type, UnionType
from veneer.views.literals import quoted
from veneer.views.tags import Tags, options_of, tags_of
from veneer.views.view import Code, code, imports_of

if TYPE_CHECKING:
    from veneer.views.types import TypePrinter


def union_decoder(printer: TypePrinter, union: UnionType) -> Code:
    """Return an expression for the function that reads a value of a union from JSON."""
    tags = tags_of(printer.plan, union)
    return _by_shape(printer, options_of(union)) if tags is None else _by_tag(printer, tags)


def _by_shape(printer: TypePrinter, options: tuple[Type, ...]) -> Code:
    decoders = tuple(dict.fromkeys(printer.decoder(option) for option in options))
    return decoders[0] if len(decoders) == 1 else _call(printer.runtime("one_of"), decoders)


def _by_tag(printer: TypePrinter, tags: Tags) -> Code:
    entries = [code("{}: {}", quoted(tag), printer.decoder(ModelRef(id))) for tag, id in tags.models.items()]
    arguments = [quoted(tags.name), _joined("{", entries, "}")]
    if tags.others:
        arguments.append(_by_shape(printer, tags.others))
    if tags.is_open:
        arguments.append(Code("is_open=True"))
    return _call(printer.runtime("by_tag"), tuple(arguments))


def union_encoder(printer: TypePrinter, union: UnionType) -> Code:
    """Return an expression for the function that writes a value of a union as JSON."""
    # What takes any value is asked last: an option before it may write a value otherwise, or make a model JSON-ready.
    options = sorted(options_of(union), key=lambda option: isinstance(option, AnyType))
    models = [printer.named(option.id) for option in options if isinstance(option, ModelRef)]
    if union.is_open:
        models.append(printer.runtime("UnknownObject"))
    others = [printer.encoder(option) for option in options if not isinstance(option, ModelRef)]
    encoders = [_call(printer.runtime("encode_models"), (*models,))] if models else []
    encoders += dict.fromkeys(others)
    return encoders[0] if len(encoders) == 1 else _call(printer.runtime("encode_one_of"), (*encoders,))


def _call(function: Code, arguments: tuple[Code, ...]) -> Code:
    return _joined(f"{function.text}(", [*arguments], ")").needing(function.imports)


def _joined(opening: str, parts: list[Code], closing: str) -> Code:
    return Code(f"{opening}{', '.join(part.text for part in parts)}{closing}", imports_of(parts))
