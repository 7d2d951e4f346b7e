"""What an overlay uses of the description, by each way of using it."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.projects import GET_PET, extending, make

GET = "operation getPet"
PUT = "operation movePet"
PET = {"model Pet": "object"}


def used(folder: Path, overlay: str, path: str = GET_PET, **others: str) -> dict[str, str]:
    """Return what an overlay would pin."""
    contracts = make(folder, {path: overlay, **others}).contracts
    return dict(contracts.accepted(contracts.overlays)[path]["v1"])


def test_an_overlay_that_prints_only_what_is_stock_uses_nothing(tmp_path: Path) -> None:
    overlay = extending(
        docstring='"""Say {{ method.name }}."""',
        request="print()\nraw = {{ stock.request }}",
        protocol="return {{ stock.protocol }}",
    )

    assert used(tmp_path, overlay) == {}


def test_a_call_uses_the_route_and_what_it_is_given(tmp_path: Path) -> None:
    overlay = extending(
        request="""raw = {{ protocol("movePet", x_reason="'r'", dry_run="None", content="b''", owner_id="'1'") }}"""
    )

    assert used(tmp_path, overlay) == {
        PUT: "PUT /owners/{ownerId}/pets/{petId}",
        f"{PUT}, header parameter X-Reason": "required, string",
        f"{PUT}, query parameter dry-run": "optional, boolean",
        f"{PUT}, path parameter ownerId": "required, string",
        f"{PUT}, query parameter verbose": "not there",  # a parameter of getPet that nothing takes any more
        f"{PUT}, body": "required, application/json: object (Pet)",
        f"{PUT}, answer 204": "no content",  # read by the reader of getPet's answer
    }


def test_a_call_of_the_own_operation_is_in_step_by_itself(tmp_path: Path) -> None:
    assert used(tmp_path, extending(request='raw = {{ protocol("getPet") }}')) == {GET: "GET /pets/{petId}"}


def test_what_is_read_of_facts_is_used(tmp_path: Path) -> None:
    overlay = extending(
        request='{% set pets = operation("listPets") %}raw = {{ stock.request }}\nx: {{ pets.result }} = []'
    )

    assert used(tmp_path, overlay) == {
        "operation listPets": "GET /pets",
        "operation listPets, answer 200": "application/json: list of object (Pet)",
    }


def test_models_and_their_properties(tmp_path: Path) -> None:
    overlay = extending(
        request="""raw = {{ stock.request }}
print({{ new("Pet", name="pet_id") }}, {{ model("Kind") }}.CAT, {{ model("Pet") }}(name="", kind=None))"""
    )

    assert used(tmp_path, overlay) == {
        "model Pet": "object",
        "model Pet, property name": "required, string",
        "model Pet, property kind": "optional, string (enum Kind)",
        "enum Kind": "closed",
        'enum Kind, value "cat"': "there",
        f"{GET}, path parameter petId": "required, string",
    }


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("print(verbose)", f"{GET}, query parameter verbose"),
        ("print(Response(raw, None).value.name)", "model Pet, property name"),
        ("assert raw.status_code == 200", f"{GET}, answer 200"),
        ("assert raw.status_code in (200, 418)", f"{GET}, answer 200"),
        ("print(raw.status_code, 200)", None),
        ("print('verbose', raw.content)", None),
    ],
)
def test_what_an_overlay_names_by_hand(line: str, part: str | None, tmp_path: Path) -> None:
    assert used(tmp_path, extending(request=f"raw = {{{{ stock.request }}}}\n{line}")).keys() == {part} - {None}


@pytest.mark.parametrize(
    ("block", "text", "parts"),
    [
        ("result", "return Response(raw, raw.json())", [f"{GET}, answer 200"]),
        ("overloads", "", [f"{GET}, path parameter petId", f"{GET}, query parameter verbose", f"{GET}, answer 200"]),
    ],
)
def test_a_replaced_block_uses_what_it_stands_for(block: str, text: str, parts: list[str], tmp_path: Path) -> None:
    assert set(parts) <= used(tmp_path, extending(**{block: text})).keys()


def test_a_whole_method_uses_its_whole_operation(tmp_path: Path) -> None:
    overlay = '{{ def }} create_pet(self, content: {{ runtime("RequestContent") }}) -> None:\n    """Make one."""\n'

    assert used(tmp_path, overlay, "pets/create_pet.py.jinja") == {
        "operation createPet, body": "required, application/json: object (Pet)",
        "operation createPet, answer 200": "application/json: object (Pet)",
    }


def test_an_added_method_calls_the_convenience_layer(tmp_path: Path) -> None:
    overlay = """{% extends "added_method.py.jinja" %}
{% block docstring %}
\"\"\"Get it.\"\"\"
{% endblock %}
{% block parameters %}pet_id: str, {% endblock %}
{% block returns %}{{ runtime("Response") }}[{{ operation("getPet").result }}]{% endblock %}
{% block body %}
return {{ convenience("getPet", pet_id="pet_id", cancellation="None") }}
{% endblock %}
"""

    assert used(tmp_path, overlay, "pets/fetch.py.jinja") == {
        GET: "GET /pets/{petId}",
        f"{GET}, path parameter petId": "required, string",
        f"{GET}, answer 200": "application/json: object (Pet)",
    }


def test_overlays_of_classes(tmp_path: Path) -> None:
    pet = """{% extends "model.py.jinja" %}
{% block members %}
def hail(self) -> str:
    \"\"\"Hail it.\"\"\"
    return self.name
{% endblock %}
"""
    kind = '{% extends "enum.py.jinja" %}\n{% block members %}\nBEST = "cat"\n{% endblock %}\n'

    assert used(tmp_path, pet, "models/Pet.py.jinja") == {"model Pet, property name": "required, string"}
    assert used(tmp_path, kind, "models/Kind.py.jinja") == {}


def test_a_place_is_the_line_that_asks(tmp_path: Path) -> None:
    overlay = extending(request='raw = {{ stock.request }}\n{% set pets = operation("listPets") %}\nprint(verbose)')
    (use,) = make(tmp_path, {GET_PET: overlay}).contracts.uses

    assert {part: (item.place.file.rpartition("/")[2], item.place.line) for part, item in use.parts.items()} == {
        "operation listPets": ("get_pet.py.jinja", 4),
        f"{GET}, query parameter verbose": ("get_pet.py.jinja", 5),
    }
