"""Partial templates: what several overlays extend, on top of a stock template."""

from __future__ import annotations

import typing
from pathlib import Path

import pytest

from overlay.projects import GET_PET, PETS, awaited, installed, make

TWICE = """\
{# Sends a request `times` times, which what extends this has to set. #}
{% extends "method.py.jinja" %}
{% block request %}
for _ in range({{ times }}):
    raw = {{ stock.request }}
{% block after %}
{% endblock %}
{% endblock %}
"""
USES_TWICE = '{% extends "_twice.py.jinja" %}\n{% set times = 2 %}\n'
CREATE_PET, DRAFT = "pets/create_pet.py.jinja", "pets/create_draft.py.jinja"
V2 = PETS.replace("version: v1", "version: v2")

EACH = """\
{% extends "added_method.py.jinja" %}
{% block returns %}list[str]{% endblock %}
{% block docstring %}
\"""Call each.\"""
{% endblock %}
{% block body %}
found = []
{% for id in ids %}
{% block call scoped %}
found.append({{ await_ }}self.{{ operation(id).name }}().raw.text)
{% endblock %}
{% endfor %}
return found
{% endblock %}
"""
CALL_EACH = "pets/call_each.py.jinja"
USES_EACH = '{% extends "_each.py.jinja" %}\n{% set ids = ["listPets", "getPet"] %}\n'


def test_two_overlays_extend_it_each_with_its_own_values(tmp_path: Path) -> None:
    other = '{% extends "_twice.py.jinja" %}\n{% set times = 3 %}\n'
    package = make(tmp_path, {"_twice.py.jinja": TWICE, GET_PET: USES_TWICE, CREATE_PET: other})
    get, create = package.method("get_pet"), package.method("create_pet")

    assert "    for _ in range(2):\n        raw = super().get_pet(pet_id, verbose=verbose, context=" in get
    assert (
        "    for _ in range(3):\n        raw = super().create_pet(json_content(content, models.Pet), context=" in create
    )
    assert awaited(package.method("get_pet", is_async=True)) == get
    stock = make(tmp_path / "stock")
    assert all(package.method(name) == stock.method(name) for name in ("list_pets", "create_draft", "move_pet"))


def test_its_blocks_and_those_of_the_stock_template_can_be_replaced(tmp_path: Path) -> None:
    more = "{% block after %}\nraw.read()\n{% endblock %}\n{% block parameters %}tries: int = 3, {% endblock %}\n"
    package = make(tmp_path, {"_twice.py.jinja": TWICE, GET_PET: USES_TWICE + more})
    lines = package.method("get_pet").splitlines()

    assert "    raw.read()" in lines
    assert sum("tries: int=3" in line for line in lines) == 2


def test_its_block_is_replaced_as_a_whole_or_added_to(tmp_path: Path) -> None:
    whole = "{% block request %}\nraw = None\n{% endblock %}\n"
    added = "{% block request %}\npet_id = pet_id.strip()\n{{ super() }}{% endblock %}\n"
    for number, block in enumerate((whole, added)):
        package = make(tmp_path / str(number), {"_twice.py.jinja": TWICE, GET_PET: USES_TWICE + block})
        text = package.method("get_pet")
        assert ("raw = None" in text, "range(2)" in text) == (block is whole, block is added)
        assert ("pet_id.strip()" in text) == (block is added)


def test_it_extends_another(tmp_path: Path) -> None:
    nearer = '{% extends "_twice.py.jinja" %}\n{% set times = 4 %}\n{% block after %}\nraw.read()\n{% endblock %}\n'
    overlays = {"_twice.py.jinja": TWICE, "_read.py.jinja": nearer, GET_PET: '{% extends "_read.py.jinja" %}\n'}
    text = make(tmp_path, overlays).method("get_pet")

    assert "range(4)" in text
    assert "raw.read()" in text


@pytest.mark.parametrize("path", ["pets/_twice.py.jinja", "shared/deep/er/_twice.py.jinja", "v1/_twice.py.jinja"])
def test_it_may_lie_in_a_folder(path: str, tmp_path: Path) -> None:
    overlay = USES_TWICE.replace("_twice.py.jinja", path)

    assert "range(2)" in make(tmp_path, {path: TWICE, GET_PET: overlay}).method("get_pet")


def test_a_version_s_own_overlay_extends_it(tmp_path: Path) -> None:
    overlays = {"_twice.py.jinja": TWICE, f"v2/{GET_PET}": USES_TWICE}
    package = make(tmp_path, overlays, versions={"v1": PETS, "v2": V2})

    assert "range(2)" in package.method("get_pet", version="v2")
    assert "range(2)" not in package.method("get_pet", version="v1")


@pytest.mark.parametrize("replaced", [False, True], ids=["kept", "replaced"])
def test_a_method_is_added_through_it(replaced: bool, tmp_path: Path) -> None:
    block = "{% block call scoped %}\nfound.append('{{ loop.index }}-{{ id }}')\n{% endblock %}\n"
    package = make(tmp_path, {"_each.py.jinja": EACH, CALL_EACH: USES_EACH + (block if replaced else "")})
    text = package.method("call_each")

    assert text.startswith("def call_each(self) -> list[str]:")
    calls = ["'1-listPets'", "'2-getPet'"] if replaced else ["self.list_pets().raw.text", "self.get_pet().raw.text"]
    assert [line.strip() for line in text.splitlines() if "append" in line] == [f"found.append({it})" for it in calls]
    assert awaited(package.method("call_each", is_async=True)) == text
    assert package.docstring("call_each") == "Call each."


def test_a_model_and_an_enum_extend_it(tmp_path: Path) -> None:
    member = '@property\ndef {{ member }}(self) -> str:\n    return "{{ name }}"\n'
    for stock in ("model", "enum"):
        partial = f'{{% extends "{stock}.py.jinja" %}}\n{{% block members %}}\n{member}{{% endblock %}}\n'
        overlay = '{% extends "models/_named.py.jinja" %}\n{% set member = "title" %}\n'
        name = "Pet" if stock == "model" else "Kind"
        folder = tmp_path / stock
        package = make(folder, {"models/_named.py.jinja": partial, f"models/{name}.py.jinja": overlay})
        with installed(package, folder) as module:
            cls = getattr(module.models, name)  # type: ignore[attr-defined]
            made = cls("Rex") if stock == "model" else cls("cat")
            assert made.title == name


def test_a_version_without_an_operation_that_it_names_goes_without(tmp_path: Path) -> None:
    partial = TWICE.replace("{{ stock.request }}", "{{ protocol('listPets', context='None') }}")
    versions = {"v1": PETS.replace("listPets", "allPets"), "v2": V2}
    overlays = {"_twice.py.jinja": partial, GET_PET: USES_TWICE}
    package = make(tmp_path, overlays, versions=versions)

    assert "range(2)" in package.method("get_pet", version="v2")
    assert "range(2)" not in package.method("get_pet", version="v1")


def test_a_version_without_an_operation_has_no_added_method_through_it(tmp_path: Path) -> None:
    partial = EACH.replace("operation(id).name", "operation('listPets').name")
    versions = {"v1": PETS.replace("listPets", "allPets"), "v2": V2}
    package = make(tmp_path, {"_each.py.jinja": partial, CALL_EACH: USES_EACH}, versions=versions)

    assert "call_each" in package.methods(path="pets/v2/pets.py")
    assert "call_each" not in package.methods(path="pets/v1/pets.py")


FORMS = """\
{% extends "_each.py.jinja" %}
{% set ids = ["listPets"] %}
{% block overloads %}
{% for id in ids %}
@overload
{{ def }} {{ name }}(self, *, only: "str") -> {{ self.returns() }}: ...
{% endfor %}
@overload
{{ def }} {{ name }}(self) -> {{ self.returns() }}: ...
{% endblock %}
{% block parameters %}*, only: str | None = None, {% endblock %}
"""


def test_an_added_method_has_stubs_for_its_forms(tmp_path: Path) -> None:
    package = make(tmp_path, {"_each.py.jinja": EACH, CALL_EACH: FORMS})
    lines = package.method("call_each").splitlines()

    assert lines[:6] == [
        *("@overload", "def call_each(self, *, only: 'str') -> list[str]:", "    ..."),
        *("@overload", "def call_each(self) -> list[str]:", "    ..."),
    ]
    assert lines[6] == "def call_each(self, *, only: str | None=None) -> list[str]:"
    assert package.method("call_each", is_async=True).count("async def call_each") == 3
    assert "overload" in package.imports()
    with installed(package, tmp_path) as module:
        for flavour in ("PetsClient", "AsyncPetsClient"):
            assert len(typing.get_overloads(getattr(module, flavour).call_each)) == 2


def test_an_added_method_without_stubs_imports_none(tmp_path: Path) -> None:
    spec = 'openapi: 3.1.0\ninfo: {title: Pets, version: v1}\nservers: [{url: "https://pets.test"}]\npaths: {}\n'
    overlay = EACH.replace("{% for id in ids %}", "{% for id in [] %}")
    package = make(tmp_path, {CALL_EACH: overlay}, 'default_version = "v1"\n', {"v1": spec})

    assert "call_each" in package.methods()
    assert "overload" not in package.imports()
