"""An operation and a behaviour's answer -> nothing, or how the answer breaks the description."""

from __future__ import annotations

import json

from .behaviours import ServiceResponse
from .media import best_range, is_json, media_type
from .node import Node
from .operations import Operation
from .schemas import Schemas


class AnswerMismatchError(Exception):
    """A behaviour gave an answer that its operation does not describe: a fault of the local service."""


def check_answer(operation: Operation, answer: ServiceResponse, schemas: Schemas) -> None:
    """Return when a successful answer matches the description; other answers are not looked at.

    Args:
        operation: The operation that was answered.
        answer: The answer.
        schemas: The checks of the description for answers.

    Raises:
        AnswerMismatchError: Status, headers, content type or body are not as described.
    """
    if not 200 <= answer.status < 300:
        return
    described = _described(operation, answer.status)
    problem = "the status is not described" if not described else _problem(described, answer, schemas)
    if problem:
        raise AnswerMismatchError(f"{operation.operation_id} answered {answer.status}: {problem}")


def _described(operation: Operation, status: int) -> Node:
    found = operation.responses.get(str(status)) or operation.responses.get(f"{status // 100}XX")
    return found.followed()


def _problem(described: Node, answer: ServiceResponse, schemas: Schemas) -> str:
    headers = {name.lower(): text for name, text in answer.headers.items()}
    for name, header in described.get("headers").items():
        if header.get("required").value and name.lower() not in headers:
            return f"the header '{name}' is required"
    offered = described.get("content")
    if not list(offered.items()):
        return "a body is not described" if answer.content else ""
    media = media_type(headers.get("content-type", ""))
    key = best_range(media, [key for key, _ in offered.items()])
    if key is None:
        return f"the content type '{media}' is not described"
    schema = offered.get(key, "schema")
    if not is_json(media) or not schema:
        return ""
    found = schemas.problem(schema.pointer, json.loads(answer.content))
    return f"'{found.place or 'the body'}' {found.constraint}" if found else ""
