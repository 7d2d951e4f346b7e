"""A reference that leads nowhere in, the reference that was probably meant out."""

from difflib import get_close_matches
from typing import Any

from veneer.load import pointers

# A comparison takes quadratic time: a hostile description shall not make use of that.
_MOST_NAMES = 2_000
_LONGEST_NAME = 100


def suggest(content: dict[str, Any], tokens: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what was probably meant by a pointer that leads nowhere."""
    return _respelled(content, tokens) or _same_name(content, tokens)


def _respelled(content: dict[str, Any], tokens: tuple[str, ...]) -> tuple[str, ...] | None:
    node: Any = content
    for number, token in enumerate(tokens):
        try:
            node = pointers.step(node, token)
        except KeyError:
            for name in get_close_matches(token[:_LONGEST_NAME], _names(node), n=3):
                meant = (*tokens[:number], name, *tokens[number + 1 :])
                if _exists(content, meant):
                    return meant
            return None
    return None


def _same_name(content: dict[str, Any], tokens: tuple[str, ...]) -> tuple[str, ...] | None:
    components = content.get("components")
    sections = components if isinstance(components, dict) and tokens else {}
    found = (("components", section, tokens[-1]) for section in sections)
    return next((meant for meant in found if _exists(content, meant)), None)


def _names(node: Any) -> list[str]:
    names = list(node)[:_MOST_NAMES] if isinstance(node, dict) else []
    return [name for name in names if len(name) <= _LONGEST_NAME]


def _exists(content: dict[str, Any], tokens: tuple[str, ...]) -> bool:
    try:
        pointers.look_up(content, tokens)
    except KeyError:
        return False
    return True
