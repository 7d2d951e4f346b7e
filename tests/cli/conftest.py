"""A small project on disk, and the command line run in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import running

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "v1"},
    "servers": [{"url": "https://pets.example.com"}],
    "paths": {
        "/pets/{petId}": {
            "get": {
                "operationId": "getPet",
                "parameters": [{"name": "petId", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "The pet."}},
            }
        }
    },
}

Veneer = Callable[..., running.Done]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a project with one package, `pets`."""
    spec = tmp_path / "spec" / "pets" / "v1.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps(DESCRIPTION, indent=2))
    digest = hashlib.sha256(spec.read_bytes()).hexdigest()
    (tmp_path / "spec" / "spec.lock.toml").write_text(f'[pets."v1"]\nfile = "pets/v1.json"\nsha256 = "{digest}"\n')
    configuration = tmp_path / "customizations" / "pets" / "package.toml"
    configuration.parent.mkdir(parents=True)
    configuration.write_text('default_version = "v1"\n\n[clients.PetsClient]\noperations = ["*"]\n')
    return tmp_path


@pytest.fixture
def veneer(project: Path) -> Veneer:
    """Return a function that runs `veneer` in the project's folder, or in `cwd`."""

    def run(*arguments: str, cwd: Path | None = None) -> running.Done:
        return running.veneer(*arguments, cwd=cwd or project, env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"})

    return run


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, caches apart."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
