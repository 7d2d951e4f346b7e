"""Real descriptions: each one loads, or is refused for the one reason that it gives."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from veneer.diagnostics import InputError
from veneer.load import load, load_text

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("VENEER_CORPUS", ROOT.parent / "shared" / "corpus"))
FACE_API = CORPUS.parent / "face-api"
# The 2,900 parts of this one are reached from its one entry.
ENTRY = "digitalocean/specification/DigitalOcean-public.v2.yaml"
SEPARATE = "petstore-separate/spec/swagger.json"


def documents() -> Iterator[Any]:
    for folder in (CORPUS, FACE_API):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".json", ".yaml", ".yml")):
            name = path.relative_to(folder).as_posix()
            if not name.startswith("digitalocean/") or name == ENTRY:
                yield pytest.param(path, id=name)


needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus: set VENEER_CORPUS to its folder")


def expected(path: Path) -> str | None:
    """Say what is wrong with a document, by looking at it without Veneer."""
    if path.as_posix().endswith((ENTRY, SEPARATE)):
        return "external-reference"
    version = r"""^[ {]*"?(openapi"?: *["']?3\.[012]\.|swagger"?: *["']?2\.0)"""
    is_read = re.search(version, path.read_text(encoding="utf-8"), re.MULTILINE)
    return None if is_read else "unsupported-version"


@needs_corpus
@pytest.mark.parametrize("path", list(documents()))
def test_every_document_loads_or_says_why_not(path: Path) -> None:
    problem = expected(path)
    if problem is None:
        document = load(path, path.name)
        assert document.content["openapi"] == ("3.0.3" if document.version == "2.0" else document.version)
        assert document.locate("/info").file == path.name
        return
    with pytest.raises(InputError) as caught:
        load(path, path.name)
    assert {found.id for found in caught.value.diagnostics} - {"and-more"} == {problem}


@needs_corpus
@pytest.mark.parametrize("name", ["discord.json"])  # one without `nullable`
def test_a_document_of_3_1_is_unchanged(name: str) -> None:
    text = (CORPUS / name).read_text(encoding="utf-8").replace('"openapi": "3.0.', '"openapi": "3.1.')

    assert load_text(text, name).content == json.loads(text)


@needs_corpus
@pytest.mark.parametrize("name", ["v3.0/petstore", "v3.0/link-example", "v3.0/uspto", "v3.1/webhook-example"])
def test_the_yaml_and_the_json_of_a_document_are_the_same(name: str) -> None:
    folder = CORPUS / "learn-openapis"

    assert load(folder / f"{name}.yaml").content == load(folder / f"{name}.json").content


@needs_corpus
def test_every_reference_of_a_large_document_is_located() -> None:
    path = CORPUS / "box.json"
    lines = path.read_text(encoding="utf-8").split("\n")
    document = load(path)
    for name in document.content["components"]["schemas"]:
        where = document.locate(f"/components/schemas/{name}", key=True)
        assert where.line is not None
        assert lines[where.line - 1].strip().startswith(f'"{name}"')


@needs_corpus
def test_a_large_document_is_read_in_well_under_a_second() -> None:
    start = process_time()
    load(CORPUS / "ogen" / "api.github.com.json")

    assert process_time() - start < 2  # of a processor; 0.2 s on a quiet machine
