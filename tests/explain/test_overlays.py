"""The chain of an overlay, its blocks, what it relies on, and who else uses the operation."""

from __future__ import annotations

from pathlib import Path

from .explained import PETS, explain, prepare

CREATE = "pets/create_pet.py.jinja"
PARTIAL = """\
{% extends "method.py.jinja" %}
{% block request %}
raw = {{ protocol("createDraft", content="RequestContent.json({})") }}
{% endblock %}
"""
OVERLAY = '{% extends "_drafts.py.jinja" %}\n{% block parameters %}note: str = "", {% endblock %}\n'
CONTENT = 'default_version = "v1"\n[clients.PetsClient]\noperations = ["*"]\n[operations.createPet]\ncontent = "pet"\n'


def _project(folder: Path) -> Path:
    return prepare(folder, {CREATE: OVERLAY, "_drafts.py.jinja": PARTIAL}, CONTENT)


def test_chain_and_blocks_have_their_places(tmp_path: Path) -> None:
    overlay = explain("createPet", _project(tmp_path)).overlay

    assert overlay is not None
    first, second, stock = overlay.chain
    assert (first, second) == (f"customizations/pets/{CREATE}", "customizations/pets/_drafts.py.jinja")
    assert stock.endswith("/veneer/render/templates/method.py.jinja")
    assert Path(stock).is_file()
    assert [(name, f"{place.file}:{place.line}") for name, place in overlay.blocks] == [
        ("parameters", f"{first}:2"),
        ("request", f"{second}:2"),
    ]


def test_what_it_relies_on_is_as_pinned_until_it_changes(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    overlay = explain("createPet", folder).overlay
    assert overlay is not None
    used = {item.part: item for item in overlay.uses}
    assert used["operation createDraft"].words == "POST /drafts"
    assert used["operation createDraft"].place.file == "customizations/pets/_drafts.py.jinja"
    assert used["operation createDraft"].place.line == 3
    assert all(item.pinned for item in overlay.uses)
    assert used["operation createDraft, answer 200"].agrees

    (folder / "spec/pets/v1.yaml").write_text(PETS.replace("/drafts", "/sketches"), "utf-8")

    overlay = explain("createPet", folder).overlay
    assert overlay is not None
    assert [item.part for item in overlay.uses if not item.pinned] == ["operation createDraft"]


def test_other_overlays_that_use_the_operation_are_told(tmp_path: Path) -> None:
    found = explain("createDraft", _project(tmp_path))

    assert found.overlay is None
    assert [f"{place.file}:{place.line}" for place in found.used_by] == ["customizations/pets/_drafts.py.jinja:3"]
    assert explain("createPet", tmp_path).used_by == ()
