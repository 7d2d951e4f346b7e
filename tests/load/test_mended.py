"""Which Overlay document changes which part of a description, and what the part refers to."""

from __future__ import annotations

from pathlib import Path

from veneer.load.customizations import TextFile
from veneer.load.mended import mended_parts

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Trees, version: "1"}
paths:
  /trees:
    parameters: [{name: a, in: query}, {name: b, in: query}]
    get: {responses: {"200": {description: A tree., content: {x/y: {schema: {$ref: "#/components/schemas/Tree"}}}}}}
components:
  schemas:
    Tree: {properties: {left: {$ref: "#/components/schemas/Tree"}, leaf: {$ref: "#/components/schemas/Leaf"}}}
    Leaf: {type: string}
    Root: {type: string}
"""
GET = "/paths/~1trees/get"


def _document(name: str, *actions: str) -> TextFile:
    text = f"overlay: 1.0.0\ninfo: {{title: x, version: '1'}}\nactions: [{', '.join(actions)}]\n"
    return TextFile(name, name, text)


def _mended(folder: Path, documents: list[TextFile], *parts: str) -> dict[str, tuple[str, ...]]:
    (folder / "trees.yaml").write_text(DESCRIPTION, "utf-8")
    found = mended_parts(folder / "trees.yaml", "trees.yaml", documents, parts)
    return {item.file: item.pointers for item in found}


def test_each_document_is_told_with_what_it_changes(tmp_path: Path) -> None:
    documents = [
        _document("root", "{target: $.components.schemas.Root, update: {minLength: 1}}"),
        _document("leaf", "{target: $.components.schemas.Leaf, update: {minLength: 1, type: string}}"),
        _document("more", "{target: $.components.schemas.Leaf.minLength, remove: true}"),
    ]

    assert _mended(tmp_path, documents, GET) == {
        "leaf": ("/components/schemas/Leaf/minLength",),
        "more": ("/components/schemas/Leaf/minLength",),
    }


def test_a_new_reference_a_shorter_list_and_a_part_that_was_not_there(tmp_path: Path) -> None:
    documents = [
        _document("new", "{target: $.components.schemas.Leaf, update: {$ref: '#/components/schemas/Root'}}"),
        _document("through", "{target: $.components.schemas.Root, update: {minLength: 1}}"),
        _document("list", "{target: \"$.paths['/trees'].parameters[0]\", remove: true}"),
        _document("put", "{target: $.paths.*, update: {put: {responses: {}}}}"),
    ]

    assert _mended(tmp_path, documents, GET, "/paths/~1trees/parameters", "/paths/~1trees/put") == {
        "new": ("/components/schemas/Leaf/$ref",),
        "through": ("/components/schemas/Root/minLength",),
        "list": ("/paths/~1trees/parameters",),
        "put": ("/paths/~1trees/put",),
    }
