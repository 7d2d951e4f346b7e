"""Overlays and chosen names of methods whose lists come in pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from overlay.lists import LISTS, PAGING, Twin, in_turn, pets
from overlay.projects import extending, installed, make

NAMES = """
[names.parameters]
from = "begin"
limit = "length"
ownerId = "person"
[names.properties]
names = "words"
petId = "key"
"""
OVERLAYS = {
    # Each page costs two requests.
    "pets/list_pets.py.jinja": extending(
        docstring='"""List the pets without the last one of each page."""',
        request="""\
tags = {{ protocol("listTags", begin="None") }}
raw = {{ protocol("listPets", kind='f"{kind}-{tags.status_code}"') }}""",
        result="return Response(raw, {{ method.returns.read }}[:2])",
    ),
    "pets/list_tags.py.jinja": extending(
        parameters="loud: bool = False, ",
        request="raw = {{ stock.request }}",
        result="""\
if not loud:
    return {{ stock.result }}
return Response(raw, [word.upper() for word in {{ method.returns.read }}])""",
    ),
    "pets/list_visits.py.jinja": extending(
        protocol='if begin is not None:\n    raise TypeError("from the first visit on")\nreturn {{ stock.protocol }}'
    ),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The imported package."""
    folder = tmp_path_factory.mktemp("paging")
    with installed(make(folder, OVERLAYS, PAGING + NAMES, {"v1": LISTS}), folder) as module:
        assert isinstance(module, ModuleType)
        yield module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, package: ModuleType) -> Twin:
    """Calls its client, once the sync one and once the async one."""
    return Twin(package, "PetsClient", is_async=request.param == "async")


def test_request_and_result_are_of_one_page(call: Twin) -> None:
    call.answer = in_turn({}, pets("a", "b", "c"), {}, pets("d"))
    found = call.items(call.give("list_pets", "o", top=2, kind="cat"))

    assert [pet.key for pet in found] == ["a", "b", "d"]
    own = "kind=cat-200"
    assert call.targets == ["/tags", f"/owners/o/pets?top=2&{own}", "/tags", f"/owners/o/pets?from=b&top=2&{own}"]


def test_the_protocol_form_is_as_ever(call: Twin) -> None:
    call.answer = httpx.Response(200, json=pets("a", "b", "c"))
    answer = call.wait(call.give("list_pets", "o", begin="x", context=call.module.RequestContext()))

    assert (answer.json(), call.targets) == (pets("a", "b", "c"), ["/owners/o/pets?from=x"])


def test_cancellation_reaches_the_calls_of_an_overlay(call: Twin) -> None:
    token = call.module.CancellationToken()
    token.cancel()

    with pytest.raises(call.module.OperationCancelledError):
        call.items(call.give("list_pets", "o", cancellation=token))
    assert not call.requests


@pytest.mark.parametrize(("loud", "words"), [(False, ["a", "b"]), (True, ["A", "B"])])
def test_a_parameter_of_its_own_is_seen_in_each_page(loud: bool, words: list[str], call: Twin) -> None:
    call.answer = in_turn({"names": ["a"]}, {"names": ["b"]}, {})

    assert call.items(call.give("list_tags", length=1, loud=loud)) == words
    assert [target.partition("?")[2] for target in call.targets][::2] == ["limit=1", f"from={words[1]}&limit=1"]


def test_the_protocol_block_stands_outside_of_the_page(call: Twin) -> None:
    with pytest.raises(TypeError, match="from the first visit on"):
        call.wait(call.give("list_visits", begin="1", context=call.module.RequestContext()))
    assert not call.requests


def test_chosen_names_are_used_everywhere(tmp_path: Path) -> None:
    package = make(tmp_path, {}, PAGING + NAMES, {"v1": LISTS})

    for is_async in (False, True):
        method = package.method("list_pets", is_async=is_async)
        assert "def fetch(begin: str | None) -> Response[list[models.Pet]]:" in method
        assert "list_pets(person, begin=begin, top=top, " in method
        assert "after_last(lambda item: item.key, 3 if top is None else top), begin)" in method
        method = package.method("list_tags", is_async=is_async)
        assert "read_json(raw, models.Tags.from_dict).words or []" in method
        assert "after_last(str, length), begin)" in method


def test_the_docstring_and_the_super_of_a_nested_function(tmp_path: Path) -> None:
    package = make(tmp_path, OVERLAYS, PAGING + NAMES, {"v1": LISTS})

    assert package.docstring("list_pets") == "List the pets without the last one of each page."
    assert "tags = super(PetsClient, self).list_tags(begin=None, " in package.method("list_pets")
    assert "tags = await super(AsyncPetsClient, self).list_tags(" in package.method("list_pets", is_async=True)
