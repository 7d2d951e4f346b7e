"""What every run has: a cache of its own for Veneer, little garbage to look for, a browser, a table of operations."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from browsing import browser
from walk.reporting import pytest_terminal_summary

__all__ = ["browser", "pytest_terminal_summary"]


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what lives to the end: twenty thousand tests, and all that they import."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no run remember what another one made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VENEER_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
