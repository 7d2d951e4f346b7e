"""At random places of the Face descriptions: what touches an overlay's contract is reported, what does not is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from face.description import ROOT
from pins.mutants.change import KINDS
from pins.mutants.mutants import mutant
from pins.mutants.table import table
from pins.mutants.trial import VERSIONS, Said, said_of, written
from veneer.pins.messages import drift_problems
from veneer.pipeline import generate_package
from veneer.project import find_project

EACH = 6  # of each kind; `make mutants` tries more


def test_there_are_enough() -> None:
    assert len(KINDS) * EACH >= 300


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_reported_if_it_touches_an_overlay(kind: str) -> None:
    wrong = [item for item in (mutant(kind, number) for number in range(EACH)) if item.missed or item.false]

    assert not wrong, "\n".join(map(str, wrong))


def test_the_table_counts() -> None:
    tried = [mutant("property removed", 0), mutant("text changed", 0)]
    *_, last = table(tried)

    assert last.split() == ["all", "2", str(sum(bool(item.touched) for item in tried)), last.split()[3], "0", "0"]


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_said_of_a_description_as_it_is(version: str) -> None:
    assert said_of(version, json.loads(written(version)), Random(0)) == Said()


def test_a_run_of_the_whole_package_says_the_same(tmp_path: Path) -> None:
    for name in ("spec", "customizations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    changed = json.loads(written("v1.2").replace('"/verify"', '"/compare"').replace("~1verify", "~1compare"))
    (tmp_path / "spec" / "azure_face" / "v1.2.json").write_text(json.dumps(changed), "utf-8")
    [package] = find_project(tmp_path).select(("azure_face",))
    contracts = generate_package(package, lambda _: None).contracts

    whole = drift_problems(contracts, package.customizations)
    assert tuple(whole) == said_of("v1.2", changed, Random(0)).drift


def test_a_parameter_that_two_operations_share_changes_for_both() -> None:
    document = json.loads(written("v1.2"))
    document["components"]["parameters"]["AddFaceOptions.targetFace"]["schema"]["maxItems"] = 5

    assert said_of("v1.2", document, Random(0)) == Said()


def test_an_overlay_loses_the_operation_whose_method_it_overlays() -> None:
    document = json.loads(written("v1.2").replace('"FaceDetectionOperations_Detect"', '"FaceDetectionOperations_Find"'))
    (found,) = said_of("v1.2", document, Random(0)).drift

    assert found.id == "overlay-without-operation"
    assert found.message.startswith("`face/detect.py.jinja` overlays nothing in v1.2 any more")
    assert found.message.endswith("it used operation FaceDetectionOperations_Detect, body")


def test_a_version_loses_all_operations_of_an_overlay() -> None:
    document = json.loads(written("v1.2"))
    del document["paths"]["/verify"]
    (found,) = said_of("v1.2", document, Random(0)).drift

    assert found.id == "overlay-without-operation"
    assert found.message.startswith(
        "`face/verify.py.jinja` overlays nothing in v1.2 any more; it used operation "
        "FaceRecognitionOperations_VerifyFaceToFace; operation FaceRecognitionOperations_VerifyFromLargePersonGroup and"
    )


def test_a_body_that_is_no_object_is_named_with_its_operation() -> None:
    document = json.loads(written("v1.2"))
    schema = document["paths"]["/identify"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema["anyOf"][0] = {"type": "array", "items": {"type": "string"}}
    (error,) = said_of("v1.2", document, Random(0)).errors

    whose = "which is the content of operation `FaceRecognitionOperations_IdentifyFromPersonGroup`"
    assert error.message == f"there is no model `Sequence[str]`, {whose}"


def test_what_a_poller_lacks_in_a_version_is_named() -> None:
    document = json.loads(written("v1.2"))
    del document["components"]["schemas"]["TrainingResult"]["properties"]["status"]
    (error,) = said_of("v1.2", document, Random(0)).errors

    answer = "the answer of `FaceListOperations_GetLargeFaceListTrainingStatus` has no property `status`"
    assert error.message == f"operation `FaceListOperations_TrainLargeFaceList` cannot be polled in v1.2: {answer}"
    assert "package.toml:" in error.fix
