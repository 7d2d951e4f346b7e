"""`poller` in overlays, and the chosen names that pollers use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from overlay.lists import IMPORTS, LISTS, PAGING, TRAINING, Twin, in_turn
from overlay.projects import extending, installed, make
from veneer.diagnostics import InputError

CHOSEN = f"""{PAGING}{TRAINING}{IMPORTS}
[operations.getTraining]
name = "training_progress"
[names.properties]
state = "phase"
said = "words"
[names.parameters]
ownerId = "person"
"""
TRAIN_PETS = """\
{% extends "added_method.py.jinja" %}
{% block parameters %}person: str, *, cancellation: {{ runtime("CancellationToken") }} | None = None, {% endblock %}
{% block returns %}{{ runtime("AsyncPoller" if is_async else "Poller") }}[{{ model("Training") }}, str]{% endblock %}
{% block docstring %}
\"""Train, and tell who is trained.\"""
{% endblock %}
{% block body %}
raw = {{ protocol("train", person="person", context=runtime("cancel_with") ~ "(cancellation)") }}
return {{ poller("train", response=runtime("Response") ~ "(raw, person)") }}
{% endblock %}
"""
WAIT_FOR_PETS = """\
{% extends "added_method.py.jinja" %}
{% block parameters %}person: str, *, cancellation: {{ runtime("CancellationToken") }} | None = None, {% endblock %}
{% block returns %}{{ runtime("AsyncPoller" if is_async else "Poller") }}[{{ model("Training") }}, {{
    model("Training") }}]{% endblock %}
{% block docstring %}
\"""Follow a training that somebody else began.\"""
{% endblock %}
{% block body %}
known = {{ "await " if is_async }}self.training_progress(person, cancellation=cancellation)
return {{ poller("train", response="known", last="known") }}
{% endblock %}
"""
IMPORT_TWICE = extending(
    request="{{ protocol('importPet', content='RequestContent.json(None)') }}\nraw = {{ stock.request }}",
    result="return {{ poller('importPet', response='Response(raw, content)') }}",
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The imported package."""
    folder = tmp_path_factory.mktemp("poller")
    overlays = {
        "pets/train_pets.py.jinja": TRAIN_PETS,
        "pets/wait_for_pets.py.jinja": WAIT_FOR_PETS,
        "pets/import_pet.py.jinja": IMPORT_TWICE,
    }
    with installed(make(folder, overlays, CHOSEN, {"v1": LISTS}), folder) as module:
        assert isinstance(module, ModuleType)
        yield module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, package: ModuleType) -> Twin:
    """Calls its client, once the sync one and once the async one."""
    return Twin(package, "PetsClient", is_async=request.param == "async")


@pytest.mark.parametrize(("method", "value"), [("train", None), ("train_pets", "o")])
def test_an_added_method_gives_the_poller_of_an_operation(method: str, value: object, call: Twin) -> None:
    call.answer = in_turn(None, {"state": "waiting"}, {"state": "done"})
    poller = call(method, "o")

    assert call.wait(poller.status()).value.phase == "waiting"
    assert call.wait(poller.result()).value == value
    assert [request.method for request in call.requests] == ["POST", "GET", "GET"]
    assert call.targets == ["/owners/o/training"] * 3


@pytest.mark.parametrize("method", ["train", "train_pets"])
def test_a_failure_has_the_words_of_a_renamed_property(method: str, call: Twin) -> None:
    words = {"state": "broken", "said": "no pets"}
    call.answer = lambda request: httpx.Response(200, json=words if request.method == "GET" else None)

    with pytest.raises(call.module.OperationFailedError, match="no pets"):
        call.wait(call(method, "o").wait())


def test_an_overlay_of_the_operation_gives_the_poller_a_response_of_its_own(call: Twin) -> None:
    location = "/operations/00000000-0000-4000-8000-0000000000ab"
    call.answer = lambda request: httpx.Response(
        202, json={"state": "done"} if request.method == "GET" else None, headers={"Operation-Location": location}
    )
    pet = call.module.models.Pet("mine")

    assert call.wait(call("import_pet", pet).result()).value is pet
    assert call.targets == ["/imports", "/imports", location]


@pytest.mark.parametrize("states", [["done"], ["waiting", "done"]])
def test_a_status_that_is_known_is_not_asked_for_again(states: list[str], call: Twin) -> None:
    call.answer = in_turn(*[{"state": state} for state in states])
    token = call.module.CancellationToken()
    poller = call("wait_for_pets", "o", cancellation=token)
    token.cancel()

    assert (poller.done, len(call.requests)) == (states == ["done"], 1)
    assert call.wait(poller.wait(interval=0.001)).value.phase == "done"
    assert [request.method for request in call.requests] == ["GET"] * len(states)


def test_chosen_names_are_used(tmp_path: Path) -> None:
    package = make(tmp_path, {}, CHOSEN, {"v1": LISTS})

    for is_async in (False, True):
        method = package.method("train", is_async=is_async)
        assert "lambda cancellation: self.training_progress(person, cancellation=cancellation)" in method
        assert "lambda status: judge(status.phase, status.words, " in method


@pytest.mark.parametrize(
    ("asked", "id", "message", "fix"),
    [
        ("listTags", "no-polling", "does not say how operation `listTags` is polled", "importPet, train."),
        ("trian", "unknown-operation", "PetsClient has no operation `trian`", "Write `train`."),
    ],
)
def test_what_is_wrong_has_the_overlays_own_line(asked: str, id: str, message: str, fix: str, tmp_path: Path) -> None:
    text = TRAIN_PETS.replace('poller("train"', f'poller("{asked}"')

    with pytest.raises(InputError) as raised:
        make(tmp_path, {"pets/train_pets.py.jinja": text}, CHOSEN, {"v1": LISTS})

    (found,) = raised.value.diagnostics
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "poller(" in line)
    place = f"customizations/pets/pets/train_pets.py.jinja:{line}:8"
    assert (found.id, str(found.location)) == (id, place)
    assert message in found.message
    assert found.fix.endswith(fix)
