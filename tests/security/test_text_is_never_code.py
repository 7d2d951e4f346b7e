"""Whatever a description says, its client has the statements of a tame twin, in files of the same kind."""

from __future__ import annotations

import ast
import json
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from security.fence import own_python
from security.hostile import PAYLOADS, Text, document
from security.readme import prose
from veneer.build import build
from veneer.emit import write
from veneer.load import load_text
from veneer.overlay import Configuration, plan, plan_package
from veneer.render import render

NAMES = {
    ast.Name: ("id",),
    ast.arg: ("arg",),
    ast.Attribute: ("attr",),
    ast.FunctionDef: ("name",),
    ast.AsyncFunctionDef: ("name",),
    ast.ClassDef: ("name",),
    ast.alias: ("name",),
    ast.keyword: ("arg",),
    ast.ImportFrom: ("module",),
}


@cache
def generate(payload: str) -> Mapping[str, bytes]:
    text: Text = (lambda place: f"{place} {PAYLOADS[payload]}") if payload else (lambda place: f"{place} tame")
    built = build(load_text(json.dumps(document(text)), "api.json"))
    version = built.api.version.get_untrusted_value()
    return render(
        plan_package("pkg", Configuration(), (plan("pkg", version, "api.json", built.api, Configuration()),))
    ).files


class Bare(ast.NodeTransformer):
    """Takes the names and the values out of a tree, so that its statements are left."""

    def visit(self, node: ast.AST) -> ast.AST:
        for name in NAMES.get(type(node), ()):
            if getattr(node, name) is not None:
                setattr(node, name, "_")
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
        return self.generic_visit(node)


def statements(text: str) -> str:
    tree = Bare().visit(ast.parse(text))
    lists = {id(node): node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    for node in lists.values():
        node.names.sort(key=ast.dump)
    return ast.dump(tree)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_statements_are_those_of_a_tame_twin(payload: str) -> None:
    tame, hostile = own_python(generate("")), own_python(generate(payload))

    assert len(hostile) == len(tame)
    assert sorted(map(statements, hostile.values())) == sorted(map(statements, tame.values()))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_hidden_is_left_in_the_source(payload: str) -> None:
    for path, text in own_python(generate(payload)).items():
        hidden = {c for c in text if unicodedata.category(c) in {"Cf", "Cc", "Cs", "Zl", "Zp"} and c != "\n"}
        assert not hidden, path


@pytest.mark.parametrize("payload", PAYLOADS)
def test_files_stay_in_their_folder_and_apart(payload: str, tmp_path: Path) -> None:
    files = generate(payload)
    paths = [PurePosixPath(path) for path in files]

    assert all(not path.is_absolute() and ".." not in path.parts and "\\" not in str(path) for path in paths)
    assert len({unicodedata.normalize("NFKC", str(path)).casefold() for path in paths}) == len(paths)
    write(files, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert {
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()
    } == set(files)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_projects_own_files_say_no_more_than_those_of_a_tame_twin(payload: str) -> None:
    tame, hostile = generate(""), generate(payload)

    assert (
        tomllib.loads(hostile["pyproject.toml"].decode()).keys()
        == tomllib.loads(tame["pyproject.toml"].decode()).keys()
    )
    lines = prose(hostile["README.md"])
    assert len(lines) <= len(prose(tame["README.md"]))  # fewer where no sample was found
    assert not any(re.search(r"(?<!\\)(<script|\]\()", line) for line in lines)


def test_values_reach_the_wire_as_they_were_written() -> None:
    for payload, text in PAYLOADS.items():
        constants = {
            node.value
            for source in own_python(generate(payload)).values()
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Constant)
        }
        for place in ("query", "X-Header", "cookie", "needed", "constant value", "first", "X-Key", "scope", "host"):
            assert f"{place} {text}" in constants, (payload, place)
