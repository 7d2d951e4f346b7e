"""A face and the names of attributes -> the values that the local service makes up for it, and what models can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from ..asgi import bad_argument
from .faces import SeenFace

_OF_MODEL: Mapping[str, frozenset[str]] = {
    "detection_01": frozenset(
        {"age", "smile", "facialHair", "hair", "headPose", "glasses", "occlusion", "accessories", "blur"}
        | {"exposure", "noise", "qualityForRecognition"}
    ),
    "detection_02": frozenset(),
    "detection_03": frozenset({"headPose", "mask", "blur", "qualityForRecognition"}),
}
_QUALITY_MODELS = ("recognition_03", "recognition_04")
_GLASSES = ("noGlasses", "noGlasses", "noGlasses", "readingGlasses", "sunglasses")
_HAIR_COLORS = ("brown", "black", "blond", "gray", "red", "white", "other")


def check_attributes(names: Sequence[str], detection: str, recognition: str) -> None:
    """Return when the models can tell all of the attributes.

    Raises:
        ServiceError: They cannot, or there is no such attribute (400).
    """
    for name in names:
        if name not in _MAKERS:
            raise bad_argument(f"The query parameter 'returnFaceAttributes' must not have '{name}'.")
        if name not in _OF_MODEL[detection]:
            raise bad_argument(f"'returnFaceAttributes' is not supported by {detection}: '{name}'.")
    if "qualityForRecognition" in names and recognition not in _QUALITY_MODELS:
        raise bad_argument(
            f"'qualityForRecognition' needs one of the recognition models: {', '.join(_QUALITY_MODELS)}."
        )


def attributes(face: SeenFace, names: Sequence[str]) -> dict[str, Any]:
    """Return a face's attributes as ``FaceAttributes``; those with ``names`` only."""
    return {name: _MAKERS[name](face, Random(face.look + name.encode())) for name in names}


def _share(random: Random, most: float = 1.0) -> float:
    return round(random.uniform(0, most), 2)


def _level(value: float, names: tuple[str, str, str]) -> str:
    return names[0] if value < 0.25 else names[1] if value < 0.75 else names[2]


def _head_pose(face: SeenFace, random: Random) -> dict[str, float]:
    return {name: round(random.uniform(-20, 20), 1) for name in ("pitch", "roll", "yaw")}


def _glasses(face: SeenFace, random: Random) -> str:
    return _GLASSES[face.look[3] % len(_GLASSES)]


def _accessories(face: SeenFace, random: Random) -> list[dict[str, Any]]:
    wears = _glasses(face, random) != "noGlasses"
    return [{"type": "glasses", "confidence": 0.99}] if wears else []


def _blur(face: SeenFace, random: Random) -> dict[str, Any]:
    value = _share(random)
    return {"blurLevel": _level(value, ("low", "medium", "high")), "value": value}


def _noise(face: SeenFace, random: Random) -> dict[str, Any]:
    value = _share(random)
    return {"noiseLevel": _level(value, ("low", "medium", "high")), "value": value}


def _exposure(face: SeenFace, random: Random) -> dict[str, Any]:
    value = _share(random)
    return {"exposureLevel": _level(value, ("underExposure", "goodExposure", "overExposure")), "value": value}


def _hair(face: SeenFace, random: Random) -> dict[str, Any]:
    colors = [{"color": color, "confidence": _share(random)} for color in _HAIR_COLORS]
    return {"bald": _share(random, 0.3), "invisible": False, "hairColor": sorted(colors, key=_by_confidence)}


def _by_confidence(color: Mapping[str, Any]) -> float:
    return -float(color["confidence"])


_MAKERS: Mapping[str, Callable[[SeenFace, Random], Any]] = {
    "age": lambda face, random: round(random.uniform(18, 80), 1),
    "smile": lambda face, random: _share(random),
    "facialHair": lambda face, random: {name: _share(random) for name in ("moustache", "beard", "sideburns")},
    "glasses": _glasses,
    "headPose": _head_pose,
    "hair": _hair,
    "occlusion": lambda face, random: {"foreheadOccluded": False, "eyeOccluded": False, "mouthOccluded": False},
    "accessories": _accessories,
    "blur": _blur,
    "exposure": _exposure,
    "noise": _noise,
    "mask": lambda face, random: {"noseAndMouthCovered": False, "type": "noMask"},
    "qualityForRecognition": lambda face, random: face.quality,
}
