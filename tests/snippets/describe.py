"""A fragment of a description in, one generated file, class, method or expression out: shared by the stages' tests."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml

from veneer.build import build
from veneer.diagnostics import Diagnostic
from veneer.load import load_text
from veneer.load.customizations import TextFile
from veneer.overlay import Configuration, plan, plan_package, read_configuration
from veneer.render import render

PACKAGE = "pkg"


class Generated:
    """What a description becomes: files by their path below `pkg/v1`, and the warnings."""

    def __init__(self, files: Mapping[str, bytes], warnings: tuple[Diagnostic, ...]) -> None:
        self.files = files
        self.warnings = warnings

    def file(self, path: str) -> str:
        """Return a file of the version's package, such as `models/pet.py`."""
        return self.files[f"{PACKAGE}/v1/{path}"].decode()

    def model(self, name: str) -> str:
        """Return the attributes of a model's class, one a line, without its docstring and methods."""
        tree = next(node for node in ast.parse(self.file(f"models/{name}.py")).body if isinstance(node, ast.ClassDef))
        return "\n".join(ast.unparse(node) for node in tree.body if isinstance(node, ast.AnnAssign | ast.Assign))

    def statements(self, model: str, method: str) -> list[str]:
        """Return the statements of a model's method."""
        return _statements(self._function(f"models/{model}.py", method))

    def request(self, name: str = "call") -> str:
        """Return the expression that makes the request of an operation."""
        (statement,) = _statements(self._function(f"_protocol/{PACKAGE}.py", f"_build_{name}_request"))
        return statement.removeprefix("return ")

    def part(self, keyword: str, name: str = "call") -> str | None:
        """Return one argument of that expression; `path` is the second by position."""
        call = ast.parse(self.request(name), mode="eval").body
        assert isinstance(call, ast.Call)
        if keyword == "path":
            return ast.unparse(call.args[1])
        return next((ast.unparse(item.value) for item in call.keywords if item.arg == keyword), None)

    @staticmethod
    def unparsed(expression: str) -> str:
        """Return an expression as this Python writes it: versions differ in the quotes of an f-string."""
        return ast.unparse(ast.parse(expression, mode="eval"))

    def signature(self, name: str = "call", layer: str = "typed") -> str:
        """Return a method's signature: `protocol`, or `typed`, `raw` and `both` of the convenience layer."""
        if layer == "protocol":
            return _signature(self._function(f"_protocol/{PACKAGE}.py", name))
        found = self._forms(name)
        return _signature({"typed": found[0], "raw": found[-2], "both": found[-1]}[layer])

    def others(self, name: str = "call") -> list[str]:
        """Return the signatures of the forms of a method whose answers have another media type."""
        return [_signature(item) for item in self._forms(name)[1:-2]]

    def body(self, name: str = "call") -> list[str]:
        """Return the statements of a convenience method."""
        return _statements(self._forms(name)[-1])

    def read(self, name: str = "call") -> str:
        """Return the expression that a convenience method reads its value with."""
        last = self.body(name)[-1]
        assert last.startswith("return Response(raw, ")
        return last.removeprefix("return Response(raw, ").removesuffix(")")

    def service(self) -> str:
        """Return `_protocol/_service.py`."""
        return self.file("_protocol/_service.py")

    def init(self) -> str:
        """Return the signature of a client's constructor, less the arguments that every client has."""
        text = _signature(self._function("_protocol/_service.py", "__init__"))
        return text.partition(", transport:")[0].removeprefix("(self").lstrip(", ").removesuffix(", *")

    def warned(self) -> list[str]:
        """Return the ids of the warnings."""
        return [warning.id for warning in self.warnings]

    def _functions(self, path: str, name: str) -> list[ast.FunctionDef]:
        nodes = ast.walk(ast.parse(self.file(path)))
        return [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == name]

    def _forms(self, name: str) -> list[ast.FunctionDef]:
        """Return the stubs of a sync method, and the method."""
        found = self._functions(f"{PACKAGE}.py", name)
        end = next(index for index, node in enumerate(found) if not node.decorator_list)
        return found[: end + 1]

    def _function(self, path: str, name: str) -> ast.FunctionDef:
        return self._functions(path, name)[0]


def generate(
    description: str | Mapping[str, Any], configuration: str | None = None, overlays: Mapping[str, str] | None = None
) -> Generated:
    """Generate a package from a whole description, YAML or values; what is left out of its head is filled in."""
    given = yaml.safe_load(description) if isinstance(description, str) else dict(description)
    whole = {"openapi": "3.1.0", "info": {"title": "Test", "version": "1"}, "paths": {}} | given
    text = yaml.safe_dump(whole, sort_keys=False, allow_unicode=True)
    return _generate(text, configuration, tuple((overlays or {}).items()))


@lru_cache(maxsize=256)
def _generate(text: str, configuration: str | None, overlays: tuple[tuple[str, str], ...]) -> Generated:
    built = build(load_text(text, "api.yaml"))
    custom = Configuration()
    if configuration is not None:
        custom = read_configuration(TextFile("custom/package.toml", "package.toml", configuration))
    files = tuple(TextFile(f"custom/{path}", path, content) for path, content in overlays)
    version = built.api.version.get_untrusted_value()
    planned = plan(PACKAGE, version, "api.yaml", built.api, custom, files)
    files = render(plan_package(PACKAGE, custom, (planned,))).files
    return Generated(files, (*built.warnings, *planned.warnings))


def operation(fragment: str = "", path: str = "/things", method: str = "get", **parts: Any) -> Generated:
    """Generate a package with one operation, `call`, from what stands in its operation object."""
    node = {"operationId": "call", "responses": {"204": {"description": "Done."}}} | (yaml.safe_load(fragment) or {})
    return generate({"paths": {path: {method: node}}, **parts})


def parameter(fragment: str, path: str = "/things") -> Generated:
    """Generate a package whose one operation has one parameter."""
    return operation(path=path, fragment=f"parameters: [{fragment}]")


def schemas(fragment: str, version: str = "3.1.0") -> Generated:
    """Generate a package from what stands in `components/schemas`."""
    return generate({"openapi": version, "components": {"schemas": yaml.safe_load(fragment)}})


def _signature(node: ast.FunctionDef) -> str:
    result = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
    return f"({ast.unparse(node.args)}){result}"


def _statements(node: ast.FunctionDef) -> list[str]:
    return [ast.unparse(item) for item in node.body if not _is_docstring(item)]


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
