"""What the flagship's tests share: sync or async, and things that are made once however many workers there are."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_PATIENCE = 400  # seconds, more than a checker may take

Once = Callable[[str, Callable[[], str]], str]


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def asynchronous(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a text once for all workers of a run; the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own

    def make(name: str, produce: Callable[[], str]) -> str:
        done, failed = folder / f"{name}.done", folder / f"{name}.failed"
        if _is_first(folder / f"{name}.claim"):
            try:
                text = produce()
            except BaseException:
                failed.touch()
                raise
            (folder / f"{name}.part").write_text(text, "utf-8")
            (folder / f"{name}.part").replace(done)
        deadline = time.monotonic() + _PATIENCE
        while not done.exists():
            if failed.exists() or time.monotonic() > deadline:
                pytest.fail(f"{name} could not be made; another test says why")
            time.sleep(0.05)
        return done.read_text("utf-8")

    return make


def _is_first(claim: Path) -> bool:
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
