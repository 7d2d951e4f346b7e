"""The page of overlays has every block, name, function and filter, and its examples print what it says."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from jinja2.filters import FILTERS

from overlay.projects import PETS, make
from veneer.reference.manual import manual_pages
from veneer.reference.manual.templates import block_names
from veneer.render import classes, methods
from veneer.render.environment import make_environment
from veneer.render.overlay_checks import render_overlay
from veneer.render.overlays import OperationFacts, OverlayFunctions
from veneer.render.sample_functions import SampleFunctions
from veneer.views.docstring import Docstring
from veneer.views.operations import ConvenienceView

from .texts import rows, sections

TEXT = next(text for path, _, text in manual_pages() if path == "overlays.md")
PAGE = {title: sections(f"## {title}\n{body}", 3) for title, body in sections(TEXT, 2).items()}
FUNCTIONS = {name for name in dir(OverlayFunctions) if callable(getattr(OverlayFunctions, name)) and name[0] != "_"}
TEMPLATES = ("method.py.jinja", "added_method.py.jinja", "model.py.jinja", "enum.py.jinja")
EXAMPLES = re.findall(r"^As `(\S+)`[^\n]*:\n\n```jinja\n(.*?)```\n(?:\n```python\n(.*?)```\n)?", TEXT, re.M | re.S)
# What is there for the stock template alone.
_INTERNAL = {"operation", "passed_raw", "passed_typed", "name", "imports"}

_TRAINING = """\
  /pets/{petId}/training:
    post:
      operationId: trainPet
      parameters: [&id {name: petId, in: path, required: true, schema: {type: string}}]
      responses: {"202": {description: Taken on.}}
    get:
      operationId: getTraining
      parameters: [*id]
      responses: {"200": {description: How far., content: {application/json: {schema: {
        $ref: "#/components/schemas/Training"}}}}}
components:
  schemas:
    Training: {type: object, required: [state], properties: {state: {type: string, enum: [waiting, done, failed]}}}
"""
DESCRIPTION = PETS.replace("components:\n  schemas:\n", _TRAINING)
CONFIGURATION = """\
[samples]
files = true
docstrings = false
[clients.PetsClient]
operations = ["*"]
[[polling]]
operations = ["trainPet"]
status = "getTraining"
state = "state"
succeeded = ["done"]
failed = ["failed"]
"""


def first(text: str) -> list[str]:
    """Return the names in the first column of the tables in a text."""
    return [name for row in rows(text) for name in re.findall(r"`([^`]+)`", row[0])]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_has_its_blocks_in_words(template: str) -> None:
    table = PAGE["Blocks"][template].partition("The template:")[0]

    assert sorted(first(table)) == sorted(block_names(template))


def test_every_function_has_an_entry_with_an_example() -> None:
    table = sections(TEXT, 2)["Functions"].partition("### ")[0]

    assert {name.partition("(")[0] for name in first(table)} == FUNCTIONS
    assert set(PAGE["Functions"]) == FUNCTIONS
    for name, body in PAGE["Functions"].items():
        assert f"{{{{ {name}(" in body
        assert "Errors: [" in body
        assert any(f"{name}(" in overlay for _, overlay, _ in EXAMPLES if overlay in body), name


def test_facts_about_an_operation_are_all_there() -> None:
    public = {name for name in dir(OperationFacts) if name[0] != "_"}

    assert {row[0].strip("`") for row in rows(PAGE["Functions"]["operation"])} == public


def test_methods_of_docstrings_and_filters_are_all_there() -> None:
    whole = sections(TEXT, 2)
    changing = {name for name in vars(Docstring) if name.startswith("with_")}
    filters = {name for name in make_environment({}).filters if name not in FILTERS}

    assert {name.partition("(")[0] for name in first(whole["Docstrings"])} == changing
    assert {name.partition("(")[0] for name in first(whole["Filters"])} == filters


def test_functions_of_samples_are_all_there() -> None:
    text = sections(TEXT, 2)["Samples"]
    nothing: Any = None

    assert {name.partition("(")[0] for name in first(text)} == SampleFunctions(
        nothing, nothing, False
    ).functions().keys()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Any]]:
    """What each stock template's overlay was rendered with."""
    found: dict[str, Mapping[str, Any]] = {}

    def spy(environment: Any, chain: Any, stock: str, context: Mapping[str, Any], defines: str) -> str:
        found[stock] = context
        return render_overlay(environment, chain, stock, context, defines)

    overlays = {path: text for path, text, _ in EXAMPLES if path.startswith("models/")}
    overlays |= {path: text for path, text, _ in EXAMPLES if path.startswith("pets/")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(methods, "render_overlay", spy)
        patch.setattr(classes, "render_overlay", spy)
        make(tmp_path_factory.mktemp("known"), overlays, CONFIGURATION, {"v1": DESCRIPTION})
    return found


@pytest.mark.parametrize(
    ("title", "template"),
    [
        ("In the overlay of a method", "method.py.jinja"),
        ("In an added method", "added_method.py.jinja"),
        ("In the overlay of a model", "model.py.jinja"),
        ("In the overlay of an enum", "enum.py.jinja"),
    ],
)
def test_names_are_those_that_a_template_gets(
    known: Mapping[str, Mapping[str, Any]], title: str, template: str
) -> None:
    text = PAGE["What a template knows"][title]
    named = set(re.findall(r"`(\w+)`", text.partition("The functions are ")[2].partition("\n\n")[0]))
    heads = {name.partition(".")[0] for row in rows(text) for name in re.findall(r"`([^`]+)`", row[0])}

    assert heads | named == set(known[template])
    assert named == FUNCTIONS & set(known[template])


def test_what_is_said_of_method_and_stock_is_there(known: Mapping[str, Mapping[str, Any]]) -> None:
    context = known["method.py.jinja"]
    of_stock = {name.removeprefix("stock.") for name in first(PAGE["What a template knows"]["stock"])}
    of_method = {name.removeprefix("method.") for name in first(PAGE["What a template knows"]["method"])}
    public = {field.name for field in attrs.fields(ConvenienceView)} | {"result", "read"}

    assert of_stock == set(context["stock"])
    assert of_method == (public - _INTERNAL) | {"name"}


@pytest.mark.parametrize(
    ("path", "overlay", "printed"), EXAMPLES, ids=[f"{path}-{at}" for at, (path, _, _) in enumerate(EXAMPLES)]
)
def test_an_example_prints_what_it_says(tmp_path: Path, path: str, overlay: str, printed: str) -> None:
    package = make(tmp_path, {path: overlay}, CONFIGURATION, {"v1": DESCRIPTION})
    module = path.partition(".")[0].lower() if path.startswith("models/") else "pets"
    shown = f"samples/v1/{module}.py" if "{% block samples %}" in overlay else f"pets/v1/{module}.py"
    text = package.text(shown)

    made = {line.strip() for line in ast.unparse(ast.parse(text)).splitlines()}
    assert set(ast.unparse(ast.parse(printed)).splitlines()) <= made
