"""A face -> the 27 points that the local service says it has, all within its rectangle."""

from __future__ import annotations

from random import Random

from .faces import SeenFace

_PLACES = {
    "pupilLeft": (30, 38),
    "pupilRight": (70, 38),
    "noseTip": (50, 60),
    "mouthLeft": (34, 78),
    "mouthRight": (66, 78),
    "eyebrowLeftOuter": (16, 28),
    "eyebrowLeftInner": (42, 29),
    "eyeLeftOuter": (22, 39),
    "eyeLeftTop": (30, 35),
    "eyeLeftBottom": (30, 42),
    "eyeLeftInner": (37, 40),
    "eyebrowRightInner": (58, 29),
    "eyebrowRightOuter": (84, 28),
    "eyeRightInner": (63, 40),
    "eyeRightTop": (70, 35),
    "eyeRightBottom": (70, 42),
    "eyeRightOuter": (78, 39),
    "noseRootLeft": (44, 42),
    "noseRootRight": (56, 42),
    "noseLeftAlarTop": (42, 53),
    "noseRightAlarTop": (58, 53),
    "noseLeftAlarOutTip": (38, 60),
    "noseRightAlarOutTip": (62, 60),
    "upperLipTop": (50, 73),
    "upperLipBottom": (50, 76),
    "underLipTop": (50, 80),
    "underLipBottom": (50, 85),
}
"""Where the points of a face are, in percent of its rectangle from the left and from the top."""


def landmarks(face: SeenFace) -> dict[str, dict[str, float]]:
    """Return a face's points as ``FaceLandmarks``."""
    random = Random(face.look)
    box = face.rectangle
    return {
        name: {
            "x": round(box.left + box.width * (across + random.uniform(-1, 1)) / 100, 1),
            "y": round(box.top + box.height * (down + random.uniform(-1, 1)) / 100, 1),
        }
        for name, (across, down) in _PLACES.items()
    }
