"""The layers of an API, in each of which somebody else notices a change."""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """Who notices: who writes requests, who calls the protocol layer, who calls the convenience layer."""

    WIRE = "wire"
    PROTOCOL = "protocol"
    CONVENIENCE = "convenience"


PYTHON = frozenset({Layer.PROTOCOL, Layer.CONVENIENCE})
