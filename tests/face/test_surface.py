"""What a developer can reach: the clients, their methods in both layers, the arguments, the public names."""

from __future__ import annotations

import importlib
import inspect
import re
import typing
from typing import Any
from uuid import UUID

import azure_face
import azure_face.models
import pytest
from azure_face import Pager, Poller, Response

from .calls import client_class, content_class, hints
from .description import (
    ALL_CONVENIENT,
    ALL_OPERATIONS,
    CLIENT_NAMES,
    MERGED,
    VERSIONS,
    Operation,
    Version,
    class_name,
    inline_name,
    referenced,
)

REQUIRED = inspect.Parameter.empty

# Methods that no operation has.
ADDED = {"FaceClient": {"identify", "verify"}, "FaceAdministrationClient": {"wait_until_trained"}}

every_operation = pytest.mark.parametrize("operation", ALL_OPERATIONS, ids=lambda operation: operation.label)
every_convenient = pytest.mark.parametrize("operation", ALL_CONVENIENT, ids=lambda operation: operation.label)
# Version, operations of the protocol layer, methods of the convenience layer's own.
every_version = pytest.mark.parametrize(
    ("version", "protocol", "convenient"),
    list(zip(VERSIONS, (101, 103, 77, 79), (100, 102, 77, 79), strict=True)),
    ids=[version.module for version in VERSIONS],
)


def protocol_class(name: str, asynchronous: bool, version: Version) -> type[Any]:
    """Return the class of the protocol layer: the first base of a client."""
    return client_class(name, asynchronous, version).__bases__[0]


def own_methods(cls: type[Any]) -> set[str]:
    return {name for name, value in vars(cls).items() if inspect.isfunction(value) and not name.startswith("_")}


def arguments(method: Any) -> list[tuple[str, str, Any]]:
    """Return name, kind and default of each argument but ``self``."""
    parameters = list(inspect.signature(method).parameters.values())[1:]
    return [(parameter.name, parameter.kind.name, parameter.default) for parameter in parameters]


def expected(operation: Operation, tail: list[tuple[str, Any]]) -> list[tuple[str, str, Any]]:
    content = [(operation.content, "POSITIONAL_OR_KEYWORD", REQUIRED)] if operation.body is not None else []
    return [
        *((parameter.argument, "POSITIONAL_OR_KEYWORD", REQUIRED) for parameter in operation.required),
        *content,
        *((parameter.argument, "KEYWORD_ONLY", None) for parameter in operation.optional),
        *((name, "KEYWORD_ONLY", default) for name, default in tail),
    ]


def twin_of(method: Any) -> str:
    """Write a sync method's signature as its async twin has it."""
    return re.sub(r"\b(Pager|Poller)\b", r"Async\1", str(inspect.signature(method)))


def awaited(twin: Any) -> str:
    """Write an async method's signature without the coroutine that its answer may stand in."""
    return str(inspect.signature(twin)).replace("Coroutine[Any, Any, httpx.Response]", "httpx.Response")


def without_overlay(found: list[tuple[str, str, Any]]) -> list[tuple[str, str, Any]]:
    return [argument for argument in found if argument[0] != "verify_image"]


@every_version
def test_protocol_layer_has_all_operations(
    version: Version, protocol: int, convenient: int, asynchronous: bool
) -> None:
    classes = {name: protocol_class(name, asynchronous, version) for name in CLIENT_NAMES}
    for name, cls in classes.items():
        assert own_methods(cls) == {operation.method for operation in version.operations if operation.client == name}
        assert cls.__module__.startswith(f"azure_face.{version.module}._protocol.")
    assert sum(len(own_methods(cls)) for cls in classes.values()) == protocol


@every_version
def test_convenience_layer_has_all_but_the_merged_one_and_inherits_that(
    version: Version, protocol: int, convenient: int, asynchronous: bool
) -> None:
    found = {name: own_methods(client_class(name, asynchronous, version)) for name in CLIENT_NAMES}
    for name in CLIENT_NAMES:
        methods = {operation.method for operation in version.convenient if operation.client == name}
        assert found[name] == methods | ADDED.get(name, set())
    assert sum(map(len, found.values())) == convenient + sum(map(len, ADDED.values()))
    merged = "create_liveness_with_verify_session_with_verify_image"
    assert hasattr(client_class("FaceSessionClient", asynchronous, version), merged) == (MERGED in version.by_id)


@every_operation
def test_sync_and_async_signatures_are_equal(operation: Operation) -> None:
    for find in (protocol_class, client_class):
        method, twin = (
            getattr(find(operation.client, asynchronous, operation.version), operation.method)
            for asynchronous in (False, True)
        )
        assert twin_of(method) == awaited(twin)
        assert not inspect.iscoroutinefunction(method)
        # A pager comes without being awaited.
        assert inspect.iscoroutinefunction(twin) != (operation.pages and find is client_class)
        assert [*map(twin_of, typing.get_overloads(method))] == [*map(awaited, typing.get_overloads(twin))]


@every_operation
def test_protocol_method_takes_every_described_argument(operation: Operation, asynchronous: bool) -> None:
    method = getattr(protocol_class(operation.client, asynchronous, operation.version), operation.method)
    # Without content a context decides which layer it is, so it must be given.
    default = None if operation.body is not None else REQUIRED
    assert arguments(method) == expected(operation, [("context", default)])
    types = typing.get_type_hints(method)
    assert operation.body is None or types[operation.content] is azure_face.RequestContent


@every_convenient
def test_convenience_method_takes_every_described_argument(operation: Operation, asynchronous: bool) -> None:
    method = getattr(client_class(operation.client, asynchronous, operation.version), operation.method)
    typed, raw = typing.get_overloads(method)
    default = None if operation.body is not None else REQUIRED
    assert without_overlay(arguments(typed)) == expected(operation, [("cancellation", None)])
    assert arguments(raw) == expected(operation, [("context", default)])
    assert without_overlay(arguments(method)) == expected(operation, [("context", None), ("cancellation", None)])


@every_convenient
def test_types_are_named_as_in_the_description(operation: Operation) -> None:
    method = getattr(client_class(operation.client, False, operation.version), operation.method)
    typed, raw = hints(method)
    assert raw["return"].__name__ == "Response"
    assert raw["return"].__module__.startswith("httpx")
    kind = Pager if operation.pages else Poller if operation.goes_on else Response
    assert typing.get_origin(typed["return"]) is kind
    *status, value = typing.get_args(typed["return"])
    if operation.goes_on:
        assert [cls.__name__ for cls in status] == [
            "FaceTrainingResult" if "train" in operation.path else "OperationResult"
        ]
    schema = operation.answer.schema
    if schema is None:
        assert value is type(None)
        return
    if operation.answer.content_type == "application/octet-stream":
        assert value is bytes
        return
    resolved = operation.version.resolve(schema)
    if operation.pages and resolved.get("type") == "object":
        [listed] = resolved["properties"].values()
        assert value is (UUID if listed["items"].get("$ref", "").endswith("uuid") else str)
        return
    if resolved.get("type") == "array":
        schema = resolved["items"]
        if not operation.pages:
            assert typing.get_origin(value) is list
            [value] = typing.get_args(value)
    assert value.__name__ == class_name(referenced(schema) or "")
    assert value.__module__.startswith(f"azure_face.{operation.version.module}.models.")
    if operation.body is not None and (name := referenced(operation.body) or inline_name(operation)):
        assert content_class(method).__name__ == class_name(name)
        assert content_class(method).__module__.startswith(f"azure_face.{operation.version.module}.models.")


PACKAGES = [f"azure_face.{version.module}" for version in VERSIONS]


@pytest.mark.parametrize(
    "name", ["azure_face", "azure_face.models", *PACKAGES, *(f"{package}.models" for package in PACKAGES)]
)
def test_all_is_what_can_be_imported(name: str) -> None:
    module = importlib.import_module(name)
    assert len(module.__all__) == len(set(module.__all__))
    found = {public: getattr(module, public) for public in module.__all__}
    assert all(value is not None for value in found.values())
    assert set(module.__all__) <= set(dir(module))
    namespace: dict[str, Any] = {}
    exec(f"from {name} import *", namespace)
    assert namespace.keys() - {"__builtins__"} == found.keys()
    with pytest.raises(AttributeError, match="NoSuchName"):
        _ = module.NoSuchName


def test_default_version_is_what_the_top_offers() -> None:
    versioned = importlib.import_module("azure_face.v1_1_preview_1")
    assert set(versioned.__all__) <= set(azure_face.__all__)
    assert all(getattr(azure_face, name) is getattr(versioned, name) for name in versioned.__all__)
    assert {f"{prefix}{name}" for name in CLIENT_NAMES for prefix in ("", "Async")} == set(versioned.__all__)
    versioned_models = importlib.import_module("azure_face.v1_1_preview_1.models")
    assert set(versioned_models.__all__) == set(azure_face.models.__all__)


@pytest.mark.parametrize("version", VERSIONS, ids=repr)
def test_all_of_a_version_is_its_clients_and_every_described_model_and_enum(version: Version) -> None:
    package = importlib.import_module(f"azure_face.{version.module}")
    assert set(package.__all__) == {f"{prefix}{name}" for name in CLIENT_NAMES for prefix in ("", "Async")}
    assert all(getattr(package, name).__module__.startswith(package.__name__) for name in package.__all__)
    named = {name for name, schema in version.schemas.items() if schema["type"] == "object" or "enum" in schema}
    inline = {name for name in map(inline_name, version.operations) if name}
    # The one enum that stands inside a model.
    nested = {"SettingLivenessAbuseMonitoringName"} if version.name == "v1.3-preview.1" else set()
    models = importlib.import_module(f"azure_face.{version.module}.models")
    assert set(models.__all__) == {*map(class_name, named), *inline, *nested}
    assert all(getattr(models, name).__module__.startswith(models.__name__) for name in models.__all__)
