"""Methods that no operation has: an overlay that extends `added_method.py.jinja`, sync and async."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from functional.clients import Caller
from overlay.projects import awaited, installed, make
from veneer.diagnostics import InputError

WAIT = """\
{% extends "added_method.py.jinja" %}
{% block parameters %}pet_id: str, *, tries: int = 3, {% endblock %}
{% block returns %}{{ model("Pet") }}{% endblock %}
{% block docstring %}
\"""Wait until a pet is there.\"""
{% endblock %}
{% block body %}
for attempt in range(tries):
    raw = {{ protocol("getPet", pet_id="pet_id") }}
    if raw.status_code == 200:
        break
    {{ await_ }}{{ library("asyncio" if is_async else "time") }}.sleep(0.0)
return {{ runtime("read_json") }}(raw, {{ model("Pet") }}.from_dict)
{% endblock %}
"""


@pytest.fixture(scope="module")
def pets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The imported package."""
    folder = tmp_path_factory.mktemp("added")
    with installed(make(folder, {"pets/wait_for_pet.py.jinja": WAIT}), folder) as module:
        yield module


@pytest.mark.parametrize("is_async", [False, True])
def test_it_is_called_like_any_method(is_async: bool, pets: ModuleType) -> None:
    call = Caller(pets, "PetsClient", is_async=is_async)
    call.answer = lambda request: httpx.Response(202 if len(call.requests) < 2 else 200, json={"name": "Rex"})

    assert call("wait_for_pet", "7").name == "Rex"
    assert [request.url.path for request in call.requests] == ["/pets/7", "/pets/7"]


def test_it_stands_in_the_convenience_layer_only(tmp_path: Path) -> None:
    package = make(tmp_path, {"pets/wait_for_pet.py.jinja": WAIT})

    assert package.methods()[-1] == "wait_for_pet"
    assert package.docstring("wait_for_pet") == "Wait until a pet is there."
    assert "wait_for_pet" not in package.text("pets/v1/_protocol/pets.py")
    sync, twin = (package.method("wait_for_pet", is_async=is_async) for is_async in (False, True))
    assert "context=RequestContext()" in sync
    assert awaited(twin) == sync.replace("time.sleep", "asyncio.sleep")
    assert {"asyncio", "time", "models", "read_json", "RequestContext"} <= package.imports()


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (WAIT.replace("getPet", "getPets"), "unknown-operation"),
        (WAIT.replace(', pet_id="pet_id"', ""), "missing-parameter"),
        (WAIT.replace('"time"', '"numpy"'), "unknown-library"),
        (WAIT.replace("block docstring", "block docs"), "unknown-block"),
        (WAIT.partition("{% block body %}")[0], "overlay-error"),
        (WAIT.replace('extends "added_method.py.jinja"', 'extends "method.py.jinja"'), "unknown-overlay"),
    ],
)
def test_what_is_wrong_has_a_place(text: str, id: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        make(tmp_path, {"pets/wait_for_pet.py.jinja": text})

    (found,) = raised.value.diagnostics
    assert found.id == id
    assert found.location.file == "customizations/pets/pets/wait_for_pet.py.jinja"


def test_it_cannot_take_the_name_of_an_operation(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="overlay"):
        make(tmp_path, {"pets/get_pet.py.jinja": WAIT})
