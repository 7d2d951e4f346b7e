"""One call after another over one connection -> both layers beside bare httpx, and beside the official package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
from azure_face import KeyCredential, RequestContent
from azure_face.v1_2_preview_1 import FaceSessionClient
from rich.table import Table

from bench.measuring import Bar, Comparison, compare, timed
from bench.peers import official
from bench.server import serving
from bench.service import ANSWER, BODY, FIELDS, HEADERS, KEY, PATH, content, expect
from bench.tables import table

EACH, ROUNDS = 20, 150


def tables() -> Iterator[Table]:
    """Yield the table of single calls."""
    with serving(ANSWER) as url:
        yield table("A call after another, small JSON, one connection", comparisons(url))


def comparisons(url: str) -> Iterator[Comparison]:
    """Yield a comparison for each layer and peer."""
    face = official("azure.ai.vision.face")
    from azure.core.credentials import AzureKeyCredential

    with ExitStack() as stack:
        bare = stack.enter_context(httpx.Client(headers=HEADERS, trust_env=False))
        ours = stack.enter_context(FaceSessionClient(url, KeyCredential(KEY)))
        theirs = stack.enter_context(face.FaceSessionClient(url, AzureKeyCredential(KEY)))

        def by_httpx() -> None:
            expect(bare.post(url + PATH, json=BODY).json()["sessionId"])

        def by_protocol() -> None:
            expect(ours.create_liveness_session(RequestContent.json(BODY)).json()["sessionId"])

        def by_convenience() -> None:
            expect(ours.create_liveness_session(content()).value.session_id)

        def by_official() -> None:
            mode = face.models.LivenessOperationMode.PASSIVE_ACTIVE
            body = face.models.CreateLivenessSessionContent(liveness_operation_mode=mode, **FIELDS)
            expect(theirs.create_liveness_session(body).session_id)

        plain = ("httpx, dict in and out", timed(by_httpx, EACH))
        convenience = ("azure_face, model in and out", timed(by_convenience, EACH))
        protocol = ("azure_face, dict in and out", timed(by_protocol, EACH))
        yield compare("protocol layer", protocol, plain, Bar(0.85), ROUNDS)
        yield compare("convenience layer", convenience, plain, Bar(0.95), ROUNDS)
        sdk = ("azure-ai-vision-face", timed(by_official, EACH))
        yield compare("the official package", sdk, convenience, Bar(2.5, at_most=False), ROUNDS)
