"""A description in a git repository: what is fetched, what is recorded, and what git is not let do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from veneer.vendor.lock import lock_text, read_lock
from veneer.vendor.sources import GitSource

from .conftest import Repository, Upstream, Veneer, description, tree

FROM = ("--from", "../upstream", "--path", "api/pets.json")


def recorded(project: Path) -> GitSource:
    source = read_lock(lock_text(project))["pets"]["v1"].source
    assert isinstance(source, GitSource)
    return source


def test_the_commit_is_recorded_and_the_branch_followed(project: Path, veneer: Veneer, repository: Repository) -> None:
    first = repository.git("rev-parse", "HEAD")
    assert veneer("vendor", "pets:v1", *FROM, "--ref", "main").returncode == 0
    was = recorded(project)
    repository.git("checkout", "--quiet", "-b", "other")
    repository.commit(description("On another branch."))
    still = veneer("vendor")
    repository.git("checkout", "--quiet", "main")
    second = repository.commit(description("On the branch."))

    moved = veneer("vendor")

    assert was == GitSource("../upstream", "api/pets.json", "main", first)
    assert still.stdout == "pets v1: nothing changed\n"
    assert moved.stdout.startswith("pets v1: changed: ")
    assert recorded(project) == GitSource("../upstream", "api/pets.json", "main", second)
    assert (project / "spec/pets/v1.json").read_bytes() == description("On the branch.")


def test_a_repository_that_moved_without_the_file_changes_nothing(
    project: Path, veneer: Veneer, repository: Repository
) -> None:
    assert veneer("vendor", "pets:v1", *FROM).returncode == 0
    before = tree(project)
    repository.commit(b"other", "other.txt")

    check, run = veneer("vendor", "--check"), veneer("vendor")

    assert (check.returncode, check.stdout) == (0, "pets v1: upstream stands still\n")
    assert run.stdout == "pets v1: nothing changed\n"
    assert tree(project) == before


@pytest.mark.parametrize("ref", ["tag", "light", "commit", "refs/heads/main"])
def test_what_can_be_followed(ref: str, project: Path, veneer: Veneer, repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD")
    repository.git("tag", "--annotate", "tag", "--message", "tag")
    repository.git("tag", "light")
    repository.git("config", "uploadpack.allowFilter", "true")

    run = veneer("vendor", "pets:v1", *FROM, "--ref", commit if ref == "commit" else ref)
    check = veneer("vendor", "--check")

    assert run.returncode == 0, run.stderr
    assert recorded(project).revision == commit
    assert check.returncode == 0, check.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "../upstream", "--path", "api/cats.json"), "git cat-file: path 'api/cats.json' does not exist in "),
        (("--from", "../upstream", "--path", "api"), "git cat-file: "),
        ((*FROM, "--ref", "gone"), "git fetch: couldn't find remote ref gone"),
        (("--from", "../nowhere", "--path", "a"), "git fetch: '"),
        (
            (*FROM, "--ref", "--upload-pack=touch hacked"),
            "the source has the ref `--upload-pack=touch hacked`, which is no branch, tag or commit",
        ),
        (
            (*FROM, "--ref", "main:refs/heads/x"),
            "the source has the ref `main:refs/heads/x`, which is no branch, tag or commit",
        ),
        (("--from", "ext::touch hacked", "--path", "a"), "the source is no git repository that is read"),
        (("--from=--upload-pack=touch hacked", "--path", "a"), "the source is no git repository that is read"),
        (("--from", "https://me:word@example.com/a", "--path", "a"), "the source has a name or a password"),
    ],
)
def test_what_git_refuses_and_what_it_is_not_asked(
    arguments: tuple[str, ...], said: str, project: Path, veneer: Veneer, repository: Repository
) -> None:
    before = tree(project)

    run = veneer("vendor", "pets:v1", *arguments)

    assert run.returncode == 2
    assert f"]: {said}" in run.stderr
    assert run.stderr.count("error[") == 1
    assert "word" not in run.stderr.replace("password", "")
    assert tree(project) == before
    assert not list(project.parent.rglob("hacked"))


def test_a_transport_that_runs_programs_is_not_taken_from_the_configuration(
    project: Path, veneer: Veneer, repository: Repository, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / ".gitconfig").write_text(
        f'[url "ext::touch {tmp_path}/hacked "]\n  insteadOf = https://example.com/\n'
        '[protocol "ext"]\n  allow = always\n'
    )

    run = veneer("vendor", "pets:v1", "--from", "https://example.com/a", "--path", "a", HOME=str(tmp_path / "home"))

    assert run.returncode == 2
    assert "transport 'ext' not allowed" in run.stderr
    assert not (tmp_path / "hacked").exists()


def test_git_in_a_hook_is_not_led_elsewhere(project: Path, veneer: Veneer, repository: Repository) -> None:
    run = veneer("vendor", "pets:v1", *FROM, GIT_DIR=str(project / "nowhere"), GIT_INDEX_FILE="x")

    assert run.returncode == 0, run.stderr


def test_without_git_the_message_says_so(project: Path, veneer: Veneer, repository: Repository, tmp_path: Path) -> None:
    run = veneer("vendor", "pets:v1", *FROM, PATH=str(tmp_path / "empty"))

    assert run.returncode == 2
    assert "there is no `git` here\n    fix: Install git." in run.stderr


def test_nothing_is_left_in_the_temporary_folder(
    project: Path, veneer: Veneer, repository: Repository, tmp_path: Path, upstream: Upstream
) -> None:
    (tmp_path / "tmp").mkdir()

    for arguments in (FROM, (*FROM, "--ref", "gone")):
        veneer("vendor", "pets:v1", *arguments, TMPDIR=str(tmp_path / "tmp"))

    assert not os.listdir(tmp_path / "tmp")
