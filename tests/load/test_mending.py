"""OpenAPI Overlay documents: what they change, what they leave, and what is said about those that cannot be applied."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from veneer.diagnostics import Diagnostic, InputError
from veneer.load import SpecDocument, load_text
from veneer.load.customizations import TextFile, load_customizations
from veneer.pipeline import generate_package
from veneer.project import find_project

HEAD = "overlay: 1.0.0\ninfo: {title: Mended, version: 1.0.0}\n"


def overlay(actions: str, name: str = "a.overlay.yaml") -> TextFile:
    """Return an Overlay document; the first line of the actions is its fourth."""
    return TextFile(name, name, f"{HEAD}actions:\n{actions}")


def mended(content: dict[str, Any], *actions: dict[str, Any]) -> dict[str, Any]:
    """Return what actions make of a description, without its version."""
    result = dict(load_text(described(content), "api", (overlay(f" {json.dumps(actions)}"),)).content)
    assert result.pop("openapi") == "3.1.0"
    return result


def described(content: dict[str, Any]) -> str:
    return json.dumps({"openapi": "3.1.0", **content})


def refused(text: str, content: dict[str, Any] | None = None) -> list[Diagnostic]:
    """Return what is said about an Overlay document that has to be refused."""
    with pytest.raises(InputError) as caught:
        load_text(described(content or {"xa": {"b": 1}}), "api", (TextFile("custom/a.overlay.yaml", "a", text),))
    return list(caught.value.diagnostics)


# -- update ------------------------------------------------------------------------------------------------------------


def test_objects_merge_primitives_are_replaced_and_lists_grow() -> None:
    before = {"xa": {"kept": 1, "text": "old", "list": [1], "object": {"kept": None, "deep": {"flag": True}}}}
    update = {"text": "new", "list": [2, [3]], "object": {"deep": {"flag": False, "more": {}}}, "added": [4]}

    assert mended(before, {"target": "$.xa", "update": update}) == {
        "xa": {
            "kept": 1,
            "text": "new",
            "list": [1, 2, [3]],
            "object": {"kept": None, "deep": {"flag": False, "more": {}}},
            "added": [4],
        }
    }


@pytest.mark.parametrize(("old", "new"), [("a", ["a", "b"]), ([1], "a"), ({"a": 1}, None), (None, {"a": 1})])
def test_a_value_of_another_kind_is_replaced(old: Any, new: Any) -> None:
    assert mended({"xa": {"b": old}}, {"target": "$.xa", "update": {"b": new}}) == {"xa": {"b": new}}


@pytest.mark.parametrize("value", [3, None, {"a": 1}, [3, 4]])
def test_a_list_as_target_gets_the_value_appended(value: Any) -> None:
    assert mended({"xa": [1]}, {"target": "$.xa", "update": value}) == {"xa": [1, value]}


def test_the_whole_description_can_be_the_target() -> None:
    assert mended({"xa": 1}, {"target": "$", "update": {"xb": 2}}) == {"xa": 1, "xb": 2}


def test_new_keys_come_last() -> None:
    assert list(mended({"xb": 1, "xa": 2}, {"target": "$", "update": {"x0": 0, "xb": 3}})) == ["xb", "xa", "x0"]


def test_each_target_gets_a_copy_of_its_own() -> None:
    before = {"xa": {"one": {}, "two": {}, "three": [], "four": {"list": []}, "five": {"list": []}}}
    schema = {"type": {"x": 1}, "list": [{"y": 1}]}
    after = mended(
        before,
        {"target": "$.xa[?@ != 0]", "update": schema},
        {"target": "$.xa.one.type", "update": {"x": 2}},
        {"target": "$.xa.one.list[0]", "update": {"y": 2}},
        {"target": "$.xa.four.list", "update": 3},
        {"target": "$.xa.four.list[0]", "update": {"y": 4}},
        {"target": "$.xa.three[0].type", "update": {"x": 5}},
    )

    assert after["xa"] == {
        "one": {"type": {"x": 2}, "list": [{"y": 2}]},
        "two": schema,
        "three": [{"type": {"x": 5}, "list": [{"y": 1}]}],
        "four": {"type": {"x": 1}, "list": [{"y": 4}, 3]},
        "five": schema,
    }


def test_each_list_gets_a_copy_of_its_own() -> None:
    after = mended(
        {"xa": [[], []], "xb": [{"list": [0]}, {"list": [0]}]},
        {"target": "$.xa.*", "update": {"n": 1}},
        {"target": "$.xa[0][0]", "update": {"n": 2}},
        {"target": "$.xb.*", "update": {"list": [{"n": 1}]}},
        {"target": "$.xb[0].list[1]", "update": {"n": 2}},
    )

    assert after == {"xa": [[{"n": 2}], [{"n": 1}]], "xb": [{"list": [0, {"n": 2}]}, {"list": [0, {"n": 1}]}]}


def test_a_path_that_leads_to_a_node_twice_changes_it_once() -> None:
    before = {"xa": {"list": [[], 1, 2]}}

    assert mended(before, {"target": "$.xa.list[0, 0, -3]", "update": 1}) == {"xa": {"list": [[1], 1, 2]}}
    assert mended(before, {"target": "$.xa.list[0, 0, -3]", "remove": True}) == {"xa": {"list": [1, 2]}}
    assert mended(before, {"target": "$['xa', 'xa']", "remove": True}) == {}


# -- remove ------------------------------------------------------------------------------------------------------------


def test_entries_of_an_object_are_removed() -> None:
    before = {"xa": {"b": {"c": 1}, "d": [1], "e": "text", "f": 1}}

    assert mended(before, {"target": "$.xa['b', 'd', 'e']", "remove": True}) == {"xa": {"f": 1}}


@pytest.mark.parametrize(
    ("selector", "left"),
    [
        ("[0]", [*range(1, 25)]),
        ("[-1]", [*range(24)]),
        ("[2, 9, 10, 11, 20]", [0, 1, *range(3, 9), *range(12, 20), *range(21, 25)]),
        ("[20, 11, 2]", [0, 1, *range(3, 11), *range(12, 20), *range(21, 25)]),
        ("[::2]", [*range(1, 25, 2)]),
        ("[::-3]", [index for index in range(25) if index % 3]),
        ("[?@.n > 8 && @.n < 12]", [*range(9), *range(12, 25)]),
        ("[*]", []),
    ],
)
def test_items_of_a_long_list_are_removed(selector: str, left: list[int]) -> None:
    before = {"xa": [{"n": number} for number in range(25)]}

    assert mended(before, {"target": f"$.xa{selector}", "remove": True}) == {"xa": [{"n": n} for n in left]}


def test_a_removed_parent_may_hold_another_removed_node() -> None:
    inner = [{"gone": index % 2 == 0, "n": index} for index in range(12)]
    before = {"xa": [{"gone": index in (1, 10), "n": index, "inner": inner} for index in range(12)]}

    assert mended(before, {"target": "$..[?@.gone == true]", "remove": True})["xa"] == [
        {"gone": False, "n": index, "inner": inner[1::2]} for index in range(12) if index not in (1, 10)
    ]
    assert mended(before, {"target": "$.xa..*", "remove": True}) == {"xa": []}


def test_remove_wins_over_update() -> None:
    both = {"target": "$.xa.b", "update": {"c": 2}, "remove": True}
    no = {"target": "$.xa.b", "update": {"c": 2}, "remove": False}

    assert mended({"xa": {"b": {"c": 1}}}, both) == {"xa": {}}
    assert mended({"xa": {"b": {"c": 1}}}, no) == {"xa": {"b": {"c": 2}}}


# -- targets and order -------------------------------------------------------------------------------------------------


def test_filters_and_wildcards_choose_targets() -> None:
    parameters = [{"name": "start", "schema": {}}, {"name": "top", "schema": {}}]
    before = {"xp": {"/a": {"get": {"parameters": parameters}}, "/b": {"put": {"parameters": parameters[:1]}}}}
    target = "$.xp.*.*.parameters[?@.name == 'start'].schema"
    long = {"name": "start", "schema": {"maxLength": 64}}

    assert mended(before, {"target": target, "update": {"maxLength": 64}}) == {
        "xp": {"/a": {"get": {"parameters": [long, parameters[1]]}}, "/b": {"put": {"parameters": [long]}}}
    }


def test_actions_are_applied_in_order() -> None:
    actions = [
        {"target": "$.xa", "update": {"b": {"n": 1}}},
        {"target": "$.xa.b", "update": {"n": 2, "m": 2}},
        {"target": "$.xa.b", "remove": True, "description": "So that it is empty."},
        {"target": "$.xa", "update": {"b": {"n": 3}}},
    ]

    assert mended({"xa": {}}, *actions) == {"xa": {"b": {"n": 3}}}


def test_documents_are_applied_in_order_of_their_path(tmp_path: Path) -> None:
    (tmp_path / "package.toml").write_text("")
    (tmp_path / "v1").mkdir()
    (tmp_path / "v2").mkdir()
    for name in ("b.overlay.yml", "v1/z.overlay.yaml", "v2/c.overlay.yaml", "a.overlay.json", "v1/a.overlay.yaml"):
        (tmp_path / name).write_text(f"{HEAD}actions: [{{target: $.xa, update: {name}}}]\n")
    custom = load_customizations(tmp_path, "custom")

    for version, order in (("v1", ["v1/a.overlay.yaml", "v1/z.overlay.yaml"]), ("v2", ["v2/c.overlay.yaml"])):
        document = load_text(described({"xa": []}), "api", custom.mends_for(version))
        assert document.content["xa"] == ["a.overlay.json", "b.overlay.yml", *order]


def test_a_document_may_be_json_and_may_hold_extensions() -> None:
    action = {"target": "$.xa", "update": {"b": 2}, "x-why": {"any": 1}}
    info = {"title": "t", "version": "1", "x-by": "me"}
    text = json.dumps({"overlay": "1.0.1", "info": info, "extends": "api.json", "x-c": 1, "actions": [action]})
    document = load_text(described({"xa": {}}), "api", (TextFile("a.overlay.json", "a.overlay.json", text),))

    assert document.content["xa"] == {"b": 2}


def test_aliases_of_a_document_become_copies() -> None:
    actions = """- target: $.xa
  update: {one: &shared {n: 1}, two: *shared}
- target: $.xa.one
  update: {n: 2}
"""
    document = load_text(described({"xa": {}}), "api", (overlay(actions),))

    assert document.content["xa"] == {"one": {"n": 2}, "two": {"n": 1}}


def test_a_description_of_3_0_is_mended_before_it_is_changed() -> None:
    text = '{"openapi": "3.0.3", "paths": {}, "components": {"schemas": {"A": {"type": "string"}}}}'
    document = load_text(text, "api", (overlay("- {target: $.components.schemas.A, update: {nullable: true}}"),))

    assert document.resolve("/components/schemas/A") == {"type": ["string", "null"]}


# -- documents that cannot be applied ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("", "1:1", "no Overlay document"),
        ("- overlay: 1.0.0", "1:1", "no Overlay document"),
        ("# swagger\ninfo: {}\n", "2:1", "no Overlay document"),
        ("info: {}\noverlay: 1.1.0\n", "2:10", "no Overlay document"),
        ("overlay: 1.0\n", "1:10", "no Overlay document"),
        ("overlay: 1.0.x\n", "1:10", "no Overlay document"),
        (HEAD, "1:1", "no actions"),
        (f"{HEAD}actions: []\n", "3:10", "no actions"),
        (f"{HEAD}actions: {{target: $}}\n", "3:10", "no actions"),
        (f"{HEAD}action: 1\nactions: [{{target: $, update: {{}}}}]\n", "3:9", "`action` is not known"),
        ("overlay: 1.0.0\nactions: [{target: $, update: {}}]\n", "1:1", "title and version"),
        ("overlay: 1.0.0\ninfo: {title: a, version: 1.0}\nactions: [{target: $, update: {}}]", "2:7", "title"),
    ],
)
def test_what_is_no_overlay_document_is_refused(text: str, place: str, part: str) -> None:
    (found,) = refused(text)

    assert (found.id, str(found.location)) == ("bad-overlay-document", f"custom/a.overlay.yaml:{place}")
    assert part in found.message
    assert found.fix


@pytest.mark.parametrize(
    ("action", "place", "part"),
    [
        ("- text", "4:3", "needs a target"),
        ("- update: {}", "4:3", "needs a target"),
        ("- update: {}\n  target: 3", "5:11", "needs a target"),
        ("- target: $.xa", "4:3", "needs update, or remove: true"),
        ("- target: $.xa\n  remove: false", "4:3", "needs update, or remove: true"),
        ("- target: $.xa\n  remove: 'true'", "5:11", "neither true nor false"),
        ("- target: $.xa\n  update: {}\n  replace: 1", "6:12", "`replace` is not known"),
        ("- target: xa\n  update: {}", "4:11", "cannot be read"),
        ("- target: '$.xa['\n  update: {}", "4:11", "cannot be read"),
        ("- target: $.xa.b\n  update: {}", "5:11", "an update needs an object"),
        ("- target: $.xa.b\n  update: 2", "5:11", "an update needs an object"),
        ("- target: $.xa\n  update: 2", "5:11", "an update needs an object"),
        ("- target: $.xa\n  update: [2]", "5:11", "an update needs an object"),
        ("- target: $\n  remove: true", "4:11", "the whole description cannot be removed"),
    ],
)
def test_an_action_that_cannot_be_applied_is_told_at_its_place(action: str, place: str, part: str) -> None:
    (found,) = refused(f"{HEAD}actions:\n{action}\n")

    assert (found.id, str(found.location)) == ("bad-overlay-document", f"custom/a.overlay.yaml:{place}")
    assert part in found.message
    assert found.fix


def test_a_target_that_matches_nothing_is_told_with_all_the_others() -> None:
    text = """
  - {target: $.xa.b.c, update: {}}
  - {target: $.xa, update: {b: {}}}
  - {target: $.xa.b, remove: true}
  - target: $.xa.b
    remove: true
  - {target: "$.xa[?@ == 'no']", update: {}}
"""
    found = refused(f"{HEAD}actions:{text}")

    assert [f"{each.location.line}:{each.location.column} {each.id} {each.pointer}" for each in found] == [
        "4:14 overlay-target /actions/0/target",
        "7:13 overlay-target /actions/3/target",
        "9:14 overlay-target /actions/4/target",
    ]
    assert "$.xa.b.c matches nothing" in found[0].message


@pytest.mark.parametrize(
    ("text", "id", "place"),
    [(f"{HEAD}actions: [\n", "malformed-yaml", "4:1"), (f"{HEAD}overlay: 1.0.0\nactions: [1]", "duplicate-key", "3:1")],
)
def test_a_document_that_cannot_be_read_is_told_by_its_own_name(text: str, id: str, place: str) -> None:
    found = [each for each in refused(text) if each.id == id]

    assert [str(each.location) for each in found] == [f"custom/a.overlay.yaml:{place}"]


# -- places in the description -----------------------------------------------------------------------------------------

SPEC = """openapi: 3.1.0
xlist:
  - {n: 0}
  - {n: 1, inner: [a, b, c]}
  - {n: 2}
xother: {a: 1, b: 2}
"""


def places(actions: str, *pointers: str) -> list[str]:
    document: SpecDocument = load_text(SPEC, "api", (overlay(actions),))
    return [str(document.locate(pointer)).removeprefix("api:") for pointer in pointers]


def test_what_is_left_is_found_where_it_was_written() -> None:
    actions = """
- {target: "$.xlist[0]", remove: true}
- {target: "$.xlist[0].inner[1]", remove: true}
- {target: "$.xother.a", remove: true}
"""
    before = places("- {target: $, update: {}}", "/xlist/1/n", "/xlist/1/inner/2", "/xlist/2/n", "/xother/b")
    after = places(actions, "/xlist/0/n", "/xlist/0/inner/1", "/xlist/1/n", "/xother/b")

    assert before == ["4:9", "4:26", "5:9", "6:19"]
    assert after == before


def test_what_was_added_is_found_at_what_holds_it() -> None:
    actions = """
- {target: $.xlist, update: {n: 3}}
- {target: "$.xlist[0, 1]", remove: true}
- {target: $.xlist, update: {n: 4}}
- {target: $.xother, update: {c: {d: 1}}}
"""
    expected = ["5:9", "3:3", "3:3", "3:3", "6:9"]
    assert places(actions, "/xlist/0/n", "/xlist/1/n", "/xlist/2/n", "/xlist/3", "/xother/c/d") == expected


def test_an_added_item_can_be_removed_again() -> None:
    actions = """
- {target: "$.xlist[0]", remove: true}
- {target: $.xlist, update: {n: 3}}
- {target: "$.xlist[2, 0]", remove: true}
"""
    assert places(actions, "/xlist/0/n", "/xlist/1/n") == ["5:9", "3:3"]


REFERENCES = """openapi: 3.1.0
paths:
  /a:
    get:
      parameters:
        - {name: gone, in: query, schema: {type: string}}
        - {name: left, in: query, schema: {$ref: "#/components/schemas/A"}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    A: {type: string}
"""


@pytest.mark.parametrize(
    ("actions", "place"),
    [
        ("- {target: $.components.schemas.A, remove: true}", "7:50"),
        ("- {target: $.components, remove: true}\n- {target: '$.paths.*.get.parameters[0]', remove: true}", "7:50"),
        ('- {target: $.components.schemas.A, update: {properties: {b: {$ref: "#/components/B"}}}}', "11:8"),
    ],
)
def test_a_reference_that_leads_nowhere_afterwards_is_told(actions: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        load_text(REFERENCES, "api", (overlay(actions),))

    (found,) = caught.value.diagnostics
    assert (found.id, str(found.location)) == ("dangling-reference", f"api:{place}")


def test_a_dangling_reference_can_be_mended() -> None:
    broken = REFERENCES.replace("    A: ", "    B: ")
    document = load_text(broken, "api", (overlay("- {target: $.components.schemas, update: {A: {}}}"),))

    assert document.resolve("/components/schemas/A") == {}


# -- the whole run -----------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Callable[[dict[str, str]], dict[str, str]]:
    """Generates a package of two versions with some Overlay documents; gives each file's text, the runtime apart."""

    def run(mends: dict[str, str]) -> dict[str, str]:
        custom = tmp_path / "customizations" / "pets"
        for version in ("v1.0-beta.1", "v2"):
            spec = tmp_path / "spec" / "pets" / f"{version}.yaml"
            spec.parent.mkdir(parents=True, exist_ok=True)
            spec.write_text(PETS.replace("VERSION", version))
        custom.mkdir(parents=True)
        (custom / "package.toml").write_text('default_version = "v2"\n[clients.PetsClient]\noperations = ["*"]\n')
        for name, actions in mends.items():
            (custom / name).parent.mkdir(exist_ok=True)
            (custom / name).write_text(overlay(actions).text)
        (package,) = find_project(tmp_path).packages
        files = generate_package(package, lambda _: None).files
        return {path: data.decode() for path, data in files.items() if "/_runtime/" not in path}

    return run


PETS = """openapi: 3.1.0
info: {title: Pets, version: VERSION}
paths:
  /pet:
    get:
      operationId: getPet
      responses:
        "200":
          description: The pet.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
"""


def test_a_run_applies_the_documents_of_each_version(project: Callable[[dict[str, str]], dict[str, str]]) -> None:
    files = project(
        {
            "all.overlay.yaml": "- {target: $.components.schemas.Pet.properties, update: {in_all: {type: string}}}",
            "v1_0_beta_1/one.overlay.yaml": "- {target: $.components.schemas.Pet.properties, "
            "update: {in_first: {type: string}}}",
        }
    )

    def versions(word: str) -> set[bool]:
        return {"v1_0_beta_1" in path for path, text in files.items() if path.endswith(".py") and word in text}

    assert versions("in_all") == {True, False}
    assert versions("in_first") == {True}


def test_a_run_refuses_a_document_of_no_version(project: Callable[[dict[str, str]], dict[str, str]]) -> None:
    with pytest.raises(InputError) as caught:
        project({"v1/one.overlay.yaml": "- {target: $, update: {}}"})

    (found,) = caught.value.diagnostics
    assert (found.id, str(found.location)) == ("unknown-version", "customizations/pets/v1/one.overlay.yaml")
    assert found.fix.endswith("v1_0_beta_1, v2.")
