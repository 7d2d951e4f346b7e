"""What is wrong in a partial template, or in an overlay that extends one, is told at its own place."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.projects import GET_PET, PETS, make
from overlay.test_partials import CALL_EACH, EACH, TWICE, USES_EACH, USES_TWICE, V2
from veneer.diagnostics import Diagnostic, InputError


def faults(folder: Path, overlays: dict[str, str], versions: dict[str, str] | None = None) -> list[Diagnostic]:
    """Return what is said about overlays."""
    with pytest.raises(InputError) as raised:
        make(folder, overlays, versions=versions)
    return list(raised.value.diagnostics)


def places(found: list[Diagnostic]) -> list[tuple[str, str, int | None]]:
    """Return kind, file below the customizations and line of each problem."""
    folder = "customizations/pets/"
    assert all(item.fix and item.location.file.startswith(folder) for item in found)
    return [(item.id, item.location.file.removeprefix(folder), item.location.line) for item in found]


@pytest.mark.parametrize(
    ("wrong", "id", "line"),
    [
        (TWICE.replace("stock.request", "protocol('getPets')"), "unknown-operation", 5),
        (TWICE.replace("stock.request", "protocol('getPet', pet='1')"), "unknown-parameter", 5),
        (TWICE.replace("stock.request", "model('Cat')"), "unknown-model", 5),
        (TWICE.replace("stock.request", "nothing"), "overlay-error", 5),
        (TWICE.replace("stock.request", "1 / 0"), "overlay-error", 5),
        (TWICE.replace("{{ stock.request }}", "{{ stock.request"), "overlay-syntax", None),
        (TWICE + "{% block", "overlay-syntax", None),
        (TWICE.replace("raw = {{", "raw = = {{"), "overlay-python", 5),
        (TWICE + "raw = 1\n", "text-outside-block", 9),
        (TWICE + "{% if true %}\nraw = 1\n{% endif %}\n", "text-outside-block", 10),
        (TWICE + "{% block reslt %}\nreturn raw\n{% endblock %}\n", "unknown-block", 9),
        (TWICE.replace("block request", "block reqest"), "unknown-block", 3),
    ],
    ids=[
        *("operation", "parameter", "model", "undefined", "expression", "open-tag", "half-a-tag", "python"),
        *("text", "text-in-a-tag", "block-behind", "block"),
    ],
)
def test_what_is_wrong_in_it_is_told_at_its_own_line(wrong: str, id: str, line: int | None, tmp_path: Path) -> None:
    [(found, file, at)] = places(faults(tmp_path, {"_twice.py.jinja": wrong, GET_PET: USES_TWICE}))

    assert (found, file) == (id, "_twice.py.jinja")
    assert line in (None, at)


@pytest.mark.parametrize(
    ("more", "id", "line"),
    [
        ("{% set other = operation('getPets') %}\n", "unknown-operation", 3),
        ("{% block result %}\nreturn {{ protocol('getPets') }}\n{% endblock %}\n", "unknown-operation", 4),
        ("{% block after %}\n{{ nothing }}\n{% endblock %}\n", "overlay-error", 4),
        ("{% block afterwards %}\nraw.read()\n{% endblock %}\n", "unknown-block", 3),
        ("{% block after %}\nraw. = 1\n{% endblock %}\n", "overlay-python", 4),
        ("raw = 1\n", "text-outside-block", 3),
        ("{% block", "overlay-syntax", 3),
    ],
    ids=["operation", "operation-in-a-block", "undefined", "block", "python", "text", "half-a-tag"],
)
def test_what_is_wrong_in_the_overlay_is_told_at_the_overlay_s_line(
    more: str, id: str, line: int, tmp_path: Path
) -> None:
    found = faults(tmp_path, {"_twice.py.jinja": TWICE, GET_PET: USES_TWICE + more})

    assert places(found) == [(id, GET_PET, line)]


WHOLE = "{{ def }} {{ method.name }}(self) -> None:\n{% block body %}\n    pass\n{% endblock %}\n"


@pytest.mark.parametrize(
    ("more", "id"),
    [("raw = 1\n", "text-outside-block"), ("{% block bodi %}\n    return\n{% endblock %}\n", "unknown-block")],
)
def test_nothing_is_lost_when_it_extends_no_stock_template(more: str, id: str, tmp_path: Path) -> None:
    overlay = '{% extends "_whole.py.jinja" %}\n'
    text = make(tmp_path / "right", {"_whole.py.jinja": WHOLE, GET_PET: overlay}).method("get_pet")
    assert text == "def get_pet(self) -> None:\n    pass"

    assert places(faults(tmp_path, {"_whole.py.jinja": WHOLE, GET_PET: overlay + more})) == [(id, GET_PET, 2)]


def test_the_nearest_block_is_proposed_also_one_of_its_own(tmp_path: Path) -> None:
    more = "{% block aftr %}\nraw.read()\n{% endblock %}\n"
    [found] = faults(tmp_path, {"_twice.py.jinja": TWICE, GET_PET: USES_TWICE + more})

    assert found.fix == "Write `after`."


@pytest.mark.parametrize("wrong", [EACH.replace("{% block body %}", "{% block body %"), EACH + "{% block"])
def test_bad_syntax_of_it_is_told_there_for_an_added_method_too(wrong: str, tmp_path: Path) -> None:
    [(id, file, _)] = places(faults(tmp_path, {"_each.py.jinja": wrong, CALL_EACH: USES_EACH}))

    assert (id, file) == ("overlay-syntax", "_each.py.jinja")


def test_one_that_nothing_extends_is_told(tmp_path: Path) -> None:
    overlays = {"_twice.py.jinja": TWICE, "_other.py.jinja": TWICE, GET_PET: USES_TWICE}

    assert places(faults(tmp_path, overlays)) == [("unused-partial", "_other.py.jinja", 1)]
    versions = {"v1": PETS, "v2": V2}
    assert places(faults(tmp_path / "two", overlays, versions)) == [("unused-partial", "_other.py.jinja", 1)]


@pytest.mark.parametrize(
    ("overlay", "id"),
    [(f"v1/{GET_PET}", "listPets"), (GET_PET, "noPets")],
    ids=["narrowed", "every-version"],
)
def test_an_operation_that_its_version_or_every_version_lacks(overlay: str, id: str, tmp_path: Path) -> None:
    partial = TWICE.replace("{{ stock.request }}", f"{{{{ protocol('{id}', context='None') }}}}")
    versions = {"v1": PETS.replace("listPets", "allPets"), "v2": V2}
    found = places(faults(tmp_path, {"_twice.py.jinja": partial, overlay: USES_TWICE}, versions))

    assert found == [("unknown-operation", "_twice.py.jinja", 5)]


CIRCLE = {"_a.py.jinja": '{% extends "_b.py.jinja" %}\n', "_b.py.jinja": '{% extends "_a.py.jinja" %}\n'}


@pytest.mark.parametrize("path", [GET_PET, CALL_EACH, "models/Pet.py.jinja"])
@pytest.mark.parametrize("partials", [CIRCLE, {"_a.py.jinja": CIRCLE["_b.py.jinja"]}], ids=["two", "itself"])
def test_a_circle_is_one_error(partials: dict[str, str], path: str, tmp_path: Path) -> None:
    [found] = faults(tmp_path, {**partials, path: '{% extends "_a.py.jinja" %}\n'})

    assert found.location.file.removeprefix("customizations/pets/") in {*partials, path}
    assert found.location.line == 1
    assert found.fix


@pytest.mark.parametrize("path", [GET_PET, CALL_EACH, "models/Pet.py.jinja"])
def test_one_that_is_missing_is_told_by_its_name(path: str, tmp_path: Path) -> None:
    found = faults(tmp_path, {path: '{# Why. #}\n{% extends "_gone.py.jinja" %}\n'})

    assert places(found) == [("overlay-error", path, 2)]
    assert "_gone.py.jinja" in found[0].message
