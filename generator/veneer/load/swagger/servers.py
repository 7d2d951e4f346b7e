"""Host, basePath, schemes and `x-ms-parameterized-host` of Swagger 2.0 in, `servers` out."""

from __future__ import annotations

import re
from typing import Any

from veneer.load.swagger.upgrading import Upgrading, texts
from veneer.load.text import excerpt

_KEYS = ("host", "basePath", "schemes", "x-ms-parameterized-host")
_HTTP = ("https", "http")  # the safer one first
_VARIABLE = re.compile(r"\{([^{}]+)\}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def build_servers(upgrading: Upgrading, schemes: Any) -> list[dict[str, Any]]:
    """Return the servers of the document, or of an operation with `schemes` of its own; the best one first."""
    content = upgrading.content
    place = next((key for key in _KEYS if key in content), "swagger")
    upgrading.moves.make(("servers",), (place,))
    template = content.get("x-ms-parameterized-host")
    if isinstance(template, dict) and isinstance(template.get("hostTemplate"), str):
        return _templated(upgrading, template, schemes)
    host = content.get("host")
    if not isinstance(host, str) or not host.strip("/ "):
        return [_server(_base_path(content) or "/", {})]
    if _SCHEME.match(host):
        message = f"the host {excerpt(host, 60)} has a scheme, which belongs into `schemes`; it is read as a URL"
        upgrading.warn("host-with-scheme", message, ("host",), "Write the host alone, and the scheme into `schemes`.")
        return [_server(host.rstrip("/") + _base_path(content), {})]
    host = host.strip("/ ")
    return [_server(f"{scheme}://{host}{_base_path(content)}", {}) for scheme in _usable(schemes)]


def _templated(upgrading: Upgrading, template: dict[str, Any], schemes: Any) -> list[dict[str, Any]]:
    host = template["hostTemplate"].rstrip("/") + _base_path(upgrading.content)
    variables = {}
    given = template.get("parameters")
    for index, parameter in enumerate(given if isinstance(given, list) else ()):
        node, before = upgrading.follow(parameter, ("x-ms-parameterized-host", "parameters", str(index)))
        if isinstance(node, dict) and isinstance(node.get("name"), str):
            variables[node["name"]] = _variable(node)
            upgrading.moves.make(("servers", "0", "variables", node["name"]), before)
    upgrading.moves.make(("servers", "0"), ("x-ms-parameterized-host",))
    prefixes = [""] if template.get("useSchemePrefix") is False else [f"{scheme}://" for scheme in _usable(schemes)]
    return [_server(prefix + host, variables) for prefix in prefixes]


def _variable(node: dict[str, Any]) -> dict[str, Any]:
    # Without a default the caller has to give it; with one, the caller may, since it is a parameter of the client.
    variable: dict[str, Any] = {"default": str(node.get("default", "")), "x-ms-parameter-location": "client"}
    if texts(node.get("enum")):
        variable["enum"] = texts(node["enum"])
    if isinstance(node.get("description"), str):
        variable["description"] = node["description"]
    return variable


def _server(url: str, variables: dict[str, Any]) -> dict[str, Any]:
    names = _VARIABLE.findall(url)
    known = {name: variables.get(name, {"default": ""}) for name in names}
    return {"url": url, "variables": known} if known else {"url": url}


def _base_path(content: dict[str, Any]) -> str:
    given = content.get("basePath")
    path = given.strip("/ ") if isinstance(given, str) else ""
    return f"/{path}" if path else ""


def _usable(schemes: Any) -> list[str]:
    given = [scheme.lower() for scheme in texts(schemes)]
    return [scheme for scheme in _HTTP if scheme in given] or ["https"]
