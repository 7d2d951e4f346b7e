"""The convenience layer leads sessions of the versions that keep audit entries of them."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from ..story import Walk, gone, items, pages, picture
from .attempted_sessions import walk_session_image


@frozen
class Kind:
    """The methods of one kind of session; ``{}`` in a name stands for the kind."""

    walk: Walk
    name: str

    async def do(self, method: str, *arguments: Any, **named: Any) -> Any:
        return (await getattr(self.walk.sessions, method.format(self.name))(*arguments, **named)).value

    def listed(self, method: str, *arguments: Any, **named: Any) -> Any:
        return getattr(self.walk.sessions.client, method.format(self.name))(*arguments, **named)

    async def gone(self, session_id: str) -> None:
        await gone(getattr(self.walk.sessions, f"get_{self.name}_session_result")(session_id))


async def walk_audited_sessions(walk: Walk) -> None:
    m = walk.models
    images = {"enable_session_image": True} if walk.has("GetSessionImage") else {}
    for kind, model in (
        (Kind(walk, "liveness"), m.CreateLivenessSessionContent),
        (Kind(walk, "liveness_with_verify"), m.CreateLivenessWithVerifySessionContent),
    ):
        sessions = []
        for name in ("first", "second", "third"):
            content = model(m.LivenessOperationMode.PASSIVE, device_correlation_id=name, **images)
            sessions.append((await kind.do("create_{}_session", content)).session_id)
        found_pages = await pages(kind.listed("get_{}_sessions", top=2))
        assert [[each.id for each in page] for page in found_pages] == [sessions[:2], sessions[2:]]
        assert [each.device_correlation_id for each in found_pages[1]] == ["third"]
        await complete(kind, sessions[0])
        if kind.name == "liveness_with_verify":
            sessions.append(await verify(kind, model(m.LivenessOperationMode.PASSIVE, **images)))
        for session_id in sessions:
            assert await kind.do("delete_{}_session", session_id) is None
            await kind.gone(session_id)
        assert await items(kind.listed("get_{}_sessions")) == []


async def complete(kind: Kind, session_id: str) -> None:
    """Let a device complete a session, and read its result and its audit."""
    m = kind.walk.models
    waiting = await kind.do("get_{}_session_result", session_id)
    assert (waiting.id, waiting.status, waiting.result) == (session_id, m.FaceSessionStatus.NOT_STARTED, None)
    kind.walk.device(session_id, "start")
    assert (await kind.do("get_{}_session_result", session_id)).status is m.FaceSessionStatus.STARTED
    kind.walk.device(session_id, "complete", livenessDecision="spoofface")
    session = await kind.do("get_{}_session_result", session_id)
    assert session.status is m.FaceSessionStatus.RESULT_AVAILABLE
    assert session.result.response.body.liveness_decision is m.FaceLivenessDecision.SPOOF_FACE
    first, second = await pages(kind.listed("get_{}_session_audit_entries", session_id, top=1))
    assert (first, second) == ([session.result], [])
    if kind.walk.has("GetSessionImage"):
        await walk_session_image(kind.walk, session.result.session_image_id)


async def verify(kind: Kind, content: Any) -> str:
    """Create a session with a picture to compare with; a device finds that it is the same person."""
    created = await kind.do("create_{}_session", content, verify_image=picture("anna"))
    assert created.verify_image.face_rectangle.width > 0
    kind.walk.device(created.session_id, "complete", verifyResult={"matchConfidence": 0.75, "isIdentical": True})
    session = await kind.do("get_{}_session_result", created.session_id)
    result = session.result.response.body.verify_result
    assert (result.match_confidence, result.is_identical) == (0.75, True)
    assert result.verify_image == created.verify_image
    if kind.walk.has("GetSessionImage"):
        await walk_session_image(kind.walk, session.result.session_image_id, "anna")
    return str(created.session_id)
