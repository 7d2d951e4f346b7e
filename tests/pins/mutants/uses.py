"""By hand, from reading the overlays: what each uses, and whether a change touches that.

The question is the one of an overlay's maintainer: do I have to look at it again? Nothing here is read off the pins.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from pins.mutants.documents import Json, endpoints, target
from pins.mutants.effects import (
    AnswerOf,
    BodyOf,
    Demands,
    DemandsProperty,
    Effect,
    Lost,
    NameOf,
    ParameterOf,
    PropertyOf,
    Route,
)

PREVIEWS = ("v1.1-preview.1", "v1.2-preview.1")
ALL = (*PREVIEWS, "v1.2", "v1.3-preview.1")
Names = Mapping[str, tuple[str, ...]]


@frozen
class Overlay:
    """What one overlay uses, by operationId.

    Attributes:
        path: The overlay.
        own: The operation whose method it overlays; ``None`` for a method of its own.
        asks: Operations that it names: their routes count.
        bodies: Operations whose body it writes, or whose content it takes in its signature.
        answers: Operations whose answer it gives back by itself.
        passes: Operations that it calls in place of its own, with the same arguments and for the same answer.
        gives: Parameters that it gives a value of its own, by operation.
        makes: Properties of the body of an operation that it writes out.
        named: Operations whose body's class it names.
        polls: The property of the answer that says how far an operation is, by the operation that answers.
        versions: Versions that have its operations.
    """

    path: str
    own: str | None = None
    asks: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    gives: Names = field(factory=dict)
    makes: Names = field(factory=dict)
    named: tuple[str, ...] = ()
    polls: Mapping[str, str] = field(factory=dict)
    versions: tuple[str, ...] = ALL


def _image(client: str, group: str, method: str, id: str, versions: tuple[str, ...] = ALL) -> Overlay:
    """Return what `_image.py.jinja` uses: the image goes to one operation, an address with the rest to another."""
    own, other = f"{group}_{id}", f"{group}_{id}FromUrl"
    return Overlay(
        f"{client}/{method}.py.jinja",
        own,
        asks=(other,),
        bodies=(own, other),
        passes=(other,),
        makes={other: ("url",)},
        versions=versions,
    )


def _forms(method: str, forms: Names, polls: Mapping[str, str] | None = None, gives: Names | None = None) -> Overlay:
    """Return what `_forms.py.jinja` uses: each form calls its operation, and all give back what these answer."""
    client = "face_administration" if polls else "face"
    ids = tuple(forms)
    asks = (*ids, *(gives or {}))
    return Overlay(
        f"{client}/{method}.py.jinja",
        asks=asks,
        bodies=() if polls else ids,
        answers=tuple(polls or ids),
        gives=gives or {},
        makes={} if polls else forms,
        polls=polls or {},
    )


_RECOGNITION = "FaceRecognitionOperations"
_OPTIONS = ("faceIds", "maxNumOfCandidatesReturned", "confidenceThreshold")
_LISTS, _LARGE, _GROUPS = (
    "FaceListOperations_{}LargeFaceList{}",
    "PersonGroupOperations_{}LargePersonGroup{}",
    "PersonGroupOperations_{}PersonGroup{}",
)
_COLLECTIONS = {_LISTS: "largeFaceListId", _LARGE: "largePersonGroupId", _GROUPS: "personGroupId"}
_SIMILAR = (f"{_RECOGNITION}_FindSimilarFromFaceList", f"{_RECOGNITION}_FindSimilarFromLargeFaceList")
_VERIFY = "LivenessSessionOperations_CreateLivenessWithVerifySession"

OVERLAYS = (
    _image("face", "FaceDetectionOperations", "detect", "Detect"),
    _image("face_administration", "FaceListOperations", "add_face_list_face", "AddFaceListFace"),
    _image("face_administration", "FaceListOperations", "add_large_face_list_face", "AddLargeFaceListFace"),
    _image(
        "face_administration",
        "PersonGroupOperations",
        "add_large_person_group_person_face",
        "AddLargePersonGroupPersonFace",
    ),
    _image("face_administration", "PersonGroupOperations", "add_person_group_person_face", "AddPersonGroupPersonFace"),
    _image("face_administration", "PersonDirectoryOperations", "add_person_face", "AddPersonFace", PREVIEWS),
    Overlay(
        "face/find_similar.py.jinja",
        f"{_RECOGNITION}_FindSimilar",
        asks=_SIMILAR,
        bodies=(f"{_RECOGNITION}_FindSimilar", *_SIMILAR),
        passes=_SIMILAR,
    ),
    _forms(
        "identify",
        {
            f"{_RECOGNITION}_IdentifyFromPersonGroup": (*_OPTIONS, "personGroupId"),
            f"{_RECOGNITION}_IdentifyFromLargePersonGroup": (*_OPTIONS, "largePersonGroupId"),
            f"{_RECOGNITION}_IdentifyFromDynamicPersonGroup": (*_OPTIONS, "dynamicPersonGroupId"),
            f"{_RECOGNITION}_IdentifyFromPersonDirectory": (*_OPTIONS, "personIds"),
        },
    ),
    _forms(
        "verify",
        {
            f"{_RECOGNITION}_VerifyFaceToFace": ("faceId1", "faceId2"),
            f"{_RECOGNITION}_VerifyFromPersonGroup": ("faceId", "personGroupId", "personId"),
            f"{_RECOGNITION}_VerifyFromLargePersonGroup": ("faceId", "largePersonGroupId", "personId"),
            f"{_RECOGNITION}_VerifyFromPersonDirectory": ("faceId", "personId"),
        },
    ),
    _forms(
        "wait_until_trained",
        {id.format("Get", "TrainingStatus"): () for id in _COLLECTIONS},
        polls={id.format("Get", "TrainingStatus"): "status" for id in _COLLECTIONS},
        gives={
            id.format(*around): (name,)
            for id, name in _COLLECTIONS.items()
            for around in (("Get", "TrainingStatus"), ("Train", ""))
        },
    ),
    Overlay(
        "face_session/create_liveness_with_verify_session.py.jinja",
        _VERIFY,
        asks=(_VERIFY, f"{_VERIFY}WithVerifyImage"),
        bodies=(_VERIFY, f"{_VERIFY}WithVerifyImage"),
        passes=(f"{_VERIFY}WithVerifyImage",),
        makes={f"{_VERIFY}WithVerifyImage": ("Parameters", "VerifyImage")},
        named=(_VERIFY,),
        versions=PREVIEWS,
    ),
)


@frozen
class Description:
    """What the overlays' operations write and read in one description: pointers of schemas, by operationId."""

    version: str
    written: Mapping[str, str]
    read: Mapping[str, str]

    @staticmethod
    def of(version: str, document: Json) -> Description:
        """Look these up."""
        written = {id: target(document, place) for item in endpoints(document) for id, _, place in item.bodies()}
        answer = "responses/200/content/application~1json/schema"
        read = {id: target(document, f"{item.pointer}/{answer}") for item in endpoints(document) for id in item.ids}
        return Description(version, written, read)

    def touched(self, effects: tuple[Effect, ...]) -> dict[str, tuple[Effect, ...]]:
        """Return the overlays that a change touches, each with what of the change does."""
        found = {
            overlay.path: tuple(effect for effect in effects if _touches(overlay, effect, self.written, self.read))
            for overlay in OVERLAYS
            if self.version in overlay.versions
        }
        return {path: effects for path, effects in found.items() if effects}


def _touches(overlay: Overlay, effect: Effect, written: Mapping[str, str], read: Mapping[str, str]) -> bool:
    match effect:
        case Lost(ids):
            return bool({overlay.own, *overlay.asks} & {*ids})
        case Route(ids):
            return bool({*overlay.asks} & {*ids})
        case BodyOf(ids):
            return bool({*overlay.bodies} & {*ids})
        case AnswerOf(ids):
            return bool({*overlay.answers} & {*ids}) or _part(overlay, ids)
        case ParameterOf(ids, name):
            return any(name in overlay.gives.get(id, ()) for id in ids) or _part(overlay, ids)
        case Demands(ids):
            # What is passed on goes along by itself, unless the two differ; nobody gives the others a value.
            return (overlay.own is None and bool({*overlay.answers} & {*ids})) or _part(overlay, ids)
        case PropertyOf(schema, name, gone):
            made = any(written.get(id) == schema and name in names for id, names in overlay.makes.items())
            state = gone and any(read.get(id) == schema and name == state for id, state in overlay.polls.items())
            return made or state
        case DemandsProperty(schema):
            return any(written.get(id) == schema for id in overlay.makes)
        case NameOf(schema):
            return any(written.get(id) == schema for id in (*overlay.makes, *overlay.named))


def _part(overlay: Overlay, ids: tuple[str, ...]) -> bool:
    """Whether a change is about the overlay's own operation or one that stands in for it, and not about both."""
    return any((overlay.own in ids) != (other in ids) for other in overlay.passes)
