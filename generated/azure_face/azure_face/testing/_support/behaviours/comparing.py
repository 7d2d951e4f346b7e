"""A face and those it is compared with -> the ones that are alike, with confidences, the best first."""

from __future__ import annotations

from collections.abc import Iterable

from .faces import SeenFace

Match = tuple[str, float]
"""The id of a face or person, and the confidence that it is the one looked for."""


def best_matches(face: SeenFace, candidates: Iterable[tuple[str, SeenFace]], least: float, most: int) -> list[Match]:
    """Return the candidates that are like a face.

    Args:
        face: The face.
        candidates: Ids with faces; an id that comes more than once has the best of its confidences.
        least: The confidence that a candidate must have.
        most: How many to return at most.

    Returns:
        Ids and confidences, the best first.
    """
    best: dict[str, float] = {}
    for key, other in candidates:
        best[key] = max(best.get(key, 0.0), face.likeness(other))
    found = sorted(
        ((key, each) for key, each in best.items() if each >= least), key=lambda match: (-match[1], match[0])
    )
    return found[:most]
