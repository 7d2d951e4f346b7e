"""The vendored descriptions, read by hand: what the tests hold azure_face against. Nothing of Veneer is used here."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

ROOT = Path(__file__).resolve().parents[2]
DISTRIBUTION = ROOT / "generated" / "azure_face"
PACKAGE = DISTRIBUTION / "azure_face"

KEY_HEADER = "Ocp-Apim-Subscription-Key"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# Who has what: the three clients that the issue names, by the first half of an operationId.
CLIENTS = {
    "FaceDetectionOperations": "FaceClient",
    "FaceRecognitionOperations": "FaceClient",
    "FaceListOperations": "FaceAdministrationClient",
    "PersonGroupOperations": "FaceAdministrationClient",
    "PersonDirectoryOperations": "FaceAdministrationClient",
    "": "FaceAdministrationClient",
    "LivenessSessionOperations": "FaceSessionClient",
}
CLIENT_NAMES = ("FaceClient", "FaceAdministrationClient", "FaceSessionClient")

# What the official SDKs call otherwise than the description does: components, properties, operations.
OFFICIAL_CLASSES = {
    "CreateLivenessWithVerifySessionJsonContent": "CreateLivenessWithVerifySessionContent",
    "DetectionModel": "FaceDetectionModel",
    "FindSimilarResult": "FaceFindSimilarResult",
    "GroupingResult": "FaceGroupingResult",
    "IdentificationCandidate": "FaceIdentificationCandidate",
    "IdentificationResult": "FaceIdentificationResult",
    "ImageType": "FaceImageType",
    "LivenessDecision": "FaceLivenessDecision",
    "OperationStatus": "FaceOperationStatus",
    "RecognitionModel": "FaceRecognitionModel",
    "TrainingResult": "FaceTrainingResult",
    "VerificationResult": "FaceVerificationResult",
}
OFFICIAL_ATTRIBUTES = {"faceId1": "face_id1", "faceId2": "face_id2"}
OFFICIAL_OPERATIONS = {
    "FaceDetectionOperations_DetectFromSessionImageId": ("FaceSessionClient", "detect_from_session_image")
}

# The one operation that has a method in the protocol layer alone: an overlay calls it from another's.
MERGED = "LivenessSessionOperations_CreateLivenessWithVerifySessionWithVerifyImage"

# Where v1.3-preview.1 says `object` and the service means true or false: schema -> property.
FLAGS = {
    "LivenessSession": "isAbuseMonitoringEnabled",
    "LivenessWithVerifySession": "isAbuseMonitoringEnabled",
    "AbuseMonitoringResult": "isAbuseDetected",
    "SettingLivenessAbuseMonitoring": "enabled",
    "SettingLivenessAbuseMonitoringUpdate": "enabled",
}
LONGEST_START = 64  # no description says so; the service does


class Version:
    """One API version: its description as it is published, and as it is with what customizations/ mends in it.

    Attributes:
        name: As the API calls it: ``v1.2-preview.1``.
        module: Its subpackage: ``v1_2_preview_1``.
        spec: The file.
        published: What the file says.
        document: What azure_face is made from.
        operations: Every client operation.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.module = re.sub(r"\W", "_", name)
        self.spec = ROOT / "spec" / "azure_face" / f"{name}.json"
        self.published: dict[str, Any] = json.loads(self.spec.read_text("utf-8"))
        self.document = _mended(name, self.published)
        self.schemas: dict[str, dict[str, Any]] = self.document["components"]["schemas"]
        self.base_path = f"/face/{name}"
        self.operations = _operations(self)
        self.convenient = tuple(operation for operation in self.operations if operation.id != MERGED)
        self.by_id = {operation.id: operation for operation in self.operations}

    def __repr__(self) -> str:
        return self.module

    def resolve(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Follow a ``$ref``, and keep what stands beside it."""
        while "$ref" in schema:
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**self.pointed(schema["$ref"]), **beside}
        return schema

    def pointed(self, pointer: str) -> Any:
        """What a JSON pointer points to."""
        value: Any = self.document
        for step in pointer.removeprefix("#/").split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            value = value[int(key)] if isinstance(value, list) else value[key]
        return value


@frozen
class Parameter:
    """A parameter: its name on the wire, the argument that it should have, whether it must be given."""

    name: str
    where: str
    required: bool
    schema: Mapping[str, Any]
    csv: bool

    @property
    def argument(self) -> str:
        return snake(self.name)


@frozen
class Answer:
    """What a call gets when all goes well."""

    status: int
    content_type: str | None
    schema: Mapping[str, Any] | None
    headers: tuple[str, ...]


@frozen
class Operation:
    """A client operation: one method of one client of one version."""

    version: Version = field(repr=False)
    id: str
    verb: str
    path: str
    parameters: tuple[Parameter, ...]
    content_type: str | None
    body: Mapping[str, Any] | None
    answer: Answer

    @property
    def label(self) -> str:
        """Its name among the tests: that of another version than the default begins with the version."""
        return self.id if self.version is DEFAULT else f"{self.version.module}-{self.id}"

    @property
    def client(self) -> str:
        client, _ = OFFICIAL_OPERATIONS.get(self.id) or (CLIENTS[self.id.rpartition("_")[0]], "")
        return client

    @property
    def method(self) -> str:
        _, method = OFFICIAL_OPERATIONS.get(self.id) or ("", snake(self.id.rpartition("_")[2]))
        return method

    @property
    def content(self) -> str:
        """The argument for its body."""
        return "image" if self.content_type == "application/octet-stream" else "content"

    @property
    def pages(self) -> bool:
        """Whether it is a list that comes in pages."""
        return {"start", "top"} <= {parameter.name for parameter in self.parameters}

    @property
    def goes_on(self) -> bool:
        """Whether the service goes on after its answer."""
        return self.answer.status == 202

    @property
    def required(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if parameter.required)

    @property
    def optional(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if not parameter.required)


def snake(name: str) -> str:
    """``createdDateTime`` -> ``created_date_time``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def referenced(schema: Mapping[str, Any]) -> str | None:
    """The name of the component that a schema refers to."""
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


def class_name(component: str) -> str:
    """``Azure.Core.Foundations.OperationState`` -> ``AzureCoreFoundationsOperationState``."""
    return OFFICIAL_CLASSES.get(component, component.replace(".", ""))


def attribute_name(wire_name: str) -> str:
    """``createdDateTime`` -> ``created_date_time``."""
    return OFFICIAL_ATTRIBUTES.get(wire_name, snake(wire_name))


def inline_name(operation: Operation) -> str | None:
    """The name of the model of a body that the description has no name for: the operation's, and ``Content``."""
    if operation.body is None or operation.body.get("type") != "object":
        return None
    return f"{operation.id.rpartition('_')[2]}Content"


def _mended(name: str, published: dict[str, Any]) -> dict[str, Any]:
    document = copy.deepcopy(published)
    for item in document["paths"].values():
        for operation in item.values():
            for parameter in operation.get("parameters", []):
                if parameter.get("name") == "start":
                    parameter["schema"]["maxLength"] = LONGEST_START
    if name == "v1.3-preview.1":
        for schema, key in FLAGS.items():
            document["components"]["schemas"][schema]["properties"][key]["type"] = "boolean"
    return document


def _operations(version: Version) -> tuple[Operation, ...]:
    found = []
    for path, item in version.document["paths"].items():
        for verb in METHODS:
            if verb in item:
                described = item[verb]
                overloads = described.get("x-overloads") or [_only(described)]
                found += [_operation(version, verb, path, described, overload) for overload in overloads]
    return tuple(found)


def _only(described: Mapping[str, Any]) -> dict[str, Any]:
    overload = {"operationId": described["operationId"]}
    if "requestBody" in described:
        [(content_type, media)] = described["requestBody"]["content"].items()
        overload |= {"contentType": content_type, "body": media["schema"]}
    return overload


def _operation(
    version: Version, verb: str, path: str, described: Mapping[str, Any], overload: Mapping[str, Any]
) -> Operation:
    parameters = []
    for parameter in map(version.resolve, described.get("parameters", [])):
        is_array = version.resolve(parameter["schema"]).get("type") == "array"
        assert not is_array or (parameter["style"], parameter["explode"]) == ("form", False)
        parameters.append(
            Parameter(parameter["name"], parameter["in"], parameter["required"], parameter["schema"], is_array)
        )
    body = overload.get("body") or ("schema" in overload and version.pointed(overload["schema"])) or None
    statuses = overload.get("responses", list(described["responses"]))
    [status] = [status for status in statuses if status != "default"]
    response = described["responses"][status]
    [(kind, media)] = response.get("content", {None: {}}).items()
    answer = Answer(int(status), kind, media.get("schema"), tuple(response.get("headers", {})))
    return Operation(
        version,
        overload["operationId"],
        verb.upper(),
        path,
        tuple(parameters),
        overload.get("contentType"),
        body,
        answer,
    )


VERSIONS = tuple(map(Version, ("v1.1-preview.1", "v1.2-preview.1", "v1.2", "v1.3-preview.1")))
DEFAULT, NEWER = VERSIONS[0], VERSIONS[1:]

# The default version's.
OPERATIONS, CONVENIENT, BY_ID = DEFAULT.operations, DEFAULT.convenient, DEFAULT.by_id

ALL_OPERATIONS = tuple(operation for version in VERSIONS for operation in version.operations)
ALL_CONVENIENT = tuple(operation for version in VERSIONS for operation in version.convenient)
