"""`make demo`: starts the local service on a free loopback port and calls it through both layers, sync and async."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from azure_face import (
    AsyncFaceSessionClient,
    ErrorOptions,
    FaceSessionClient,
    KeyCredential,
    NotFoundError,
    RequestContent,
    RequestContext,
)
from azure_face.models import CreateLivenessSessionContent, LivenessOperationMode

KEY = "local-key"


@contextmanager
def local_service() -> Iterator[str]:
    """Run `veneer serve azure_face` in a process of its own and yield its URL."""
    command = [sys.executable, "-m", "veneer", "serve", "azure_face", "--key", KEY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            found = re.search(r"http://\S+?(?=,)", process.stdout.readline())
            if found is None:
                sys.exit("the local service did not start; its message is above")
            yield found[0]
        finally:
            process.terminate()


def call_sync(endpoint: str) -> None:
    """Create a session through each layer, read one back, delete both."""
    with FaceSessionClient(endpoint, KeyCredential(KEY)) as client:
        response = client.create_liveness_session(
            CreateLivenessSessionContent(
                LivenessOperationMode.PASSIVE,
                send_results_to_client=True,
                auth_token_time_to_live_in_seconds=1234,
            )
        )
        created = response.value
        show("convenience layer", response.status_code, f"session {created.session_id}")

        raw = client.create_liveness_session(RequestContent.json({"livenessOperationMode": "Passive"}))
        raw_id = raw.json()["sessionId"]
        show("protocol layer", raw.status_code, f"session {raw_id}")

        session = client.get_liveness_session_result(created.session_id).value
        lifetime = session.auth_token_time_to_live_in_seconds
        show(
            "get the result",
            200,
            f"{session.status}, token for {lifetime} s, created {session.created_date_time:%H:%M:%S}",
        )

        for session_id in (created.session_id, raw_id):
            show("delete", client.delete_liveness_session(session_id).status_code, f"session {session_id}")

        try:
            client.get_liveness_session_result(created.session_id)
        except NotFoundError as error:
            show("get it again", error.status_code, f"{error.error_code}: {error.message}")


async def call_async(endpoint: str) -> None:
    """The same with `await`."""
    async with AsyncFaceSessionClient(endpoint, KeyCredential(KEY)) as client:
        response = await client.create_liveness_session(CreateLivenessSessionContent(LivenessOperationMode.PASSIVE))
        session_id = response.value.session_id
        show("convenience layer", response.status_code, f"session {session_id}")

        raw = await client.create_liveness_session(RequestContent.json({"livenessOperationMode": "Passive"}))
        raw_id = raw.json()["sessionId"]
        show("protocol layer", raw.status_code, f"session {raw_id}")

        status = (await client.get_liveness_session_result(session_id)).value.status
        show("get the result", 200, str(status))

        for each in (session_id, raw_id):
            show("delete", (await client.delete_liveness_session(each)).status_code, f"session {each}")

        quiet = RequestContext(error_options=ErrorOptions.NO_THROW)
        gone = await client.get_liveness_session_result(session_id, context=quiet)
        show("get it again", gone.status_code, "no exception, as the context asked for")


def show(what: str, status: int, text: str) -> None:
    """Print one line of the walk."""
    print(f"  {what:18} {status}  {text}")


def main() -> None:
    """Run the walk."""
    with local_service() as endpoint:
        print(f"local service: {endpoint}")
        print("sync: FaceSessionClient")
        call_sync(endpoint)
        print("async: AsyncFaceSessionClient")
        asyncio.run(call_async(endpoint))
    print("done: both layers, sync and async, over real HTTP")


if __name__ == "__main__":
    main()
