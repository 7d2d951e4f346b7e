"""Webhooks and callbacks of a description -> the models of what a service sends and of what it wants for an answer."""

from __future__ import annotations

from veneer import upstream
from veneer.build.contents import build_contents
from veneer.build.context import Context, child
from veneer.load.walk import Place, walk


def build_incoming(context: Context) -> None:
    """Register the models of webhooks and callbacks, which no operation of a client has, beside the others."""
    for place in walk(dict(context.document.content), to="operation"):
        tokens = place.tokens if place.kind == "operation" else ()
        if "callbacks" in tokens or tokens[:1] == ("webhooks",):
            if isinstance(place.node.get("requestBody"), dict):
                _build_body(context, tokens, _name(place))
            answers = place.node.get("responses")
            for status, answer in answers.items() if isinstance(answers, dict) else ():
                if isinstance(answer, dict) and not status.startswith("x-"):
                    _build_answer(context, (*tokens, "responses", status), _name(place))
    context.finish()


def _name(place: Place) -> str:
    id, tokens = place.node.get("operationId"), place.tokens
    # A webhook has a name; a callback has one above its expression.
    return id if isinstance(id, str) else tokens[1] if tokens[0] == "webhooks" else tokens[-3]


def _build_body(context: Context, tokens: tuple[str, ...], name: str) -> None:
    pointer = child("", *tokens, "requestBody")
    body, where = context.follow(context.at(pointer, upstream.RequestBody), pointer, upstream.RequestBody)
    build_contents(context, body.content, child(where, "content"), f"{name}_content")


def _build_answer(context: Context, tokens: tuple[str, ...], name: str) -> None:
    pointer = child("", *tokens)
    answer, where = context.follow(context.at(pointer, upstream.Response), pointer, upstream.Response)
    build_contents(context, answer.content, child(where, "content"), f"{name}_result")
