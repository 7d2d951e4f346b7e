"""The official package, unchanged, over real loopback HTTP: what it does with the service it does with ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.packages import folder_of
from veneer.serve import DEFAULT_KEY, create_app, load_behaviours, serving

from .conftest import ROOT, face_description, png

VERSIONS = {"1.0.0b1": "v1.1-preview.1", "1.0.0b2": "v1.2-preview.1"}

START = """
import sys
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.ai.vision.face import FaceClient, FaceSessionClient
from azure.ai.vision import face as package
from azure.ai.vision.face import models
endpoint, credential = sys.argv[1], AzureKeyCredential(sys.argv[2])
image = open(sys.argv[3], "rb").read()
"""

SESSION = (
    START
    + """
import urllib.request
content = models.CreateLivenessSessionContent(
    liveness_operation_mode="Passive", device_correlation_id="device", auth_token_time_to_live_in_seconds=60
)
def complete(session_id):
    address = f"{endpoint}/_local/sessions/{session_id}/complete"
    urllib.request.urlopen(urllib.request.Request(address, method="POST")).read()
with FaceSessionClient(endpoint, credential) as client:
    created = client.create_liveness_session(content)
    assert client.get_liveness_session_result(created.session_id).status == "NotStarted"
    complete(created.session_id)
    session = client.get_liveness_session_result(created.session_id)
    assert session.status == "ResultAvailable" and session.session_expired is False
    assert session.result.response.body.liveness_decision == "realface"
    assert [each.id for each in client.get_liveness_sessions()] == [created.session_id]
    assert len(client.get_liveness_session_audit_entries(created.session_id)) == 1
    client.delete_liveness_session(created.session_id)
    try:
        client.get_liveness_session_result(created.session_id)
    except ResourceNotFoundError as error:
        assert error.error.code == "SessionNotFound", error
    else:
        raise AssertionError("the session is still there")

    verify = models.CreateLivenessWithVerifySessionContent if hasattr(
        models, "CreateLivenessWithVerifySessionContent"
    ) else models.CreateLivenessSessionContent
    content = verify(liveness_operation_mode="Passive", device_correlation_id="device")
    created = client.create_liveness_with_verify_session(content, verify_image=image)
    assert created.verify_image.face_rectangle.width > 0
    complete(created.session_id)
    result = client.get_liveness_with_verify_session_result(created.session_id).result
    assert result.response.body.verify_result.is_identical is True
    other = client.create_liveness_with_verify_session(content, verify_image=None)
    assert len(client.get_liveness_with_verify_sessions()) == 2
    assert len(client.get_liveness_with_verify_session_audit_entries(created.session_id)) == 1
    for session_id in (created.session_id, other.session_id):
        client.delete_liveness_with_verify_session(session_id)
"""
)

RECOGNITION = (
    START
    + """
options = dict(detection_model="detection_03", recognition_model="recognition_04", return_face_id=True)
with FaceClient(endpoint, credential) as client:
    [one] = client.detect(
        image,
        **options,
        return_face_landmarks=True,
        return_face_attributes=["headPose", "mask", "qualityForRecognition"],
        return_recognition_model=True,
        face_id_time_to_live=60,
    )
    assert one.face_rectangle.width > 0 and one.recognition_model == "recognition_04"
    assert one.face_landmarks.nose_tip.x > 0 and one.face_attributes.mask.type == "noMask"
    [two] = client.detect_from_url(url="https://example.com/a.jpg", **options)
    [same] = client.detect(image, **options)
    assert client.verify_face_to_face(face_id1=one.face_id, face_id2=same.face_id).is_identical is True
    assert client.verify_face_to_face(face_id1=one.face_id, face_id2=two.face_id).is_identical is False
    ids = [two.face_id, same.face_id]
    [found] = client.find_similar(face_id=one.face_id, face_ids=ids, max_num_of_candidates_returned=10)
    assert found.face_id == same.face_id
    grouped = client.group(face_ids=[one.face_id, *ids])
    assert sorted(grouped.groups[0]) == sorted([one.face_id, same.face_id])
    assert grouped.messy_group == [two.face_id]
"""
)

COLLECTIONS = (
    START
    + """
def training_failure(poller):
    try:
        poller.result()
    except HttpResponseError as error:
        return str(error)
    raise AssertionError("the training did not fail")
from azure.ai.vision.face import FaceAdministrationClient
options = dict(detection_model="detection_03", recognition_model="recognition_04", return_face_id=True)
with FaceAdministrationClient(endpoint, credential) as client, FaceClient(endpoint, credential) as faces:
    lists = client.large_face_list
    lists.create("list", name="n", user_data="u", recognition_model="recognition_04")
    training_failure(lists.begin_train("list", polling_interval=0.05))
    added = lists.add_face("list", image, detection_model="detection_03", user_data="first")
    lists.add_face_from_url("list", url="https://example.com/a.jpg", detection_model="detection_03")
    lists.begin_train("list", polling_interval=0.05).result()
    assert lists.get_training_status("list").status == "succeeded"
    [seen] = faces.detect(image, **options)
    [found] = faces.find_similar_from_large_face_list(face_id=seen.face_id, large_face_list_id="list")
    assert found.persisted_face_id == added.persisted_face_id
    lists.update_face("list", added.persisted_face_id, user_data="second")
    assert lists.get_face("list", added.persisted_face_id).user_data == "second"
    assert len(lists.get_faces("list", top=1)) == 1
    lists.update("list", name="m")
    assert lists.get("list", return_recognition_model=True).recognition_model == "recognition_04"
    assert [each.name for each in lists.get_large_face_lists()] == ["m"]
    lists.delete_face("list", added.persisted_face_id)
    lists.delete("list")

    groups = client.large_person_group
    groups.create("group", name="n", recognition_model="recognition_04")
    anna = groups.create_person("group", name="anna", user_data="u").person_id
    stored = groups.add_face("group", anna, image, detection_model="detection_03").persisted_face_id
    groups.add_face_from_url("group", anna, url="https://example.com/a.jpg", detection_model="detection_03")
    groups.begin_train("group", polling_interval=0.05).result()
    assert groups.get_training_status("group").status == "succeeded"
    [result] = faces.identify_from_large_person_group(face_ids=[seen.face_id], large_person_group_id="group")
    assert result.candidates[0].person_id == anna
    verified = faces.verify_from_large_person_group(
        face_id=seen.face_id, large_person_group_id="group", person_id=anna
    )
    assert verified.is_identical is True
    groups.update_face("group", anna, stored, user_data="v")
    assert groups.get_face("group", anna, stored).user_data == "v"
    groups.update_person("group", anna, name="ann")
    assert groups.get_person("group", anna).name == "ann"
    assert [each.person_id for each in groups.get_persons("group")] == [anna]
    groups.update("group", user_data="w")
    assert groups.get("group").user_data == "w"
    assert [each.name for each in groups.get_large_person_groups()] == ["n"]
    groups.delete_face("group", anna, stored)
    groups.delete_person("group", anna)
    groups.delete("group")
"""
)


@pytest.fixture(params=VERSIONS)
def release(request: pytest.FixtureRequest) -> str:
    """A version of the official package."""
    return str(request.param)


@pytest.fixture
def official(release: str, pytestconfig: pytest.Config) -> Path:
    """The folder of the official package, with azure-core."""
    return folder_of(pytestconfig, release)


@pytest.fixture
def endpoint(release: str) -> Iterator[str]:
    """The local service, in the official package's version, over HTTP."""
    behaviours = load_behaviours(ROOT / "customizations" / "azure_face", training_seconds=0.1)
    app = create_app(face_description(VERSIONS[release]), behaviours, check_answers=True)
    with serving(app) as url:
        yield url


def run(script: str, official: Path, endpoint: str, tmp_path: Path) -> None:
    """Run a script with the official package in a process of its own, since its versions have the same name."""
    image = tmp_path / "image.png"
    image.write_bytes(png(600, 400))
    process = subprocess.run(
        [sys.executable, "-c", script, endpoint, DEFAULT_KEY, str(image)],
        env={**os.environ, "PYTHONPATH": str(official)},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert process.returncode == 0, process.stderr


def test_sessions(official: Path, endpoint: str, tmp_path: Path) -> None:
    run(SESSION, official, endpoint, tmp_path)


def test_detection_and_recognition(official: Path, endpoint: str, tmp_path: Path) -> None:
    run(RECOGNITION, official, endpoint, tmp_path)


@pytest.mark.parametrize("release", ["1.0.0b2"], indirect=True)
def test_large_face_lists_and_large_person_groups(official: Path, endpoint: str, tmp_path: Path) -> None:
    run(COLLECTIONS, official, endpoint, tmp_path)
