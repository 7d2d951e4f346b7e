"""What the flagship's tests share: sync or async, and things that are made once however many workers there are."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .checkers import Problem, run_mypy, run_pyright

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


@pytest.fixture(scope="session", params=["mypy", "pyright"])
def problems(request: pytest.FixtureRequest, once: Once, tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """What a checker says of the package and all `USER_FILES` of tests; it runs once for them and for all workers."""

    def produce() -> str:
        folder = tmp_path_factory.mktemp(request.param)
        modules = {item.module for item in request.session.items if isinstance(item, pytest.Function)}
        for files in (vars(module).get("USER_FILES", {}) for module in modules):
            for name, text in files.items():
                (folder / name).write_text(text, "utf-8")
        return (run_mypy if request.param == "mypy" else run_pyright)(folder)

    return [tuple(problem) for problem in json.loads(once(f"types-{request.param}", produce))]
