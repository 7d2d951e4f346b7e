"""A description without a project, an example or a word of text -> pages and samples that say what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explain.explained import prepare
from running import veneer

BARE = """
openapi: 3.0.3
info: {title: "", version: "1"}
paths:
  /a/{x}:
    put:
      parameters:
        - {name: x, in: path, required: true, schema: {type: integer}}
        - {name: q, in: query, schema: {enum: [a, b]}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/T"}}}}
      responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/T"}}}}}
  /b:
    get:
      tags: [two words]
      responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/T"}}}}}
components:
  schemas:
    T:
      type: object
      required: [k]
      properties:
        k: {enum: [one, two]}
        n: {type: number, minimum: 0, maximum: 5}
        l: {type: array, items: {type: string}, minItems: 1}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("alone")
    (folder / "bare.yaml").write_text(BARE, "utf-8")
    done = veneer("docs", "bare.yaml", "--no-site", "--no-guide", cwd=folder)
    assert done.returncode == 0, done.stderr
    found = folder / "docs" / "markdown"
    return {path.relative_to(found).as_posix(): path.read_text("utf-8") for path in found.rglob("*.md")}


def test_methods_have_samples_of_every_kind(pages: dict[str, str]) -> None:
    page = pages["bare/v1/bare/put_a_by_x.md"]
    assert "- `q`: [`Q`](../models/q.md)` | None`" in page
    assert "| Described in | `bare.yaml:6:5` |" in page
    assert page.count("with all parameters") == 2
    assert "    content = models.T(models.TK.ONE)\n    response = client.put_a_by_x(1234, content)\n" in page
    assert '    content = RequestContent.json({"k": "one", "n": 0.5, "l": ["<l>"]})\n' in page


def test_methods_of_groups_have_theirs(pages: dict[str, str]) -> None:
    page = pages["bare/v1/two_words/get_b.md"]
    assert "    response = await client.two_words.get_b()\n    print(response.value.k)\n" in page
    assert "    response = client.two_words.get_b(context=RequestContext())\n" in page


def test_models_list_what_nothing_is_said_of(pages: dict[str, str]) -> None:
    page = pages["bare/v1/models/t.md"]
    assert "- `k`: [`TK`](tk.md)\n" in page
    assert "- `n`: `float | None` (0 to 5)\n" in page
    assert "- `l`: `list[str] | None` (at least 1 item)\n" in page


def test_nothing_says_nothing(pages: dict[str, str]) -> None:
    assert "| [`BareClient`](bare/index.md) | Client for bare. |" in pages["bare/v1/index.md"]
    for path, text in pages.items():
        assert not re.search(r"for \.|\|\s*\|\n(?!\|)|None\.$|``\s*``|\bundefined\b", text, re.MULTILINE), path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bare.yaml", "other"), "a description is documented by itself"),
        (("--package", "other"), "--package is for one description"),
        (("bare.yaml", "--package", "no-name"), "`no-name` is no import name"),
    ],
)
def test_arguments_that_do_not_go_together(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "bare.yaml").write_text(BARE, "utf-8")
    done = veneer("docs", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_package_without_files_of_samples_has_them_on_its_pages(tmp_path: Path) -> None:
    folder = prepare(tmp_path)
    done = veneer("docs", "--no-site", "--no-guide", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert not (folder / "generated/pets/samples").exists()
    (page,) = (folder / "docs/markdown/pets").rglob("get_pet.md")
    assert "This sample shows how to call `get_pet`." in page.read_text("utf-8")
