"""A Swagger 2.0 description is generated, and what its client sends is what the description says."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from functional.clients import Caller, generate_into, imported

PACKAGE = "old"


@pytest.fixture(scope="session")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The imported package."""
    folder = generate_into(Path(__file__).with_name("swagger.yaml"), PACKAGE, tmp_path_factory.mktemp("client"))
    with imported(folder, PACKAGE) as module:
        yield module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, old: ModuleType) -> Caller:
    """Calls its client at one account, once the sync one and once the async one."""
    caller = Caller(old, "OldClient", is_async=request.param == "async")
    caller.arguments["account"] = "me"
    return caller


def test_parameters_of_the_host(call: Caller) -> None:
    call("get_acl")
    assert str(call.request.url) == "https://me.example.com/base/box?comp=acl"

    call.arguments["suffix"] = "example.org:8443"
    call("get_acl")
    assert str(call.request.url) == "https://me.example.org:8443/base/box?comp=acl"


def test_lists_in_every_collection_format(call: Caller) -> None:
    pair = ["a b", "c"]
    call("get_lists", pair, csv=pair, ssv=pair, tsv=pair, pipes=[1, 2], multi=pair, x_blanks=["a", "b"])

    path, _, query = call.target.partition("?")
    assert path == "/base/lists/a%20b%7Cc"
    assert query.split("&") == [
        "csv=a%20b,c",
        "ssv=a%20b%20c",
        "tsv=a%20b%09c",
        "pipes=1%7C2",
        "multi=a%20b",
        "multi=c",
    ]
    assert call.request.headers["X-Blanks"] == "a b"


def test_unencoded_paths_and_names_of_parameters(call: Caller) -> None:
    call("get_raw", "a/b c", since_when=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))

    assert call.target == "/base/raw/a/b%20c?since=1704067200"


def test_the_query_that_a_path_sets(call: Caller) -> None:
    call("list_box", prefix="p")
    assert call.target == "/base/box?comp=list&all&prefix=p"

    call("list_box", context=call.module.RequestContext())
    assert call.target == "/base/box?comp=list&all"


def test_a_form(call: Caller) -> None:
    call("post_form", call.module.models.PostFormContent(user_name="a b", age=3, tags=["x", "y"]))

    assert call.request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert call.request.content == b"user+name=a+b&age=3&tags=x&tags=y"


def test_a_file_goes_out_and_one_comes_back(call: Caller) -> None:
    call.answer = httpx.Response(200, content=b"\x89PNG", headers={"Content-Type": "image/png"})

    answer = call("post_files", call.module.models.PostFilesContent(photo=b"\x00\xff", words="w"))

    assert answer.value == b"\x89PNG"
    assert call.request.headers["Accept"] == "image/png, application/json"
    assert call.request.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert b'name="photo"' in call.request.content
    assert b"\x00\xff" in call.request.content
    assert b'name="words"' in call.request.content


def test_a_shared_body_and_names_for_clients(call: Caller) -> None:
    models = call.module.models
    call.answer = httpx.Response(200, json={"name": "Bo", "color": None, "details": {"weight": 1.50}})
    pet = models.Animal(called_as="Bo", color=models.Colour.GREEN)

    found = call("store_pet", pet).value

    assert json.loads(call.request.content) == {"name": "Bo", "color": "g"}
    assert (found.called_as, found.color, str(found.details.weight)) == ("Bo", None, "1.5")
    assert models.Colour("blue").value == "blue"
