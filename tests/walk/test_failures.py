"""What fails at the service after its answer is raised where a caller waits for it, in the service's words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from azure_face import NotFoundError, OperationFailedError

from face.calls import settle
from face.description import DEFAULT

from .recording import CONVENIENCE, Record
from .story import INTERVAL, PATIENCE, Walk, address, clients, local, local_service

SAID = "Somebody pulled the plug, ä\u2026"
Story = Callable[[Walk], Coroutine[Any, Any, None]]

KINDS = {
    "largefacelists": ("LargeFaceList", "large_face_list"),
    "persongroups": ("PersonGroup", "person_group"),
    "largepersongroups": ("LargePersonGroup", "large_person_group"),
}


@pytest.fixture
def url() -> Iterator[str]:
    with local_service(DEFAULT) as [url]:
        yield url


def run(url: str, asynchronous: bool, story: Story) -> None:
    async def main() -> None:
        async with clients([url], Record(DEFAULT, CONVENIENCE), asynchronous) as walk:
            await story(walk)

    asyncio.run(main())


async def check_failed(poller: Any, message: str) -> None:
    """Check that every way to wait for an operation raises what the service says; a mere look does not."""
    with pytest.raises(OperationFailedError) as caught:
        await settle(poller.wait(PATIENCE, interval=INTERVAL))
    assert message in str(caught.value)
    assert poller.done
    with pytest.raises(OperationFailedError):
        await settle(poller.result(PATIENCE, interval=INTERVAL))
    status = (await settle(poller.status())).value
    assert (status.status.value, status.message) == ("failed", message)


@pytest.mark.parametrize("segment", KINDS)
def test_a_training_that_fails_raises_the_service_s_message(segment: str, url: str, asynchronous: bool) -> None:
    code, kind = KINDS[segment]

    async def story(walk: Walk) -> None:
        admin = walk.administration
        content = getattr(walk.models, f"Create{code}Content")("Somebody")
        await getattr(admin, f"create_{kind}")("one", content)
        local(url, f"{segment}/one/fail-next-training", {"message": SAID})
        await check_failed(await getattr(admin, f"train_{kind}")("one"), SAID)
        # The next one is its own, and fails for a reason of its own: nothing is there to train with.
        await check_failed(await getattr(admin, f"train_{kind}")("one"), f"There is no face in the {words(kind)}.")

    run(url, asynchronous, story)


def words(kind: str) -> str:
    return kind.replace("_", " ")


def test_an_operation_of_the_directory_that_fails_raises_the_service_s_message(url: str, asynchronous: bool) -> None:
    async def story(walk: Walk) -> None:
        admin, m = walk.administration, walk.models
        model = m.FaceRecognitionModel.RECOGNITION_04
        local(url, "operations/fail-next", {"message": SAID})
        failed = await admin.create_person(m.CreatePersonContent("nobody"))
        await check_failed(failed, SAID)
        with pytest.raises(NotFoundError):
            await admin.get_person(failed.response.value.person_id)

        created = await admin.create_person(m.CreatePersonContent("somebody"))
        person_id = (await settle(created.result(PATIENCE, interval=INTERVAL))).value.person_id
        local(url, "operations/fail-next", {"message": SAID})
        url_of_face = m.AddPersonFaceFromUrlContent(address("anna"))
        await check_failed(await admin.add_person_face_from_url(person_id, model, url_of_face), SAID)
        assert (await admin.get_person_faces(person_id, model)).value.persisted_face_ids == []
        local(url, "operations/fail-next")
        await check_failed(
            await admin.delete_person(person_id), "The local service was told to let this operation fail."
        )
        assert (await admin.get_person(person_id)).value.name == "somebody"

    run(url, asynchronous, story)
