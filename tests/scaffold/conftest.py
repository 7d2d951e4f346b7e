"""The command line in an empty folder, and a description in which much can be configured."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import running

Veneer = Callable[..., running.Done]

STRING = {"type": "string"}


def pets(version: str = "1.0", tag: str = "Good dogs") -> dict[str, Any]:
    """Return a description with tags, models, secrets and names that differ in Python."""
    answer = {
        "description": "A pet.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": version},
        "servers": [{"url": "https://pets.example.com"}],
        "paths": {
            "/pets": {"get": {"operationId": "findPet", "tags": [tag], "responses": {"200": answer}}},
            "/cats": {"get": {"operationId": "findCat", "tags": ["cats"], "responses": {"200": answer}}},
        },
        "components": {
            "schemas": {"Pet": {"type": "object", "properties": {"petName": STRING, "accessToken": STRING}}}
        },
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with a description, `pets.json`."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "pets.json").write_text(json.dumps(pets(), indent=2))
    return tmp_path / "home"


@pytest.fixture
def veneer(home: Path) -> Veneer:
    """Return a function that runs `veneer` in the folder, or in `cwd`."""

    def run(*arguments: str, cwd: Path | None = None) -> running.Done:
        environment = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "NO_PROXY": "127.0.0.1"}
        return running.veneer(*arguments, cwd=cwd or home, env=environment)

    return run


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return every file below a folder, and every folder as ``None``."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }
