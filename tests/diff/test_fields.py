"""Every field of the model is compared, or stands here with the reason why it is not."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

import veneer.diff
import veneer.model.words
from veneer import model
from veneer.model import CONSTRAINT_KEYWORDS

MODULES = [*Path(veneer.diff.__file__).parent.glob("*.py"), Path(veneer.model.words.__file__)]
SOURCES = "".join(path.read_text("utf-8") for path in MODULES)
CLASSES = [item for name in model.__all__ if isinstance(item := getattr(model, name), type) and attrs.has(item)]

WORDS = "texts for people change no request, no answer and no signature"
POINTER = "where a thing stands; facts carry it, and compare it never"
IN_PYTHON = "is seen in the names and signatures that the plan prints, if it changes any"
PAGES = "what a list returns is seen in Python; the wire is what the answer and the parameters say"
UNREAD = "no client does anything with it: how a list or an operation goes on is what package.toml says"
EXAMPLE = "an example promises nothing"
SCHEME = "a scheme is what it asks for, whatever it is called"

NOT_COMPARED = {
    **{f"{name}.docs": WORDS for name in ("Api", "Body", "EnumType", "EnumValue", "Example", "Header", "Model")},
    "Alias.docs": WORDS,
    **{f"{name}.docs": WORDS for name in ("Operation", "Parameter", "Part", "Property", "Response", "Server")},
    **{f"{name}.docs": WORDS for name in ("ServerVariable", "ApiKey", "Basic", "Bearer", "MutualTls")},
    **{f"Docs.{name}": WORDS for name in ("summary", "description", "external_url")},
    **{f"Example.{name}": EXAMPLE for name in ("name", "value")},
    **dict.fromkeys(("Content.examples", "Parameter.examples", "Model.example", "Property.example"), EXAMPLE),
    **{f"Paging.{item.name}": PAGES for item in attrs.fields(model.Paging)},
    **{f"LongRunning.{item.name}": UNREAD for item in attrs.fields(model.LongRunning)},
    "Operation.paging": PAGES,
    **{
        f"{name}.id": "a scheme is what it asks for, whatever it is called" for name in ("Basic", "Bearer", "MutualTls")
    },
    "ApiKey.id": "a scheme is what it asks for, whatever it is called",
    "Bearer.scopes": "what counts are the scopes that a use of the scheme asks for",
    "Api.security_schemes": "counts where an operation or the API uses it",
    "Api.title": WORDS,
    "Api.version": "two versions have two names",
    "Api.versions": "two versions have two names",
    "Api.tags": "order documentation and groups, whose names come from the tags of the operations",
    "Operation.tags": "order documentation; a group, or a client that takes its operations by tag, is seen in Python",
    "Operation.overload_group": "follows from method and path, which are compared",
    "Operation.client_name": IN_PYTHON,
    "Parameter.client_name": IN_PYTHON,
    "Property.client_name": IN_PYTHON,
    "Property.flatten": IN_PYTHON,
    "EnumValue.hint": IN_PYTHON,
    "Parameter.idempotency": "follows from the name",
    "Parameter.conditional": "follows from the name",
    "Content.kind": "follows from the media type",
    "Part.type": "is the type of the body's property, which is compared",
    "Part.required": "is said of the body's property, which is compared",
    "EnumType.default": "counts where a parameter or a property has it",
    "Model.discriminator_value": "is in the mapping of the parent, which is compared",
    "Status.high": "follows from the lowest status of a range",
    "Status.is_default": "is in the status's name in words",
    "TemplateVariable.name": "names a parameter, which is compared",
}


def fields() -> list[str]:
    return [f"{item.__name__}.{each.name}" for item in CLASSES for each in attrs.fields(item)]


@pytest.mark.parametrize("field", fields())
def test_a_field_is_read_by_the_comparison_or_said_not_to_be(field: str) -> None:
    owner, _, name = field.partition(".")
    read = re.search(rf"\.{name}\b", SOURCES) or (owner.endswith(("Type", "Ref")) and f"{owner}(" in SOURCES)
    bound = owner == "Constraints" and name in CONSTRAINT_KEYWORDS

    assert bool(read or bound) or field in NOT_COMPARED


def test_the_table_names_fields_that_there_are() -> None:
    assert not NOT_COMPARED.keys() - set(fields())
