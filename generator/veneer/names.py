"""Description text -> Python names: sanitised, kept apart, overridable; the only place where a Python name is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from typing import TypeVar

from veneer.upstream import ClassName, PythonIdentifier, UntrustedString

_Item = TypeVar("_Item")

# What a generated class has of its own; a property or a method of the description with such a name gets an underscore.
MODEL_MEMBERS = frozenset({"additional_properties", "to_dict", "from_dict", "to_json", "from_json", "encode", "decode"})
CLIENT_MEMBERS = frozenset({"close", "aclose"})
METHOD_PARAMETERS = frozenset({"self", "content", "context", "cancellation", "raw"})
ENUM_MEMBERS = frozenset({"mro", "name", "value", "encode", "decode", "is_known"})

_GROUPED = re.compile(r"^[A-Z][A-Za-z0-9]*_(?=[A-Z])")  # AutoRest's `Group_Operation`


def operation_stem(id: str) -> str:
    """Return an operationId without its group: ``Pets_ListAll`` -> ``ListAll``."""
    return _GROUPED.sub("", id)


def identifier(text: UntrustedString | str, taken: Set[str] = frozenset()) -> str:
    """Return a snake_case name for a variable, an attribute or a method; one that is taken gets an underscore.

    Args:
        text: What the description says.
        taken: Names that mean something else in that place.
    """
    name = str(PythonIdentifier(text, "value_"))
    return f"{name}_" if name in taken else name


def class_name(text: UntrustedString | str) -> str:
    """Return a PascalCase name for a class."""
    name = str(ClassName(text, "Model"))
    return name[:1].upper() + name[1:]


def member_name(text: UntrustedString | str) -> str:
    """Return an UPPER_CASE name for an enum member."""
    if not isinstance(text, str):
        text = text.get_untrusted_value()
    if text[:1] == "-" and text[1:2].isdigit():
        text = f"minus_{text[1:]}"
    name = str(PythonIdentifier(text, "value_")).rstrip("_").upper() or "EMPTY"
    return f"{name}_" if name.lower() in ENUM_MEMBERS else name


def module_name(name: str) -> str:
    """Return the name of the module that holds a class: ``FaceSessionClient`` -> ``face_session_client``."""
    return str(PythonIdentifier(name, "module_"))


def version_module(version: str) -> str:
    """Return the name of an API version's subpackage: ``v1.1-preview.1`` -> ``v1_1_preview_1``."""
    name = re.sub(r"[^0-9A-Za-z]+", "_", version).strip("_").lower()
    return name if name[:1].isalpha() else f"v{name}"


def keep_apart(
    items: Iterable[_Item], name_of: Callable[[_Item], str], collided: Callable[[_Item, str, str], None]
) -> list[tuple[_Item, str]]:
    """Give each item its name; the second that wants the same one gets ``_2``, and so on, and is reported.

    Args:
        items: In the description's order, so that what comes later never renames what was there before.
        name_of: The name that an item wants.
        collided: Told the item, the name that it wanted and the one that it got.
    """
    used: dict[str, int] = {}
    named: list[tuple[_Item, str]] = []
    for item in items:
        wanted = name_of(item)
        name, count = wanted, used.get(wanted.casefold(), 0)
        while name.casefold() in used:
            count += 1
            name = f"{wanted}_{count + 1}" if wanted[:1].islower() or wanted.isupper() else f"{wanted}{count + 1}"
        used[name.casefold()] = 0
        used[wanted.casefold()] = count
        if name != wanted:
            collided(item, wanted, name)
        named.append((item, name))
    return named
