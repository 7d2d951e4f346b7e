"""Where azure_face sends something else than the official packages on purpose: one entry each, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import deepcopy
from typing import Any

from attrs import frozen

from .ours import METHODS

Sent = dict[str, Any]

BOTH = ("1.0.0b1", "1.0.0b2")
WITH_IMAGE = ("FaceSessionClient.create_liveness_with_verify_session",)


@frozen
class Difference:
    """What to change in their request to get ours; in each operation named, some request must need it."""

    name: str
    reason: str
    releases: tuple[str, ...]
    operations: Collection[str] | None
    mend: Callable[[Sent], None]

    def concerns(self, release: str, operation: str) -> bool:
        return release in self.releases and (self.operations is None or operation in self.operations)

    def mended(self, sent: Sent) -> Sent:
        """Return a request with the difference taken out; an equal one if it is not in there."""
        copy = deepcopy(sent)
        self.mend(copy)
        return copy


def mended(release: str, operation: str, sent: Sent) -> Sent:
    """Return their request as ours must be."""
    for difference in DIFFERENCES:
        if difference.concerns(release, operation):
            sent = difference.mended(sent)
    return sent


CONTRACT_KEYS = ("faceId", "faceId1", "faceId2", "faceIds", "maxNumOfCandidatesReturned")


def _contract_keys(sent: Sent) -> None:
    names = {name.lower(): name for name in CONTRACT_KEYS}
    sent["body"] = {names.get(key, key): value for key, value in sent["body"].items()}


def _no_request_id(sent: Sent) -> None:
    sent["headers"].pop("x-ms-client-request-id", None)


def _errors_too(sent: Sent) -> None:
    if sent["headers"].get("accept") == "application/octet-stream":
        sent["headers"]["accept"] = "application/octet-stream, application/json"


def _part(name: str, key: str, theirs: str | None, ours: str | None) -> Callable[[Sent], None]:
    def mend(sent: Sent) -> None:
        part = sent["body"].get(name)
        if isinstance(part, dict) and part[key] == theirs:
            part[key] = ours

    return mend


DIFFERENCES = (
    Difference(
        "lower-case keys",
        "1.0.0b1 writes faceid1, faceids and the like when it is called with names; the published contract, 1.0.0b1 "
        "itself when it is given JSON, and 1.0.0b2 say faceId1, faceIds.",
        ("1.0.0b1",),
        ("FaceClient.find_similar", "FaceClient.group", "FaceClient.verify_face_to_face"),
        _contract_keys,
    ),
    Difference(
        "request id",
        "azure-core adds a random x-ms-client-request-id to every request; the description has no such header. Who "
        "wants one passes it with RequestContext or the client's headers.",
        BOTH,
        None,
        _no_request_id,
    ),
    Difference(
        "filename of the image",
        "The service needs a filename, but no particular one: theirs is verify-image, ours the name of the part.",
        BOTH,
        WITH_IMAGE,
        _part("VerifyImage", "filename", "verify-image", "VerifyImage"),
    ),
    Difference(
        "content type of the image",
        "They leave the image's part without a Content-Type (their requests and aiohttp alike), which RFC 7578 reads "
        "as text/plain; we say application/octet-stream.",
        BOTH,
        WITH_IMAGE,
        _part("VerifyImage", "content type", None, "application/octet-stream"),
    ),
    Difference(
        "content type of the parameters",
        "aiohttp adds text/plain to a form's texts; their sync package leaves it out, and so do we: text/plain is the "
        "default of RFC 7578.",
        BOTH,
        WITH_IMAGE,
        _part("Parameters", "content type", "text/plain", None),
    ),
    Difference(
        "errors as JSON",
        "Where the answer is an image they accept that alone; we accept the error's JSON too, as it is described.",
        ("1.0.0b2",),
        ("FaceSessionClient.get_session_image",),
        _errors_too,
    ),
)

CONCERNED = [
    (difference, release, operation)
    for difference in DIFFERENCES
    for release in difference.releases
    for operation in (METHODS[release] if difference.operations is None else difference.operations)
]
"""Each difference with each operation that it is declared for."""
