"""What differs between versions of the Face service, read in the published documents by hand, not in what is found."""

from __future__ import annotations

from collections.abc import Iterator

_SESSIONS, _DIRECTORY = "LivenessSessionOperations", "PersonDirectoryOperations"
Difference = tuple[str, tuple[str, ...]]  # a rule, and the names of the place

# v1.2-preview.1 -> v1.2

REMOVED = {
    _SESSIONS: (
        *("GetLivenessSessions", "GetLivenessSessionAuditEntries"),
        *("GetLivenessWithVerifySessions", "GetLivenessWithVerifySessionAuditEntries"),
        "CreateLivenessWithVerifySessionWithVerifyImage",
    ),
    _DIRECTORY: (
        *("CreatePerson", "DeletePerson", "GetPerson", "GetPersons", "UpdatePerson"),
        *("AddPersonFace", "AddPersonFaceFromUrl", "DeletePersonFace", "GetPersonFace", "GetPersonFaces"),
        *("UpdatePersonFace", "CreateDynamicPersonGroup", "CreateDynamicPersonGroupWithPerson"),
        *("DeleteDynamicPersonGroup", "GetDynamicPersonGroup", "GetDynamicPersonGroups"),
        *("GetDynamicPersonGroupPersons", "GetDynamicPersonGroupReferences", "UpdateDynamicPersonGroup"),
        "UpdateDynamicPersonGroupWithPersonChanges",
    ),
}
MOVED = {
    "CreateLivenessSession": "/detectLiveness-sessions",
    "GetLivenessSessionResult": "/detectLiveness-sessions/{sessionId}",
    "DeleteLivenessSession": "/detectLiveness-sessions/{sessionId}",
    "CreateLivenessWithVerifySession": "/detectLivenessWithVerify-sessions",
    "GetLivenessWithVerifySessionResult": "/detectLivenessWithVerify-sessions/{sessionId}",
    "DeleteLivenessWithVerifySession": "/detectLivenessWithVerify-sessions/{sessionId}",
    "GetSessionImage": "/sessionImages/{sessionImageId}",
}
_SESSION_LOST = (
    *("id", "createdDateTime", "sessionStartDateTime", "sessionExpired", "deviceCorrelationId"),
    *("authTokenTimeToLiveInSeconds", "result"),
)
# Creating answers with the session itself, whose class had another name there: property -> whether it always comes.
_SESSION_GOT = {"sessionId": True, "authToken": True, "modelVersion": False, "results": True}
_RESULT_GOT = {"status": True, "modelVersion": False, "results": True}
_CONTENT_LOST, _CONTENT_GOT = ("sendResultsToClient", "livenessSingleModalModel"), "livenessModelVersion"


def released() -> Iterator[Difference]:
    """Yield what differs on the wire between v1.2-preview.1 and v1.2."""
    yield "server-variables-changed", ("", "{endpoint}/face/{apiVersion}")
    for group, names in REMOVED.items():
        yield from (("operation-removed", (f"{group}_{name}",)) for name in names)
    yield "operation-removed", ("GetOperationResult",)
    yield from (("path-changed", (f"{_SESSIONS}_{name}",)) for name in MOVED)
    for name in ("DeleteLivenessSession", "DeleteLivenessWithVerifySession"):
        yield "success-status-removed", (f"{_SESSIONS}_{name}", "200")
        yield "success-status-added", (f"{_SESSIONS}_{name}", "204")
    body = (f"{_SESSIONS}_CreateLivenessWithVerifySession", "")
    yield from (("request-media-type-removed", body), ("request-media-type-added", body))
    for model in ("LivenessSession", "LivenessWithVerifySession"):
        yield from (("response-property-removed", (model, name)) for name in _SESSION_LOST)
        yield from (_came(model, name, always) for name, always in _SESSION_GOT.items())
        yield from (_came(f"Create{model}Result", name, always) for name, always in _RESULT_GOT.items())
    yield "response-property-removed", ("CreateLivenessWithVerifySessionResult", "verifyImage")
    content = "CreateLivenessSessionContent"
    yield from (("request-property-removed", (content, name)) for name in _CONTENT_LOST)
    yield "request-optional-property-added", (content, _CONTENT_GOT)
    # A session's status is that of an operation now.
    for value in ("Started", "ResultAvailable"):
        yield "response-open-enum-value-removed", ("FaceSessionStatus", f'"{value}"')
    for value in ("Running", "Succeeded", "Failed", "Canceled"):
        yield "open-enum-value-added", ("FaceSessionStatus", f'"{value}"')


def _came(model: str, name: str, always: bool) -> Difference:
    return f"response-{'required' if always else 'optional'}-property-added", (model, name)


CLASSES_GONE = {
    *("AuditLivenessResponseInfo", "AuditRequestInfo", "LivenessResponseBody", "LivenessOutputsTarget"),
    *("LivenessSessionAuditEntry", "LivenessSessionItem", "LivenessWithVerifyImage", "OperationResult"),
    *("CreateLivenessSessionResult", "CreateLivenessWithVerifySessionResult", "DynamicPersonGroup"),
    *("CreateLivenessWithVerifySessionMultipartContent", "ListFaceResult", "ListGroupReferenceResult"),
    *("ListPersonResult", "PersonDirectoryFace", "PersonDirectoryPerson"),
}
CLASSES_NEW = {
    *("LivenessColorDecisionTarget", "LivenessDecisionTargets", "LivenessError", "LivenessResult"),
    *("LivenessSessionAttempt", "LivenessSessionResults", "LivenessWithVerifyReference"),
    *("LivenessWithVerifyResult", "LivenessWithVerifySessionAttempt", "LivenessWithVerifySessionResults"),
}
# Of classes that both have, or that only have another name: attributes and members.
ATTRIBUTES_GONE = {("LivenessWithVerifyOutputs", "verify_image")}
MEMBERS = {
    ("member-removed", "FaceSessionStatus"): {"STARTED", "RESULT_AVAILABLE"},
    ("member-added", "FaceSessionStatus"): {"RUNNING", "SUCCEEDED", "FAILED", "CANCELED"},
    ("member-removed", "LivenessModel"): {"V2022_10_15_PREVIEW_04", "V2023_12_20_PREVIEW_06"},
    ("member-added", "LivenessModel"): {"V2024_11_15"},
    ("member-removed", "Versions"): {"V1_2_PREVIEW_1"},
    ("member-added", "Versions"): {"V1_2"},
}


def second_preview() -> Iterator[Difference]:
    """Yield what differs on the wire between v1.1-preview.1 and v1.2-preview.1."""
    yield "server-variables-changed", ("", "{endpoint}/face/{apiVersion}")
    yield "operation-added", (f"{_SESSIONS}_GetSessionImage",)
    yield "operation-added", ("FaceDetectionOperations_DetectFromSessionImageId",)
    both = ("enableSessionImage", "livenessSingleModalModel")
    yield from (("request-optional-property-added", ("CreateLivenessSessionContent", name)) for name in both)
    for name in (*both, "returnVerifyImageHash", "verifyConfidenceThreshold"):
        yield "request-optional-property-added", ("CreateLivenessWithVerifySessionJsonContent", name)
    for name in ("sessionImageId", "verifyImageHash"):
        yield "response-optional-property-added", ("LivenessSessionAuditEntry", name)


def third_preview() -> Iterator[Difference]:
    """Yield what differs on the wire between v1.2 and v1.3-preview.1."""
    yield "server-variables-changed", ("", "{endpoint}/face/{apiVersion}")
    for name in ("GetSettingLivenessAbuseMonitoring", "PatchSettingLivenessAbuseMonitoring"):
        yield "operation-added", (f"{_SESSIONS}_{name}",)
    for name in ("LivenessSession", "LivenessWithVerifySession"):
        yield "response-optional-property-added", (name, "isAbuseMonitoringEnabled")
    yield "response-optional-property-added", ("LivenessSessionAttempt", "abuseMonitoringResult")
    yield "response-required-property-added", ("LivenessSessionAttempt", "clientInformation")
    form = (f"{_SESSIONS}_CreateLivenessWithVerifySession", "", "multipart/form-data")
    yield "request-optional-property-added", (*form, "numberOfClientAttemptsAllowed")
