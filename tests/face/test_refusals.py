"""What cannot be right is refused by every method before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from azure_face import CancellationToken, OperationCancelledError, RequestContext
from azure_face.models import FaceRectangle

from .calls import Call, unreachable, use
from .description import BY_ID, CONVENIENT, Operation, snake
from .samples import Sampler

WITH_BODY = [operation for operation in CONVENIENT if operation.body is not None]
IN_PATH = [(operation, parameter.name) for operation in CONVENIENT for parameter in operation.required]

in_path = pytest.mark.parametrize(("operation", "name"), IN_PATH, ids=lambda value: getattr(value, "id", value))
with_body = pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.id)


def refuse(operation: Operation, asynchronous: bool, action: Callable[[Any], Any]) -> str:
    with pytest.raises((TypeError, ValueError)) as caught:
        use(operation.client, asynchronous, unreachable, action)
    return str(caught.value)


@in_path
def test_path_value_that_cannot_be_one(operation: Operation, name: str, asynchronous: bool) -> None:
    for protocol in (False, True):
        for value in (None, "", ".", "..", b"id", ["id"], object()):
            message = refuse(operation, asynchronous, Call(operation, False, protocol, {name: value}).make)
            assert snake(name) in message, (protocol, value)


@pytest.mark.parametrize("protocol", [False, True], ids=["convenience", "protocol"])
def test_dict_is_no_path_value(protocol: bool, asynchronous: bool) -> None:
    operation = BY_ID["LivenessSessionOperations_GetLivenessSessionResult"]
    call = Call(operation, False, protocol, {"sessionId": {"id": 1}})
    assert "session_id" in refuse(operation, asynchronous, call.make)


@with_body
@pytest.mark.parametrize("content", [None, 3, RequestContext()], ids=["none", "number", "context"])
def test_content_that_cannot_be_one(operation: Operation, content: object, asynchronous: bool) -> None:
    path = [Sampler().sample(parameter.schema) for parameter in operation.required]
    message = refuse(operation, asynchronous, lambda client: getattr(client, operation.method)(*path, content))
    assert "content" in message or operation.content_type == "application/octet-stream"
    refuse(operation, asynchronous, lambda client: getattr(client, operation.method)(*path))


@with_body
def test_plain_dict_is_told_about_request_content_json(operation: Operation, asynchronous: bool) -> None:
    path = [Sampler().sample(parameter.schema) for parameter in operation.required]
    message = refuse(operation, asynchronous, lambda client: getattr(client, operation.method)(*path, {"a": 1}))
    assert operation.content_type == "application/octet-stream" or "RequestContent.json" in message


@with_body
def test_context_does_not_go_with_a_model(operation: Operation, asynchronous: bool) -> None:
    def action(client: Any) -> Any:
        method = getattr(client, operation.method)
        return method(*Call(operation, True, False).positional(method), context=RequestContext())

    assert "context" in refuse(operation, asynchronous, action)


@with_body
def test_model_of_another_operation_is_refused(operation: Operation, asynchronous: bool) -> None:
    stranger = FaceRectangle(1, 2, 3, 4)
    path = [Sampler().sample(parameter.schema) for parameter in operation.required]
    refuse(operation, asynchronous, lambda client: getattr(client, operation.method)(*path, stranger))


@pytest.mark.parametrize("operation", CONVENIENT, ids=lambda operation: operation.id)
def test_cancellation_does_not_go_with_the_protocol_layer(operation: Operation, asynchronous: bool) -> None:
    call = Call(operation, False, True)
    refuse(operation, asynchronous, lambda client: call.make(client, cancellation=CancellationToken()))


@pytest.mark.parametrize("operation", CONVENIENT, ids=lambda operation: operation.id)
def test_cancelled_call_is_not_sent(operation: Operation, asynchronous: bool) -> None:
    token = CancellationToken()
    token.cancel()
    call = Call(operation, False, False)
    with pytest.raises(OperationCancelledError):
        use(operation.client, asynchronous, unreachable, lambda client: call.make(client, cancellation=token))


@pytest.mark.parametrize("content", [b"{}", "{}", ["{}"]], ids=["bytes", "text", "list"])
def test_raw_values_are_no_content_of_a_json_operation(content: object, asynchronous: bool) -> None:
    with pytest.raises(TypeError):
        use("FaceSessionClient", asynchronous, unreachable, lambda client: client.create_liveness_session(content))


@pytest.mark.parametrize("value", ["headPose", 3, {"a": 1}], ids=["text", "number", "dict"])
def test_list_parameter_takes_a_list_only(value: object, asynchronous: bool) -> None:
    with pytest.raises((TypeError, ValueError), match=r"returnFaceAttributes|return_face_attributes"):
        use(
            "FaceClient",
            asynchronous,
            unreachable,
            lambda client: client.detect(b"image", return_face_attributes=value),
        )
