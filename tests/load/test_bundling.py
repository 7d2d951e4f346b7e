"""Descriptions of several files: names, places of problems, anchors, and where references may lead."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from veneer.build import build
from veneer.diagnostics import InputError
from veneer.load import bundle_bytes, load, load_text
from veneer.load.beside import FilesBeside
from veneer.load.document import SpecDocument

ROOT = """\
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /pets:
    $ref: paths/pets.yaml
"""


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Write files below a folder, and return the description in it."""

    def run(files: dict[str, str], first: str = "api/api.yaml") -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / first

    return run


def _load(path: Path, *allowed: Path) -> SpecDocument:
    return load(path, "api.yaml", allowed=allowed)


def _refused(path: Path, *allowed: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        _load(path, *allowed)
    return [f"{item.location} {item.id}" for item in caught.value.diagnostics]


def _schema(reference: str) -> str:
    return ROOT.replace("paths/pets.yaml", "'#/x'").replace(
        "  /pets:\n    $ref: '#/x'\n", f"  {{}}\ncomponents:\n  schemas:\n    A:\n      $ref: {reference}\n"
    )


def test_every_kind_of_part_is_read_from_its_file(write: Any) -> None:
    path = write(
        {
            "api/api.yaml": ROOT,
            "api/paths/pets.yaml": """\
parameters:
  - $ref: ../common.yaml#/parameters/limit
get:
  $ref: get.yaml
""",
            "api/paths/get.yaml": """\
operationId: listPets
responses:
  "200":
    $ref: ../responses/pets.yaml
""",
            "api/responses/pets.yaml": """\
description: pets
headers: {X-Next: {$ref: ../common.yaml#/headers/next}}
content: {application/json: {schema: {type: array, items: {$ref: ../models/pet.yaml}}}}
""",
            "api/models/pet.yaml": """\
type: object
properties:
  owner: {$ref: owner.yaml}
  kind: {$ref: '#/$defs/kind'}
$defs: {kind: {type: string}}
""",
            "api/models/owner.yaml": "type: object\nproperties: {pets: {type: array, items: {$ref: ./pet.yaml}}}\n",
            "api/common.yaml": """\
parameters: {limit: {name: limit, in: query, schema: {type: integer}}}
headers: {next: {schema: {type: string}}}
""",
        }
    )
    document = _load(path)
    components = document.content["components"]
    assert set(components["schemas"]) == {"pet", "owner", "kind"}
    assert components["schemas"]["owner"]["properties"]["pets"]["items"] == {"$ref": "#/components/schemas/pet"}
    assert (set(components["parameters"]), set(components["headers"])) == ({"limit"}, {"next"})
    assert document.content["paths"]["/pets"]["get"]["operationId"] == "listPets"
    (operation,) = build(document).api.operations
    assert operation.parameters[0].wire_name.get_untrusted_value() == "limit"

    assert str(document.locate("/paths/~1pets/get/operationId")) == "paths/get.yaml:1:14"
    assert str(document.locate("/components/schemas/owner/properties/pets/items")) == "models/owner.yaml:2:41"
    assert str(document.locate("/components/schemas/kind/type")) == "models/pet.yaml:5:22"


def test_a_lone_slash_stands_for_the_whole_file(write: Any) -> None:
    path = write({"api/api.yaml": _schema("pet.yaml#/"), "api/pet.yaml": "type: object\n"})

    schemas = _load(path).content["components"]["schemas"]
    assert {"type": "object"} in schemas.values()


def test_a_pointer_without_its_first_slash_leads_where_it_means(write: Any) -> None:
    models = "two: {more: {type: string}}\n"
    path = write({"api/api.yaml": _schema("models.yaml#two/more"), "api/models.yaml": models})
    document = _load(path)
    assert {"type": "string"} in document.content["components"]["schemas"].values()
    (said,) = document.warnings
    assert (said.id, said.fix) == ("misspelt-reference", "Write `models.yaml#/two/more`.")


def test_names_that_several_want_are_told_apart_by_their_paths(write: Any) -> None:
    schema = "type: object\n"
    text = ROOT.replace("  /pets:\n    $ref: paths/pets.yaml\n", "  {}\n") + (
        "components:\n  schemas:\n    one: {type: string}\n    all:\n      anyOf:\n"
        "        - $ref: b/error.yaml\n        - $ref: a/error.yaml\n        - $ref: a/one.yaml\n"
    )
    path = write(
        {"api/api.yaml": text, "api/a/error.yaml": schema, "api/b/error.yaml": schema, "api/a/one.yaml": schema}
    )
    schemas = _load(path).content["components"]["schemas"]
    assert set(schemas) == {"one", "all", "a_error", "b_error", "a_one"}
    assert schemas["all"]["anyOf"][0] == {"$ref": "#/components/schemas/b_error"}


def test_a_problem_in_another_file_is_located_there(write: Any) -> None:
    path = write(
        {"api/api.yaml": _schema("models/a.yaml"), "api/models/a.yaml": "type: object\nallOf:\n  - $ref: gone.yaml\n"}
    )
    assert _refused(path) == ["models/a.yaml:3:11 dangling-reference"]


def test_malformed_yaml_in_another_file_is_located_there(write: Any) -> None:
    path = write({"api/api.yaml": _schema("a.yaml"), "api/a.yaml": "type: [\n"})
    assert [item.split(":")[0] for item in _refused(path)] == ["a.yaml"]


@pytest.mark.parametrize(
    "reference",
    [
        "../../../../../../../../etc/passwd",
        "../other/a.yaml",
        "/etc/passwd",
        "file:///etc/passwd",
        "//host/a.yaml",
        "http://127.0.0.1/a.yaml",
        "C:/a.yaml",
        '"a\\\\b.yaml"',
        '"a%00.yaml"',
        "con.yaml",
        "'%2e%2e/other/a.yaml'",
    ],
)
def test_a_reference_leads_nowhere_but_into_the_folder(write: Any, reference: str) -> None:
    path = write({"api/api.yaml": _schema(reference), "other/a.yaml": "type: string\n"})
    assert _refused(path) == ["api.yaml:8:13 external-reference"]


def test_a_folder_that_is_allowed_is_read(write: Any, tmp_path: Path) -> None:
    path = write({"api/api.yaml": _schema("../other/a.yaml"), "other/a.yaml": "type: string\n"})
    assert _load(path, tmp_path / "other").content["components"]["schemas"]["a"] == {"type": "string"}


def test_a_link_counts_as_what_it_leads_to(write: Any, tmp_path: Path) -> None:
    path = write({"api/api.yaml": _schema("link.yaml"), "other/a.yaml": "type: string\n"})
    (tmp_path / "api" / "link.yaml").symlink_to(tmp_path / "other" / "a.yaml")
    assert _refused(path) == ["api.yaml:8:13 external-reference"]


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_not_read(write: Any, tmp_path: Path, kind: str) -> None:
    path = write({"api/api.yaml": _schema("thing.yaml")})
    thing = tmp_path / "api" / "thing.yaml"
    thing.mkdir() if kind == "folder" else os.mkfifo(thing)
    assert _refused(path) == ["api.yaml:8:13 dangling-reference"]


def test_files_that_only_refer_to_each_other_are_a_loop(write: Any) -> None:
    path = write({"api/api.yaml": _schema("a.yaml"), "api/a.yaml": "$ref: b.yaml\n", "api/b.yaml": "$ref: a.yaml\n"})
    assert _refused(path) == ["api.yaml:8:13 reference-loop"]


def test_operations_that_refer_to_themselves_are_a_loop(write: Any) -> None:
    item = "get:\n  responses: {}\n  callbacks: {c: {'{$url}': {$ref: pets.yaml}}}\n"
    found = _refused(write({"api/api.yaml": ROOT, "api/paths/pets.yaml": item}))
    assert found == ["paths/pets.yaml:3:36 reference-loop"]


def test_too_many_bytes_are_refused(write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veneer.load.beside.LARGEST", 100)
    path = write({"api/api.yaml": _schema("a.yaml"), "api/a.yaml": "type: string # " + "x" * 100})
    assert _refused(path) == ["api.yaml:8:13 too-large"]


def test_without_a_folder_nothing_is_read(write: Any) -> None:
    path = write({"api/api.yaml": _schema("a.yaml"), "api/a.yaml": "type: string\n"})
    with pytest.raises(InputError) as caught:
        load_text(path.read_bytes(), "api.yaml")
    assert [item.id for item in caught.value.diagnostics] == ["external-reference"]


def test_anchors_and_ids_lead_to_their_schemas() -> None:
    text = ROOT.replace("  /pets:\n    $ref: paths/pets.yaml\n", "  {}\n") + (
        "components:\n  schemas:\n    A: {$anchor: a, type: string}\n    B: {$ref: '#a'}\n"
        "    C: {$id: 'https://example.com/c', type: string}\n    D: {$ref: 'https://example.com/c'}\n"
        "    E: {$dynamicAnchor: e, properties: {next: {$dynamicRef: '#e'}}}\n"
    )
    schemas = load_text(text, "api.yaml").content["components"]["schemas"]
    assert schemas["B"] == {"$ref": "#/components/schemas/A"}
    assert schemas["D"] == {"$ref": "#/components/schemas/C"}
    assert schemas["E"]["properties"]["next"] == {"$ref": "#/components/schemas/E"}


def test_a_dynamic_reference_to_several_is_anything() -> None:
    text = ROOT.replace("  /pets:\n    $ref: paths/pets.yaml\n", "  {}\n") + (
        "components:\n  schemas:\n    A: {$dynamicAnchor: e}\n    B: {$dynamicAnchor: e, items: {$dynamicRef: '#e'}}\n"
        "    C: {$dynamicRef: '#/components/schemas/A'}\n"
    )
    document = load_text(text, "api.yaml")
    schemas = document.content["components"]["schemas"]
    assert [f"{item.location} {item.id}" for item in document.warnings] == ["api.yaml:8:49 unsupported-reference"]
    assert (schemas["B"]["items"], schemas["C"]) == ({}, {"$ref": "#/components/schemas/A"})


def test_a_description_refers_to_itself_by_its_own_url() -> None:
    text = ROOT.replace("  /pets:\n    $ref: paths/pets.yaml\n", "  {}\n") + (
        "$self: https://example.com/v1/api.yaml\ncomponents:\n  schemas:\n    A: {type: string}\n"
        "    B: {$ref: 'https://example.com/v1/api.yaml#/components/schemas/A'}\n"
        "    C: {$ref: 'api.yaml#/components/schemas/A'}\n"
    )
    schemas = load_text(text.replace("3.1.0", "3.2.0"), "other.yaml").content["components"]["schemas"]
    assert schemas["B"] == schemas["C"] == {"$ref": "#/components/schemas/A"}


def test_an_anchor_is_an_id_until_draft_7(write: Any) -> None:
    file = "$id: '#a'\ntype: object\nproperties: {next: {$ref: '#a'}}\n"
    path = write({"api/api.yaml": _schema("a.yaml"), "api/a.yaml": file})
    assert _load(path).content["components"]["schemas"]["a"]["properties"]["next"] == {"$ref": "#/components/schemas/a"}


def test_a_mapping_to_a_file_that_is_not_there_is_not_read(write: Any) -> None:
    pet = "{oneOf: [], discriminator: {propertyName: kind, mapping: {a: a.yaml, b: b.yaml}}}"
    text = (
        ROOT.replace("  /pets:\n    $ref: paths/pets.yaml\n", "  {}\n") + f"components:\n  schemas:\n    Pet: {pet}\n"
    )
    document = _load(write({"api/api.yaml": text, "api/b.yaml": "type: object\n"}))
    assert [f"{item.location} {item.id}" for item in document.warnings] == ["api.yaml:7:71 malformed-discriminator"]
    mapping = document.content["components"]["schemas"]["Pet"]["discriminator"]["mapping"]
    assert mapping == {"b": "#/components/schemas/b"}


def test_mappings_name_files_and_swagger_has_its_own_sections(write: Any) -> None:
    root = """\
swagger: "2.0"
info: {title: t, version: "1"}
paths: {/a: {get: {responses: {200: {description: ok, schema: {$ref: pet.json}}}}}}
"""
    path = write({"api/api.yaml": root, "api/pet.json": '{"type": "object"}'})
    assert json.loads(bundle_bytes(path.read_bytes(), "api.yaml", FilesBeside(path, "api.yaml")))["definitions"] == {
        "pet": {"type": "object"}
    }

    base = "type: object\ndiscriminator: {propertyName: kind, mapping: {dog: ./dog.yaml}, defaultMapping: dog.yaml}\n"
    path = write({"api/api.yaml": _schema("base.yaml"), "api/base.yaml": base, "api/dog.yaml": "type: object\n"})
    schemas = _load(path).content["components"]["schemas"]
    assert schemas["base"]["discriminator"]["mapping"] == {"dog": "#/components/schemas/dog"}
    assert schemas["base"]["discriminator"]["defaultMapping"] == "#/components/schemas/dog"


def test_a_description_of_one_file_stays_as_it_is(write: Any) -> None:
    path = write({"api/api.yaml": _schema("'#/components/schemas/B'") + "    B: {type: string}\n"})
    assert bundle_bytes(path.read_bytes(), "api.yaml", FilesBeside(path, "api.yaml")) == path.read_bytes()


def test_a_path_parameter_that_its_path_lacks_is_left_out() -> None:
    parameter = "{name: gone, in: path, required: true, schema: {type: string}}"
    text = ROOT.replace("$ref: paths/pets.yaml", f"get: {{parameters: [{parameter}], responses: {{}}}}")
    built = build(load_text(text, "api.yaml"))
    assert [item.id for item in built.warnings] == ["path-parameter-not-in-path"]
    assert built.api.operations[0].parameters == ()
