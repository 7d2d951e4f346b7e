"""Descriptions that are made to hang or to overflow, and folders that lead elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from veneer.build import Built, build
from veneer.diagnostics import InputError
from veneer.emit import write
from veneer.load import load_text
from veneer.overlay import Configuration, plan, plan_package
from veneer.render import render

COUNT = 1500


def to(name: object) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/S{name}"}


def built(schemas: dict[str, Any]) -> Built:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }
    return build(load_text(json.dumps(document), "api.json"))


def chain(make: Any) -> dict[str, Any]:
    return {f"S{number}": make(number) for number in range(COUNT)} | {
        f"S{COUNT}": {"type": "object", "properties": {"x": {}}}
    }


def nested(make: Any, depth: int = 80) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        schema = make(schema)
    return {"S": {"type": "object", "properties": {"p": schema}}}


HARD = {
    "a chain of models": chain(lambda n: {"type": "object", "properties": {"next": to(n + 1)}}),
    "a chain of lists": chain(lambda n: {"type": "array", "items": to(n + 1)}),
    "a chain of parents": chain(lambda n: {"allOf": [to(n + 1)], "properties": {f"p{n}": {}}}),
    "a chain of references": chain(lambda n: to(n + 1)),
    "two of the last, again and again": chain(
        lambda n: {"oneOf": [{"type": "array", "items": to(n + 1)}, {"additionalProperties": to(n + 1)}]}
    ),
    "a tower of parents": chain(
        lambda n: {"allOf": [to(min(n + step, COUNT)) for step in (1, 2, 3)], "properties": {f"p{n}": {}}}
    ),
    "models that all know each other": {
        f"S{n}": {"type": "object", "properties": {f"p{m}": to(m) for m in range(60)}} for n in range(60)
    },
    "parents in a circle": {
        "S0": {"allOf": [to(1)]},
        "S1": {"allOf": [to(2), to(0)]},
        "S2": {"allOf": [to(0)], "properties": {"x": {}}},
    },
    "its own parent": {"S0": {"allOf": [to(0)], "properties": {"x": {}}, "discriminator": {"propertyName": "x"}}},
    "a union of itself": {"S0": {"oneOf": [to(0), {"type": "array", "items": to(0)}]}},
    "lists in lists": nested(lambda of: {"type": "array", "items": of}),
    "unions in unions": nested(lambda of: {"oneOf": [of, {"type": "integer"}]}, 60),
    "objects in objects": nested(lambda of: {"type": "object", "properties": {"p": of}}, 60),
    "parents in parents": nested(lambda of: {"allOf": [of, {"description": "x"}]}, 60),
}


TOO_HARD = {"a chain of parents", "a tower of parents"}  # every class would hold a copy of all that came before


@pytest.mark.parametrize("name", HARD)
def test_a_build_ends_soon(name: str) -> None:
    start = process_time()
    if name in TOO_HARD:
        with pytest.raises(InputError, match="too-many-parents"):
            built(HARD[name])
    else:
        built(HARD[name])

    assert process_time() - start < 5  # seconds of a processor, whatever else is going on; it takes well under one


@pytest.mark.parametrize(
    "name", ["lists in lists", "two of the last, again and again", "parents in a circle", "unions in unions"]
)
def test_what_comes_of_it_is_a_client(name: str) -> None:
    few = dict(list(HARD[name].items())[-40:])
    found = built(few)
    files = render(
        plan_package("pkg", Configuration(), (plan("pkg", "1", "api.json", found.api, Configuration()),))
    ).files
    for path, text in files.items():
        if path.endswith(".py"):
            compile(text, path, "exec")


def test_a_type_that_is_too_large_is_reported() -> None:
    warnings = built(HARD["lists in lists"]).warnings

    assert [warning.id for warning in warnings] == ["type-too-large"]
    assert warnings[0].location.line == 1


@pytest.mark.parametrize("path", ["../evil.py", "pkg/../../evil.py", "/evil.py"])
def test_no_file_is_written_outside_of_the_folder(path: str, tmp_path: Path) -> None:
    path = str(tmp_path / "evil.py") if path.startswith("/") else path
    with pytest.raises(InputError, match="outside-folder"):
        write({path: b"x", "fine.py": b"y"}, tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "pkg").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(InputError, match="outside-folder"):
        write({"pkg/a.py": b"x"}, tmp_path / "out")

    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_to_a_file_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.py").symlink_to(tmp_path / "precious")
    write({"a.py": b"x"}, tmp_path / "out")

    assert (tmp_path / "precious").read_text() == "precious"
    assert (tmp_path / "out" / "a.py").read_bytes() == b"x"
