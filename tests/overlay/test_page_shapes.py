"""Pages, items and keys of every shape: what a pager of a generated client yields, and which key it sends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx
import pytest

from overlay.lists import Twin
from overlay.projects import installed, make
from overlay.shapes import SHAPES, SHAPES_TABLES

CODE = "00000000-0000-4000-8000-0000000000ab"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The imported package."""
    folder = tmp_path_factory.mktemp("shapes")
    with installed(make(folder, {}, SHAPES_TABLES, {"v1": SHAPES}), folder) as module:
        assert isinstance(module, ModuleType)
        yield module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, package: ModuleType) -> Twin:
    """Calls its client, once the sync one and once the async one."""
    return Twin(package, "PetsClient", is_async=request.param == "async")


def answers(*given: tuple[int, object]) -> Any:
    """Return a service that answers in turn with a status and JSON, or no body for ``...``."""
    left = iter(given)

    def answer(_: httpx.Request) -> httpx.Response:
        status, value = next(left)
        return httpx.Response(status, content=b"" if value is ... else json.dumps(value))

    return answer


PET = {"id": "a"}


@pytest.mark.parametrize(
    ("method", "full", "last"),
    [
        ("list_or_nothing", (200, [PET]), (204, ...)),
        ("list_box_or_nothing", (200, {"required": [], "pets": [PET]}), (204, ...)),
        ("list_box_or_nothing", (200, {"required": [], "pets": [PET]}), (200, {"required": []})),
        ("list_some_or_all", (206, [PET]), (200, [])),
        ("list_in_range", (201, [PET]), (204, ...)),
        ("list_outside_range", (200, [PET]), (204, ...)),
        ("list_by_default", (200, [PET]), (200, [])),
        ("list_null", (200, [PET]), (200, None)),
        ("list_null_box", (200, {"required": [], "pets": [PET]}), (200, None)),
        ("list_null_box", (200, {"required": [], "pets": [PET]}), (200, {"required": []})),
        ("list_null_in_box", (200, {"required": [], "nulls": [PET]}), (200, {"required": [], "nulls": None})),
        ("list_null_in_box", (200, {"required": [], "nulls": [PET]}), (200, {"required": []})),
        ("list_required_null_in_box", (200, {"required": [PET]}), (200, {"required": None})),
    ],
)
def test_an_answer_a_page_or_a_list_that_is_not_there_is_an_empty_page(
    method: str, full: tuple[int, object], last: tuple[int, object], call: Twin
) -> None:
    call.answer = answers(full, last)
    first, second = call.pages(call.give(method, page="p"))

    assert ([pet.id for pet in first.value], first.status_code) == (["a"], full[0])
    assert (second.value, second.status_code) == ([], last[0])
    assert [target.partition("?")[2] for target in call.targets] == ["page=p", "after=a&page=p"]


@pytest.mark.parametrize("method", ["list_or_nothing", "list_in_range", "list_outside_range"])
def test_a_page_without_the_body_that_its_status_has_is_a_fault(method: str, call: Twin) -> None:
    call.answer = answers((200, ...))

    with pytest.raises(call.module.DecodeError, match="empty body"):
        call.items(call.give(method))


@pytest.mark.parametrize(
    ("method", "item", "sent"),
    [
        ("list_null_texts", "a b", "a%20b"),
        ("list_by_tag", {"id": "a", "tag": "t"}, "t"),
        ("list_by_kind", {"id": "a", "kind": "CAT"}, "CAT"),
        ("list_by_kind", {"id": "a", "kind": "newer"}, "newer"),
        ("list_by_level", {"id": "a", "level": 2}, "2"),
        ("list_by_code", {"id": "a", "code": CODE}, CODE),
        ("list_kinds", "Dog", "Dog"),
        ("list_kinds", "newer", "newer"),
        ("list_codes", CODE, CODE),
    ],
)
def test_a_key_is_sent_as_it_came(method: str, item: object, sent: str, call: Twin) -> None:
    call.answer = answers((200, [item]), (200, []))

    assert len(call.items(call.give(method))) == 1
    assert call.targets[1].partition("?")[2] == f"after={sent}"


@pytest.mark.parametrize(
    ("method", "item"),
    [
        ("list_null_texts", None),
        ("list_by_tag", {"id": "a", "tag": None}),
        ("list_by_tag", {"id": "a"}),
        ("list_by_kind", {"id": "a"}),
    ],
)
def test_a_last_item_without_a_key_ends_the_list_with_an_error(method: str, item: object, call: Twin) -> None:
    call.answer = answers((200, [item]))

    with pytest.raises(call.module.ServiceError, match="has no key"):
        call.items(call.give(method))
    assert len(call.requests) == 1


@pytest.mark.parametrize("as_text", [False, True])
def test_a_poller_passes_on_arguments_that_are_no_text(as_text: bool, call: Twin) -> None:
    call.answer = answers((202, ...), (200, {"state": None}), (200, {}), (200, {"state": "done"}))
    poller = call("train", CODE if as_text else UUID(CODE), "Dog" if as_text else call.module.models.Kind.DOG)

    assert call.wait(poller.wait(interval=0.001)).value.state == "done"
    assert call.targets == [f"/trainings/{CODE}/Dog"] * 4
