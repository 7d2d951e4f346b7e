"""Pagers and pollers in generated code: clean under mypy --strict and pyright, with the types that a user expects."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from overlay.lists import BOTH, LISTS
from overlay.projects import make
from overlay.shapes import SHAPES, SHAPES_TABLES
from overlay.test_paging_overlays import NAMES, OVERLAYS
from overlay.test_poller_function import IMPORT_TWICE, TRAIN_PETS, WAIT_FOR_PETS
from veneer.emit import write

USER = """\
import httpx
from typing import assert_type

from pets import AsyncPager, AsyncPetsClient, AsyncPoller, CancellationToken, Pager, PetsClient, Poller, RequestContent
from pets import RequestContext, Response
from pets.models import Pet, Training, Visit

CONTEXT = RequestContext()
TOKEN = CancellationToken()


def use(client: PetsClient) -> None:
    assert_type(client.list_pets("o"), Pager[Pet])
    assert_type(client.list_pets("o", context=CONTEXT), httpx.Response)
    assert_type(client.list_tags(loud=True), Pager[str])
    assert_type([visit for visit in client.list_visits()], list[Visit])
    assert_type([page for page in client.list_visits().by_page()], list[Response[list[Visit]]])
    assert_type(client.search_pets(Pet("a")), Pager[Pet])
    assert_type(client.search_pets(RequestContent.json({})), httpx.Response)
    assert_type(client.train("o"), Poller[Training, None])
    assert_type(client.train("o").wait(), Response[Training])
    assert_type(client.train("o").result(), Response[None])
    assert_type(client.train("o", cancellation=TOKEN).status(cancellation=TOKEN), Response[Training])
    assert_type(client.train("o").wait(1, cancellation=TOKEN), Response[Training])
    assert_type(client.train_pets("o").result(), Response[str])
    assert_type(client.wait_for_pets("o"), Poller[Training, Training])


async def use_async(client: AsyncPetsClient) -> None:
    assert_type(client.list_pets("o"), AsyncPager[Pet])
    assert_type(await client.list_pets("o", context=CONTEXT), httpx.Response)
    assert_type([visit async for visit in client.list_visits()], list[Visit])
    assert_type([page async for page in client.list_visits().by_page()], list[Response[list[Visit]]])
    assert_type(await client.search_pets(RequestContent.json({})), httpx.Response)
    assert_type(await client.train("o"), AsyncPoller[Training, None])
    assert_type(await client.train("o", context=CONTEXT), httpx.Response)
    assert_type(await (await client.train("o")).wait(), Response[Training])
    assert_type(await (await client.train("o")).result(cancellation=TOKEN), Response[None])
    assert_type(await (await client.train_pets("o")).result(), Response[str])
    assert_type(await client.wait_for_pets("o"), AsyncPoller[Training, Training])
"""
USER_OF_SHAPES = """\
from typing import assert_type
from uuid import UUID

from pets import AsyncPager, AsyncPetsClient, Pager, PetsClient, Poller
from pets.models import Kind, Pet, Training


def use(client: PetsClient, other: AsyncPetsClient) -> None:
    assert_type(client.list_or_nothing(), Pager[Pet])
    assert_type(client.list_null(), Pager[Pet])
    assert_type(other.list_null_box(), AsyncPager[Pet])
    assert_type(client.list_null_in_box(), Pager[Pet])
    assert_type(client.list_null_texts(), Pager[str | None])
    assert_type(client.list_kinds(), Pager[Kind])
    assert_type(client.train(UUID(int=1), Kind.DOG), Poller[Training, None])
"""
MYPY = ("mypy", "--strict", "--config-file=", "--python-version=3.11", "--cache-dir=cache", "pets", "user.py")
PYRIGHT = ("pyright", "--pythonpath", sys.executable, "pets", "user.py")


@pytest.mark.parametrize("checker", [MYPY, PYRIGHT], ids=["mypy", "pyright"])
def test_a_package_with_lists_and_overlays_is_clean(checker: tuple[str, ...], tmp_path: Path) -> None:
    added = {
        "pets/train_pets.py.jinja": TRAIN_PETS,
        "pets/wait_for_pets.py.jinja": WAIT_FOR_PETS.replace("training_progress", "get_training"),
        "pets/import_pet.py.jinja": IMPORT_TWICE,
    }
    write(make(tmp_path, OVERLAYS | added, BOTH + NAMES, {"v1": LISTS}).files, tmp_path)
    (tmp_path / "user.py").write_text(USER, encoding="utf-8")

    check(checker, tmp_path)


@pytest.mark.parametrize("checker", [MYPY, PYRIGHT], ids=["mypy", "pyright"])
def test_every_shape_of_a_list_is_clean(checker: tuple[str, ...], tmp_path: Path) -> None:
    write(make(tmp_path, {}, SHAPES_TABLES, {"v1": SHAPES}).files, tmp_path)
    (tmp_path / "user.py").write_text(USER_OF_SHAPES, encoding="utf-8")

    check(checker, tmp_path)


def check(checker: tuple[str, ...], folder: Path) -> None:
    """Run a type checker, which must find nothing."""
    done = subprocess.run([sys.executable, "-m", *checker], cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
