"""The protocol layer leads sessions of the versions that keep audit entries of them."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen
from azure_face import FilePart, RequestContent

from ..story import Walk, gone, picture
from .attempted_sessions import walk_session_image
from .raw import CONTEXT, content, pages, read


@frozen
class Kind:
    """The methods of one kind of session; ``{}`` in a name stands for the kind."""

    walk: Walk
    name: str

    def method(self, name: str) -> Any:
        return getattr(self.walk.sessions, name.format(self.name))

    async def result(self, session_id: str) -> Any:
        return await read(self.method("get_{}_session_result")(session_id, context=CONTEXT))


async def walk_audited_sessions(walk: Walk) -> None:
    settings = {"livenessOperationMode": "Passive"}
    images = {"enableSessionImage": True} if walk.has("GetSessionImage") else {}
    for kind in (Kind(walk, "liveness"), Kind(walk, "liveness_with_verify")):
        sessions = []
        for name in ("first", "second", "third"):
            body = content(**settings, **images, deviceCorrelationId=name)
            sessions.append((await read(kind.method("create_{}_session")(body)))["sessionId"])
        found_pages = await pages(kind.method("get_{}_sessions"), top=2, key="id")
        assert [[each["id"] for each in page] for page in found_pages] == [sessions[:2], sessions[2:]]
        assert [each["deviceCorrelationId"] for each in found_pages[1]] == ["third"]
        await complete(kind, sessions[0])
        if kind.name == "liveness_with_verify":
            sessions.append(await verify(kind, {**settings, **images}))
        for session_id in sessions:
            deleted = await kind.method("delete_{}_session")(session_id, context=CONTEXT)
            assert (deleted.status_code, deleted.content) == (200, b"")
            await gone(kind.result(session_id))
        assert await read(kind.method("get_{}_sessions")(context=CONTEXT)) == []


async def complete(kind: Kind, session_id: str) -> None:
    """Let a device complete a session, and read its result and its audit."""
    waiting = await kind.result(session_id)
    assert (waiting["id"], waiting["status"]) == (session_id, "NotStarted")
    started = kind.walk.device(session_id, "start")
    assert await kind.result(session_id) == started
    completed = kind.walk.device(session_id, "complete", livenessDecision="spoofface")
    session = await kind.result(session_id)
    assert session == completed
    assert session["status"] == "ResultAvailable"
    assert session["result"]["response"]["body"]["livenessDecision"] == "spoofface"
    entries = kind.method("get_{}_session_audit_entries")
    [entry] = await read(entries(session_id, top=1, context=CONTEXT))
    assert entry == session["result"]
    assert await read(entries(session_id, start=str(entry["id"]), context=CONTEXT)) == []
    if kind.walk.has("GetSessionImage"):
        await walk_session_image(kind.walk, entry["sessionImageId"])


async def verify(kind: Kind, settings: dict[str, Any]) -> str:
    """Create a session with a picture to compare with; a device finds that it is the same person."""
    photo = FilePart(picture("anna"), filename="anna.png")
    parts: dict[str, str | FilePart] = {"Parameters": json.dumps(settings), "VerifyImage": photo}
    create = kind.walk.sessions.create_liveness_with_verify_session_with_verify_image
    created = await read(create(RequestContent.multipart(parts)))
    session_id = str(created["sessionId"])
    kind.walk.device(session_id, "complete", verifyResult={"matchConfidence": 0.75, "isIdentical": True})
    session = await kind.result(session_id)
    result = session["result"]["response"]["body"]["verifyResult"]
    assert result == {"verifyImage": created["verifyImage"], "matchConfidence": 0.75, "isIdentical": True}
    if kind.walk.has("GetSessionImage"):
        await walk_session_image(kind.walk, session["result"]["sessionImageId"], "anna")
    return session_id
