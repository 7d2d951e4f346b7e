"""``create_liveness_session`` in both layers, literally as the design shows it."""

from __future__ import annotations

import inspect
import typing
from typing import Any

from .calls import client_class

RAW = "(self, content: 'RequestContent', *, context: 'RequestContext | None' = None) -> 'httpx.Response'"
TYPED = (
    "(self, content: 'models.CreateLivenessSessionContent', *, cancellation: 'CancellationToken | None' = None)"
    " -> 'Response[models.CreateLivenessSessionResult]'"
)
BOTH = (
    "(self, content: 'models.CreateLivenessSessionContent | RequestContent', *,"
    " context: 'RequestContext | None' = None, cancellation: 'CancellationToken | None' = None)"
    " -> 'Response[models.CreateLivenessSessionResult] | httpx.Response'"
)


def test_protocol_layer(asynchronous: bool) -> None:
    protocol: Any = client_class("FaceSessionClient", asynchronous).__mro__[1]
    assert protocol.__name__ == ("AsyncFaceSessionProtocol" if asynchronous else "FaceSessionProtocol")
    assert protocol.__module__ == "azure_face.v1_1_preview_1._protocol.face_session"
    method = protocol.create_liveness_session
    assert str(inspect.signature(method)) == RAW
    assert typing.get_overloads(method) == []
    assert (inspect.getdoc(method) or "").startswith("[Protocol method] ")


def test_convenience_layer(asynchronous: bool) -> None:
    client = client_class("FaceSessionClient", asynchronous)
    assert client.__module__ == "azure_face.v1_1_preview_1.face_session"
    method = client.create_liveness_session
    assert [str(inspect.signature(overload)) for overload in typing.get_overloads(method)] == [TYPED, RAW]
    assert str(inspect.signature(method)) == BOTH


def test_operation_without_a_body_takes_its_context_as_a_required_keyword(asynchronous: bool) -> None:
    client = client_class("FaceSessionClient", asynchronous)
    typed, raw = typing.get_overloads(client.get_liveness_session_result)
    assert str(inspect.signature(typed)) == (
        "(self, session_id: 'str', *, cancellation: 'CancellationToken | None' = None)"
        " -> 'Response[models.LivenessSession]'"
    )
    required = "(self, session_id: 'str', *, context: 'RequestContext') -> 'httpx.Response'"
    assert str(inspect.signature(raw)) == required
    protocol: Any = client.__mro__[1]
    assert str(inspect.signature(protocol.get_liveness_session_result)) == required


def test_documentation_names_every_part_of_the_call(asynchronous: bool) -> None:
    text = inspect.getdoc(client_class("FaceSessionClient", asynchronous).create_liveness_session) or ""
    for part in ("Args:", "content (", "context (", "cancellation (", "Returns:", "Raises:", "RequestFailedError"):
        assert part in text
