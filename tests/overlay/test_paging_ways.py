"""`[[paging]]` of package.toml says what leads to the next page: a token, a link, a header, or a number that counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from overlay.projects import installed, make
from veneer.diagnostics import InputError

LISTS = """\
openapi: 3.1.0
info: {title: Pets, version: v1}
servers: [{url: https://pets.test}]
paths:
  /names:
    get:
      operationId: names
      x-ms-pageable: {nextLinkName: meta, itemName: names}
      parameters:
        - {name: marker, in: query, schema: {type: string}}
        - {name: page, in: query, schema: {type: integer, default: 1}}
        - {name: offset, in: query, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer}}
      responses: {"200": {description: Names., content: {application/json: {schema: {type: object, properties: {
        names: {type: array, items: {type: string}}, meta: {type: object}, "@next.link": {type: string},
        found: {type: object, properties: {names: {type: array, items: {type: string}}}},
        "all.names": {type: array, items: {type: string}}}}}}}}
  /marked:
    get:
      operationId: marked
      parameters: [{name: marker, in: query, schema: {type: string}}]
      responses: {"200": {description: Names., content: {application/xml: {schema: {type: object, xml: {name: Found},
        properties: {Name: {type: array, items: {type: string}}, NextMarker: {type: string}}}}}}}
"""
TABLE = '[[paging]]\noperations = ["names"]\nitems = "names"\n'


@pytest.fixture
def call(tmp_path: Path) -> Callable[..., tuple[list[str], list[str]]]:
    """Makes a client with a table, goes through the pages, and returns the items and what was asked for."""

    def run(table: str, *pages: dict[str, Any], items: str = "names", **named: Any) -> tuple[list[str], list[str]]:
        left, sent = iter(pages), []

        def handle(request: httpx.Request) -> httpx.Response:
            sent.append(request.url.query.decode())
            page = next(left)
            return httpx.Response(200, json=page, headers=page.pop("headers", {}))

        given = TABLE.replace('"names"\n', f'"{items}"\n') + table
        package = make(tmp_path, configuration=given, versions={"v1": LISTS})
        with installed(package, tmp_path) as module:
            client = module.PetsClient(transport=httpx.MockTransport(handle))  # type: ignore[attr-defined]
            return list(client.names(**named)), sent

    return run


def test_a_token(call: Any) -> None:
    pages = ({"names": ["a"], "meta": {"next": "m1"}}, {"names": [], "meta": {"next": "m2"}}, {"names": ["b"]})

    assert call('start = "marker"\nnext = "meta.next"\n', *pages, limit=1) == (
        ["a", "b"],
        ["limit=1", "marker=m1&limit=1", "marker=m2&limit=1"],
    )


def test_a_link(call: Any) -> None:
    pages = ({"names": ["a"], "meta": {"next": "/names?Page=1"}}, {"names": ["b"], "meta": {"next": None}})

    assert call('next_link = "meta.next"\n', *pages) == (["a", "b"], ["", "Page=1"])


def test_a_dot_that_is_one_of_a_name_and_items_in_another_object(call: Any) -> None:
    pages = ({"found": {"names": ["a"]}, "@next.link": "/names?Page=1"}, {"found": {"names": ["b"]}})
    asked = (["a", "b"], ["", "Page=1"])

    assert call('next_link = "@next.link"\n', *pages, items="found.names") == asked
    pages = ({"all.names": ["a"], "@next.link": "/names?Page=1"}, {"all.names": ["b"]})
    assert call('next_link = "@next.link"\n', *pages, items="all.names") == asked


def test_pages_in_xml(tmp_path: Path) -> None:
    answers = iter(["<Found><Name>a</Name><NextMarker>m&amp;1</NextMarker></Found>", "<Found><Name>b</Name></Found>"])
    sent = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.query.decode())
        return httpx.Response(200, text=next(answers), headers={"Content-Type": "application/xml"})

    table = '[[paging]]\noperations = ["marked"]\nitems = "Name"\nstart = "marker"\nnext = "NextMarker"\n'
    with installed(make(tmp_path, configuration=table, versions={"v1": LISTS}), tmp_path) as module:
        client = module.PetsClient(transport=httpx.MockTransport(handle))  # type: ignore[attr-defined]
        assert list(client.marked()) == ["a", "b"]
    assert sent == ["", "marker=m%261"]


def test_a_header(call: Any) -> None:
    pages = ({"names": ["a"], "headers": {"X-Next": "<?page=2>; rel=next"}}, {"names": ["b"]})

    assert call('next_header = "X-Next"\n', *pages) == (["a", "b"], ["", "page=2"])


def test_pages_that_are_counted(call: Any) -> None:
    pages = ({"names": ["a", "b"]}, {"names": ["c"]}, {"names": []})
    asked = ["", "page=2", "page=3"]

    assert call('start = "page"\ncount = "pages"\n', *pages) == (["a", "b", "c"], asked)
    table = 'start = "page"\ncount = "pages"\nsize = "limit"\n'
    assert call(table, *pages[:2], limit=2, page=5) == (["a", "b", "c"], ["page=5&limit=2", "page=6&limit=2"])


def test_items_that_are_counted(call: Any) -> None:
    pages = ({"names": ["a", "b"]}, {"names": ["c"]}, {"names": []})

    assert call('start = "offset"\ncount = "items"\n', *pages) == (["a", "b", "c"], ["", "offset=2", "offset=3"])


def test_package_toml_wants_the_answer_as_it_is(tmp_path: Path) -> None:
    described = make(tmp_path / "a", configuration="", versions={"v1": LISTS}).method("names")
    plain = make(tmp_path / "b", configuration="[operations.names]\nplain = true\n", versions={"v1": LISTS})

    assert "-> Pager[str]" in described
    assert "-> Response[models." in plain.method("names")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('next_link = "meta"\nstart = "marker"\n', "`start` is not needed where `next_link` leads to the next page"),
        ('next_link = "meta"\nnext_header = "Link"\n', "`next_header` leads to the next page, and so does `next_link`"),
        ('start = "marker"\nnext = "meta"\ncount = "items"\n', "`count` leads to the next page, and so does `next`"),
        ('start = "marker"\ncount = "pages"\n', "`marker` of `names` has to be an optional whole number"),
        ('start = "page"\ncount = "sheets"\n', "`count` of paging has to be one of two words"),
        ('next_link = "mata.next"\n', "the answer of `names` has no property `mata`"),
    ],
)
def test_what_does_not_fit(table: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        make(tmp_path, configuration=TABLE + table, versions={"v1": LISTS})

    assert message in [item.message for item in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ("found.name", "`found.name` does not lead to a list: its items are not there"),
        ("fount.names", "the answer of `names` has no property `fount`"),
    ],
)
def test_items_that_are_not_there(items: str, message: str, tmp_path: Path) -> None:
    table = f'[[paging]]\noperations = ["names"]\nitems = "{items}"\nnext_link = "meta"\n'
    with pytest.raises(InputError) as caught:
        make(tmp_path, configuration=table, versions={"v1": LISTS})

    assert [item.message for item in caught.value.diagnostics] == [message]
