"""The convenience layer leads sessions of the versions that show attempts, their images and their monitoring."""

from __future__ import annotations

from typing import Any

from ..story import Walk, gone, picture
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
    m, sessions = walk.models, walk.sessions
    assert (await sessions.get_setting_liveness_abuse_monitoring()).value.enabled is not on
    update = m.SettingLivenessAbuseMonitoringUpdate(enabled=on)
    assert (await sessions.patch_setting_liveness_abuse_monitoring(update)).value.enabled is on
    setting = (await sessions.get_setting_liveness_abuse_monitoring()).value
    assert (setting.name, setting.enabled) == (m.SettingLivenessAbuseMonitoringName.LIVENESS_ABUSE_MONITORING, on)


async def walk_liveness_session(walk: Walk, monitored: bool) -> None:
    """A device fails at first; then it succeeds, and the picture that it took is kept."""
    m, sessions = walk.models, walk.sessions
    content = m.CreateLivenessSessionContent(
        m.LivenessOperationMode.PASSIVE_ACTIVE, device_correlation_id="first", enable_session_image=True
    )
    created = (await sessions.create_liveness_session(content)).value
    assert created.status is m.AzureCoreFoundationsOperationState.NOT_STARTED
    assert created.auth_token
    session_id = created.session_id
    walk.device(session_id, "start")
    running = (await sessions.get_liveness_session_result(session_id)).value
    assert running.status is m.AzureCoreFoundationsOperationState.RUNNING
    walk.device(session_id, "complete", error={"code": "FaceWithMaskDetected", "message": "Take it off."})
    abuse = {"isAbuseDetected": True} if monitored else {}
    walk.device(session_id, "complete", livenessDecision="spoofface", **abuse)
    session = (await sessions.get_liveness_session_result(session_id)).value
    second, first = session.results.attempts
    assert (first.attempt_id, first.error.code, first.result) == (1, "FaceWithMaskDetected", None)
    assert second.result.liveness_decision is m.FaceLivenessDecision.SPOOF_FACE
    assert session.status is m.AzureCoreFoundationsOperationState.SUCCEEDED
    if monitored:
        assert session.is_abuse_monitoring_enabled is True
        assert second.abuse_monitoring_result.is_abuse_detected is True

    image_id = second.result.session_image_id
    await walk_session_image(walk, image_id)
    deleted = await sessions.delete_liveness_session(session_id)
    assert (deleted.status_code, deleted.value) == (204, None)
    await gone(sessions.get_liveness_session_result(session_id))
    await gone(sessions.get_session_image(image_id))


async def walk_session_with_verify(walk: Walk) -> None:
    m, sessions = walk.models, walk.sessions
    content = m.CreateLivenessWithVerifySessionContent(
        m.LivenessOperationMode.PASSIVE, verify_image=picture("anna"), enable_session_image=True
    )
    created = (await sessions.create_liveness_with_verify_session(content)).value
    [reference] = created.results.verify_references
    assert reference.face_rectangle.width > 0
    outcome = {"matchConfidence": 0.75, "isIdentical": True}
    walk.device(created.session_id, "complete", livenessDecision="realface", verifyResult=outcome)
    session = (await sessions.get_liveness_with_verify_session_result(created.session_id)).value
    [attempt] = session.results.attempts
    assert attempt.result.liveness_decision is m.FaceLivenessDecision.REAL_FACE
    assert attempt.result.verify_result == m.LivenessWithVerifyOutputs(0.75, True)
    assert session.results.verify_references == [reference]
    await walk_session_image(walk, attempt.result.session_image_id, "anna")
    await sessions.delete_liveness_with_verify_session(created.session_id)
    await gone(sessions.get_liveness_with_verify_session_result(created.session_id))


async def walk_session_image(walk: Walk, image_id: Any, person: str | None = None) -> None:
    """Get a session's image, and detect the face in it; it is a person's picture when one is given."""
    m = walk.models
    image = (await walk.sessions.get_session_image(image_id)).value
    assert image == picture(person) if person else image.startswith(b"\x89PNG")
    content, model = m.DetectFromSessionImageIdContent(image_id), m.FaceRecognitionModel.RECOGNITION_04
    [face] = (await walk.sessions.detect_from_session_image(content, recognition_model=model)).value
    [same] = (await walk.face.detect(image, recognition_model=model)).value
    assert same.face_rectangle == face.face_rectangle
    if person:
        pair = m.VerifyFaceToFaceContent(face.face_id, await found(walk, person))
        assert (await walk.face.verify_face_to_face(pair)).value.is_identical
