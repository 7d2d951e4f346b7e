"""What customizations say and a new description does not have: it is told, and the rest is compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import DESCRIPTION, Veneer, project, veneer

__all__ = ["project", "veneer"]

OVERLAY = """{% extends "method.py.jinja" %}
{% block parameters %}kind: {{ model("Kind") }} | None = None, {% endblock %}
"""
MEND = """overlay: 1.0.0
info: {title: Mends, version: "1"}
actions:
  - target: $.paths['/pets/{petId}'].get.responses['200']
    update: {description: Mended.}
  - target: $.components.schemas.Kind.properties.name
    update: {maxLength: 9}
"""


def described(kind: str, *, operation: str = "countPets") -> str:
    whole: dict[str, Any] = json.loads(json.dumps(DESCRIPTION))
    node = {"type": "object", "properties": {"name": {"type": "string"}}}
    whole["components"] = {"schemas": {kind: node}}
    done = {"204": {"description": "Done."}}
    whole["paths"]["/pets"] = {"get": {"operationId": operation, "responses": done}}
    return json.dumps(whole)


@pytest.fixture
def custom(project: Path) -> Path:
    """The customizations of a project whose v1 has a class `Kind` and `countPets`, and v2 has neither."""
    (project / "spec" / "pets" / "v1.json").write_text(described("Kind"))
    (project / "spec" / "pets" / "v2.json").write_text(described("Sort", operation="sumPets"))
    (project / "new.json").write_text(described("Sort", operation="sumPets"))
    folder = project / "customizations" / "pets"
    (folder / "pets").mkdir()
    return folder


def lines(text: str, *, of: str) -> list[str]:
    return [line.rpartition(" [")[0] for line in text.splitlines() if of in line]


def test_an_overlay_that_does_not_fit_is_a_finding_and_the_rest_is_compared(custom: Path, veneer: Veneer) -> None:
    (custom / "pets" / "get_pet.py.jinja").write_text(OVERLAY)

    run = veneer("diff", "pets:v1", "pets:v2")
    turned = veneer("diff", "pets:v2", "pets:v1")

    assert run.returncode == 0
    place = "method `PetsClient.get_pet`, overlay `pets/get_pet.py.jinja`"
    (finding,) = lines(run.stdout, of="get_pet")
    assert finding == (
        f"breaking convenience: {place}: does not fit any more, so there is nothing to compare: "
        "`there is no model `Kind``"
    )
    assert lines(run.stdout, of="[operation-renamed ")
    assert run.stderr.startswith("customizations/pets/pets/get_pet.py.jinja:2:1: warning[unknown-model]: ")
    (finding,) = lines(turned.stdout, of="get_pet")
    assert finding.startswith(f"risky    convenience: {place}: did not fit, so the method or class is not compared: ")


def test_such_a_finding_fails_as_others_do_and_knows_its_place(custom: Path, veneer: Veneer) -> None:
    (custom / "pets" / "get_pet.py.jinja").write_text(OVERLAY)

    run = veneer("diff", "pets:v1", "pets:v2", "--fail-on", "breaking", "--format", "json")

    assert run.returncode == 1
    (finding,) = [item for item in json.loads(run.stdout)["findings"] if item["rule"] == "overlay-does-not-fit"]
    assert finding["pointers"] == {"old": "", "new": "customizations/pets/pets/get_pet.py.jinja:2:1"}


ADDED = """{% extends "added_method.py.jinja" %}
{% block docstring %}
'''Count.'''
{% endblock %}
{% block body %}
{{ protocol("countPets") }}
{% endblock %}
"""


def test_an_overlay_that_names_an_operation_that_is_gone_does_not_fit(custom: Path, veneer: Veneer) -> None:
    (custom / "pets" / "count.py.jinja").write_text(ADDED)

    alone = veneer("diff", "pets:v1", "new.json")
    version = veneer("diff", "pets:v1", "pets:v2")

    (finding,) = lines(alone.stdout, of="PetsClient.count`")
    assert "`pets/count.py.jinja`: does not fit any more" in finding
    assert finding.endswith("`PetsClient has no operation `countPets``")
    # Of two versions of a package, an overlay may be meant for one alone.
    assert lines(version.stdout, of="PetsClient.count`") == [
        "breaking convenience: method `PetsClient.count`: was removed"
    ]


def test_an_overlay_that_is_not_needed_in_one_version_is_no_misfit(custom: Path, veneer: Veneer) -> None:
    (custom / "pets" / "get_pet.py.jinja").write_text(
        '{% extends "method.py.jinja" %}\n{% block parameters %}{{ super() }}{% endblock %}\n'
    )

    run = veneer("diff", "pets:v1", "pets:v1")

    assert (run.returncode, run.stdout.splitlines()[0], run.stderr) == (0, "pets:v1 -> pets:v1: no difference", "")


def test_a_merged_operation_is_taken_apart_where_its_overlay_does_not_fit(custom: Path, veneer: Veneer) -> None:
    text = OVERLAY + '{% block request %}{{ protocol("countPets") }}\n{{ super() }}{% endblock %}\n'
    (custom / "pets" / "get_pet.py.jinja").write_text(text)
    with (custom / "package.toml").open("a") as configuration:
        configuration.write('\n[operations.countPets]\nmerged_into = "getPet"\n')
    (custom.parents[1] / "new.json").write_text(described("Sort"))

    run = veneer("diff", "pets:v1", "new.json")

    assert run.returncode == 0, run.stderr
    (finding,) = lines(run.stdout, of="method ")
    assert "`pets/get_pet.py.jinja`: does not fit any more" in finding


def test_an_action_that_mends_nothing_is_a_finding_and_the_others_mend(custom: Path, veneer: Veneer) -> None:
    (custom / "mends.overlay.yaml").write_text(MEND)

    run = veneer("diff", "pets:v1", "pets:v2")

    assert run.returncode == 0
    (finding,) = lines(run.stdout, of="mends.overlay.yaml")
    assert finding.startswith(
        "risky    wire+protocol+convenience: Overlay document `mends.overlay.yaml`: mends less in "
    )
    assert run.stderr.startswith("customizations/pets/mends.overlay.yaml:6:13: warning[overlay-target]: ")
