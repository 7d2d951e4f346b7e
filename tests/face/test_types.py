"""The types that a developer's own checker sees: both layers told apart, misuse found before it runs."""

from __future__ import annotations

import re

import pytest

from .checkers import Problem

HEADER = """\
from pathlib import Path

from azure_face import (
    AsyncFaceAdministrationClient, AsyncFaceClient, AsyncFaceSessionClient, FaceAdministrationClient, FaceClient,
    FaceSessionClient, RequestContent, RequestContext,
)
from azure_face.models import CreateLivenessSessionContent, CreateLivenessWithVerifySessionContent, FaceRectangle
from azure_face.models import CreatePersonContent, LivenessOperationMode
from azure_face import v1_2, v1_3_preview_1
from azure_face.v1_2 import models as models_1_2

async def main(
    session: FaceSessionClient, asession: AsyncFaceSessionClient, face: FaceClient, aface: AsyncFaceClient,
    admin: FaceAdministrationClient, aadmin: AsyncFaceAdministrationClient, person: CreatePersonContent,
    raw: RequestContent, context: RequestContext,
    session_1_2: v1_2.FaceSessionClient, asession_1_3: v1_3_preview_1.AsyncFaceSessionClient,
    form: models_1_2.CreateLivenessWithVerifySessionContent,
) -> None:
    content = CreateLivenessSessionContent(LivenessOperationMode.PASSIVE, send_results_to_client=True)
    verify = CreateLivenessWithVerifySessionContent(LivenessOperationMode.PASSIVE)
"""

CREATED, SESSION = "Response[CreateLivenessSessionResult]", "Response[LivenessSession]"
ITEMS, FACES = "Pager[LivenessSessionItem]", "Response[list[FaceDetectionResult]]"
VERIFIED, RAW = "Response[CreateLivenessWithVerifySessionResult]", "httpx.Response"

# Expression -> its type.
REVEALED = {
    "session.create_liveness_session(content)": CREATED,
    "session.create_liveness_session(raw)": RAW,
    "session.create_liveness_session(raw, context=context)": RAW,
    "session.create_liveness_session(RequestContent.json({'livenessOperationMode': 'Passive'}))": RAW,
    "session.create_liveness_session(content).value": "CreateLivenessSessionResult",
    "session.create_liveness_session(content).value.session_id": "str",
    "session.create_liveness_session(content).raw": RAW,
    "await asession.create_liveness_session(content)": CREATED,
    "await asession.create_liveness_session(raw)": RAW,
    "await asession.create_liveness_session(raw, context=context)": RAW,
    "session.get_liveness_session_result('id')": SESSION,
    "session.get_liveness_session_result('id', context=context)": RAW,
    "await asession.get_liveness_session_result('id')": SESSION,
    "await asession.get_liveness_session_result('id', context=context)": RAW,
    "session.delete_liveness_session('id')": "Response[None]",
    "session.get_liveness_sessions(top=5)": ITEMS,
    "session.get_liveness_sessions(top=5, context=context)": RAW,
    "session.get_liveness_sessions()": ITEMS,
    "asession.get_liveness_sessions(start='a')": f"Async{ITEMS}",
    "[item.id for item in session.get_liveness_sessions()]": "list[str]",
    "[page.value async for page in asession.get_liveness_sessions().by_page()]": "list[list[LivenessSessionItem]]",
    "admin.train_person_group('id')": "Poller[FaceTrainingResult, None]",
    "admin.train_person_group('id', context=context)": RAW,
    "admin.train_person_group('id').wait(5).value.status": "FaceOperationStatus",
    "admin.create_person(person).result().value.person_id": "UUID",
    "await aadmin.create_person(person)": "AsyncPoller[OperationResult, CreatePersonResult]",
    "(await (await aadmin.create_person(person)).result()).value.person_id": "UUID",
    "await asession.get_liveness_sessions(context=context)": RAW,
    "face.detect(b'image')": FACES,
    "face.detect(open('image', 'rb'))": FACES,
    "face.detect(Path('image.jpg'))": FACES,
    "face.detect('https://example.com/a.jpg')": FACES,
    "face.detect(image=b'image')": FACES,
    "face.detect(raw)": RAW,
    "await aface.detect(b'image', return_face_id=False)": FACES,
    "await aface.detect(raw, return_face_id=False, context=context)": RAW,
    "session.create_liveness_with_verify_session(verify)": VERIFIED,
    "session.create_liveness_with_verify_session(verify, verify_image=b'image')": VERIFIED,
    "session.create_liveness_with_verify_session(raw)": RAW,
    "await asession.create_liveness_with_verify_session(verify, verify_image=open('image', 'rb'))": VERIFIED,
    "content.send_results_to_client": "bool | None",
    "content.liveness_operation_mode": "LivenessOperationMode",
    "session.get_liveness_session_result('id').value.created_date_time": "datetime",
    "FaceSessionClient.__enter__(session)": "FaceSessionClient",
    "session_1_2.create_liveness_with_verify_session(form)": "Response[LivenessWithVerifySession]",
    "session_1_2.create_liveness_with_verify_session(raw, context=context)": RAW,
    "session_1_2.get_session_image('id')": "Response[bytes]",
    "session_1_2.get_session_image('id', context=context)": RAW,
    "(await asession_1_3.get_setting_liveness_abuse_monitoring()).value.enabled": "bool",
}

# Statement -> a word of what both checkers must say about it.
MISUSED = [
    "session.create_liveness_session({'livenessOperationMode': 'Passive'})",
    "session.create_liveness_session(None)",
    "session.create_liveness_session('{}')",
    "session.create_liveness_session()",
    "session.create_liveness_session(content, context=context)",
    "session.create_liveness_session(verify)",
    "session.create_liveness_session(raw).value",
    "session.create_liveness_session(content).json()",
    "session.create_liveness_session(content, None)",
    "asession.create_liveness_session(content).value",
    "await asession.create_liveness_session({'livenessOperationMode': 'Passive'})",
    "await asession.create_liveness_session(content, context=context)",
    "session.get_liveness_session_result(None)",
    "session.get_liveness_session_result('id', context)",
    "session.get_liveness_session_result('id', context=None)",
    "session.get_liveness_sessions(top='5')",
    "session.get_liveness_sessions(5)",
    "face.detect(3)",
    "face.detect({'url': 'https://example.com/a.jpg'})",
    "face.detect(b'image', return_face_attributes=['headPose'])",
    "face.detect(b'image', context=context)",
    "session.create_liveness_with_verify_session(verify, verify_image='photo.jpg')",
    "session.create_liveness_with_verify_session(raw, verify_image=b'image')",
    "session.create_liveness_with_verify_session(verify, verify_image=b'image', context=context)",
    "session_1_2.create_liveness_session(content)",
    "session_1_2.create_liveness_with_verify_session(form, verify_image=b'image')",
    "session_1_2.get_liveness_sessions()",
    "session_1_2.get_session_image('id').json()",
    "await asession_1_3.create_liveness_with_verify_session(form)",
    "CreateLivenessSessionContent()",
    "CreateLivenessSessionContent('Passive')",
    "CreateLivenessSessionContent(LivenessOperationMode.PASSIVE, True)",
    "CreateLivenessSessionContent(LivenessOperationMode.PASSIVE, unknown=1)",
    "FaceRectangle(1, 2, 3)",
    "FaceSessionClient('https://a.example')",
    "FaceSessionClient('https://a.example', 'key')",
]

REVEALED_LINES = dict(enumerate(REVEALED, HEADER.count("\n") + 1))
MISUSED_LINES = dict(enumerate(MISUSED, HEADER.count("\n") + 1))


USER_FILES = {
    "user_good.py": HEADER + "".join(f"    reveal_type({expression})\n" for expression in REVEALED),
    "user_wrong.py": HEADER + "".join(f"    {wrong}\n" for wrong in MISUSED),
}


def plain(message: str) -> str:
    """The type that a checker revealed, without modules: ``Response[list[FaceDetectionResult]]``."""
    found = re.search(r'"([^"]*)"$', message.strip())
    assert found, message
    text = re.sub(
        r"\b(?:[a-z_]\w*\.)+(?=\w)", lambda match: "httpx." if match[0].startswith("httpx.") else "", found[1]
    )
    return text.removeprefix("builtins.").replace("httpx.Response[", "Response[")


def test_generated_package_is_clean(problems: list[Problem]) -> None:
    assert [problem for problem in problems if not problem[0].startswith("user_")] == []


def test_right_use_is_clean(problems: list[Problem]) -> None:
    wrong = [p for p in problems if p[0] == "user_good.py" and p[2] not in ("note", "information")]
    assert wrong == []


@pytest.mark.parametrize("line", REVEALED_LINES, ids=lambda line: REVEALED_LINES[line])
def test_type_of_an_expression(line: int, problems: list[Problem]) -> None:
    [message] = [p[3] for p in problems if p[:2] == ("user_good.py", line)]
    wanted = REVEALED[REVEALED_LINES[line]]
    # pyright names httpx.Response without its module where nothing else has that name.
    assert plain(message) in (wanted, wanted.removeprefix("httpx.") if wanted == RAW else wanted)


@pytest.mark.parametrize("line", MISUSED_LINES, ids=lambda line: MISUSED_LINES[line])
def test_misuse_is_an_error(line: int, problems: list[Problem]) -> None:
    assert [p for p in problems if p[:3] == ("user_wrong.py", line, "error")]
