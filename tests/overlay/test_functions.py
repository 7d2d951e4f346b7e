"""What an overlay may ask of the description: the code that it gets, and the record of what it used."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.projects import GET_PET, PETS, extending, make
from veneer.build import build
from veneer.load import load_text
from veneer.load.customizations import TextFile
from veneer.overlay import plan, read_configuration
from veneer.render.overlay_names import OverlayError
from veneer.render.overlays import OverlayFunctions
from veneer.views.types import TypePrinter
from veneer.views.view import code

CONFIGURATION = """\
[clients.PetsClient]
operations = ["*Pet*"]
[clients.DraftsClient]
operations = ["*"]
[operations.listPets]
name = "all_pets"
[names.models]
Kind = "Sort"
"""


def functions(method: str, *, is_async: bool = False) -> OverlayFunctions:
    """Return the functions that an overlay of an operation's method has."""
    configuration = read_configuration(TextFile("package.toml", "package.toml", CONFIGURATION))
    planned = plan("pets", "v1", "v1.yaml", build(load_text(PETS, "v1.yaml")).api, configuration)
    client, printer = planned.clients[0], TypePrinter(planned)
    operation = next(item for item in client.operations if item.id == method)
    context = code("{}(cancellation, context)", printer.runtime("cancel_with"))
    return OverlayFunctions(printer, client, context, is_async=is_async, method=operation)


def test_protocol_passes_on_what_the_method_has_under_the_same_name() -> None:
    get = functions("getPet")

    assert (
        get.protocol("getPet") == "super().get_pet(pet_id, verbose=verbose, context=cancel_with(cancellation, context))"
    )
    assert "cancel_with" in {item.name for item in get.imports}


def test_protocol_takes_what_it_is_given_and_leaves_out_what_nobody_gives() -> None:
    create = functions("createPet")

    assert create.protocol("getPet", pet_id="'1'", context="None") == "super().get_pet('1', context=None)"
    assert create.protocol("listPets", kind="Sort.CAT", context="c") == "super().all_pets(kind=Sort.CAT, context=c)"
    assert not create.imports


def test_what_is_given_wins_over_what_the_method_has() -> None:
    call = functions("getPet").protocol("getPet", verbose="not verbose", context="None")

    assert call == "super().get_pet(pet_id, verbose=not verbose, context=None)"


def test_protocol_puts_path_parameters_first_in_the_order_of_the_path() -> None:
    call = functions("listPets").protocol(
        "movePet", x_reason="'r'", dry_run="d", content="body", pet_id="p", owner_id="o", context="None"
    )

    assert call == "super().move_pet(o, p, body, x_reason='r', dry_run=d, context=None)"


def test_protocol_awaits_in_the_async_twin() -> None:
    call = functions("getPet", is_async=True).protocol("getPet", context="None")

    assert call == "await super().get_pet(pet_id, verbose=verbose, context=None)"


@pytest.mark.parametrize("missing", ["owner_id", "content"])
def test_protocol_needs_the_path_and_the_content(missing: str) -> None:
    given = {"owner_id": "o", "pet_id": "p", "content": "c"}
    del given[missing]

    with pytest.raises(OverlayError, match=f"`movePet` needs `{missing}`"):
        functions("listPets").protocol("movePet", x_reason="'r'", **given)


def test_protocol_needs_every_required_parameter() -> None:
    with pytest.raises(OverlayError, match="`movePet` needs `x_reason`"):
        functions("listPets").protocol("movePet", owner_id="o", pet_id="p", content="c")


def test_the_operations_of_another_client_are_not_there() -> None:
    with pytest.raises(OverlayError, match="PetsClient has no operation `createDraft`"):
        functions("getPet").protocol("createDraft", content="c")


def test_operation_gives_facts() -> None:
    get = functions("createPet")
    facts = get.operation("listPets")

    assert (facts.name, facts.result) == ("all_pets", "list[Pet]")
    assert facts.read == "read_json(raw, list_of(Pet.from_dict))"
    assert get.operation("getPet").summary.get_untrusted_value() == "Return a pet."
    assert {"Pet", "read_json", "list_of"} <= {item.name for item in get.imports}


@pytest.mark.parametrize(
    ("name", "code", "id"),
    [
        ("Pet", "Pet", "/components/schemas/Pet"),
        ("Kind", "Sort", "/components/schemas/Kind"),
        ("Sort", "Sort", "/components/schemas/Kind"),
    ],
)
def test_model_takes_the_name_in_the_description_or_in_python(name: str, code: str, id: str) -> None:
    get = functions("getPet")

    assert get.model(name) == code
    assert get.types == {id}
    assert {item.name for item in get.imports} == {code}


def test_new_makes_a_model_by_the_names_of_the_description() -> None:
    create = functions("createPet")

    assert create.new("Pet", kind="kind", name="content.name") == "Pet(name=content.name, kind=kind)"
    assert create.types == {"/components/schemas/Pet"}
    assert {item.name for item in create.imports} == {"Pet"}


@pytest.mark.parametrize(
    ("name", "properties", "message", "fix"),
    [
        ("Pet", {"nam": "1", "name": "2"}, "model `Pet` has no property `nam`", "Write `name`."),
        ("Pet", {"kind": "1"}, "model `Pet` needs `name`", 'Give it: new("Pet", name="...").'),
        ("Kind", {}, "`Kind` is an enum", "Write its member."),
        ("Pets", {}, "there is no model `Pets`", "Write `Pet`."),
    ],
)
def test_new_knows_what_a_model_has(name: str, properties: dict[str, str], message: str, fix: str) -> None:
    with pytest.raises(OverlayError) as caught:
        functions("createPet").new(name, **properties)
    assert (caught.value.message, caught.value.fix) == (message, fix)


def test_runtime_gives_public_names_only() -> None:
    get = functions("getPet")

    assert get.runtime("FilePart") == "FilePart"
    assert {(item.module, item.name) for item in get.imports} == {("pets._runtime", "FilePart")}
    for name in ("_HttpRequest", "lazy_", "os"):
        with pytest.raises(OverlayError, match="the runtime has no"):
            get.runtime(name)


def test_what_was_asked_for_is_recorded_and_nothing_else() -> None:
    get = functions("getPet")
    assert (get.operations, get.types, get.uses.found) == ({}, set(), {})

    get.protocol("getPet")
    get.operation("listPets")
    get.model("Kind")
    for refused in (lambda: get.operation("nothing"), lambda: get.model("Nothing")):
        with pytest.raises(OverlayError):
            refused()

    assert get.operations.keys() == {"getPet", "listPets"}
    assert get.types == {"/components/schemas/Kind"}


def test_the_functions_within_a_template(tmp_path: Path) -> None:
    request = (
        "{% set pet = operation('getPet') %}\n"
        "first = {{ protocol('listPets', kind=model('Kind') ~ '.CAT', context='None') }}\n"
        "raw = {{ protocol('getPet', context='None') }}\n"
        "value: {{ pet.result }} = {{ pet.read }}  # {{ pet.summary | comment }}"
    )
    package = make(tmp_path, {GET_PET: extending(request=request)})
    lines = package.method("get_pet").splitlines()

    assert "    first = super().list_pets(kind=models.Kind.CAT, context=None)" in lines
    assert "    raw = super().get_pet(pet_id, verbose=verbose, context=None)" in lines
    assert "    value: models.Pet = read_json(raw, models.Pet.from_dict)" in lines
    assert "# Return a pet." in package.text("pets/v1/pets.py")
