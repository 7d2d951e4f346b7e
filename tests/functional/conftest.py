"""One client of one description that holds every kind of operation, made once for each worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from functional.clients import Caller, generate_into, imported

PACKAGE = "everything"


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The imported package."""
    folder = generate_into(Path(__file__).with_name("api.yaml"), PACKAGE, tmp_path_factory.mktemp("client"))
    with imported(folder, PACKAGE) as module:
        yield module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, everything: ModuleType) -> Caller:
    """Calls its client, once the sync one and once the async one."""
    return Caller(everything, "EverythingClient", is_async=request.param == "async")
