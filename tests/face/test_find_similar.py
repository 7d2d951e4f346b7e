"""Similar faces: one method for its three operations, of which the content chooses one."""

from __future__ import annotations

import typing
from typing import Any
from uuid import UUID

import httpx
import pytest
from azure_face import CancellationToken, OperationCancelledError, RequestContent, RequestContext, Response

from .calls import Service, client_class, sent_json, unreachable, use
from .description import Version
from .samples import models_of
from .test_forms import FACE, every_version, sent

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
ANSWER = [{"confidence": 0.5, "faceId": str(TWO)}]
CONTENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "find_similar": ("FindSimilarContent", {"face_ids": [TWO, THREE], "max_num_of_candidates_returned": 5}),
    "find_similar_from_face_list": ("FindSimilarFromFaceListContent", {"face_list_id": "one"}),
    "find_similar_from_large_face_list": ("FindSimilarFromLargeFaceListContent", {"large_face_list_id": "one"}),
}

every_content = pytest.mark.parametrize("specific", CONTENTS)


def content_of(version: Version, specific: str) -> Any:
    name, values = CONTENTS[specific]
    return getattr(models_of(version), name)(ONE, **values)


@every_version
@every_content
def test_find_similar_takes_any_content(specific: str, version: Version, asynchronous: bool) -> None:
    ours, theirs = (Service(content=ANSWER) for _ in range(2))
    content = content_of(version, specific)
    found = use(FACE, asynchronous, ours, lambda client: client.find_similar(content), version)
    wanted = use(FACE, asynchronous, theirs, lambda client: getattr(client, specific)(content), version)

    assert sent(ours.request) == sent(theirs.request)
    assert ours.request.url.path == f"{version.base_path}/findsimilars"
    assert sent_json(ours.request) == content.to_dict()
    assert isinstance(found, Response)
    assert found.value == wanted.value


@every_version
@every_content
def test_find_similar_keeps_the_layers_apart(specific: str, version: Version, asynchronous: bool) -> None:
    content, token = content_of(version, specific), CancellationToken()
    token.cancel()
    service = Service(content=ANSWER)
    raw = RequestContent.json(content)
    response = use(FACE, asynchronous, service, lambda client: client.find_similar(raw, context=RequestContext()))
    assert isinstance(response, httpx.Response)
    assert sent_json(service.request) == content.to_dict()

    def refused(error: type[Exception], *arguments: Any, **named: Any) -> None:
        with pytest.raises(error):
            use(FACE, asynchronous, unreachable, lambda client: client.find_similar(*arguments, **named), version)

    refused(TypeError, content, context=RequestContext())
    refused(TypeError, raw, cancellation=CancellationToken())
    refused(OperationCancelledError, content, cancellation=token)
    for wrong in (None, content.to_dict(), models_of(version).GroupContent([ONE])):
        refused(TypeError, wrong)


@every_version
def test_find_similar_has_a_stub_for_each_layer(version: Version, asynchronous: bool) -> None:
    typed, raw = map(
        typing.get_type_hints, typing.get_overloads(client_class(FACE, asynchronous, version).find_similar)
    )
    assert {model.__name__ for model in typing.get_args(typed["content"])} == {name for name, _ in CONTENTS.values()}
    assert raw["content"] is RequestContent
