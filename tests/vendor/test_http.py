"""What a server can do wrong is one message, and leaves the old file and the old lock."""

from __future__ import annotations

from pathlib import Path

import pytest

from veneer.diagnostics import InputError
from veneer.load import limits
from veneer.load.described import describe

from .conftest import Upstream, Veneer, tree

BAD = {
    "half.json": "broke off or is no HTTP: ",
    "halfchunked.json": "broke off or is no HTTP: ",
    "huge.json": "is larger than 100 MB",
    "endless.json": "is larger than 100 MB",
    "loop": "redirects more than 5 times",
    "file": "is redirected, and that leads to `file:`, which is not fetched",
    "plain": "is redirected, and that leads to another origin, http://example.com",
    "broken": "answers 500 Internal Server Error",
    "nothing": "answers 404 Not Found",
}


@pytest.mark.parametrize("path", BAD)
def test_a_bad_answer_changes_nothing(path: str, project: Path, veneer: Veneer, upstream: Upstream) -> None:
    before = tree(project)

    run = veneer("vendor", "pets:v1", "--from", f"{upstream.url}/{path}?token=secret")

    assert run.returncode == 2
    assert f"{upstream.url}/{path}: error[not-fetched]: {BAD[path]}" in run.stderr
    assert "    fix: " in run.stderr
    assert run.stderr.count("error[") == 1
    assert "secret" not in run.stderr + run.stdout
    assert tree(project) == before


def test_patience_and_silence_end(upstream: Upstream, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SILENCE", 0.2)
    with pytest.raises(InputError, match="gives no answer for 0 seconds"):
        describe(f"{upstream.url}/stuck")
    monkeypatch.setattr(limits, "LONGEST", 0.0)
    with pytest.raises(InputError, match="is not there after 0 seconds"):
        describe(f"{upstream.url}/pets")


def test_no_server_is_one_message(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    upstream.shutdown()
    upstream.server_close()
    before = tree(project)

    run = veneer("vendor")

    assert run.returncode == 2
    assert f"{upstream.url}/pets.json: error[not-fetched]: cannot be reached: " in run.stderr
    assert tree(project) == before


@pytest.mark.parametrize("path", ["chunked.json", "moved"])
def test_good_answers_of_other_kinds(path: str, project: Path, veneer: Veneer, upstream: Upstream) -> None:
    run = veneer("vendor", "pets:v2", "--from", f"{upstream.url}/{path}")

    assert run.returncode == 0, run.stderr
    assert (project / "spec" / "pets" / "v2.json").read_bytes() == upstream.content


def test_a_page_to_sign_in_is_no_description(project: Path, veneer: Veneer, upstream: Upstream) -> None:
    before = tree(project)

    run = veneer("vendor", "pets:v1", "--from", f"{upstream.url}/page")

    assert run.returncode == 2
    assert f"{upstream.url}/page:1:" in run.stderr
    assert tree(project) == before


def test_another_sha256_than_the_expected_is_refused(project: Path, veneer: Veneer) -> None:
    before = tree(project)

    run = veneer("vendor", "pets:v1", "--sha256", "0" * 64)

    assert run.returncode == 2
    assert "error[unexpected-content]: has the sha256 " in run.stderr
    assert tree(project) == before


USAGE = {
    ("pets", "--from", "a.json"): "--from and --sha256 are about one version",
    ("pets:v1", "--path", "a.json"): "--path and --ref say which file of a git repository",
    ("pets:v1", "--sha256", "12"): "this is no sha256",
    ("pets:v1", "--check", "--sha256", "0" * 64): "--check is about what is recorded",
    ("pets:v1", "--from", "http://example.com/a"): "the source is neither https nor on this machine",
    (
        "pets:v1",
        "--from",
        "https://a:b@example.com/a",
    ): "the source has a name or a password in it, which files would show",
    ("pets:v1", "--from", "https://example.com/a.git"): "this is a git repository",
    ("pets:../v1", "--from", "a.json"): "`../v1` cannot be the name of a file",
    ("pets:V1", "--from", "a.json"): "`V1` and this version would share the subpackage `v1`",
    ("cats:v1", "--from", "a.json"): "there is no package `cats`",
    ("pets:v2", "--from", "spec/pets/v1.json"): "the source is a vendored description itself",
    ("pets:v3",): "`pets` has no version `v3`",
    ("pets:v1", "--from", "missing.json"): "cannot be read: No such file or directory",
}


@pytest.mark.parametrize("arguments", USAGE)
def test_what_cannot_be_meant(arguments: tuple[str, ...], project: Path, veneer: Veneer) -> None:
    before = tree(project)

    run = veneer("vendor", *arguments)

    assert run.returncode == 2
    assert f"]: {USAGE[arguments]}\n    fix: " in run.stderr
    assert run.stderr.count("error[") == 1
    assert tree(project) == before
