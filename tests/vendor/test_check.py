"""`veneer vendor --check` writes nothing: 0 when all stand still, 1 when one moved, 2 when it cannot be told."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .conftest import Repository, Upstream, Veneer, description, tree


def short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def test_a_line_for_each_version_and_one_exit_code(
    project: Path, veneer: Veneer, upstream: Upstream, repository: Repository
) -> None:
    old = repository.git("rev-parse", "HEAD")
    assert veneer("vendor", "pets:v2", "--from", "../upstream", "--path", "api/pets.json").returncode == 0
    before = tree(project)

    still = veneer("vendor", "--check")
    upstream.content = description("Another pet.")
    new = repository.commit(description("A third pet."))
    moved = veneer("vendor", "--check")
    one = veneer("vendor", "pets:v1", "--check")
    upstream.shutdown()
    upstream.server_close()
    unknown = veneer("vendor", "--check")

    hashes = short(description()), short(upstream.content), short(description("A third pet."))
    v1 = f"pets v1: upstream moved: sha256 {hashes[0]} -> {hashes[1]}"
    v2 = f"pets v2: upstream moved: sha256 {hashes[0]} -> {hashes[2]}, revision {old[:12]} -> {new[:12]}"
    assert (still.returncode, still.stdout) == (0, "pets v1: upstream stands still\npets v2: upstream stands still\n")
    assert (moved.returncode, moved.stdout.splitlines()) == (1, [v1, v2])
    assert (one.returncode, one.stdout.splitlines()) == (1, [v1])
    assert (unknown.returncode, unknown.stdout.splitlines()) == (2, ["pets v1: cannot be told", v2])
    assert f"{upstream.url}/pets.json: error[not-fetched]: " in unknown.stderr
    assert tree(project) == before


def test_what_gives_no_description_any_more_cannot_be_told(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    upstream.content = b"<html>"

    run = veneer("vendor", "--check")

    assert (run.returncode, run.stdout) == (2, "pets v1: cannot be told\n")


def test_git_that_stands_still_is_not_fetched(project: Path, veneer: Veneer, repository: Repository) -> None:
    assert veneer("vendor", "pets:v1", "--from", "../upstream", "--path", "api/pets.json").returncode == 0

    run = veneer("vendor", "--check")

    assert run.returncode == 0
    assert "fetching" not in run.stderr
