"""Many files reach the disk at once where the system can do that; where it refuses, it says of which."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from veneer.emit import flushed


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    found = [tmp_path / str(number) for number in range(flushed._MANY)]
    for path in found:
        path.write_bytes(b"new")
    return [str(path) for path in found]


def refuse(handle: int) -> None:
    raise OSError


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_many_are_flushed_as_one(paths: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", refuse)
    assert flushed.flush(paths) == {}
    assert [*flushed.flush(paths[:1])] == paths[:1]


def test_each_is_flushed_where_not_all_can_be(paths: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flushed, "_flush_filesystem", lambda path: False)
    assert flushed.flush(paths) == {}
    monkeypatch.setattr(os, "fsync", refuse)
    assert {*flushed.flush(paths)} == {*paths}
