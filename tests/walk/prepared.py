"""A version -> its local service over HTTP, where the resources that its samples name can be there already."""

from __future__ import annotations

import hashlib
import uuid
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from attrs import define, evolve, field
from starlette.datastructures import Headers

from face.description import ROOT, Version, snake
from veneer.serve import Behaviours, Handler, ServiceRequest, ServiceResponse, create_app, load_behaviours, serving

# What samples name, see `[samples.values]` of azure_face's package.toml for the keys.
NAMED = "0f0e0d0c-0b0a-4908-8706-050403020100"
OTHER = "1f1e1d1c-1b1a-4918-9716-151413121110"
SESSION, START = "<sessionId>", "<start>"
PHOTO = {"url": "https://example.com/photo.jpg"}
KEYS = {
    "FaceListOperations_{}FaceList": ("faceListId", "my-face-list"),
    "FaceListOperations_{}LargeFaceList": ("largeFaceListId", "my-large-face-list"),
    "PersonGroupOperations_{}PersonGroup": ("personGroupId", "my-person-group"),
    "PersonGroupOperations_{}LargePersonGroup": ("largePersonGroupId", "my-large-person-group"),
}
GROUP = ("dynamicPersonGroupId", "my-dynamic-person-group")
MODEL = "recognition_01"
LATER = "f0f0e0d0-c0b0-4a09-8807-060504030201"  # behind what samples begin a list after
FILLS = "v1.1-preview.1"  # a version that can fill the person directory

# What a caller has from the service: a picture of the session, and the audit entry before that of the session.
GIVEN = {
    "<sessionImageId>": hashlib.sha256(f"{SESSION}/0".encode()).hexdigest(),
    rf'(?<="{SESSION}", start=)"{START}"': '"1"',
}


@define
class Prepared:
    """The behaviours of a version with what a sample finds there.

    Attributes:
        version: The version.
        called: The operations that were called since the last preparation.
    """

    version: Version
    called: list[str] = field(factory=list)
    _ids: deque[str] = field(factory=deque, init=False)
    _behaviours: Behaviours = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._empty()

    def _empty(self) -> None:
        folder = ROOT / "customizations" / "azure_face"
        behaviours = load_behaviours(folder, ids=self._id, training_seconds=0.0, operation_seconds=0.0)
        assert behaviours is not None
        self._behaviours = behaviours

    def _id(self) -> str:
        return self._ids.popleft() if self._ids else str(uuid.uuid4())

    def application(self) -> Behaviours:
        """Return behaviours that are always those of the last preparation."""

        async def handle(request: ServiceRequest) -> ServiceResponse:
            self.called.append(request.operation_id)
            return await self._behaviours.handlers(self.version.name)[request.operation_id](request)

        handlers = dict.fromkeys(self._behaviours.handlers(self.version.name), handle)
        return evolve(self._behaviours, operations=handlers, versions={self.version.name: {}})

    def prepare(self, method: str) -> None:
        """Empty the service, and fill it with all that a sample of a method may name, apart from what it makes."""
        self._empty()
        self._ids.clear()
        self._detect()
        for operation, (name, key) in KEYS.items():
            if method != f"create_{snake(operation.rpartition('}')[2])}":
                self._fill_container(operation, {name: key})
        self._fill_directory(with_group=not method.startswith("create_dynamic_person_group"))
        if "session" in method:  # a picture of a session takes a while
            self._fill_sessions("WithVerify" if "with_verify" in method else "")
        self.called.clear()

    def _detect(self) -> None:
        wishes = {"returnFaceId": True, "faceIdTimeToLive": 86400, "returnFaceLandmarks": False}
        query = {**wishes, "returnRecognitionModel": False, "recognitionModel": MODEL}
        for id in (NAMED, OTHER):
            self._do("FaceDetectionOperations_DetectFromUrl", query=query, body=PHOTO, ids=(id,))

    def _fill_container(self, operation: str, path: Mapping[str, str]) -> None:
        """Make a list or a group with a face, or with a person who has one, and train it."""
        self._do(operation.format("Create"), path, body={"name": "a name", "recognitionModel": MODEL})
        within = operation
        if operation.endswith("Group"):
            within, named = f"{operation}Person", {**path, "personId": NAMED}
            for id in (LATER, NAMED):
                self._do(within.format("Create"), path, body={"name": "a name"}, ids=(id,))
        else:
            named = path
        for id in (LATER, NAMED):
            self._do(f"{within}Face".format("Add"), named, body=PHOTO, ids=(id,))
        if operation != "FaceListOperations_{}FaceList":
            self._do(operation.format("Train"), path)

    def _fill_directory(self, *, with_group: bool) -> None:
        directory = "PersonDirectoryOperations_{}"
        person = {"personId": NAMED, "recognitionModel": MODEL}
        for id in (LATER, OTHER, NAMED):
            self._do(directory.format("CreatePerson"), body={"name": "a name"}, ids=(id, id))
        for id in (LATER, NAMED):
            self._do(directory.format("AddPersonFace"), person, body=PHOTO, ids=(id,))
        if with_group:
            name, key = GROUP
            content = {"name": "a name", "addPersonIds": [LATER, OTHER, NAMED]}
            self._do(directory.format("CreateDynamicPersonGroupWithPerson"), {name: key}, body=content)

    def _fill_sessions(self, kind: str) -> None:
        """Make the session that samples name, and one before it, and let a device complete both."""
        complete = next(route.handler for route in self._behaviours.routes if route.path.endswith("/complete"))
        content = {"livenessOperationMode": "Passive", "enableSessionImage": True, "verifyImage": b"a picture"}
        for id in (START, SESSION):
            self._do(f"LivenessSessionOperations_CreateLiveness{kind}Session", body=content, ids=(id,))
            self._run(complete, {"sessionId": id})

    def _do(self, operation: str, path: Mapping[str, str] | None = None, **request: Any) -> None:
        own = self._behaviours.handlers(self.version.name)
        self._run((own if operation in own else self._behaviours.handlers(FILLS))[operation], path or {}, **request)

    def _run(
        self,
        handler: Handler,
        path: Mapping[str, str],
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        ids: tuple[str, ...] = (),
    ) -> None:
        self._ids.extend(ids)
        request = ServiceRequest(
            operation_id="",
            path=path,
            query=query or {},
            header={},
            cookie={},
            body=body,
            content=b"",
            content_type="",
            headers=Headers(),
            base_url="http://localhost",
            request_id="",
            check=lambda *_: None,
        )
        try:
            handler(request).__await__().send(None)
        except StopIteration:  # it is done: no behaviour waits
            assert not self._ids, path


@contextmanager
def prepared_service(version: Version) -> Iterator[tuple[str, Prepared]]:
    """Serve a version on loopback with its behaviours; its answers are held to the description too."""
    prepared = Prepared(version)
    with serving(create_app(version.document, prepared.application(), check_answers=True)) as url:
        yield url, prepared
