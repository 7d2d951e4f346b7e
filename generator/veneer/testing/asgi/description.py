"""An OpenAPI document -> what the service needs of it, made once for all services of that document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .node import Node
from .operations import read_operations, server_path
from .schemas import Schemas


class Description:
    """A document as a service needs it; may be shared by services and threads.

    Attributes:
        info: The document's ``info``.
        version: The version that the document gives itself.
        base_path: The path that its paths are below.
        operations: Its operations.
        schemas: Its schemas as checks of requests.
        security_schemes: Its security schemes.

    Raises:
        ValueError: The document has a reference that leads nowhere.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self.info: Mapping[str, Any] = document.get("info", {})
        self.version = str(self.info.get("version", ""))
        self.base_path = server_path(document)
        self.operations = read_operations(document)
        self.schemas = Schemas(document)
        self.security_schemes = Node.root(document).get("components", "securitySchemes")

    def credential_names(self) -> frozenset[str]:
        """Return the headers, values of the query and cookies that carry keys, in lower case."""
        schemes = (scheme.followed() for _, scheme in self.security_schemes.items())
        return frozenset(str(scheme.get("name").value).lower() for scheme in schemes if scheme.get("name"))

    def answer_schemas(self) -> Schemas:
        """Return its schemas as checks of answers."""
        return Schemas(self._document, answers=True)
