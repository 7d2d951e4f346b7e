"""A description changes under pinned overlays: what is said of it, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.projects import CONFIGURATION, GET_PET, PETS, extending, make
from veneer.diagnostics import Severity
from veneer.pins.lock import read_pins, write_pins
from veneer.pins.messages import as_warnings, drift_problems

MOVE = """raw = {{ protocol("movePet", x_reason="'r'", content="b''", owner_id="'1'") }}"""
OVERLAYS = {
    GET_PET: extending(request=MOVE),
    "pets/list_pets.py.jinja": extending(request='raw = {{ stock.request }}\nprint({{ new("Pet", name="\'\'") }})'),
}
LOCK = "overlays.lock.toml"


def problems(folder: Path, changed: str, overlays: dict[str, str] | None = None) -> list[str]:
    """Pin the overlays, change the description, and return what is said."""
    contracts = make(folder, OVERLAYS).contracts
    pins = write_pins(contracts.accepted(contracts.overlays)).decode()
    for path in OVERLAYS:
        (folder / "customizations" / "pets" / path).unlink()
    package = make(folder, {**(OVERLAYS if overlays is None else overlays), LOCK: pins}, versions={"v1": changed})
    found = as_warnings(drift_problems(package.contracts, "customizations/pets"))
    return [f"{item.location} {item.severity} {item.id} {item.message}" for item in found]


def test_nothing_changed(tmp_path: Path) -> None:
    assert problems(tmp_path, PETS) == []


HEADER = "- {name: X-Reason, in: header, required: true, schema: {type: "
PATH = "- {name: petId, in: path, required: true, schema: {type: string"
DRY = "name: dry-run, in: query, schema: {type: "
NEXT = "}}\n        - {name: ownerId"
MOVED = 'responses: {"204"'
UNUSED = {
    "a text": ("summary: Return a pet.", "summary: Return one pet."),
    "another operation": ("/drafts:", "/draughts:"),
    "an optional parameter more": (
        f"{{{DRY}",
        f"{{name: wet, in: query, schema: {{type: string}}}}\n        - {{{DRY}",
    ),
    "a parameter that is not given": (f"{DRY}boolean", f"{DRY}string"),
    "a property that is not given": ("{type: string, enum: [cat, dog]}", "{type: string, enum: [cat, dog, cow]}"),
    "an optional property more": ("properties: {name:", "properties: {age: {type: integer}, name:"),
    "the route of the own operation": ("  /pets/{petId}:", "  /pet/{petId}:"),
}


@pytest.mark.parametrize("change", UNUSED)
def test_what_no_overlay_uses_raises_nothing(change: str, tmp_path: Path) -> None:
    before, after = UNUSED[change]
    assert before in PETS

    assert problems(tmp_path, PETS.replace(before, after)) == []


USED = {
    "the route": (
        ("/owners/{ownerId}/pets/{petId}:", "/owner/{ownerId}/pets/{petId}:"),
        "operation movePet of v1: was `PUT /owners/{ownerId}/pets/{petId}`, is `PUT /owner/{ownerId}/pets/{petId}`",
    ),
    "a parameter": (
        (f"{HEADER}string", f"{HEADER}integer"),
        "operation movePet, header parameter X-Reason of v1: was `required, string`, is `required, integer`",
    ),
    "a parameter that agreed": (
        (f"{PATH}{NEXT}", f"{PATH}, minLength: 3{NEXT}"),
        "operation movePet, path parameter petId of v1: was `as in operation getPet, path parameter petId`, "
        "is `required, string, min length 3`",
    ),
    "the body": (
        (f"*body\n      {MOVED}", f"{{content: {{application/json: {{schema: *Pet}}}}}}\n      {MOVED}"),
        "operation movePet, body of v1: was `required, application/json: object (Pet)`, "
        "is `optional, application/json: object (Pet)`",
    ),
    "the answer": (
        ('responses: {"204": {description: Moved.}}', 'responses: {"200": *pet}'),
        "operation movePet, answer 204 of v1: was `no content`, is gone",
    ),
    "a property": (
        ("properties: {name: {type: string}", "properties: {name: {type: string, format: uri}"),
        "model Pet, property name of v1: was `required, string`, is `required, string (uri)`",
    ),
}


@pytest.mark.parametrize("change", USED)
def test_what_an_overlay_uses_is_named_with_what_became_of_it(change: str, tmp_path: Path) -> None:
    (before, after), message = USED[change]
    assert before in PETS

    (said,) = problems(tmp_path, PETS.replace(before, after))
    place = "list_pets.py.jinja:4:7" if change == "a property" else "get_pet.py.jinja:"
    assert said.startswith(f"customizations/pets/pets/{place}")
    assert said.endswith(message)
    assert " warning overlay-drift " in said


def test_an_overlay_without_its_operation_is_an_error_at_once(tmp_path: Path) -> None:
    both = {"v1": PETS, "v2": PETS.replace("version: v1", "version: v2")}
    contracts = make(tmp_path, OVERLAYS, versions=both).contracts
    pins = write_pins(contracts.accepted(contracts.overlays)).decode()
    both["v2"] = both["v2"].replace("operationId: movePet", "operationId: carryPet")
    package = make(tmp_path, {**OVERLAYS, LOCK: pins}, versions=both)

    (found,) = as_warnings(drift_problems(package.contracts, "c"))
    assert (found.id, found.severity) == ("overlay-without-operation", Severity.ERROR)
    assert found.message.startswith(
        "`pets/get_pet.py.jinja` overlays nothing in v2 any more; it used operation movePet"
    )


def test_pins_of_what_is_not_there_any_more_are_stale(tmp_path: Path) -> None:
    assert problems(tmp_path, PETS, {GET_PET: OVERLAYS[GET_PET]}) == [
        "customizations/pets/overlays.lock.toml:1:1 warning stale-pin "
        "`pets/list_pets.py.jinja` is pinned, but not there any more"
    ]


def test_an_overlay_that_asks_for_less_or_more_has_to_be_looked_at(tmp_path: Path) -> None:
    other = extending(request='raw = {{ protocol("getPet") }}')
    said = problems(tmp_path, PETS, {**OVERLAYS, GET_PET: other})

    assert [text.split()[2] for text in said] == ["unpinned-overlay", "stale-pin"]
    assert said[0].endswith("uses what nobody has looked at yet of v1: operation getPet")


def test_the_lock_reads_as_it_was_written(tmp_path: Path) -> None:
    hostile = 'a "quoted" \\ text\n\x1b[31m # not = a [table] \u202e'
    pins = {"a/b.py.jinja": {"v1": {hostile: hostile}, "v2": {}}}
    package = make(tmp_path, {LOCK: write_pins(pins).decode()}, CONFIGURATION).contracts

    assert package.pinned == pins


def test_a_lock_that_is_not_one_is_refused(tmp_path: Path) -> None:
    from veneer.diagnostics import InputError

    for text, id in (("a = 1\n", "malformed-lock"), ("<<<<<<<\n", "malformed-toml")):
        with pytest.raises(InputError, match=id):
            make(tmp_path, {LOCK: text})
    assert read_pins(None) == {}
