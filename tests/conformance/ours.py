"""Their operations -> our methods, and a call of ours with the arguments of a call of theirs."""

from __future__ import annotations

import asyncio
import enum
import importlib
import typing
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from types import UnionType
from typing import Any

import attrs
import httpx
from azure_face import KeyCredential

from face.calls import answer_of, content_class

ENDPOINT = "https://my-face.example.com"
KEY = "0123456789abcdef"
SUBPACKAGES = {"1.0.0b1": "v1_1_preview_1", "1.0.0b2": "v1_2_preview_1"}

_SAME = {
    "FaceClient": ("detect", "detect_from_url", "find_similar", "group", "verify_face_to_face"),
    "FaceSessionClient": (
        "create_liveness_session",
        "create_liveness_with_verify_session",
        "delete_liveness_session",
        "delete_liveness_with_verify_session",
        "get_liveness_session_audit_entries",
        "get_liveness_session_result",
        "get_liveness_sessions",
        "get_liveness_with_verify_session_audit_entries",
        "get_liveness_with_verify_session_result",
        "get_liveness_with_verify_sessions",
    ),
}
_COLLECTION = {
    "add_face": "add_{face}",
    "add_face_from_url": "add_{face}_from_url",
    "begin_train": "train_{collection}",
    "create": "create_{collection}",
    "delete": "delete_{collection}",
    "delete_face": "delete_{face}",
    "get": "get_{collection}",
    "get_face": "get_{face}",
    "get_{collection}s": "get_{collection}s",
    "get_training_status": "get_{collection}_training_status",
    "update": "update_{collection}",
    "update_face": "update_{face}",
}
_PERSONS = {
    "create_person": "create_large_person_group_person",
    "delete_person": "delete_large_person_group_person",
    "get_person": "get_large_person_group_person",
    "get_persons": "get_large_person_group_persons",
    "update_person": "update_large_person_group_person",
}


def _group(collection: str, face: str, more: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    names = {key.format(collection=collection): name for key, name in _COLLECTION.items()} | more
    return {
        f"FaceAdministrationClient.{collection}.{theirs}": (
            "FaceAdministrationClient",
            name.format(collection=collection, face=face),
        )
        for theirs, name in names.items()
    }


_FIRST = {f"{client}.{method}": (client, method) for client, methods in _SAME.items() for method in methods}

METHODS: dict[str, dict[str, tuple[str, str]]] = {
    "1.0.0b1": _FIRST,
    "1.0.0b2": {
        **_FIRST,
        "FaceClient.find_similar_from_large_face_list": ("FaceClient", "find_similar_from_large_face_list"),
        "FaceClient.identify_from_large_person_group": ("FaceClient", "identify_from_large_person_group"),
        "FaceClient.verify_from_large_person_group": ("FaceClient", "verify_from_large_person_group"),
        "FaceSessionClient.detect_from_session_image": ("FaceSessionClient", "detect_from_session_image"),
        "FaceSessionClient.get_session_image": ("FaceSessionClient", "get_session_image"),
        **_group("large_face_list", "large_face_list_face", {"get_faces": "get_large_face_list_faces"}),
        **_group("large_person_group", "large_person_group_person_face", _PERSONS),
    },
}
"""Release -> their operation -> our client and method."""


def call(release: str, recorded: Mapping[str, Any], answer: Callable[[httpx.Request], httpx.Response]) -> Any:
    """Call our method with the arguments of a call of theirs; return its value."""
    client_name, method_name = METHODS[release][recorded["operation"]]
    package = importlib.import_module(f"azure_face.{SUBPACKAGES[release]}")
    transport = httpx.MockTransport(answer)

    async def main() -> Any:
        client_class = getattr(package, f"Async{client_name}")
        async with client_class(ENDPOINT, KeyCredential(KEY), transport=transport) as client:
            method = getattr(client, method_name)
            return (await answer_of(method(**_arguments(method, recorded["arguments"])))).value

    if recorded["asynchronous"]:
        return asyncio.run(main())
    with getattr(package, client_name)(ENDPOINT, KeyCredential(KEY), transport=transport) as client:
        method = getattr(client, method_name)
        return asyncio.run(answer_of(method(**_arguments(method, recorded["arguments"])))).value


def _arguments(method: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(next(iter(typing.get_overloads(method))))
    named = {name: _shaped(hints[name], value) for name, value in given.items() if name in hints}
    rest = {name: value for name, value in given.items() if name not in hints}
    if "image_content" in rest:
        named["image"] = _shaped(bytes, rest.pop("image_content"))
    elif "content" in hints:
        fields = rest.pop("body", {}).get("fields", {}) | rest
        content = content_class(method)
        known = typing.get_type_hints(content)
        named["content"] = content(**{name: _shaped(known[name], value) for name, value in fields.items()})
        rest = {}
    assert not rest, f"our method has no place for {list(rest)}"
    return named


def _shaped(hint: Any, value: Any) -> Any:
    """Return what a developer writes for a value: an enum's member, a UUID, bytes."""
    if isinstance(value, Mapping):
        return b64decode(value["$bytes"])
    choices = typing.get_args(hint) if typing.get_origin(hint) in (UnionType, typing.Union) else (hint,)
    for choice in choices:
        if isinstance(value, list) and typing.get_origin(choice) in (list, Sequence):
            [item] = typing.get_args(choice)
            return [_shaped(item, each) for each in value]
        if choice is uuid.UUID or (isinstance(choice, type) and issubclass(choice, enum.Enum)):
            return choice(value)
    return value


def plain(value: Any) -> Any:
    """Return a value as data, as ``official.plain`` does."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return {"$bytes": b64encode(value).decode()}
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if attrs.has(type(value)):
        names = [field.name for field in attrs.fields(type(value)) if field.name != "additional_properties"]
        return {name: plain(getattr(value, name)) for name in names}
    return value


def written(value: Any) -> Any:
    """Return a value as we write it as JSON."""
    if isinstance(value, list):
        return [written(item) for item in value]
    return value.to_dict() if hasattr(value, "to_dict") else plain(value)
