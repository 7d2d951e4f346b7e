"""A small project, a source on loopback that can misbehave, a git repository, and the command line."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import running

Veneer = Callable[..., running.Done]

ENVIRONMENT = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "NO_PROXY": "127.0.0.1"}


def description(summary: str = "A pet.", version: str = "v1") -> bytes:
    """Return a description that generates."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": version},
        "servers": [{"url": "https://pets.example.com"}],
        "paths": {"/pets": {"get": {"operationId": "listPets", "responses": {"200": {"description": summary}}}}},
    }
    return json.dumps(document, indent=2).encode()


class Upstream(ThreadingHTTPServer):
    """Gives `content`, in the way that the path says."""

    daemon_threads = True
    content = description()
    blocked = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Upstream

    def do_GET(self) -> None:
        getattr(self, f"give_{self.path.strip('/').partition('?')[0].partition('.')[0]}", self.give_nothing)()

    def give_pets(self) -> None:
        self._head(200, {"Content-Length": str(len(self.server.content))})
        self.wfile.write(self.server.content)

    def give_chunked(self) -> None:
        self._head(200, {"Transfer-Encoding": "chunked"})
        self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(self.server.content), self.server.content))

    def give_halfchunked(self) -> None:
        self._head(200, {"Transfer-Encoding": "chunked"})
        self.wfile.write(b"%x\r\n%s\r\n" % (len(self.server.content), self.server.content))

    def give_half(self) -> None:
        self._head(200, {"Content-Length": str(len(self.server.content))})
        self.wfile.write(self.server.content[: len(self.server.content) // 2])

    def give_stuck(self) -> None:
        self.give_half()
        self.wfile.flush()
        self.server.blocked.set()
        time.sleep(60)

    def give_huge(self) -> None:
        self._head(200, {"Content-Length": "100000001"})

    def give_endless(self) -> None:
        self._head(200, {})
        for _ in range(120):
            self.wfile.write(b" " * 1_000_000)

    def give_page(self) -> None:
        self._head(200, {})
        self.wfile.write(b"<!doctype html><html>Sign in</html>")

    def give_moved(self) -> None:
        self._head(302, {"Location": "/pets.json"})

    def give_loop(self) -> None:
        self._head(302, {"Location": "/loop"})

    def give_file(self) -> None:
        self._head(302, {"Location": "file:///etc/passwd"})

    def give_plain(self) -> None:
        self._head(302, {"Location": "http://example.com/pets.json"})

    def give_broken(self) -> None:
        self._head(500, {})

    def give_nothing(self) -> None:
        self._head(404, {})

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    """Return a server on a free loopback port."""
    with Upstream(("127.0.0.1", 0), _Handler) as server:
        server.blocked = threading.Event()
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.fixture
def project(tmp_path: Path, veneer: Veneer, upstream: Upstream) -> Path:
    """Return a project with `pets` v1, vendored from the server."""
    root = tmp_path / "project"
    (root / "spec" / "pets").mkdir(parents=True)
    (root / "customizations" / "pets").mkdir(parents=True)
    (root / "customizations" / "pets" / "package.toml").write_text('default_version = "v1"\n')
    run = veneer("vendor", "pets:v1", "--from", f"{upstream.url}/pets.json")
    assert run.returncode == 0, run.stderr
    return root


@pytest.fixture
def veneer(tmp_path: Path) -> Veneer:
    """Return a function that runs `veneer` in the project's folder, or in `cwd`."""

    def run(*arguments: str, cwd: Path | None = None, **environment: str) -> running.Done:
        return running.veneer(*arguments, cwd=cwd or tmp_path / "project", env=ENVIRONMENT | environment)

    return run


class Repository:
    """A git repository with one description."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit(description())

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
        run = subprocess.run(["git", *who, *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return run.stdout.strip()

    def commit(self, content: bytes, path: str = "api/pets.json") -> str:
        """Commit a file; returns the commit."""
        (self.folder / path).parent.mkdir(exist_ok=True)
        (self.folder / path).write_bytes(content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "change", "--allow-empty")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository beside the project."""
    return Repository(tmp_path / "upstream")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
