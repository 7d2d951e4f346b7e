"""An explanation says what the description says, and where; what mended it, and what other versions do otherwise."""

from __future__ import annotations

from pathlib import Path

from .explained import PETS, explain, line_of, prepare

SPEC = "spec/pets/v1.yaml"
MEND = """\
overlay: 1.0.0
info: {title: Fixes, version: 1.0.0}
actions:
  - {target: $.components.schemas.Pet.properties.name, update: {maxLength: 9}}
"""


def test_operation_parameters_body_and_answers_have_their_lines(tmp_path: Path) -> None:
    found = explain("movePet", prepare(tmp_path))

    said, facts = found.description, found.facts
    assert (said.method, said.path) == ("PUT", "/owners/{ownerId}/pets/{petId}")
    assert f"{said.place.file}:{said.place.line}" == line_of(tmp_path, SPEC, "put:")
    assert said.pointer == "/paths/~1owners~1{ownerId}~1pets~1{petId}/put"
    assert said.tags == ("write",)
    assert not said.deprecated
    told = {f"{item.sent_in} {item.name}": (item.words, item.place) for item in facts.parameters}
    assert {name: words for name, (words, _) in told.items()} == {
        "query dry-run": "optional, boolean",
        "header X-Reason": "required, string",
        "path petId": "required, string",
        "path ownerId": "required, string",
    }
    place = told["header X-Reason"][1]
    assert f"{place.file}:{place.line}" == line_of(tmp_path, SPEC, "- {name: X-Reason")
    assert facts.body is not None
    assert facts.body.required
    assert [(item.media_type, item.words) for item in facts.body.contents] == [("application/json", "object (Pet)")]
    assert [(item.status, item.contents) for item in facts.answers] == [("204", ())]


def test_of_several_media_types_the_one_that_the_convenience_layer_speaks_is_told(tmp_path: Path) -> None:
    one = "{application/json: {schema: *Pet}}"
    both = "{text/plain: {schema: {type: string}}, application/json: {schema: *Pet}}"
    text = PETS.replace(f"&body {{required: true, content: {one}}}", f"&body {{required: true, content: {both}}}")

    body = explain("createPet", prepare(tmp_path, versions={"v1": text})).facts.body

    assert body is not None
    assert [(item.media_type, item.spoken) for item in body.contents] == [
        ("text/plain", False),
        ("application/json", True),
    ]


def test_a_mend_is_told_where_it_changes_what_the_operation_refers_to(tmp_path: Path) -> None:
    folder = prepare(tmp_path, {"fixes.overlay.yaml": MEND})

    (mended,) = explain("getPet", folder).description.mends

    assert mended.file == "customizations/pets/fixes.overlay.yaml"
    assert mended.pointers == ("/components/schemas/Pet/properties/name/maxLength",)
    removed = MEND.replace("properties.name, update: {maxLength: 9}", "properties.kind, remove: true")
    (folder / mended.file).write_text(removed, "utf-8")
    assert explain("getPet", folder).description.mends[0].pointers == ("/components/schemas/Pet/properties/kind",)
    elsewhere = MEND.replace("$.components.schemas.Pet.properties.name", "$.components.schemas.Kind")
    (folder / mended.file).write_text(elsewhere.replace("maxLength: 9", "x-note: 9"), "utf-8")
    assert explain("getPet", folder).description.mends[0].pointers == ("/components/schemas/Kind/x-note",)
    (folder / mended.file).write_text(MEND.replace("components.schemas.Pet.properties.name", "info"), "utf-8")
    assert explain("getPet", folder).description.mends == ()


def test_other_versions_say_what_is_different(tmp_path: Path) -> None:
    v2 = PETS.replace("  /pets:\n", "  /animals:\n").replace(
        "name: {type: string}", "name: {type: string, maxLength: 5}"
    )
    v3 = PETS.replace("operationId: movePet", "operationId: shiftPet")
    folder = prepare(tmp_path, versions={"v1": PETS, "v2": v2, "v3": v3})

    by_version = {item.version: item for item in explain("movePet", folder).versions}
    assert by_version.keys() == {"v2", "v3"}
    assert by_version["v2"].differences[0] == "1 breaking on the wire"
    assert "model `Pet` property `name`" in by_version["v2"].differences[1]
    assert not by_version["v3"].has_operation

    (v2_of_lists, v3_of_lists) = explain("listPets", folder).versions
    assert "path `/pets` -> `/animals`" in v2_of_lists.differences
    assert (v3_of_lists.has_operation, v3_of_lists.differences) == (True, ())


def test_an_operation_that_the_default_version_lacks_is_shown_in_one_that_has_it(tmp_path: Path) -> None:
    folder = prepare(tmp_path, versions={"v1": PETS, "v2": PETS.replace("movePet", "shiftPet")})

    found = explain("shift_pet", folder)

    assert (found.version, found.is_default) == ("v2", False)
    assert [(item.version, item.has_operation) for item in found.versions] == [("v1", False)]
    assert explain("get_pet", folder).version == "v1"
    assert explain("get_pet", folder, "v2").version == "v2"
