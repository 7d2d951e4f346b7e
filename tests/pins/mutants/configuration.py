"""By hand, from reading package.toml: what it names of the descriptions, which planning checks before any overlay."""

from __future__ import annotations

from fnmatch import fnmatchcase

from pins.mutants.effects import AnswerOf, Demands, Effect, Lost, ParameterOf, PropertyOf

_PAGED = (
    "LivenessSessionOperations_GetLiveness*Sessions",
    "LivenessSessionOperations_*AuditEntries",
    "FaceListOperations_GetLargeFaceLists",
    "FaceListOperations_GetLargeFaceListFaces",
    "PersonGroupOperations_GetLargePersonGroups",
    "PersonGroupOperations_GetPersonGroups",
    "PersonGroupOperations_Get*GroupPersons",
    "PersonDirectoryOperations_GetPersons",
    "PersonDirectoryOperations_GetDynamicPersonGroups",
    "PersonDirectoryOperations_GetDynamicPersonGroupPersons",
    "PersonDirectoryOperations_GetDynamicPersonGroupReferences",
)
_STATUSES = ("GetOperationResult", "*TrainingStatus")
_FOLLOWED = ("*_Train*",)  # the others have nothing in common with the operation that says how far they are
_PAGING, _KEYS = ("start", "top"), ("id", "largeFaceListId", "persistedFaceId", "largePersonGroupId", "personGroupId")
_NAMED = (*_KEYS, "personId", "dynamicPersonGroupId", "personIds", "dynamicPersonGroupIds", "status", "message")


def declares(effect: Effect) -> bool:
    """Return whether package.toml names what changed, so that planning may have something to say about it."""
    match effect:
        case Lost(ids, renamed):
            return renamed and "GetOperationResult" in ids  # all others are held by a glob
        case AnswerOf(ids):
            return _any(ids, (*_PAGED, *_STATUSES))
        case Demands(ids, name):
            return _any(ids, _STATUSES) or (_any(ids, _PAGED) and name in _PAGING)
        case ParameterOf(ids, name):
            return _any(ids, (*_STATUSES, *_FOLLOWED)) or (_any(ids, _PAGED) and name in _PAGING)
        case PropertyOf(_, name):
            return name in _NAMED
        case _:
            return False


def _any(ids: tuple[str, ...], globs: tuple[str, ...]) -> bool:
    return any(fnmatchcase(id, glob) for id in ids for glob in globs)
