"""An operation of Swagger 2.0 in; what its header parameters Content-Type and Accept may be as its media types, out."""

from __future__ import annotations

from typing import Any

from veneer.load.swagger.upgrading import Part, Upgrading, texts

# What each such header chooses among.
_CHOOSES = {"content-type": "consumes", "accept": "produces"}


def is_media_header(node: Any) -> bool:
    """Tell whether a parameter is such a header, and says which media types it can name."""
    if not isinstance(node, dict) or node.get("in") != "header" or str(node.get("name")).lower() not in _CHOOSES:
        return False
    return bool(texts(node.get("enum"))) or isinstance(node.get("default"), str)


def with_media_types(upgrading: Upgrading, part: Part, path_item: Part) -> Part:
    """Return an operation whose `consumes` and `produces` are what these parameters may be, the default first.

    A client has no parameter for them: it sends what the media type of a body or an answer says, which is chosen there.

    Args:
        upgrading: The upgrade.
        part: The operation.
        path_item: Its path item, which may have these parameters for all of its operations.
    """
    said: dict[str, list[str]] = {}
    for owner in (path_item, part):
        given = owner.node.get("parameters")
        for item in given if isinstance(given, list) else ():
            node, _ = upgrading.follow(item, owner.before)
            if not is_media_header(node):
                continue
            key, default = _CHOOSES[node["name"].lower()], texts([node.get("default")])
            known = texts(part.node.get(key, upgrading.content.get(key)))
            said[key] = list(dict.fromkeys((*default, *(texts(node.get("enum")) or known))))
    return Part(part.node | said, part.before, part.now) if said else part
