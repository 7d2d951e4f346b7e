"""A list of persons as JSON -> models, every field read: ours, openapi-python-client's and the official package's."""

from __future__ import annotations

import json
import random
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, List  # noqa: UP035  (the official package knows no other)

import httpx
from azure_face._runtime import list_of, read_json
from azure_face.v1_2_preview_1.models import LargePersonGroupPerson
from rich.table import Table

from bench.measuring import Bar, Comparison, compare, timed
from bench.peers import ROOT, official, openapi_python_client
from bench.tables import table

PERSONS, IDS, ROUNDS = 1_000, 10, 60
DESCRIPTION = ROOT / "spec" / "azure_face" / "v1.2-preview.1.json"

Read = Callable[[bytes], Iterable[Any]]


def tables() -> Iterator[Table]:
    """Yield the table of models."""
    yield table(f"{PERSONS:,} persons with {IDS} ids each: bytes to models, every field read", comparisons())


def comparisons() -> Iterator[Comparison]:
    """Yield a comparison for each peer."""
    data = persons()
    ours = ("azure_face", timed(lambda: fields(by_us(data)), 1, time.thread_time))
    sides = (("openapi-python-client", by_openapi_python_client(), 0.5), ("azure-ai-vision-face", by_official(), 0.2))
    for name, read, limit in sides:
        if fields(read(data)) != (PERSONS, PERSONS * IDS):
            raise AssertionError(f"{name} reads something else")
        theirs = (name, timed(lambda read=read: fields(read(data)), 1, time.thread_time))
        yield compare("persons", ours, theirs, Bar(limit), ROUNDS)


def persons() -> bytes:
    """Make the answer of the service: ids that are all different, the same in each run."""
    numbers = random.Random(5)

    def id() -> str:
        return str(uuid.UUID(int=numbers.getrandbits(128)))

    return json.dumps(
        [
            {
                "personId": id(),
                "name": f"person {number}",
                "userData": f"row {number} of a list",
                "persistedFaceIds": [id() for _ in range(IDS)],
            }
            for number in range(PERSONS)
        ]
    ).encode()


def fields(items: Iterable[Any]) -> tuple[int, int]:
    """Read every field of every person; return how many persons and ids there are."""
    count = ids = 0
    for item in items:
        known = (item.person_id, item.name, item.user_data)
        count += None not in known
        ids += len(item.persisted_face_ids)
    return count, ids


def by_us(data: bytes) -> Iterable[Any]:
    """Read as a convenience method does."""
    return read_json(httpx.Response(200, content=data), list_of(LargePersonGroupPerson.from_dict))


def by_openapi_python_client() -> Read:
    """Make the reading of the models that openapi-python-client generates, as its own functions do it."""
    with tempfile.TemporaryDirectory() as folder:
        model = openapi_python_client(DESCRIPTION, Path(folder)).LargePersonGroupPerson
    return lambda data: [model.from_dict(item) for item in httpx.Response(200, content=data).json()]


def by_official() -> Read:
    """Make the reading of the official package's models, as its own operation does it."""
    deserialize = official("azure.ai.vision.face._model_base")._deserialize
    model = official("azure.ai.vision.face.models").LargePersonGroupPerson
    kind = List[model]  # noqa: UP006
    return lambda data: deserialize(kind, httpx.Response(200, content=data).json())
