"""`[[paging]]` of package.toml: which requests a pager of a generated client sends, and what it yields."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

import httpx
import pytest

from overlay.lists import LISTS, PAGING, Twin, in_turn, pets
from overlay.projects import installed, make


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The imported package."""
    folder = tmp_path_factory.mktemp("paging")
    with installed(make(folder, {}, PAGING, {"v1": LISTS}), folder) as module:
        assert isinstance(module, ModuleType)
        yield module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, package: ModuleType) -> Twin:
    """Calls its client, once the sync one and once the async one."""
    return Twin(package, "PetsClient", is_async=request.param == "async")


def test_the_typed_form_gives_a_pager_at_once_and_sends_nothing(call: Twin) -> None:
    pager = call.give("list_pets", "o")

    assert type(pager).__name__ == ("AsyncPager" if call.is_async else "Pager")
    assert not call.requests


def test_the_protocol_form_gives_the_answer(call: Twin) -> None:
    call.answer = httpx.Response(200, json=pets("a", "b", "c"))
    given = call.give("list_pets", "o", from_="x", context=call.module.RequestContext(headers={"x-mine": "1"}))

    assert inspect.isawaitable(given) == call.is_async
    answer = call.wait(given)
    assert isinstance(answer, httpx.Response)
    assert (call.targets, call.request.headers["x-mine"]) == (["/owners/o/pets?from=x"], "1")


def test_each_page_begins_after_the_key_of_the_last_item(call: Twin) -> None:
    call.answer = in_turn(pets("a", "b"), pets("c", "d e"), pets("f"))
    found = call.items(call.give("list_pets", "o", top=2))

    assert [type(pet) for pet in found] == [call.module.models.Pet] * 5
    assert [pet.pet_id for pet in found] == ["a", "b", "c", "d e", "f"]
    starts = ["", "from=b&", "from=d%20e&"]
    assert call.targets == [f"/owners/o/pets?{start}top=2" for start in starts]


def test_by_page_gives_the_answers(call: Twin) -> None:
    call.answer = in_turn(pets("a", "b"), [])
    first, last = call.pages(call.give("list_pets", "o", top=2))

    assert (first.status_code, [pet.pet_id for pet in first.value]) == (200, ["a", "b"])
    assert (last.raw.json(), last.value) == ([], [])


def test_start_and_every_other_argument_go_with_each_page(call: Twin) -> None:
    call.answer = in_turn(pets("b"), [])
    call.items(call.give("list_pets", "o/1", from_="a", top=1, kind="cat", x_why="because"))

    assert call.targets == [f"/owners/o%2F1/pets?from={start}&top=1&kind=cat" for start in "ab"]
    assert [request.headers["x-why"] for request in call.requests] == ["because"] * 2


def test_the_body_goes_with_each_page(call: Twin) -> None:
    call.answer = in_turn(pets("a"), pets())
    pet = call.module.models.Pet("like this")
    assert [found.pet_id for found in call.items(call.give("search_pets", pet, limit=1))] == ["a"]

    assert call.targets == ["/search?limit=1", "/search?from=a&limit=1"]
    assert {request.content for request in call.requests} == {b'{"petId":"like this"}'}


def test_raw_content_is_the_protocol_form(call: Twin) -> None:
    call.answer = httpx.Response(200, json=pets("a"))
    answer = call.wait(call.give("search_pets", call.module.RequestContent.json({"petId": 1}), limit=1))

    assert isinstance(answer, httpx.Response)
    assert call.request.content == b'{"petId":1}'


def test_the_descriptions_default_is_the_length_where_the_caller_gives_none(call: Twin) -> None:
    call.answer = in_turn(pets("a", "b", "c"), pets("d", "e"))

    assert len(call.items(call.give("list_pets", "o"))) == 5
    assert call.targets == ["/owners/o/pets", "/owners/o/pets?from=c"]


@pytest.mark.parametrize("method", ["list_tags", "list_visits"])
def test_without_a_length_an_empty_page_ends_the_list(method: str, call: Twin) -> None:
    values = [["a", "b"], ["c"], []] if method == "list_tags" else [[{"number": 7}], [{"number": 8}], []]
    call.answer = in_turn(*({"names" if method == "list_tags" else "all": value} for value in values))

    assert len(call.items(call.give(method))) == sum(map(len, values))
    assert [target.partition("?")[2] for target in call.targets] == (
        ["", "from=b", "from=c"] if method == "list_tags" else ["", "from=7", "from=8"]
    )


def test_an_item_is_its_own_key_below_a_property(call: Twin) -> None:
    call.answer = in_turn({"names": ["a", "b"]}, {"names": ["c"]})

    assert call.items(call.give("list_tags", limit=2)) == ["a", "b", "c"]
    assert call.targets == ["/tags?limit=2", "/tags?from=b&limit=2"]


def test_an_answer_without_its_list_is_an_empty_page(call: Twin) -> None:
    call.answer = in_turn({})

    (page,) = call.pages(call.give("list_tags"))
    assert page.value == []


def test_a_required_list_that_is_missing_is_a_fault_of_the_answer(call: Twin) -> None:
    call.answer = in_turn({})

    with pytest.raises(call.module.DecodeError, match="all"):
        call.items(call.give("list_visits"))


def test_cancellation_is_seen_before_each_page(call: Twin) -> None:
    token = call.module.CancellationToken()

    def answer(request: httpx.Request) -> httpx.Response:
        if len(call.requests) == 2:
            token.cancel()
        return httpx.Response(200, json=pets(f"p{len(call.requests)}"))

    call.answer = answer
    with pytest.raises(call.module.OperationCancelledError):
        call.items(call.give("list_pets", "o", top=1, cancellation=token))
    assert len(call.requests) == 2


def test_a_page_that_fails_raises_where_it_is_fetched(call: Twin) -> None:
    call.answer = httpx.Response(404)
    pager = call.give("list_pets", "o")

    with pytest.raises(call.module.NotFoundError):
        call.items(pager)
