"""`content = "..."` in package.toml: the name of the argument for a body, in both layers, for every kind of body."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from functional.clients import Caller
from overlay.projects import CONFIGURATION, Package, extending, installed, make
from veneer.diagnostics import InputError

HEAD = """\
openapi: 3.1.0
info: {title: Pets, version: v1}
servers: [{url: https://pets.test}]
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
    Photo:
      type: object
      required: [title, file]
      properties: {title: {type: string}, file: {type: string, format: binary}}
paths:
"""
MODEL, FILE = '{$ref: "#/components/schemas/Pet"}', "{type: string, format: binary}"
# operationId -> media type, schema, what the convenience form takes (a model as its values), what is sent.
BODIES: dict[str, tuple[str, str, Any, bytes]] = {
    "putModel": ("application/json", MODEL, {"name": "Rex"}, b'{"name":"Rex"}'),
    "putList": ("application/json", "{type: array, items: {type: integer}}", [1, 2], b"[1,2]"),
    "putAny": ("application/json", "{}", {"a": None}, b'{"a":null}'),
    "putText": ("text/plain", "{type: string}", "a,b", b"a,b"),
    "putBinary": ("application/octet-stream", FILE, b"\x00\xff", b"\x00\xff"),
    "putForm": ("application/x-www-form-urlencoded", MODEL, {"name": "Rex"}, b"name=Rex"),
}
OPTIONAL = [f"{id}Maybe" for id in BODIES]


def operation(id: str, media: str, schema: str, required: bool) -> str:
    return f"""\
  /{id}/{{key}}:
    put:
      operationId: {id}
      parameters:
        - {{name: key, in: path, required: true, schema: {{type: string}}}}
        - {{name: fast, in: query, schema: {{type: boolean}}}}
      requestBody: {{required: {str(required).lower()}, content: {{{media}: {{schema: {schema}}}}}}}
      responses: {{"204": {{description: Done.}}}}
"""


SPEC = HEAD + "".join(
    operation(f"{id}{'' if required else 'Maybe'}", media, schema, required)
    for id, (media, schema, _, _) in BODIES.items()
    for required in (True, False)
)
SPEC += operation("putParts", "multipart/form-data", '{$ref: "#/components/schemas/Photo"}', True)
SPEC += operation("putPartsMaybe", "multipart/form-data", '{$ref: "#/components/schemas/Photo"}', False)
SPEC += '  /none:\n    get: {operationId: getNone, responses: {"204": {description: Done.}}}\n'
IDS = [*BODIES, *OPTIONAL, "putParts", "putPartsMaybe"]


def named(**names: str) -> str:
    """Return a package.toml that names the bodies' arguments."""
    return CONFIGURATION + "".join(f'[operations.{id}]\ncontent = "{name}"\n' for id, name in names.items())


def snake(id: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in id)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    configuration = named(**dict.fromkeys(IDS, "item"))
    return make(tmp_path_factory.mktemp("content"), configuration=configuration, versions={"v1": SPEC})


@pytest.fixture(scope="module")
def pets(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with installed(package, tmp_path_factory.mktemp("installed")) as module:
        yield module


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: pytest.FixtureRequest, pets: ModuleType) -> Caller:
    return Caller(pets, "PetsClient", is_async=request.param)


def arguments(package: Package, path: str) -> dict[str, list[list[str]]]:
    """Return the names of each method's arguments, stubs and both flavours apart."""
    found: dict[str, list[list[str]]] = {}
    for node in ast.walk(ast.parse(package.text(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("put"):
            found.setdefault(node.name, []).append([item.arg for item in node.args.args])
    return found


@pytest.mark.parametrize("path", ["pets/v1/pets.py", "pets/v1/_protocol/pets.py"])
def test_the_name_stands_in_both_layers(path: str, package: Package) -> None:
    found = arguments(package, path)

    assert found.keys() == {snake(id) for id in IDS}
    for name, signatures in found.items():
        typed_or_raw = [names for names in signatures if "item" in names]
        assert typed_or_raw == signatures, name
        assert all(names == ["self", "key", "item"] for names in signatures), name


def test_the_docstring_has_it(package: Package) -> None:
    for id in IDS:
        text = package.docstring(snake(id)) or ""
        assert "\n    item (" in text, id
        assert "\n    content (" not in text, id


def test_other_operations_keep_theirs(tmp_path: Path) -> None:
    stock = make(tmp_path / "stock", versions={"v1": SPEC})
    renamed = make(tmp_path / "renamed", configuration=named(putModel="pet"), versions={"v1": SPEC})

    assert "pet: models.Pet" in renamed.method("put_model")
    others = [snake(id) for id in IDS if id != "putModel"]
    assert [stock.method(name) for name in others] == [renamed.method(name) for name in others]


def value_of(pets: Any, id: str) -> Any:
    _, schema, value, _ = BODIES[id]
    return pets.models.Pet.from_dict(value) if schema == MODEL else value


@pytest.mark.parametrize("maybe", [False, True], ids=["required", "optional"])
@pytest.mark.parametrize("id", BODIES)
def test_the_typed_form_sends_it(id: str, maybe: bool, call: Caller, pets: Any) -> None:
    method, (media, _, _, sent) = snake(id) + "_maybe" * maybe, BODIES[id]
    assert call(method, "k", item=value_of(pets, id), fast=True).status_code == 204
    assert call.target == f"/{id}{'Maybe' * maybe}/k?fast=true"
    assert call.request.content == sent
    assert call.request.headers["Content-Type"].startswith(media)
    assert call(method, "k", value_of(pets, id)).status_code == 204
    assert call.request.content == sent


@pytest.mark.parametrize("maybe", [False, True], ids=["required", "optional"])
@pytest.mark.parametrize("id", BODIES)
def test_the_protocol_form_sends_it(id: str, maybe: bool, call: Caller, pets: Any) -> None:
    raw, more = pets.RequestContent.bytes(b"raw"), {"context": pets.RequestContext()}
    response = call(snake(id) + "_maybe" * maybe, "k", item=raw, **more)

    assert isinstance(response, httpx.Response)
    assert call.request.content == b"raw"


@pytest.mark.parametrize("id", [*OPTIONAL, "putPartsMaybe"])
def test_an_optional_one_is_left_out(id: str, call: Caller, pets: Any) -> None:
    for more in ({}, {"item": None}, {"context": pets.RequestContext()}):
        call(snake(id), "k", **more)
        assert (call.request.content, call.request.headers.get("Content-Type")) == (b"", None), more


@pytest.mark.parametrize("id", ["putParts", "putPartsMaybe"])
@pytest.mark.parametrize("source", ["bytes", "file", "path"])
def test_parts_are_sent(id: str, source: str, call: Caller, pets: Any, tmp_path: Path) -> None:
    path = tmp_path / "rex.png"
    path.write_bytes(b"PNG\x00")
    sources = {"bytes": b"PNG\x00", "file": io.BytesIO(b"PNG\x00"), "path": path}
    call(snake(id), "k", item=pets.models.Photo("Rex", sources[source]))

    name = "rex.png" if source == "path" else "file"
    assert f'name="file"; filename="{name}"'.encode() in call.request.content
    assert b"\r\n\r\nPNG\x00\r\n" in call.request.content
    assert call.request.headers["Content-Type"].startswith("multipart/form-data; boundary=")


@pytest.mark.parametrize("id", ["putModel", "putText", "putBinary", "putForm", "putParts"])
def test_what_is_no_content_is_refused(id: str, call: Caller) -> None:
    for wrong in (None, 3, object()):
        with pytest.raises(TypeError):
            call(snake(id), "k", item=wrong)
    with pytest.raises(TypeError, match="unexpected keyword argument"):
        call(snake(id), "k", content=b"")
    with pytest.raises(TypeError):
        call(snake(id), "k")
    assert call.requests == []


def test_overlays_give_it_as_content(tmp_path: Path) -> None:
    request = 'raw = {{ protocol("putModel", content="item.named(pet)") }}'
    overlay = {"pets/put_model.py.jinja": extending(request=request)}
    text = make(tmp_path, overlay, named(putModel="pet"), {"v1": SPEC}).method("put_model")

    assert (
        "raw = super().put_model(key, item.named(pet), fast=fast, context=cancel_with(cancellation, context))" in text
    )
    wrong = {"pets/put_model.py.jinja": extending(request=request.replace("content=", "pet="))}
    with pytest.raises(InputError, match=r"put_model\.py\.jinja:3:7: error\[unknown-parameter\].*`pet`"):
        make(tmp_path / "wrong", wrong, named(putModel="pet"), {"v1": SPEC})
