"""What every run has: a cache of its own for Veneer, and the table of covered operations at its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from walk.reporting import pytest_terminal_summary

__all__ = ["pytest_terminal_summary"]


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no run remember what another one made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VENEER_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
