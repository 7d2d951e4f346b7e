"""What a run needs no longer is let go of, since a large description takes as much as what is made of it."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path
from typing import Any

import pytest

from veneer import pipeline
from veneer.garbage import give_back, no_collection
from veneer.load.described import Described
from veneer.making import description_work

PETS = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {}}


def test_a_description_is_gone_when_it_is_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[weakref.ref[Described]] = []
    gone: list[bool] = []
    load, plan = pipeline.load_described, pipeline.plan

    def load_described(described: Described) -> Any:
        read.append(weakref.ref(described))
        return load(described)

    def planned(*arguments: Any) -> Any:
        gone.append(read[0]() is None)
        return plan(*arguments)

    monkeypatch.setattr(pipeline, "load_described", load_described)
    monkeypatch.setattr(pipeline, "plan", planned)
    description = tmp_path / "pets.json"
    description.write_text(json.dumps(PETS))
    monkeypatch.setenv("VENEER_CACHE", str(tmp_path / "cache"))
    work = description_work(str(description), "pets", tmp_path / "pets")

    made = work.make(lambda _: None)

    assert gone == [True]
    assert work.recall() is not None
    assert made.files is not None


def test_memory_is_given_back_on_any_system(monkeypatch: pytest.MonkeyPatch) -> None:
    give_back()
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("ctypes.CDLL", None)
    give_back()


def test_what_a_block_without_collection_made_is_not_gone_through_after_it() -> None:
    with no_collection():
        made: list[list[int]] = [[] for _ in range(5_000)]

    old = {id(item) for item in gc.get_objects(generation=2)}
    assert old >= {id(item) for item in made}
