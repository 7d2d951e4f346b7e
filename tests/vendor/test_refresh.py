"""`veneer vendor` fetches what moved, and a new version; the file and the lock agree before and after."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from veneer.vendor.lock import lock_text, read_lock

from .conftest import Repository, Upstream, Veneer, description, tree

SPEC = "spec/pets/v1.json"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def locked(project: Path, version: str = "v1") -> dict[str, str]:
    """Return what the lock says of a version, and that its file is the one that is locked."""
    entry = read_lock(lock_text(project))["pets"][version]
    assert sha256((project / entry.shown_as).read_bytes()) == entry.sha256
    return {"file": entry.file, "source": str(entry.source)}


def test_what_moved_is_fetched_and_what_to_do_next_is_said(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    old, new = upstream.content, description("Another pet.")
    upstream.content = new

    run = veneer("vendor")

    assert run.returncode == 0, run.stderr
    assert (project / SPEC).read_bytes() == new
    assert locked(project) == {"file": "pets/v1.json", "source": f"{upstream.url}/pets.json"}
    assert run.stdout.splitlines() == [
        f"pets v1: changed: sha256 {sha256(old)[:12]} -> {sha256(new)[:12]}, {SPEC}",
        "next: veneer diff pets:v1@HEAD pets:v1",
        "next: veneer generate pets",
    ]


def test_nothing_is_touched_when_nothing_moved(project: Path, veneer: Veneer) -> None:
    files = [project / SPEC, project / "spec" / "spec.lock.toml"]
    before = [path.stat() for path in files]

    run = veneer("vendor", "pets:v1")

    assert run.stdout == "pets v1: nothing changed\n"
    assert [(old.st_ino, old.st_mtime_ns) for old in before] == [
        (path.stat().st_ino, path.stat().st_mtime_ns) for path in files
    ]


def test_comments_order_and_notes_of_the_lock_survive(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    lock = project / "spec" / "spec.lock.toml"
    text = lock.read_text().replace("source =", '# from the team\nnote = "Ours."  # really\nsource =') + "\n# end\n"
    lock.write_text(text)
    old, upstream.content = upstream.content, description("Another pet.")

    assert veneer("vendor").returncode == 0

    assert lock.read_text() == text.replace(sha256(old), sha256(upstream.content))


@pytest.mark.parametrize(
    "content", [description(version="v2"), b"openapi: 3.1.0\ninfo: {title: P, version: v2}\npaths: {}\n"]
)
def test_a_new_version_needs_nothing_but_its_source(
    content: bytes, project: Path, veneer: Veneer, upstream: Upstream
) -> None:
    upstream.content = content
    suffix = ".json" if content.startswith(b"{") else ".yaml"

    run = veneer("vendor", "pets:v2", "--from", f"{upstream.url}/pets.json", "--sha256", sha256(content))

    assert run.returncode == 0, run.stderr
    assert (project / f"spec/pets/v2{suffix}").read_bytes() == content
    assert locked(project, "v2") == {"file": f"pets/v2{suffix}", "source": f"{upstream.url}/pets.json"}
    assert run.stdout.splitlines() == [
        f"pets v2: added: spec/pets/v2{suffix}",
        "next: veneer diff pets:v1 pets:v2",
        'next: default_version = "v2" in customizations/pets/package.toml, to make it the default',
        "next: veneer generate pets",
    ]
    assert veneer("generate").returncode == 0
    assert veneer("check").returncode == 0


def test_a_source_that_is_moved_to_a_file(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    beside = project.parent / "here.json"
    beside.write_bytes(upstream.content)

    run = veneer("vendor", "pets:v1", "--from", "../../here.json", cwd=project / "spec")

    assert run.stdout == "pets v1: the description is the same; its table in spec/spec.lock.toml is new\n"
    assert locked(project) == {"file": "pets/v1.json", "source": "../here.json"}
    assert veneer("vendor", cwd=project / "customizations").stdout == "pets v1: nothing changed\n"


def test_what_a_description_was_made_from_is_no_longer_said(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    lock = project / "spec" / "spec.lock.toml"
    lines = [line for line in lock.read_text().splitlines() if "source" not in line]
    lock.write_text("\n".join([*lines, 'repository = "a/b"', 'path = "c"', 'commit = "d"', 'note = "e"', ""]))

    assert veneer("vendor", "pets:v1", "--from", f"{upstream.url}/pets.json").returncode == 0

    keys = [line.partition(" =")[0] for line in lock.read_text().splitlines() if " = " in line]
    assert keys == ["file", "sha256", "note", "source"]


def test_a_version_without_a_source_is_said_to_have_none(project: Path, veneer: Veneer) -> None:
    (project / "spec" / "pets" / "v2.json").write_bytes(description())
    before = tree(project)

    every, one = veneer("vendor"), veneer("vendor", "pets:v2")

    assert every.returncode == 0
    assert every.stdout.splitlines() == [
        "pets v2 has no source in the lock, so nothing can refresh it",
        "to give one: veneer vendor PACKAGE:VERSION --from URL or FILE",
        "pets v1: nothing changed",
    ]
    assert one.returncode == 2
    assert "pets:v2: error[no-source]" in one.stderr
    assert tree(project) == before


@pytest.mark.parametrize("how", ["edited", "removed"])
def test_a_file_that_is_not_the_locked_one_comes_back(how: str, project: Path, veneer: Veneer) -> None:
    before = (project / SPEC).read_bytes()
    if how == "edited":
        (project / SPEC).write_bytes(description("Edited."))
    else:
        (project / SPEC).unlink()

    assert veneer("vendor", "pets:v1").returncode == 0

    assert (project / SPEC).read_bytes() == before


def test_a_description_that_only_the_customizations_make_usable(
    project: Path, veneer: Veneer, upstream: Upstream
) -> None:
    upstream.content = description().replace(b'"get": {', b'"get": {"parameters": [{"$ref": "#/gone"}],')
    mend = project / "customizations" / "pets" / "mend.overlay.yaml"

    refused = veneer("vendor")
    mend.write_text(
        "overlay: 1.0.0\ninfo: {title: M, version: '1'}\nactions:\n"
        "  - target: $.paths['/pets'].get.parameters\n    remove: true\n"
    )
    taken = veneer("vendor")

    assert refused.returncode == 2
    assert f"{upstream.url}/pets.json:" in refused.stderr
    assert taken.returncode == 0, taken.stderr
    assert (project / SPEC).read_bytes() == upstream.content


def test_one_bad_source_of_two_changes_neither(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    assert veneer("vendor", "pets:v2", "--from", f"{upstream.url}/chunked.json").returncode == 0
    lock = project / "spec" / "spec.lock.toml"
    lock.write_text(lock.read_text().replace("/chunked.json", "/half.json"))
    upstream.content = description("Another pet.")
    before = tree(project)

    run = veneer("vendor")

    assert run.returncode == 2
    assert tree(project) == before


def test_a_terminal_sees_no_control_characters(project: Path, veneer: Veneer, repository: Repository) -> None:
    run = veneer("vendor", "pets:v1", "--from", "../upstream\x1b[31m", "--path", "api/pets.json")

    assert run.returncode == 2
    assert "error[bad-source]" in run.stderr
    assert "\x1b" not in run.stderr + run.stdout
