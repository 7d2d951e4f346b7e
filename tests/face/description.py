"""The vendored description, read by hand: what the tests hold azure_face against. Nothing of Veneer is used here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "spec" / "azure_face" / "v1.1-preview.1.json"
DISTRIBUTION = ROOT / "generated" / "azure_face"
PACKAGE = DISTRIBUTION / "azure_face"

BASE_PATH = "/face/v1.1-preview.1"
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

# The one operation that has a method in the protocol layer alone: an overlay calls it from another's.
MERGED = "LivenessSessionOperations_CreateLivenessWithVerifySessionWithVerifyImage"

DOCUMENT: dict[str, Any] = json.loads(SPEC.read_text("utf-8"))


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
    schema: Mapping[str, Any] | None
    headers: tuple[str, ...]


@frozen
class Operation:
    """A client operation: one method of one client."""

    id: str
    verb: str
    path: str
    parameters: tuple[Parameter, ...]
    content_type: str | None
    body: Mapping[str, Any] | None
    answer: Answer

    @property
    def client(self) -> str:
        return CLIENTS[self.id.rpartition("_")[0]]

    @property
    def method(self) -> str:
        return snake(self.id.rpartition("_")[2])

    @property
    def required(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if parameter.required)

    @property
    def optional(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if not parameter.required)


def snake(name: str) -> str:
    """``createdDateTime`` -> ``created_date_time``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def resolve(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a ``$ref``, and keep what stands beside it."""
    while "$ref" in schema:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**pointed(schema["$ref"]), **beside}
    return schema


def referenced(schema: Mapping[str, Any]) -> str | None:
    """The name of the component that a schema refers to."""
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


def pointed(pointer: str) -> Any:
    """What a JSON pointer points to."""
    value: Any = DOCUMENT
    for step in pointer.removeprefix("#/").split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def _operations() -> tuple[Operation, ...]:
    found = []
    for path, item in DOCUMENT["paths"].items():
        for verb in METHODS:
            if verb in item:
                described = item[verb]
                overloads = described.get("x-overloads") or [_only(described)]
                found += [_operation(verb, path, described, overload) for overload in overloads]
    return tuple(found)


def _only(described: Mapping[str, Any]) -> dict[str, Any]:
    overload = {"operationId": described["operationId"]}
    if "requestBody" in described:
        [(content_type, media)] = described["requestBody"]["content"].items()
        overload |= {"contentType": content_type, "body": media["schema"]}
    return overload


def _operation(verb: str, path: str, described: Mapping[str, Any], overload: Mapping[str, Any]) -> Operation:
    parameters = []
    for parameter in described.get("parameters", []):
        is_array = resolve(parameter["schema"]).get("type") == "array"
        assert not is_array or (parameter["style"], parameter["explode"]) == ("form", False)
        parameters.append(
            Parameter(parameter["name"], parameter["in"], parameter["required"], parameter["schema"], is_array)
        )
    body = overload.get("body") or ("schema" in overload and pointed(overload["schema"])) or None
    statuses = overload.get("responses", list(described["responses"]))
    [status] = [status for status in statuses if status != "default"]
    response = described["responses"][status]
    [media] = response.get("content", {"": {}}).values()
    answer = Answer(int(status), media.get("schema"), tuple(response.get("headers", {})))
    operation_id = overload["operationId"]
    return Operation(operation_id, verb.upper(), path, tuple(parameters), overload.get("contentType"), body, answer)


OPERATIONS = _operations()
CONVENIENT = tuple(operation for operation in OPERATIONS if operation.id != MERGED)
BY_ID = {operation.id: operation for operation in OPERATIONS}
