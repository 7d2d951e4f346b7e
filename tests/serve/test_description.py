"""How a description is read: references, servers, and what makes it unusable."""

from __future__ import annotations

import pytest

from veneer.testing.asgi.node import Node
from veneer.testing.asgi.operations import read_operations, server_path

from .conftest import api


@pytest.mark.parametrize(
    ("servers", "path"),
    [
        ([], ""),
        ([{"url": "/"}], ""),
        ([{"url": "/v1/"}], "/v1"),
        ([{"url": "https://{region}.example.com/{base}", "variables": {"base": {"default": "api/v2"}}}], "/api/v2"),
        ([{"url": "{endpoint}", "variables": {"endpoint": {"default": "https://a.example.com/x"}}}], ""),
    ],
)
def test_server_path(servers: list[dict[str, object]], path: str) -> None:
    assert server_path({"servers": servers}) == path


def test_pointer_is_that_of_the_referenced_place() -> None:
    root = Node.root({"a": {"$ref": "#/b~1c/0"}, "b/c": [{"d": 1}]})

    assert (root.get("a", "d").pointer, root.get("a", "d").value) == ("/b~1c/0/d", 1)
    assert not root.get("a", "missing", "more")


@pytest.mark.parametrize("reference", ["#/a", "other.json#/a"])
def test_reference_that_leads_nowhere_is_an_error(reference: str) -> None:
    with pytest.raises(ValueError, match=r"no end|leaves the document"):
        Node.root({"a": {"$ref": reference}}).get("a", "b")


def test_operation_overrides_the_parameters_of_its_path() -> None:
    shared = {"name": "a", "in": "query", "schema": {"type": "string"}}
    own = {**shared, "required": True}
    ignored = {"name": "Accept", "in": "header", "schema": {"type": "string"}}
    [operation] = read_operations(
        api({"/pets": {"parameters": [shared, ignored], "get": {"parameters": [own], "responses": {}}}})
    )

    assert [(each.name, each.required) for each in operation.parameters] == [("a", True)]
    assert operation.operation_id == "GET /pets"


def test_parameter_in_an_unknown_place_is_an_error() -> None:
    with pytest.raises(ValueError, match="'body' is no place"):
        read_operations(api({"/pets": {"get": {"parameters": [{"name": "a", "in": "body"}], "responses": {}}}}))
