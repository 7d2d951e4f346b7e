"""The types of forms and images: each form has its own, and what no form has is an error before it runs."""

from __future__ import annotations

import pytest

from .checkers import Problem

HEADER = """\
from pathlib import Path
from typing import assert_type
from uuid import UUID

import httpx
from azure_face import (
    AsyncFaceAdministrationClient, AsyncFaceClient, AsyncPoller, CancellationToken, FaceAdministrationClient,
    FaceClient, Poller, RequestContent, RequestContext, Response,
)
from azure_face.models import (
    AddFaceResult, FaceDetectionResult, FaceFindSimilarResult, FaceIdentificationResult, FaceRecognitionModel,
    FaceTrainingResult, FaceVerificationResult, FindSimilarContent, FindSimilarFromFaceListContent,
    FindSimilarFromLargeFaceListContent, GroupContent, OperationResult,
)
from azure_face import v1_2, v1_3_preview_1
from azure_face.v1_3_preview_1 import models as newest

async def main(
    face: FaceClient, aface: AsyncFaceClient, admin: FaceAdministrationClient, aadmin: AsyncFaceAdministrationClient,
    one: UUID, two: UUID, raw: RequestContent, context: RequestContext, token: CancellationToken,
    near: FindSimilarContent, listed: FindSimilarFromFaceListContent, large: FindSimilarFromLargeFaceListContent,
    group: GroupContent, model: FaceRecognitionModel,
    face_1_2: v1_2.FaceClient, aface_1_3: v1_3_preview_1.AsyncFaceClient,
) -> None:
    ...
"""

VERIFIED, IDENTIFIED = "Response[FaceVerificationResult]", "Response[list[FaceIdentificationResult]]"
SIMILAR, TRAINED, RAW = "Response[list[FaceFindSimilarResult]]", "Response[FaceTrainingResult]", "httpx.Response"
DETECTED, ADDED = "Response[list[FaceDetectionResult]]", "Response[AddFaceResult]"

# Expression -> its type.
RIGHT = {
    "face.verify(one, other_face_id=two)": VERIFIED,
    "face.verify(one, person_group_id='group', person_id=two)": VERIFIED,
    "face.verify(one, large_person_group_id='group', person_id=two, cancellation=token)": VERIFIED,
    "face.verify(face_id=one, person_id=two)": VERIFIED,
    "face.verify(one, person_id=two).value.is_identical": "bool",
    "await aface.verify(one, other_face_id=two)": VERIFIED,
    "await aface.verify(one, person_group_id='group', person_id=two)": VERIFIED,
    "face.identify([one], person_group_id='group')": IDENTIFIED,
    "face.identify([one], large_person_group_id='group', confidence_threshold=0.5)": IDENTIFIED,
    "face.identify([one], dynamic_person_group_id='group', max_num_of_candidates_returned=5)": IDENTIFIED,
    "face.identify([one], person_ids=[two], confidence_threshold=None)": IDENTIFIED,
    "await aface.identify([one], person_ids=[two], cancellation=token)": IDENTIFIED,
    "face.find_similar(near)": SIMILAR,
    "face.find_similar(listed)": SIMILAR,
    "face.find_similar(large, cancellation=token)": SIMILAR,
    "face.find_similar(near if one == two else large)": SIMILAR,
    "face.find_similar(raw)": RAW,
    "face.find_similar(raw, context=context)": RAW,
    "await aface.find_similar(listed)": SIMILAR,
    "await aface.find_similar(raw)": RAW,
    "admin.wait_until_trained(large_face_list_id='one')": TRAINED,
    "admin.wait_until_trained(large_person_group_id='one', timeout=5)": TRAINED,
    "admin.wait_until_trained(person_group_id='one', timeout=0.5, cancellation=token)": TRAINED,
    "await aadmin.wait_until_trained(person_group_id='one')": TRAINED,
    "face.detect('https://example.com/a.jpg')": DETECTED,
    "face.detect(httpx.URL('https://example.com/a.jpg'), return_face_id=False)": DETECTED,
    "face.detect(Path('a.jpg'))": DETECTED,
    "face.detect([b'a', b'b'])": DETECTED,
    "await aface.detect('https://example.com/a.jpg', cancellation=token)": DETECTED,
    "admin.add_face_list_face('one', Path('a.jpg'))": ADDED,
    "admin.add_face_list_face('one', 'https://example.com/a.jpg', user_data='ada')": ADDED,
    "admin.add_large_face_list_face('one', image=httpx.URL('https://example.com/a.jpg'))": ADDED,
    "admin.add_person_group_person_face('one', one, b'image')": ADDED,
    "await aadmin.add_large_person_group_person_face('one', one, open('a.jpg', 'rb'))": ADDED,
    "await aadmin.add_large_person_group_person_face('one', one, raw)": RAW,
    "admin.add_person_face(one, model, Path('a.jpg'))": "Poller[OperationResult, AddFaceResult]",
    "await aadmin.add_person_face(one, model, 'https://a')": "AsyncPoller[OperationResult, AddFaceResult]",
    "face_1_2.verify(one, other_face_id=two).value.confidence": "float",
    "(await aface_1_3.identify([one], person_ids=[two])).value": "list[newest.FaceIdentificationResult]",
}

WRONG = [
    "face.verify(one)",
    "face.verify(one, two)",
    "face.verify(one, other_face_id=None)",
    "face.verify(one, other_face_id=two, person_id=two)",
    "face.verify(one, person_group_id='group')",
    "face.verify(one, person_group_id='group', large_person_group_id='group', person_id=two)",
    "face.verify(one, other_face_id='two')",
    "face.verify('one', other_face_id=two)",
    "face.verify(one, other_face_id=two, context=context)",
    "face.verify(raw)",
    "await aface.verify(one, large_person_group_id='group')",
    "aface.verify(one, other_face_id=two).value",
    "face.identify([one])",
    "face.identify(one, person_group_id='group')",
    "face.identify([one], person_group_id='group', person_ids=[two])",
    "face.identify([one], person_ids=['two'])",
    "face.identify([one], person_group_id='group', confidence_threshold='0.5')",
    "await aface.identify([one], person_group_id=None)",
    "face.find_similar(group)",
    "face.find_similar({'faceId': 'one'})",
    "face.find_similar(near, context=context)",
    "face.find_similar(raw, cancellation=token)",
    "face.find_similar(raw).value",
    "await aface_1_3.find_similar(near)",
    "admin.wait_until_trained()",
    "admin.wait_until_trained('one')",
    "admin.wait_until_trained(person_group_id='one', large_face_list_id='one')",
    "admin.wait_until_trained(person_group_id='one', timeout='5')",
    "admin.wait_until_trained(person_group_id='one').wait()",
    "aadmin.wait_until_trained(person_group_id='one').value",
    "face.detect(open('a.jpg'))",
    "face.detect(['a.jpg'])",
    "face.detect('https://a', context=context)",
    "face.detect(raw, cancellation=token)",
    "face.detect(content=b'image')",
    "admin.add_face_list_face('one', 3)",
    "admin.add_face_list_face('one', content=b'image')",
]

FIRST = HEADER.count("\n") + 1
RIGHT_LINES, WRONG_LINES = dict(enumerate(RIGHT, FIRST)), dict(enumerate(WRONG, FIRST))


USER_FILES = {
    "user_form_right.py": HEADER
    + "".join(f"    assert_type({expression}, {type})\n" for expression, type in RIGHT.items()),
    "user_form_wrong.py": HEADER + "".join(f"    {wrong}\n" for wrong in WRONG),
}


@pytest.mark.parametrize("line", RIGHT_LINES, ids=lambda line: RIGHT_LINES[line])
def test_right_use_has_its_type(line: int, problems: list[Problem]) -> None:
    assert [problem for problem in problems if problem[:2] == ("user_form_right.py", line)] == []


def test_nothing_else_is_wrong(problems: list[Problem]) -> None:
    lines = {"user_form_right.py": range(FIRST), "user_form_wrong.py": range(FIRST)}
    assert [problem for problem in problems if problem[0] in lines and problem[1] in lines[problem[0]]] == []
    assert [problem for problem in problems if not problem[0].startswith("user_")] == []


@pytest.mark.parametrize("line", WRONG_LINES, ids=lambda line: WRONG_LINES[line])
def test_misuse_is_an_error(line: int, problems: list[Problem]) -> None:
    assert [problem for problem in problems if problem[:3] == ("user_form_wrong.py", line, "error")]
