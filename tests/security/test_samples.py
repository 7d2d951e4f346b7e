"""Whatever a description says, its samples make values, call methods of their client and print, and nothing else."""

from __future__ import annotations

import ast
import json

import pytest

from security.hostile import PAYLOADS, Text, document
from veneer.build import build
from veneer.load import load_text
from veneer.overlay import Configuration, plan, plan_package
from veneer.overlay.configuration import SamplesConfiguration
from veneer.render import render

STATEMENTS = (
    *(ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom, ast.Return, ast.Expr, ast.Assign),
    *(ast.For, ast.AsyncFor, ast.With, ast.AsyncWith),
)
EXPRESSIONS = (
    *(ast.Constant, ast.Name, ast.Attribute, ast.Call, ast.keyword, ast.List, ast.Dict, ast.Subscript, ast.Await),
    *(ast.BoolOp, ast.Or, ast.UnaryOp, ast.USub, ast.Load, ast.Store, ast.alias, ast.arg, ast.arguments, ast.withitem),
)
MODULES = {"__future__", "datetime", "decimal", "pathlib", "uuid", "pkg"}
NAMES = {"client", "content", "response", "result", "item", "poller", "stream", "models", "print", "len", "dt", "UUID"}
NAMES |= {"Decimal", "Path", "RequestContent", "RequestContext", "KeyCredential", "PkgClient", "AsyncPkgClient"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_samples_of_hostile_descriptions(payload: str) -> None:
    text: Text = lambda place: f"{place} {PAYLOADS[payload]}"  # noqa: E731
    built = build(load_text(json.dumps(document(text)), "api.json"))
    configuration = Configuration(samples=SamplesConfiguration(files=True))
    planned = plan("pkg", built.api.version.get_untrusted_value(), "api.json", built.api, configuration)
    files = render(plan_package("pkg", configuration, (planned,))).files
    samples = {path: content.decode() for path, content in files.items() if path.startswith("samples/")}
    assert samples
    for path, content in samples.items():
        assert path.count("/") == 2
        for node in ast.walk(ast.parse(content)):
            assert isinstance(node, (*STATEMENTS, *EXPRESSIONS)), ast.unparse(node)
            if isinstance(node, ast.Name):
                assert node.id in NAMES | {"None"}
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").partition(".")[0] in MODULES
            elif isinstance(node, ast.Import):
                assert {item.name for item in node.names} <= MODULES
            elif isinstance(node, ast.Expr):
                assert isinstance(node.value, ast.Constant | ast.Call | ast.Await)
