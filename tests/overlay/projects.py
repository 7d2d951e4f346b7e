"""A small project on disk in, its generated package out: files, methods, and a caller of its clients."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from functional.clients import imported
from veneer.diagnostics import Diagnostic
from veneer.emit import write
from veneer.pins.drift import Contracts
from veneer.pipeline import generate_package
from veneer.project import find_project

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: v1}
servers: [{url: https://pets.test}]
paths:
  /pets/{petId}:
    get:
      operationId: getPet
      summary: Return a pet.
      tags: [read]
      parameters:
        - {name: petId, in: path, required: true, schema: {type: string}}
        - {name: verbose, in: query, schema: {type: boolean}}
      responses:
        "200": &pet
          description: The pet.
          content: {application/json: {schema: &Pet {$ref: "#/components/schemas/Pet"}}}
  /pets:
    get:
      operationId: listPets
      tags: [read]
      parameters: [{name: kind, in: query, schema: {$ref: "#/components/schemas/Kind"}}]
      responses: {"200": {description: All pets., content: {application/json: {schema: {type: array, items: *Pet}}}}}
    post:
      operationId: createPet
      tags: [write]
      requestBody: &body {required: true, content: {application/json: {schema: *Pet}}}
      responses: {"200": *pet}
  /drafts:
    post: {operationId: createDraft, tags: [write], requestBody: *body, responses: {"200": *pet}}
  /owners/{ownerId}/pets/{petId}:
    put:
      operationId: movePet
      tags: [write]
      parameters:
        - {name: dry-run, in: query, schema: {type: boolean}}
        - {name: X-Reason, in: header, required: true, schema: {type: string}}
        - {name: petId, in: path, required: true, schema: {type: string}}
        - {name: ownerId, in: path, required: true, schema: {type: string}}
      requestBody: *body
      responses: {"204": {description: Moved.}}
components:
  schemas:
    Kind: {type: string, enum: [cat, dog]}
    Pet: {type: object, required: [name], properties: {name: {type: string}, kind: {$ref: "#/components/schemas/Kind"}}}
"""
CONFIGURATION = 'default_version = "v1"\n\n[clients.PetsClient]\noperations = ["*"]\n'
GET_PET = "pets/get_pet.py.jinja"


def extending(**blocks: str) -> str:
    """Return an overlay that replaces blocks of the stock template; a text without a line break stays on one line."""
    texts = ["{% extends 'method.py.jinja' %}\n"]
    for name, text in blocks.items():
        texts.append(f"{{% block {name} %}}{text}{{% endblock %}}\n" if name == "parameters" else "")
        texts.append("" if name == "parameters" else f"{{% block {name} %}}\n{text}\n{{% endblock %}}\n")
    return "".join(texts)


class Package:
    """What a project's package `pets` becomes."""

    def __init__(
        self, files: Mapping[str, bytes], warnings: tuple[Diagnostic, ...], contracts: Contracts | None = None
    ) -> None:
        self.files, self.warnings, self.contracts = files, warnings, contracts or Contracts()

    def text(self, path: str) -> str:
        """Return a file by its path below the distribution's folder."""
        return self.files[path].decode()

    def methods(self, client: str = "PetsClient", path: str = "pets/v1/pets.py") -> list[str]:
        """Return the names of a class's methods in order, each once."""
        return list(dict.fromkeys(node.name for node in self._functions(client, path)))

    def method(self, name: str, *, is_async: bool = False, version: str = "v1") -> str:
        """Return a convenience method of the client `PetsClient` as text: its stubs and itself, without docstring."""
        nodes = self._functions(f"{'Async' * is_async}PetsClient", f"pets/{version}/pets.py")
        return "\n".join(ast.unparse(_without_docstring(node)) for node in nodes if node.name == name)

    def docstring(self, name: str, *, is_async: bool = False) -> str | None:
        """Return the docstring of a convenience method."""
        nodes = self._functions(f"{'Async' * is_async}PetsClient", "pets/v1/pets.py")
        return ast.get_docstring([node for node in nodes if node.name == name][-1])

    def imports(self, path: str = "pets/v1/pets.py") -> set[str]:
        """Return every name that a file imports."""
        nodes = ast.walk(ast.parse(self.text(path)))
        found = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        return {alias.name for node in found for alias in node.names}

    def _functions(self, client: str, path: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.parse(self.text(path)).body:
            if isinstance(node, ast.ClassDef) and node.name == client:
                yield from (item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef))


def make(
    folder: Path,
    overlays: Mapping[str, str] | None = None,
    configuration: str = CONFIGURATION,
    versions: Mapping[str, str] | None = None,
) -> Package:
    """Write a project into a folder and generate its package."""
    files = {f"customizations/pets/{path}": text for path, text in (overlays or {}).items()}
    files["customizations/pets/package.toml"] = configuration
    files |= {f"spec/pets/{version}.yaml": text for version, text in (versions or {"v1": PETS}).items()}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    made = generate_package(find_project(folder).packages[0], lambda _: None)
    return Package(made.files, made.warnings, made.contracts)


@contextmanager
def installed(package: Package, folder: Path) -> Iterator[object]:
    """Write a package and import it."""
    write(package.files, folder / "generated")
    with imported(folder / "generated", "pets") as module:
        yield module


def awaited(text: str) -> str:
    """Return the async twin of a method's text as the sync text, to compare the two."""
    return re.sub(r"\b(async|await) ", "", text)


def _without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:
    if ast.get_docstring(node) is not None:
        node.body = node.body[1:] or [ast.Pass()]
    return node
