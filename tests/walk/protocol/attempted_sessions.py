"""The protocol layer leads sessions of the versions that show attempts, their images and their monitoring."""

from __future__ import annotations

from azure_face import FilePart, RequestContent

from ..story import Walk, gone, picture
from .raw import CONTEXT, MODEL, content, read
from .recognition import found


async def walk_attempted_sessions(walk: Walk) -> None:
    monitored = walk.has("PatchSettingLivenessAbuseMonitoring")
    if monitored:
        await switch_monitoring(walk, on=True)
    await walk_liveness_session(walk, monitored)
    await walk_session_with_verify(walk)
    if monitored:
        await switch_monitoring(walk, on=False)


async def switch_monitoring(walk: Walk, on: bool) -> None:
    before = await read(walk.sessions.get_setting_liveness_abuse_monitoring(context=CONTEXT))
    assert before == {"name": "liveness-abuse-monitoring", "enabled": not on}
    changed = await read(walk.sessions.patch_setting_liveness_abuse_monitoring(content(enabled=on)))
    assert changed == {**before, "enabled": on}
    assert await read(walk.sessions.get_setting_liveness_abuse_monitoring(context=CONTEXT)) == changed


async def walk_liveness_session(walk: Walk, monitored: bool) -> None:
    """A device fails at first; then it succeeds, and the picture that it took is kept."""
    sessions = walk.sessions
    body = content(livenessOperationMode="PassiveActive", deviceCorrelationId="first", enableSessionImage=True)
    created = await read(sessions.create_liveness_session(body))
    assert created["status"] == "NotStarted"
    session_id = created["sessionId"]
    started = walk.device(session_id, "start")
    assert started["status"] == "Running"
    assert await read(sessions.get_liveness_session_result(session_id, context=CONTEXT)) == started
    walk.device(session_id, "complete", error={"code": "FaceWithMaskDetected", "message": "Take it off."})
    abuse = {"isAbuseDetected": True} if monitored else {}
    completed = walk.device(session_id, "complete", livenessDecision="spoofface", **abuse)
    session = await read(sessions.get_liveness_session_result(session_id, context=CONTEXT))
    assert session == completed
    assert session["status"] == "Succeeded"
    second, first = session["results"]["attempts"]
    assert (first["attemptId"], first["error"]["code"]) == (1, "FaceWithMaskDetected")
    assert second["result"]["livenessDecision"] == "spoofface"
    if monitored:
        assert second["abuseMonitoringResult"] == {"isAbuseDetected": True, "otherFlaggedSessions": []}

    image_id = second["result"]["sessionImageId"]
    await walk_session_image(walk, image_id)
    assert (await sessions.delete_liveness_session(session_id, context=CONTEXT)).status_code == 204
    await gone(sessions.get_liveness_session_result(session_id, context=CONTEXT))
    await gone(sessions.get_session_image(image_id, context=CONTEXT))


async def walk_session_with_verify(walk: Walk) -> None:
    sessions = walk.sessions
    parts: dict[str, str | FilePart] = {
        "livenessOperationMode": "Passive",
        "enableSessionImage": "true",
        "verifyImage": FilePart(picture("anna"), filename="anna.png"),
    }
    created = await read(sessions.create_liveness_with_verify_session(RequestContent.multipart(parts)))
    [reference] = created["results"]["verifyReferences"]
    assert reference["faceRectangle"]["width"] > 0
    outcome = {"matchConfidence": 0.75, "isIdentical": True}
    walk.device(created["sessionId"], "complete", livenessDecision="realface", verifyResult=outcome)
    get = sessions.get_liveness_with_verify_session_result
    session = await read(get(created["sessionId"], context=CONTEXT))
    [attempt] = session["results"]["attempts"]
    assert attempt["result"]["livenessDecision"] == "realface"
    assert attempt["result"]["verifyResult"] == outcome
    assert session["results"]["verifyReferences"] == [reference]
    await walk_session_image(walk, attempt["result"]["sessionImageId"], "anna")
    await sessions.delete_liveness_with_verify_session(created["sessionId"], context=CONTEXT)
    await gone(get(created["sessionId"], context=CONTEXT))


async def walk_session_image(walk: Walk, image_id: str, person: str | None = None) -> None:
    """Get a session's image, and detect the face in it; it is a person's picture when one is given."""
    image = (await walk.sessions.get_session_image(image_id, context=CONTEXT)).content
    assert image == picture(person) if person else image.startswith(b"\x89PNG")
    query = content(sessionImageId=image_id)
    [face] = await read(walk.sessions.detect_from_session_image(query, recognition_model=MODEL))
    [same] = await read(walk.face.detect(RequestContent.bytes(image), recognition_model=MODEL))
    assert same["faceRectangle"] == face["faceRectangle"]
    if person:
        pair = content(faceId1=face["faceId"], faceId2=await found(walk, person))
        assert (await read(walk.face.verify_face_to_face(pair)))["isIdentical"]
