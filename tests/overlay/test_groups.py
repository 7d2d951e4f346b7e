"""Overlays and package.toml speak of groups: by the group's module, its tag, and with a place for what does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlay.projects import extending, make
from veneer.diagnostics import InputError

GROUPED = 'default_version = "v1"\n'
GREETING = extending(request='print("asked")\n{{ super() }}')


def test_an_overlay_of_a_groups_method(tmp_path: Path) -> None:
    package = make(tmp_path, {"read/get_pet.py.jinja": GREETING}, GROUPED)

    assert 'print("asked")' in package.text("pets/v1/read.py")
    assert 'print("asked")' not in package.text("pets/v1/write.py")


def test_an_overlay_adds_a_method_to_a_group_and_to_the_root(tmp_path: Path) -> None:
    blocks = {"docstring": '"""Count."""', "body": "return None"}
    added = extending(**blocks).replace("method.py.jinja", "added_method.py.jinja")
    overlays = {"write/close.py.jinja": added, "pets/count.py.jinja": added}
    package = make(tmp_path, overlays, GROUPED)

    assert package.methods("WriteOperations", "pets/v1/write.py")[-1] == "close"
    assert package.methods() == ["read", "write", "count"]


def test_an_overlay_of_a_groups_attribute_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        make(tmp_path, {"pets/read.py.jinja": GREETING}, GROUPED)

    assert [item.id for item in caught.value.diagnostics] == ["unknown-overlay"]


def test_a_name_of_an_operation_reaches_its_group(tmp_path: Path) -> None:
    package = make(tmp_path, configuration=f'{GROUPED}[operations.getPet]\nname = "type"\n')

    assert package.methods("ReadOperations", "pets/v1/read.py") == ["type", "list_pets"]


def test_a_group_whose_operations_are_hidden_is_not_there(tmp_path: Path) -> None:
    hidden = "".join(f"[operations.{id}]\nhidden = true\n" for id in ("getPet", "listPets"))

    assert make(tmp_path, configuration=GROUPED + hidden).methods() == ["write"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("groups = 1\n", 1, "`groups` has to be false or a table"),
        ("groups = true\n", 1, "`groups` has to be false or a table"),
        ('[groups]\nread = "close"\n', 2, "`close` cannot be a group's name"),
        ('[groups]\nread = "Read"\n', 2, "`Read` cannot be a group's name"),
        ('[groups]\nread = "read"\n', 2, "`read` would be `read` without it too"),
        ('[groups]\nraed = "reading"\n', 2, "v1.yaml has no operation with `raed` as its first tag"),
        (
            'groups = false\n[clients.PetsClient]\noperations = ["*"]\n',
            1,
            "there are no groups where there are clients",
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_line(text: str, line: int, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        make(tmp_path, configuration=text)

    (found,) = caught.value.diagnostics
    assert found.location.line == line
    assert found.message.endswith(message) or message in found.message
