"""`securityDefinitions` of Swagger 2.0 in, `components/securitySchemes` out."""

from __future__ import annotations

from typing import Any

from veneer.load.swagger.upgrading import Upgrading, without

# Swagger 2.0, Security Scheme Object, flow -> OpenAPI 3.1, OAuth Flows Object
_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_OF_THE_FLOW = ("authorizationUrl", "tokenUrl", "scopes")


def upgrade_security_schemes(upgrading: Upgrading, definitions: Any) -> Any:
    """Return the schemes; what is no map of them stays as it is."""
    upgrading.moves.add(("components", "securitySchemes"), ("securityDefinitions",))
    if not isinstance(definitions, dict):
        return definitions
    return {name: _scheme(upgrading, name, node) for name, node in definitions.items()}


def _scheme(upgrading: Upgrading, name: str, node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node.get("type") == "basic":
        return {**node, "type": "http", "scheme": "basic"}
    if node.get("type") != "oauth2":
        return node
    place = ("components", "securitySchemes", name)
    given = node.get("flow")
    flow = _FLOWS.get(given if isinstance(given, str) else "", "implicit")
    upgrading.moves.make((*place, "flows"), ("securityDefinitions", name, "flow"))
    upgrading.moves.add((*place, "flows", flow), ("securityDefinitions", name))
    said = {key: node[key] for key in _OF_THE_FLOW if key in node}
    return {**without(node, "flow", *_OF_THE_FLOW), "flows": {flow: {"scopes": {}, **said}}}
