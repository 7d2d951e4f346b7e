"""A plan and a client go in, the call is made, and the end that it came to is told as the oracle tells it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import aclosing, closing
from contextvars import ContextVar
from typing import Any

import httpx
from attrs import define
from azure_face import CancellationToken, ErrorOptions, PolicyPosition, RequestContent, RequestContext
from azure_face.models import (
    CreateLargeFaceListContent,
    CreateLargePersonGroupPersonContent,
    UpdateLargeFaceListContent,
)

from .plans import BODY, GARBAGE, METHODS, QUERY, STATUSES, Plan

SAID = {"error": {"code": "Chaos", "message": "It went wrong."}}
LISTS = [{"largeFaceListId": f"z-{n}", "name": f"List {n}", "userData": "mine"} for n in (1, 2)]
GROUP = "group"
_CODES = {
    401: "Unauthorized",
    404: "LargeFaceListNotFound",
    409: "LargeFaceListExists",
}
_GIVEN = {
    "put": CreateLargeFaceListContent("New", user_data=f"{BODY}put"),
    "patch": UpdateLargeFaceListContent(name="z", user_data=f"{BODY}patch"),
    "post": CreateLargePersonGroupPersonContent("Person", user_data=f"{BODY}post"),
}


class PolicyError(Exception):
    """What a policy of the caller's fails with."""


@define
class Running:
    """A call under way: its plan, how often it was tried, and the persons that it was told of."""

    plan: Plan
    tries: int = 0


CURRENT: ContextVar[Running] = ContextVar("CURRENT")


def tagging(request: httpx.Request, send: Callable[[httpx.Request], Any]) -> Any:
    """Tell each try of a call what is to go wrong with it; a policy of sync and async clients."""
    running = CURRENT.get()
    faults = running.plan.faults
    request.headers["x-chaos"] = faults[running.tries] if running.tries < len(faults) else "none"
    running.tries += 1
    return send(request)


def _passes(request: httpx.Request, send: Callable[[httpx.Request], Any]) -> Any:
    return send(request)


def _fails(request: httpx.Request, send: Callable[[httpx.Request], Any]) -> Any:
    raise PolicyError("the policy does not want it")


def call(client: Any, plan: Plan, token: CancellationToken | None) -> str:
    """Make a call of a sync client; return its end, or raise what it raises."""
    answer = _ask(client, plan, token)
    if not plan.raw:
        return _of_value(plan, list(answer) if plan.operation == "list" else answer)
    if plan.reading is None:
        return _of_answer(plan, answer.status_code, answer.content)
    with closing(answer):
        if plan.reading == "whole":
            return _of_answer(plan, answer.status_code, b"".join(answer.iter_bytes()))
        return _of_part(answer, next(answer.iter_bytes(), b"") if plan.reading == "part" else b"")


async def call_async(client: Any, plan: Plan, token: CancellationToken | None) -> str:
    """Make a call of an async client; else as ``call``."""
    asked = _ask(client, plan, token)
    answer: Any = await asked if isinstance(asked, Awaitable) else [item async for item in asked]
    if not plan.raw:
        return _of_value(plan, answer)
    if plan.reading is None:
        return _of_answer(plan, answer.status_code, answer.content)
    async with aclosing(answer):
        if plan.reading == "whole":
            return _of_answer(plan, answer.status_code, b"".join([piece async for piece in answer.aiter_bytes()]))
        return _of_part(answer, await anext(answer.aiter_bytes(), b"") if plan.reading == "part" else b"")


def context_of(plan: Plan, token: CancellationToken | None) -> RequestContext:
    """Return the context of a call on the protocol layer."""
    context = RequestContext(
        error_options=ErrorOptions.NO_THROW if plan.no_throw else ErrorOptions.DEFAULT,
        deadline=plan.deadline,
        cancellation=token,
        stream=plan.reading is not None,
        retry=plan.retry,
        **({} if plan.timeout is None else {"timeout": plan.timeout}),
    )
    if plan.policy is not None:
        policy = _passes if plan.policy == "passes" else _fails
        context.add_policy(policy, list(PolicyPosition)[plan.number % len(PolicyPosition)])
    return context


def _ask(client: Any, plan: Plan, token: CancellationToken | None) -> Any:
    how: dict[str, Any] = {"context": context_of(plan, token)} if plan.raw else {"cancellation": token}
    given: Any = _GIVEN.get(plan.operation)
    if plan.raw and given is not None:
        given = RequestContent.json(given.to_dict())
    match plan.operation:
        case "get":
            return client.get_large_face_list("z-1", **how)
        case "missing":
            return client.get_large_face_list("nobody", **how)
        case "list":
            return client.get_large_face_lists(start=f"y-{QUERY}", top=5, **how)
        case "put":
            return client.create_large_face_list(plan.name, given, **how)
        case "delete":
            return client.delete_large_face_list(plan.name, **how)
        case "patch":
            return client.update_large_face_list("a", given, **how)
        case _:
            return client.create_large_person_group_person(GROUP, given, **how)


def _of_value(plan: Plan, answer: Any) -> str:
    match plan.operation:
        case "get":
            right = answer.value.to_dict() == LISTS[0]
        case "list":
            right = [item.to_dict() for item in answer] == LISTS
        case "post":
            right = answer.value.to_dict() == answer.raw.json() and _is_id(str(answer.value.person_id))
        case _:
            right = answer.value is None
    return "value" if right else f"a wrong value: {answer!r}"


def _of_answer(plan: Plan, status: int, content: bytes) -> str:
    if content == GARBAGE:
        return f"{status} garbage"
    if content == json.dumps(SAID).encode() and status in STATUSES.values():
        return f"{status} fault"
    return f"{status} right" if _is_right(plan, status, content) else f"a wrong answer: {status} {content!r}"


def _is_right(plan: Plan, status: int, content: bytes) -> bool:
    if status in _CODES:
        return bool(json.loads(content)["error"]["code"] == _CODES[status])
    if status != 200:
        return False
    match plan.operation:
        case "get":
            return bool(json.loads(content) == LISTS[0])
        case "list":
            return bool(json.loads(content) == LISTS)
        case "post":
            return _is_id(json.loads(content)["personId"])
    return not content


def _of_part(answer: httpx.Response, piece: bytes) -> str:
    wholes = (GARBAGE, json.dumps(SAID).encode(), b"{", b"[")
    right = any(whole.startswith(piece[:1]) for whole in wholes)
    return f"{answer.status_code} part" if right else f"a wrong part: {piece!r}"


def _is_id(text: str) -> bool:
    return len(text) == 36 and set(text) <= set("0123456789abcdef-")


def method_of(plan: Plan) -> str:
    """Return the HTTP method of a call."""
    return METHODS[plan.operation]
