"""Every operation of the official JavaScript package: azure_face has the same ones, and sends the same requests."""

from __future__ import annotations

import re

import pytest
from attrs import frozen

from face.calls import Call, ask, service_of
from face.description import Operation

from .differences import Difference
from .javascript import RELEASES, Declared, api_versions, declared, folder_of, requests, sent
from .wire import Sent

ODD = "a b/ü?#%2e;=,!'()*~$&+@:[]|\"\\\n🙂"
SETS = ("required", "all", "odd")


def name_of(operation: Operation) -> str:
    """Return what the package calls an operation."""
    return operation.id.rpartition("_")[2]


def route_of(operation: Operation) -> tuple[str, str, str]:
    return name_of(operation), operation.verb, operation.path


OPERATIONS = [
    (release, operation)
    for release, versions in RELEASES.items()
    for version in versions
    for operation in version.operations
    if route_of(operation) in {route_of(known) for known in versions[0].operations}
]
"""All operations of the API version that a release is made for; of the others, those whose routes it has too."""


def call_of(operation: Operation, given: str, protocol: bool = True) -> Call:
    """Return a call with the required arguments, with all of them, or with all and an odd text for every text."""
    texts = [each for each in operation.parameters if operation.version.resolve(each.schema)["type"] == "string"]
    return Call(operation, given != "required", protocol, {each.name: ODD for each in texts if given == "odd"})


@frozen
class Official:
    """An installed release: the API versions and operations that it declares, and what it sent."""

    api_versions: set[str]
    declared: dict[str, Declared]
    sent: dict[tuple[str, str, str], Sent]

    def request(self, operation: Operation, given: str) -> Sent:
        """Return the request that it sent."""
        return self.sent[operation.version.name, name_of(operation), given]


Officials = dict[str, Official]


@pytest.fixture(scope="session")
def officials(pytestconfig: pytest.Config) -> Officials:
    """Give every release, called once."""

    def called(release: str) -> Official:
        folder = folder_of(pytestconfig, release)
        known, own = declared(folder), RELEASES[release][0]
        calls = {
            (operation.version.name, name, given): known[name].call(
                call_of(operation, given), None if operation.version is own else operation.version.name
            )
            for each, operation in OPERATIONS
            if each == release and (name := name_of(operation)) in known
            for given in SETS
        }
        answers = dict(zip(calls, requests(folder, list(calls.values())), strict=True))
        return Official(api_versions(folder), known, answers)

    return {release: called(release) for release in RELEASES}


def _no_request_id(theirs: Sent) -> None:
    theirs["headers"].pop("x-ms-client-request-id", None)


def _escape(theirs: Sent) -> None:
    theirs["target"] = re.sub(r"[!'()*]", lambda mark: f"%{ord(mark[0]):02X}", theirs["target"])


def _no_text_type(theirs: Sent) -> None:
    if theirs["content type"] == "multipart/form-data":
        for part in theirs["body"].values():
            if part["content type"] == "text/plain":
                part["content type"] = None


def _image_too(theirs: Sent) -> None:
    if theirs["headers"]["accept"] == "application/json":
        theirs["headers"]["accept"] = "application/octet-stream, application/json"


DIFFERENCES = (
    Difference(
        "request id",
        "They add a random x-ms-client-request-id to every request; the description has no such header.",
        ("1.0.0-beta.1", "1.0.0-beta.3"),
        None,
        _no_request_id,
    ),
    Difference(
        "bare marks",
        "JavaScript's encodeURIComponent leaves !'()* as they are; we escape all that RFC 3986 does not call "
        "unreserved. Servers read both alike.",
        ("1.0.0-beta.1", "1.0.0-beta.3"),
        None,
        _escape,
    ),
    Difference(
        "content type of a form's texts",
        "They say text/plain; charset=UTF-8; we leave it out: text/plain is the default of RFC 7578.",
        ("1.0.0-beta.1", "1.0.0-beta.3"),
        ("CreateLivenessWithVerifySession", "CreateLivenessWithVerifySessionWithVerifyImage"),
        _no_text_type,
    ),
    Difference(
        "accepted image",
        "They accept JSON alone where the answer is an image; we accept what is described.",
        ("1.0.0-beta.3",),
        ("GetSessionImage",),
        _image_too,
    ),
)
"""Where azure_face sends something else on purpose. No operation is in one of the two alone, so none is listed."""


def mended(release: str, operation: Operation, theirs: Sent, without: Difference | None = None) -> Sent:
    """Return their request as ours must be; one difference may be left in."""
    for difference in DIFFERENCES:
        if difference is not without and difference.concerns(release, name_of(operation)):
            theirs = difference.mended(theirs)
    return theirs


def ours(operation: Operation, given: str, asynchronous: bool, protocol: bool) -> Sent:
    """Return the request that our client sends."""
    service, call = service_of(operation), call_of(operation, given, protocol)
    ask(operation, asynchronous, service, call.make)
    return sent(service.request, service.request.url.raw_path.decode())


@pytest.mark.parametrize("release", RELEASES)
def test_the_operations_are_the_same(officials: Officials, release: str) -> None:
    theirs = {
        name: (known.verb, known.path, {*known.values, *known.query})
        for name, known in officials[release].declared.items()
    }
    assert theirs == {
        name_of(operation): (operation.verb, operation.path, {each.name for each in operation.parameters})
        for operation in RELEASES[release][0].operations
    }


@pytest.mark.parametrize("release", RELEASES)
def test_the_api_versions_are_those_compared(officials: Officials, release: str) -> None:
    assert officials[release].api_versions == {version.name for version in RELEASES[release]}


@pytest.mark.parametrize(
    ("release", "operation"),
    OPERATIONS,
    ids=[f"{release}-{operation.version}-{name_of(operation)}" for release, operation in OPERATIONS],
)
@pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])
def test_the_request_is_the_same(officials: Officials, release: str, operation: Operation, asynchronous: bool) -> None:
    for given in SETS:
        theirs = mended(release, operation, officials[release].request(operation, given))
        assert ours(operation, given, asynchronous, protocol=True) == theirs, given
        # The convenience layer takes no text for an enum or a UUID, and one operation is merged into another there.
        if given != "odd" and operation in operation.version.convenient:
            assert ours(operation, given, asynchronous, protocol=False) == theirs, given


@pytest.mark.parametrize(
    ("difference", "release"),
    [
        pytest.param(difference, release, id=f"{difference.name}-{release}")
        for difference in DIFFERENCES
        for release in difference.releases
    ],
)
def test_a_difference_is_still_needed(officials: Officials, difference: Difference, release: str) -> None:
    for each, operation in OPERATIONS:
        if each == release and difference.concerns(release, name_of(operation)):
            for given in SETS:
                theirs = officials[release].request(operation, given)
                if mended(release, operation, theirs, difference) != mended(release, operation, theirs):
                    return
    pytest.fail(f"{release} is the same without the entry {difference.name!r}: take it out")
