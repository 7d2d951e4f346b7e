"""Webhooks and callbacks of a description -> the models of what a service sends, registered beside the others."""

from __future__ import annotations

from veneer import upstream
from veneer.build.contents import build_contents
from veneer.build.context import Context, child
from veneer.load.walk import Place, walk


def build_incoming(context: Context) -> None:
    """Register the models of the bodies that webhooks and callbacks bring, which no operation of a client has."""
    for place in walk(dict(context.document.content)):
        if place.kind == "operation" and isinstance(place.node.get("requestBody"), dict):
            tokens = place.tokens
            if "callbacks" in tokens or tokens[0] == "webhooks":
                _build_body(context, place, tokens)
    context.finish()


def _build_body(context: Context, place: Place, tokens: tuple[str, ...]) -> None:
    pointer = child("", *tokens, "requestBody")
    body, where = context.follow(context.at(pointer, upstream.RequestBody), pointer, upstream.RequestBody)
    id = place.node.get("operationId")
    # A webhook has a name; a callback has one above its expression.
    name = id if isinstance(id, str) else tokens[1] if tokens[0] == "webhooks" else tokens[-3]
    build_contents(context, body.content, child(where, "content"), f"{name}_content")
