"""A request as it was sent -> what of it means something, as plain data."""

from __future__ import annotations

import json
from base64 import b64decode
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx

Sent = dict[str, Any]

TRANSPORT = {"host", "connection", "content-length", "accept-encoding", "user-agent"}
"""Headers that say how, not what: each HTTP library has its own."""


def theirs(recorded: list[Any]) -> Sent:
    """Return a request that the official package sent."""
    method, target, headers, body = recorded
    return _sent(method, target, headers, b64decode(body))


def ours(request: httpx.Request) -> Sent:
    """Return a request that azure_face sent."""
    return _sent(request.method, request.url.raw_path.decode(), request.headers.multi_items(), request.content)


def _sent(method: str, target: str, headers: Any, body: bytes) -> Sent:
    path, _, query = target.partition("?")
    kept = {name.lower(): value for name, value in headers if name.lower() not in TRANSPORT}
    content_type = kept.pop("content-type", None)
    return {
        "method": method,
        "path": [unquote(step, errors="strict") for step in path.split("/")],
        "query": sorted(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")),
        "headers": kept,
        "content type": content_type and content_type.partition(";")[0],
        "body": _body(content_type or "", body),
    }


def _body(content_type: str, body: bytes) -> Any:
    if content_type.startswith("application/json"):
        return json.loads(body)
    if not content_type.startswith("multipart/"):
        return body
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    parts = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        assert name not in parts
        content = part.get_payload(decode=True)
        has_file = part.get_filename() is not None
        parts[name] = {
            "filename": part.get_filename(),
            "content type": part.get_content_type() if "content-type" in part else None,
            "content": content if has_file else json.loads(content),
        }
    return parts
