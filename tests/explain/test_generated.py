"""Places in the generated files are those on disk, and what is on disk is compared with what would be printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.pages import ROOT

from veneer.explain.generated import wanted
from veneer.explain.positions import look_up
from veneer.explain.subjects import subjects
from veneer.explain.values import Definition, Explanation, State
from veneer.overlay.plan import PackagePlan
from veneer.pipeline import plan_project_package
from veneer.project import find_project
from veneer.render import print_files

from .explained import GENERATED, explain, line_of, prepare

PROTOCOL, CLIENT = "pets/v1/_protocol/pets.py", "pets/v1/pets.py"


def _by_what(found: Explanation) -> dict[str, list[Definition]]:
    sorted_out: dict[str, list[Definition]] = {}
    for item in found.generated:
        sorted_out.setdefault(item.what, []).append(item)
    return sorted_out


def test_each_definition_has_the_line_of_its_def(tmp_path: Path) -> None:
    found = explain("createPet", prepare(tmp_path))

    by_what = _by_what(found)
    assert {what: len(items) for what, items in by_what.items()} == {
        "request builder": 1,
        "protocol method": 1,
        "convenience method, stub": 2,
        "convenience method": 1,
        "async protocol method": 1,
        "async convenience method, stub": 2,
        "async convenience method": 1,
        "model of the body and answer": 1,
    }
    assert {item.state for item in found.generated} == {State.IN_STEP}
    for item in found.generated:
        line = (tmp_path / item.place.file).read_text("utf-8").splitlines()[(item.place.line or 0) - 1].strip()
        keyword = "async def" if item.what.startswith("async") else "class" if item.what.startswith("model") else "def"
        assert line.startswith(f"{keyword} {item.name.rpartition('.')[2]}(")
    assert str(by_what["model of the body and answer"][0].place) == line_of(
        tmp_path, f"{GENERATED}/pets/v1/models/pet.py", "class Pet"
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "what"),
    [
        (PROTOCOL, '        "/pets",\n        accept="application/json",\n        content=', "", {"request builder"}),
        (CLIENT, "raw = super().create_pet(json", "raw = super().create_pet(  json", set()),
        (CLIENT, "async def create_pet(\n        self, content:", "async def create_pet(\n        self, pet:", None),
        (CLIENT, "def create_pet(", "def make_pet(", None),
        ("pets/v1/models/pet.py", "    name: str", "    title: str", {"model of the body and answer"}),
    ],
)
def test_a_hand_edit_is_out_of_step(path: str, old: str, new: str, what: set[str] | None, tmp_path: Path) -> None:
    folder = prepare(tmp_path)
    file = folder / GENERATED / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")

    wrong = [item for item in explain("createPet", folder).generated if item.state is not State.IN_STEP]

    if what is None:
        assert wrong
        assert all("convenience" in item.what for item in wrong)
    else:
        assert {item.what for item in wrong} == what
    assert all(item.state is State.IN_STEP for item in explain("createDraft", folder).generated[:2])


def test_missing_files_and_files_that_are_no_python(tmp_path: Path) -> None:
    folder = prepare(tmp_path)
    (folder / GENERATED / CLIENT).unlink()
    (folder / GENERATED / PROTOCOL).write_text("def broken(:\n", "utf-8")

    found = explain("createPet", folder).generated

    states = {item.what: item.state for item in found}
    assert states.pop("model of the body and answer") is State.IN_STEP
    assert set(states.values()) == {State.MISSING}
    assert {item.place.line for item in found if item.state is State.MISSING} == {None}


def test_every_operation_of_azure_face_is_in_step() -> None:
    (package,) = find_project(ROOT).select(("azure_face",))
    planned = plan_project_package(package, lambda _: None)
    whole, count = planned.plan, 0
    for version in whole.versions:
        known = [subject for subject in subjects(package, planned, version) if subject.named is not None]
        every = [item for subject in known for item in wanted(subject)]
        paths = {item.path for item in every}
        printed = print_files(PackagePlan(whole.package, whole.configuration, (version,), version), paths).files
        there = {path: (ROOT / package.output / path).read_text("utf-8") for path in paths}
        found = list(look_up(every, printed, there, package.output))
        count += len(known)

        assert [item for item in found if item.state is not State.IN_STEP] == []
        assert len(found) > 8 * len(known)
    assert count == sum(len(version.api.operations) for version in whole.versions) == 360
