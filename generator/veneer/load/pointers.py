"""JSON Pointers (RFC 6901) and reference fragments in, tuples of keys and the values that they lead to out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


def parse(pointer: str) -> tuple[str, ...]:
    """Split a pointer into its keys; whatever stands before the first slash is ignored."""
    tokens = pointer.split("/")[1:]
    return tuple([token.replace("~1", "/").replace("~0", "~") for token in tokens] if "~" in pointer else tokens)


def referred(reference: str) -> str:
    """Return the pointer in a same-document reference (RFC 6901, section 6: a percent-encoded fragment)."""
    return unquote(reference.removeprefix("#"))


def last(pointer: str) -> str:
    """Return the last key of a pointer: of one to a component, its name."""
    return pointer.rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")


def join(tokens: Iterable[str]) -> str:
    """Make a pointer from keys."""
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in tokens)


@lru_cache(2_000)  # the same few parts are referred to again and again
def parse_fragment(reference: str) -> tuple[str, ...] | None:
    """Split the pointer in a same-document reference; ``None`` when it holds a plain name (``#name``) instead."""
    fragment = referred(reference)
    return None if fragment and not fragment.startswith("/") else parse(fragment)


def with_slash(reference: str) -> str:
    """Return a reference whose pointer lacks its first slash (``#definitions/A``) with it, any other as it is.

    The name of an anchor has no slash in it, so nothing else can be meant.
    """
    file, _, fragment = reference.partition("#")
    return f"{file}#/{fragment}" if "/" in fragment and not unquote(fragment).startswith("/") else reference


def step(node: Any, token: str) -> Any:
    """Return the child of ``node`` under one key; raises ``KeyError`` when there is none."""
    if isinstance(node, dict | Mapping):  # most are the first, which is known at once
        return node[token]
    number = index(token, len(node)) if isinstance(node, Sequence) and not isinstance(node, str) else None
    if number is None:
        raise KeyError(token)
    return node[number]


def index(token: str, length: int) -> int | None:
    """Return a key as an index into a list of some length; ``None`` when it is not one."""
    return int(token) if _INDEX.fullmatch(token) and int(token) < length else None


def look_up(node: Any, tokens: Iterable[str]) -> Any:
    """Return what the keys lead to; raises ``KeyError`` with the first key that is missing."""
    for token in tokens:
        node = node[token] if type(node) is dict else step(node, token)
    return node
