"""Operations of Swagger 2.0 in, those of OpenAPI with a request body and servers out."""

from __future__ import annotations

from typing import Any

from veneer.load.swagger.bodies import Given, build_body
from veneer.load.swagger.media_headers import is_media_header
from veneer.load.swagger.moves import Tokens
from veneer.load.swagger.parameters import upgrade_parameter
from veneer.load.swagger.responses import upgrade_response
from veneer.load.swagger.servers import build_servers
from veneer.load.swagger.upgrading import Part, Upgrading, objects, without

_MOVED = ("consumes", "produces", "parameters", "responses", "schemes")


def upgrade_operation(upgrading: Upgrading, part: Part, shared: list[Given], fixed: frozenset[str]) -> dict[str, Any]:
    """Return an operation in the shape of OpenAPI.

    Args:
        upgrading: The upgrade.
        part: The operation.
        shared: The body and formData parameters of its path item.
        fixed: The query parameters that its path sets itself.
    """
    node, content = part.node, upgrading.content
    upgraded = without(node, *_MOVED)
    if "parameters" in node:
        kept, own = split_parameters(upgrading, part, fixed)
        upgraded["parameters"] = kept
        names = [given.get("name") for given, _ in own]
        has_body = any(given.get("in") == "body" for given, _ in own)
        shared = [item for item in shared if item[0].get("name") not in names and not has_body] + own
    if shared:
        body = (*part.now, "requestBody")
        upgraded["requestBody"] = build_body(upgrading, shared, node.get("consumes", content.get("consumes")), body)
    upgraded["responses"] = _responses(upgrading, part)
    _add_servers(upgrading, part, upgraded)
    return upgraded


def split_parameters(upgrading: Upgrading, part: Part, fixed: frozenset[str]) -> tuple[Any, list[Given]]:
    """Return the parameters of an operation or a path item, upgraded, and those that belong into the body."""
    given = part.node["parameters"]
    if not isinstance(given, list):
        return given, []
    kept: list[Any] = []
    moved: list[Given] = []
    for index, node in enumerate(given):
        before = (*part.before, "parameters", str(index))
        meant, place = upgrading.follow(node, before)
        where, name = (meant.get("in"), meant.get("name")) if isinstance(meant, dict) else (None, None)
        if where == "body" or (where == "formData" and isinstance(name, str)):
            moved.append((meant, place))
        elif (where == "query" and isinstance(name, str) and name in fixed) or is_media_header(meant):
            continue
        else:
            now = (*part.now, "parameters", str(len(kept)))
            node, before = upgrading.inlined(node, before, "parameters")
            kept.append(upgrade_parameter(upgrading, Part(node, before, now)) if isinstance(node, dict) else node)
    return kept, moved


def _responses(upgrading: Upgrading, part: Part) -> Any:
    node, content = part.node, upgrading.content
    responses = node.get("responses", {})
    if not isinstance(responses, dict):
        return responses
    upgraded = dict(responses)
    produces = node.get("produces", content.get("produces"))
    differs = "produces" in node and node["produces"] != content.get("produces")
    for status, response in objects(responses):
        below = ("responses", status)
        place: Tokens = (*part.before, *below)
        # A shared response has the media types of the document, and this one may have its own.
        meant, before = upgrading.inlined(response, place, "" if differs else "responses")
        if meant is not response:
            upgrading.moves.add((*part.now, *below), before)
        if isinstance(meant, dict):
            upgraded[status] = upgrade_response(upgrading, Part(meant, before, (*part.now, *below)), produces)
    return upgraded


def _add_servers(upgrading: Upgrading, part: Part, upgraded: dict[str, Any]) -> None:
    own, general = part.node.get("schemes"), upgrading.content.get("schemes")
    if isinstance(own, list) and own and isinstance(upgrading.content.get("host"), str):
        servers = build_servers(upgrading, own)
        if servers[0] != build_servers(upgrading, general)[0]:
            upgraded["servers"] = servers
            upgrading.moves.make((*part.now, "servers"), (*part.before, "schemes"))
