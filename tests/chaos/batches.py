"""A seed goes in, a batch of calls comes out: a service with all faults, clients that share it, credentials, plans."""

from __future__ import annotations

import math
import random
import time
from typing import Any

import httpx
from attrs import frozen
from azure_face import (
    AccessToken,
    AsyncFaceAdministrationClient,
    FaceAdministrationClient,
    KeyCredential,
    PolicyPosition,
    RetryOptions,
)
from azure_face.models import CreateLargeFaceListContent, CreateLargePersonGroupContent
from azure_face.testing import Fault, LocalService

from .asking import GROUP, LISTS, SAID, tagging
from .oracle import Surroundings
from .plans import ASKS_AGAIN, FAULTS, GARBAGE, SECRET, STATUSES, Plan, plan, some_retry

KEY = f"{SECRET}right-key"
TIMEOUT = 0.01  # seconds, of the service's time: an in-process fault times out by its length, never by a busy machine
_FAULTS = {
    **{
        name: Fault.status(status, headers={"Retry-After": "0"} if name in ASKS_AGAIN else None, json=SAID)
        for name, status in STATUSES.items()
    },
    "pause": Fault.delay(0.001),
    "hang": Fault.delay(math.inf),
    "reset": Fault.reset(),
    "reset in body": Fault.reset(after=3),
    "cut": Fault.truncated(),
    "garbage": Fault.garbage(GARBAGE),
    "drip": Fault.drip(0.0005, pieces=3),
    "stall": Fault.drip(30),
    "no connection": Fault.connect_error(),
    "connects never": Fault.connect_timeout(),
}


class TokenError(Exception):
    """What a credential fails with."""


class Tokens:
    """Gives tokens that end soon, and now and then none."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def get_token(self, *scopes: str) -> AccessToken:
        """Give a token or fail."""
        if self._chance.random() < 0.3:
            raise TokenError("there is no token now")
        return AccessToken(f"{SECRET}token-{self._chance.random()}", time.time() + 0.02)


class AsyncTokens(Tokens):
    """As ``Tokens``, with ``await``."""

    async def get_token(self, *scopes: str) -> AccessToken:  # type: ignore[override]
        """Give a token or fail."""
        return super().get_token(*scopes)


@frozen
class Batch:
    """Calls that share a client.

    Attributes:
        seed: What makes the same batch again.
        credential: The client's; ``None`` for the service's key as it is.
        around: What may happen to any try.
        retry: The client's.
        plans: The calls.
        timeout: The client's.
    """

    seed: int
    credential: Any
    around: Surroundings
    retry: RetryOptions | None
    plans: list[Plan]
    timeout: float = TIMEOUT

    def rotate(self) -> None:
        """Put a wrong key in the place of the right one, or the right one back."""
        if self.around.refused:
            self.credential.update(f"{SECRET}wrong-key" if self.credential.key == KEY else KEY)


def batch(
    seed: int,
    size: int,
    timeouts: tuple[float, ...] = (TIMEOUT / 2, TIMEOUT),
    faults: tuple[str, ...] = FAULTS,
    *,
    asynchronous: bool,
) -> Batch:
    """Make up a batch."""
    chance = random.Random(seed)
    kind = ("key", "rotated", "token")[seed % 3]
    credential: Any = KeyCredential(KEY)
    if kind == "token":
        credential = (AsyncTokens if asynchronous else Tokens)(chance)
    retry = chance.choice((some_retry(chance), some_retry(chance), None))
    plans = [plan(chance, number, retry, timeouts, faults) for number in range(size)]
    return Batch(seed, credential, Surroundings(kind == "rotated", kind == "token"), retry, plans)


def service_of(plans: list[Plan]) -> LocalService:
    """Return a service that holds what the calls need, and no fault yet."""
    service = LocalService(key=KEY)
    with service.client(FaceAdministrationClient) as client:
        client.create_large_person_group(
            GROUP, CreateLargePersonGroupContent("Group", recognition_model="recognition_04")
        )
        for name in ("a", *(one.name for one in plans if one.operation == "delete")):
            client.create_large_face_list(name, CreateLargeFaceListContent("Old"))
        for each in LISTS:
            content = CreateLargeFaceListContent(each["name"], user_data=each["userData"])
            client.create_large_face_list(each["largeFaceListId"], content)
    return service


def inject_all(service: LocalService) -> None:
    """Let each try have the fault that its policy names."""
    for name, fault in _FAULTS.items():
        service.inject(fault, times=None, when=lambda request, name=name: request.headers.get("x-chaos") == name)


def client_of(service: LocalService, batch: Batch, *, asynchronous: bool) -> tuple[Any, Any]:
    """Return a client of a batch, and the ``httpx`` client that it uses, if it is one of the caller's."""
    make, theirs = (
        (AsyncFaceAdministrationClient, httpx.AsyncClient) if asynchronous else (FaceAdministrationClient, httpx.Client)
    )
    given = theirs(transport=service.transport()) if batch.seed % 2 else None
    way = {"transport": service.transport()} if given is None else {"http_client": given}
    options = {"timeout": batch.timeout, "retry": batch.retry, "policies": [(tagging, PolicyPosition.PER_RETRY)]}
    return make(service.endpoint, batch.credential, **way, **options), given
