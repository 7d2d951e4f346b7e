"""A session's whole life against the local service, in each version, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from azure_face import (
    AsyncFaceSessionClient,
    BadRequestError,
    BearerTokenCredential,
    ErrorOptions,
    FaceSessionClient,
    KeyCredential,
    NotFoundError,
    RequestContent,
    RequestContext,
    UnauthorizedError,
)
from azure_face.models import (
    CreateLivenessSessionContent,
    CreateLivenessWithVerifySessionContent,
    FaceLivenessDecision,
    FaceSessionStatus,
    LivenessOperationMode,
)

from veneer.load import load
from veneer.load.customizations import load_customizations
from veneer.serve import DEFAULT_KEY, create_app, load_behaviours, serving

from .calls import answer_of, client_class
from .description import DEFAULT, LONGEST_START, ROOT, VERSIONS, Version, class_name
from .samples import IMAGE, models_of

RAW = {"livenessOperationMode": "PassiveActive", "deviceCorrelationId": "raw", "authTokenTimeToLiveInSeconds": 60}


class Clock:
    now = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Names:
    """The methods of one kind of session."""

    def __init__(self, kind: str, content: type[Any]) -> None:
        self.create, self.list = f"create_{kind}_session", f"get_{kind}_sessions"
        self.get, self.delete = f"get_{kind}_session_result", f"delete_{kind}_session"
        self.audit, self.content = f"get_{kind}_session_audit_entries", content


PLAIN = Names("liveness", CreateLivenessSessionContent)
VERIFY = Names("liveness_with_verify", CreateLivenessWithVerifySessionContent)
both_kinds = pytest.mark.parametrize("names", [PLAIN, VERIFY], ids=["liveness", "with_verify"])


@pytest.fixture
def clock() -> Clock:
    return Clock()


CUSTOMIZATIONS = ROOT / "customizations" / "azure_face"


def document_of(version: Version) -> Mapping[str, Any]:
    """Load a description with what mends it, as ``veneer serve`` does."""
    mends = load_customizations(CUSTOMIZATIONS, CUSTOMIZATIONS.name).mends_for(version.module)
    return load(version.spec, version.spec.name, mends).content


@pytest.fixture
def version() -> Version:
    """The version that is served, where a test does not say another."""
    return DEFAULT


@pytest.fixture
def url(clock: Clock, version: Version) -> Iterator[str]:
    behaviours = load_behaviours(CUSTOMIZATIONS, clock=clock)
    with serving(create_app(document_of(version), behaviours, check_answers=True)) as url:
        yield url


every_version = pytest.mark.parametrize("version", VERSIONS, ids=repr)


def run(url: str, asynchronous: bool, flow: Callable[[Any], Any]) -> None:
    """Run a flow with a client of either flavour, and see that its end closes it."""

    async def main() -> None:
        if asynchronous:
            async with AsyncFaceSessionClient(url, KeyCredential(DEFAULT_KEY)) as client:
                await flow(client)
            with pytest.raises(RuntimeError, match="closed"):
                await answer_of(client.get_liveness_sessions())
            return
        with FaceSessionClient(url, KeyCredential(DEFAULT_KEY)) as blocking:
            await flow(blocking)
        with pytest.raises(RuntimeError, match="closed"):
            await answer_of(blocking.get_liveness_sessions())

    asyncio.run(main())


def device(url: str, session_id: str, action: str, **more: Any) -> httpx.Response:
    return httpx.post(f"{url}/_local/sessions/{session_id}/{action}", trust_env=False, **more)


@both_kinds
def test_a_session_s_life(names: Names, url: str, asynchronous: bool) -> None:
    async def flow(client: Any) -> None:
        async def do(name: str, *arguments: Any, **named: Any) -> Any:
            return await answer_of(getattr(client, name)(*arguments, **named))

        content = names.content(LivenessOperationMode.PASSIVE, device_correlation_id="typed")
        created = (await do(names.create, content)).value
        UUID(created.session_id)
        raw = (await do(names.create, RequestContent.json(RAW))).json()
        third = (await do(names.create, names.content("Passive"))).value

        listed = (await do(names.list)).value
        assert [session.id for session in listed] == [created.session_id, raw["sessionId"], third.session_id]
        assert [session.device_correlation_id for session in listed] == ["typed", "raw", None]
        assert [session.auth_token_time_to_live_in_seconds for session in listed] == [600, 60, 600]
        assert listed[0].created_date_time == Clock.now
        page = (await do(names.list, start=created.session_id, top=1)).value
        assert [session.id for session in page] == [raw["sessionId"]]
        everything = await do(names.list, context=RequestContext())
        assert [session["id"] for session in everything.json()] == [session.id for session in listed]

        before = (await do(names.get, created.session_id)).value
        assert (before.status, before.result) == (FaceSessionStatus.NOT_STARTED, None)
        assert (await do(names.audit, created.session_id)).value == []
        assert device(url, created.session_id, "start").status_code == 200
        started = (await do(names.get, created.session_id)).value
        assert started.status is FaceSessionStatus.STARTED
        assert started.session_start_date_time == Clock.now
        answer = device(url, created.session_id, "complete", json={"livenessDecision": "spoofface"})
        assert answer.status_code == 200
        after = (await do(names.get, created.session_id)).value
        assert after.status is FaceSessionStatus.RESULT_AVAILABLE
        assert after.result.response.body.liveness_decision is FaceLivenessDecision.SPOOF_FACE
        assert (after.result.response.body.verify_result is not None) == (names is VERIFY)
        assert after.result.received_date_time == Clock.now
        assert after.to_dict()["result"]["digest"] == answer.json()["result"]["digest"]
        [entry] = (await do(names.audit, created.session_id, top=5)).value
        assert entry == after.result
        assert (await do(names.audit, created.session_id, start=str(entry.id))).value == []

        deleted = await do(names.delete, created.session_id)
        assert (deleted.status_code, deleted.value) == (200, None)
        for name in (names.get, names.audit, names.delete):
            with pytest.raises(NotFoundError) as caught:
                await do(name, created.session_id)
            assert caught.value.error_code == "SessionNotFound"
            assert created.session_id in caught.value.message
        kept = await do(names.get, created.session_id, context=RequestContext(error_options=ErrorOptions.NO_THROW))
        assert kept.status_code == 404
        assert len((await do(names.list)).value) == 2

    run(url, asynchronous, flow)


def test_session_with_a_verify_image(url: str, asynchronous: bool) -> None:
    async def flow(client: Any) -> None:
        content = CreateLivenessWithVerifySessionContent("Passive")  # type: ignore[arg-type]
        response = await answer_of(client.create_liveness_with_verify_session(content, verify_image=IMAGE))
        face = response.value.verify_image
        assert face.face_rectangle.width == face.face_rectangle.height > 0
        wish = {"verifyResult": {"matchConfidence": 0.25, "isIdentical": False}}
        device(url, response.value.session_id, "complete", json=wish).raise_for_status()
        session = (await answer_of(client.get_liveness_with_verify_session_result(response.value.session_id))).value
        result = session.result.response.body.verify_result
        assert (result.match_confidence, result.is_identical, result.verify_image) == (0.25, False, face)

        with pytest.raises(BadRequestError) as caught:
            await answer_of(client.create_liveness_with_verify_session(content, verify_image=b""))
        assert caught.value.error_code == "InvalidImage"

    run(url, asynchronous, flow)


@both_kinds
def test_kinds_are_kept_apart(names: Names, url: str, asynchronous: bool) -> None:
    other = VERIFY if names is PLAIN else PLAIN

    async def flow(client: Any) -> None:
        created = await answer_of(getattr(client, names.create)(names.content("Passive")))
        with pytest.raises(NotFoundError):
            await answer_of(getattr(client, other.get)(created.value.session_id))
        assert (await answer_of(getattr(client, other.list)())).value == []

    run(url, asynchronous, flow)


def test_session_expires(url: str, clock: Clock, asynchronous: bool) -> None:
    async def flow(client: Any) -> None:
        content = CreateLivenessSessionContent(LivenessOperationMode.PASSIVE, auth_token_time_to_live_in_seconds=60)
        created = (await answer_of(client.create_liveness_session(content))).value
        assert not (await answer_of(client.get_liveness_session_result(created.session_id))).value.session_expired
        clock.now = Clock.now + timedelta(seconds=61)
        assert (await answer_of(client.get_liveness_session_result(created.session_id))).value.session_expired
        assert device(url, created.session_id, "complete").status_code == 409

    run(url, asynchronous, flow)


def test_service_refuses_what_is_not_described(url: str, asynchronous: bool) -> None:
    async def flow(client: Any) -> None:
        bodies: tuple[Any, ...] = (
            {},
            {"livenessOperationMode": "Passive", "authTokenTimeToLiveInSeconds": 59},
            [],
            None,
        )
        for body in bodies:
            with pytest.raises(BadRequestError) as caught:
                await answer_of(client.create_liveness_session(RequestContent.json(body)))
            assert caught.value.error_code == "BadArgument"
        for top in (0, 1001):
            with pytest.raises(BadRequestError, match="top"):
                await answer_of(client.get_liveness_sessions(top=top))
        with pytest.raises(NotFoundError):
            await answer_of(client.get_liveness_session_result("a b/ü?#"))

    run(url, asynchronous, flow)


def test_wrong_key_is_401_and_any_token_will_do(url: str) -> None:
    with FaceSessionClient(url, KeyCredential("wrong")) as client, pytest.raises(UnauthorizedError) as caught:
        list(client.get_liveness_sessions())
    assert (caught.value.status_code, caught.value.error_code) == (401, "Unauthorized")
    assert "wrong" not in str(caught.value)
    with FaceSessionClient(url, BearerTokenCredential("token")) as client:
        assert list(client.get_liveness_sessions()) == []


@every_version
def test_mended_description_is_the_one_that_the_tests_read(version: Version) -> None:
    assert document_of(version) == version.document


def run_in(version: Version, url: str, asynchronous: bool, flow: Callable[[Any], Any]) -> None:
    """Run a flow with a client of a version."""

    async def main() -> None:
        client = client_class("FaceSessionClient", asynchronous, version)(url, KeyCredential(DEFAULT_KEY))
        if asynchronous:
            async with client:
                await flow(client)
        else:
            with client:
                await flow(client)

    asyncio.run(main())


def has_attempts(version: Version) -> bool:
    return "LivenessSessionAttempt" in version.schemas


def contents(version: Version, verify: bool) -> tuple[Any, RequestContent]:
    """Return what creates a session: a model, and the same for the protocol layer."""
    models, mode = models_of(version), "Passive"
    texts = {"livenessOperationMode": mode, "deviceCorrelationId": "raw"}
    if not verify:
        raw = RequestContent.json(texts)
        return models.CreateLivenessSessionContent(
            models.LivenessOperationMode(mode), device_correlation_id="typed"
        ), raw
    if has_attempts(version):
        model = models.CreateLivenessWithVerifySessionContent
        raw = RequestContent.multipart({**texts, "verifyImage": IMAGE})
        return model(models.LivenessOperationMode(mode), verify_image=IMAGE, device_correlation_id="typed"), raw
    model = models.CreateLivenessWithVerifySessionContent
    return model(models.LivenessOperationMode(mode), device_correlation_id="typed"), RequestContent.json(texts)


@every_version
@pytest.mark.parametrize("verify", [False, True], ids=["liveness", "with_verify"])
def test_session_is_created_got_and_deleted_in_each_version(
    version: Version, verify: bool, url: str, asynchronous: bool
) -> None:
    kind = "liveness_with_verify" if verify else "liveness"
    model = getattr(models_of(version), class_name("LivenessWithVerifySession" if verify else "LivenessSession"))

    async def flow(client: Any) -> None:
        async def do(name: str, *arguments: Any, **named: Any) -> Any:
            return await answer_of(getattr(client, name)(*arguments, **named))

        get, delete = f"get_{kind}_session_result", f"delete_{kind}_session"
        typed, raw = contents(version, verify)
        created = await do(f"create_{kind}_session", typed)
        assert created.raw.request.url.path.startswith(version.base_path)
        session_id, token = created.value.session_id, created.value.auth_token
        UUID(session_id)
        assert token
        also = await do(f"create_{kind}_session", raw)
        assert isinstance(also, httpx.Response)
        assert also.json()["sessionId"] != session_id

        before = (await do(get, session_id)).value
        assert type(before) is model
        assert before.status == "NotStarted"
        assert device(url, session_id, "start").status_code == 200
        assert (await do(get, session_id)).value.status == ("Running" if has_attempts(version) else "Started")
        completed = device(url, session_id, "complete", json={"livenessDecision": "spoofface"}).json()
        after = (await do(get, session_id)).value
        assert after == model.from_dict(completed)
        if has_attempts(version):
            [attempt] = after.results.attempts
            assert (after.status, attempt.attempt_status) == ("Succeeded", "Succeeded")
            outcome = attempt.result
        else:
            assert after.status == "ResultAvailable"
            outcome = after.result.response.body
        assert outcome.liveness_decision is models_of(version).FaceLivenessDecision.SPOOF_FACE
        assert (getattr(outcome, "verify_result", None) is not None) == verify
        assert (await do(get, session_id, context=RequestContext())).json() == completed

        deleted = await do(delete, session_id)
        assert (deleted.status_code, deleted.value) == (204 if has_attempts(version) else 200, None)
        for name in (get, delete):
            with pytest.raises(NotFoundError) as caught:
                await do(name, session_id)
            assert caught.value.error_code == "SessionNotFound"
        raw_deleted = await do(delete, also.json()["sessionId"], context=RequestContext())
        assert raw_deleted.status_code == deleted.status_code

    run_in(version, url, asynchronous, flow)


@pytest.mark.parametrize("version", [version for version in VERSIONS if has_attempts(version)], ids=repr)
def test_image_of_a_session_is_got_and_looked_at(version: Version, url: str, asynchronous: bool) -> None:
    models = models_of(version)

    async def flow(client: Any) -> None:
        content = models.CreateLivenessWithVerifySessionContent(
            models.LivenessOperationMode.PASSIVE,
            verify_image=IMAGE,
            enable_session_image=True,
            return_verify_image_hash=True,
            verify_confidence_threshold=0.5,
            auth_token_time_to_live_in_seconds=60,
            device_correlation_id="typed",
        )
        created = (await answer_of(client.create_liveness_with_verify_session(content))).value
        [reference] = created.results.verify_references
        assert reference.face_rectangle.width > 0
        device(url, created.session_id, "complete").raise_for_status()
        session = (await answer_of(client.get_liveness_with_verify_session_result(created.session_id))).value
        result = session.results.attempts[0].result
        assert result.verify_image_hash
        image = await answer_of(client.get_session_image(result.session_image_id))
        assert isinstance(image.value, bytes)
        assert image.value == image.raw.content != b""
        raw = await answer_of(client.get_session_image(result.session_image_id, context=RequestContext()))
        assert raw.content == image.value
        with pytest.raises(NotFoundError):
            await answer_of(client.get_session_image("none"))
        content = models.DetectFromSessionImageIdContent(result.session_image_id)
        assert (await answer_of(client.detect_from_session_image(content))).value

    run_in(version, url, asynchronous, flow)


@pytest.mark.parametrize("version", [version for version in VERSIONS if version.name == "v1.3-preview.1"], ids=repr)
def test_flags_of_v1_3_are_true_and_false(version: Version, url: str, asynchronous: bool) -> None:
    models = models_of(version)

    async def flow(client: Any) -> None:
        for wanted in (True, False, True):
            update = models.SettingLivenessAbuseMonitoringUpdate(enabled=wanted)
            assert (await answer_of(client.patch_setting_liveness_abuse_monitoring(update))).value.enabled is wanted
            setting = (await answer_of(client.get_setting_liveness_abuse_monitoring())).value
            assert (setting.name, setting.enabled) == ("liveness-abuse-monitoring", wanted)
        created = (await answer_of(client.create_liveness_session(contents(version, verify=False)[0]))).value
        assert created.is_abuse_monitoring_enabled is True
        device(url, created.session_id, "complete", json={"isAbuseDetected": True}).raise_for_status()
        session = (await answer_of(client.get_liveness_session_result(created.session_id))).value
        assert session.results.attempts[0].abuse_monitoring_result.is_abuse_detected is True

    run_in(version, url, asynchronous, flow)


@every_version
def test_start_has_a_length(version: Version, url: str) -> None:
    with client_class("FaceAdministrationClient", False, version)(url, KeyCredential(DEFAULT_KEY)) as client:
        assert list(client.get_large_person_groups(start="a" * LONGEST_START)) == []
        with pytest.raises(BadRequestError, match="start"):
            list(client.get_large_person_groups(start="a" * (LONGEST_START + 1)))


@every_version
def test_operation_beside_sessions_is_answered_too(version: Version, url: str) -> None:
    with client_class("FaceClient", False, version)(url, KeyCredential(DEFAULT_KEY)) as client:
        assert len(client.detect(IMAGE).value) == 1
