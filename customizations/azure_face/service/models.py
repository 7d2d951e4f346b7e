"""The name of a detection or recognition model in a request -> the model, or the refusal of a name that none has."""

from __future__ import annotations

from collections.abc import Sequence

from ..asgi import ServiceError, bad_argument

RECOGNITION_MODELS = ("recognition_01", "recognition_02", "recognition_03", "recognition_04")
DETECTION_MODELS = ("detection_01", "detection_02", "detection_03")


def recognition_model(value: str | None) -> str:
    """Return the recognition model that a request means.

    Raises:
        ServiceError: There is no such model (400).
    """
    return _known(value, RECOGNITION_MODELS, "recognitionModel")


def detection_model(value: str | None) -> str:
    """Return the detection model that a request means.

    Raises:
        ServiceError: There is no such model (400).
    """
    return _known(value, DETECTION_MODELS, "detectionModel")


def incompatible() -> ServiceError:
    """Return the refusal (400) of faces that were made for different recognition models."""
    return bad_argument("The 'recognitionModel' is incompatible: all faces must be of one recognition model.")


def _known(value: str | None, known: Sequence[str], name: str) -> str:
    if value is None:
        return known[0]
    if value not in known:
        raise bad_argument(f"The '{name}' must be one of: {', '.join(known)}.")
    return value
