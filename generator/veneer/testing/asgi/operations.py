"""An OpenAPI document -> the operations that the service answers, and the path that they are below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen

from .media import is_json
from .node import Node

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_NOT_PARAMETERS = {"accept", "content-type", "authorization"}


@frozen
class Parameter:
    """A described parameter.

    Attributes:
        name: Its name on the wire.
        place: ``path``, ``query``, ``header`` or ``cookie``.
        required: Whether a request must have it.
        style: How an array or object is written.
        explode: Whether each item is written apart.
        schema: Its schema.
        json: Whether its text is JSON (a parameter with ``content``).
    """

    name: str
    place: str
    required: bool
    style: str
    explode: bool
    schema: Node
    json: bool


@frozen
class Overload:
    """One of several client operations that share a path and a method."""

    operation_id: str
    content_type: str
    schema: Node


@frozen
class Operation:
    """What the description says of one method of one path.

    Attributes:
        method: HTTP method, upper case.
        path: Path template, below the server's path.
        operation_id: Name in the description; method and path when it has none.
        overloads: The client operations that share it; empty when there is one only.
        parameters: Its parameters, those of the path item included.
        body: The request body, or a node without a value.
        responses: The responses by status.
        security: Alternatives; each maps a scheme's name to its scopes.
        own_base_path: The path of a server of its own, below which it is answered too; ``None`` without one.
    """

    method: str
    path: str
    operation_id: str
    overloads: tuple[Overload, ...]
    parameters: tuple[Parameter, ...]
    body: Node
    responses: Node
    security: tuple[Mapping[str, Any], ...]
    own_base_path: str | None = None

    @property
    def operation_ids(self) -> tuple[str, ...]:
        """The names of all client operations behind this method and path."""
        return tuple(dict.fromkeys([self.operation_id, *(overload.operation_id for overload in self.overloads)]))


def server_path(document: Mapping[str, Any]) -> str:
    """Return the path of the first server, with the defaults of its variables.

    Args:
        document: The OpenAPI document.

    Returns:
        The path without a slash at its end; a variable that the server URL begins with stands for the local service.
    """
    return _path_of(Node.root(document).get("servers", "0"))


def _path_of(server: Node) -> str:
    url = str(server.get("url").value or "")
    url = re.sub(r"^\{[^{}]*\}", "", url)
    for name, variable in server.get("variables").items():
        url = url.replace(f"{{{name}}}", str(variable.get("default").value or ""))
    return "/" + path if (path := urlsplit(url).path.strip("/")) else ""


def read_operations(document: Mapping[str, Any]) -> tuple[Operation, ...]:
    """Return all operations of a description.

    Args:
        document: The OpenAPI document.

    Returns:
        The operations in the document's order.

    Raises:
        ValueError: A reference leads nowhere.
    """
    root = Node.root(document)
    return tuple(
        _operation(root, path, item, method, node)
        for path, item in root.get("paths").items()
        for method, node in (
            *((method, item.get(method)) for method in METHODS),
            *item.get("additionalOperations").items(),  # OpenAPI 3.2
        )
        if node
    )


def _operation(root: Node, path: str, item: Node, method: str, node: Node) -> Operation:
    parameters = {
        (parameter.place, parameter.name): parameter
        for owner in (item, node)
        for _, raw in owner.get("parameters").items()
        if (parameter := _parameter(raw.followed())) is not None
    }
    security = node.get("security") or root.get("security")
    server = node.get("servers", "0") or item.get("servers", "0")
    return Operation(
        method=method.upper(),
        path=re.sub(r"\{[?&][^}]*\}", "", path),
        operation_id=str(node.get("operationId").value or f"{method.upper()} {path}"),
        overloads=tuple(_overload(overload) for _, overload in node.get("x-overloads").items()),
        parameters=tuple(parameters.values()),
        body=node.get("requestBody").followed(),
        responses=node.get("responses"),
        security=tuple(security.value or ()),
        own_base_path=_path_of(server) if server else None,
    )


def _parameter(node: Node) -> Parameter | None:
    place, name = str(node.get("in").value), str(node.get("name").value)
    if place not in _STYLES:
        raise ValueError(f"{node.pointer}: '{place}' is no place for a parameter")
    # OpenAPI: these three are not described as parameters, and such a description is to be ignored.
    if place == "header" and name.lower() in _NOT_PARAMETERS:
        return None
    media_type, content = next(((name, media) for name, media in node.get("content").items()), ("", None))
    is_whole = node.get("x-querystring").value is True
    style = "querystring" if is_whole else str(node.get("style").value or _STYLES[place])
    explode = node.get("explode").value
    return Parameter(
        name=name,
        place=place,
        required=bool(node.get("required").value),
        style=style,
        explode=style == "form" if explode is None else bool(explode),
        schema=node.get("schema") if content is None else content.get("schema"),
        json=content is not None and (not is_whole or is_json(media_type)),
    )


def _overload(node: Node) -> Overload:
    reference = node.get("schema").value
    return Overload(
        operation_id=str(node.get("operationId").value),
        content_type=str(node.get("contentType").value or ""),
        schema=node.at(reference) if isinstance(reference, str) else node.get("schema"),
    )
