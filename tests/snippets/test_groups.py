"""Tags of a description -> groups of the root client: their attributes, classes, modules, and names of methods."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from snippets.describe import PACKAGE, Generated, generate
from veneer import names

_NONE = {"204": {"description": "Done."}}


def described(
    *operations: tuple[str | None, list[str]], tags: tuple[str, ...] = (), configuration: str = ""
) -> Generated:
    """Generate a package with operations, each from its id and its tags."""
    paths: dict[str, Any] = {}
    for number, (id, given) in enumerate(operations):
        node: dict[str, Any] = {"responses": _NONE, "tags": given}
        paths[f"/{number}"] = {"get": node | ({"operationId": id} if id else {})}
    return generate({"paths": paths, "tags": [{"name": tag} for tag in tags]}, configuration)


def attributes(generated: Generated, name: str = "PkgClient") -> dict[str, str]:
    """Return the groups of the root: attribute -> class."""
    return {node.name: ast.unparse(node.returns) for node in functions(generated, PACKAGE, name) if node.returns}


def functions(generated: Generated, module: str, name: str) -> list[ast.FunctionDef]:
    tree = ast.parse(generated.file(f"{module}.py"))
    (node,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name]
    return [item for item in node.body if isinstance(item, ast.FunctionDef)]


def methods(generated: Generated, module: str, name: str) -> list[str]:
    return list(dict.fromkeys(item.name for item in functions(generated, module, name)))


def test_the_first_tag_decides_and_the_descriptions_order_holds() -> None:
    made = described(("a", ["x"]), ("b", ["y", "x"]), ("c", ["z"]), ("d", ["x"]), tags=("z", "unused", "y"))

    assert attributes(made) == {"z": "ZOperations", "y": "YOperations", "x": "XOperations"}
    assert methods(made, "x", "XOperations") == ["a", "d"]
    assert methods(made, "y", "YOperations") == ["b"]
    assert attributes(made, "AsyncPkgClient")["x"] == "AsyncXOperations"


def test_one_tag_is_a_group_too_so_that_another_one_moves_no_method() -> None:
    assert attributes(described(("a", ["x"]), ("b", ["x"]))) == {"x": "XOperations"}


def test_what_has_no_tag_is_a_method_of_the_root() -> None:
    made = described(("a", ["x"]), ("b", []), ("c", [""]))

    assert "    def b(self" in made.file(f"_protocol/{PACKAGE}.py")
    assert "    def c(self" in made.file(f"_protocol/{PACKAGE}.py")
    assert "    def a(self" not in made.file(f"_protocol/{PACKAGE}.py")


def test_both_layers_of_a_group_stand_in_files_of_their_own() -> None:
    made = described(("a", ["pull requests"]))

    assert "class PullRequestsOperations(PullRequestsOperationsProtocol):" in made.file("pull_requests.py")
    assert "class PullRequestsOperationsProtocol(OperationGroup):" in made.file("_protocol/pull_requests.py")
    assert "class AsyncPullRequestsOperationsProtocol(AsyncOperationGroup):" in made.file("_protocol/pull_requests.py")


def test_the_group_of_the_packages_own_name_has_another_module() -> None:
    made = described(("a", ["Pkg"]), ("b", ["models"]))

    assert attributes(made) == {"pkg": "PkgOperations", "models_": "ModelsOperations"}
    assert "class PkgOperations(" in made.file("pkg_operations.py")
    assert "class ModelsOperations(" in made.file("models_operations.py")


@pytest.mark.parametrize(
    ("tag", "attribute", "cls"),
    [
        ("close", "close_", "CloseOperations"),
        ("import", "import_", "ImportOperations"),
        ("list", "list", "ListOperations"),
        ("2fa", "value_2fa", "Value2faOperations"),
        ("../../etc", "etc", "EtcOperations"),
        ("☃", "value_", "ValueOperations"),
        ('"""\nimport os', "import_os", "ImportOsOperations"),
    ],
)
def test_a_tag_that_is_no_name(tag: str, attribute: str, cls: str) -> None:
    assert attributes(described(("a", [tag]))) == {attribute: cls}


def test_collisions_of_groups_are_numbered_and_told() -> None:
    made = described(("a", ["Pets"]), ("b", ["pets"]), ("c", ["async pets"]))

    assert attributes(made) == {
        "pets": "PetsOperations",
        "pets_2": "Pets2Operations",
        "async_pets": "AsyncPetsOperations2",
    }
    assert made.warned() == ["name-collision"]


def test_a_method_of_the_root_gives_way_to_a_group() -> None:
    made = described(("search", []), ("find", ["search"]))

    assert list(attributes(made)) == ["search", "search_2"]
    assert made.warned() == ["name-collision"]
    assert "    def search_2(self" in made.file(f"_protocol/{PACKAGE}.py")


def test_a_group_may_have_a_method_that_is_called_close() -> None:
    assert methods(described(("issues/close", ["issues"])), "issues", "IssuesOperations") == ["close"]


@pytest.mark.parametrize(
    ("id", "tag", "name"),
    [
        ("listPets", "pets", "list_pets"),
        ("list_pets", "pets", "list_pets"),
        ("Pets_List", "Pets", "list"),
        ("Pets_List", "Animals", "pets_list"),
        ("pets/list-for-org", "pets", "list_for_org"),
        ("pull-requests/list", "Pull Requests", "list"),
        ("pets.list", "pets", "list"),
        ("pkg.pets.toys.list", "pets", "toys_list"),
        ("PetsController_findAll", "pets", "find_all"),
        ("getPetsByIdUsingGET", "pets-controller", "get_pets_by_id_using_get"),
        ("api_v1_pets_list", "pets", "list"),
        ("api_v1_pets_list", "api", "v1_pets_list"),
        ("list pets / all", "pets", "list_pets_all"),
        ("list_pets_of_owner", "pets", "list_pets_of_owner"),
        ("pets", "pets", "pets"),
        ("pets/import", "pets", "import_"),
        ("0f8fad5bd9cb469fa16570867728950e", "pets", "get_0"),
        (None, "pets", "get_0"),
    ],
)
def test_the_method_of_an_operation_in_a_group(id: str | None, tag: str, name: str) -> None:
    made = described((id, [tag]))
    (cls,) = attributes(made).values()

    assert methods(made, next(iter(attributes(made))), cls) == [name]


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("get", "/", "get"),
        ("get", "/pets", "get_pets"),
        ("get", "/pets/{id}", "get_pets_by_id"),
        ("get", "/pets/{id}/toys", "get_pets_by_id_toys"),
        ("delete", "/pets/{petId}/toys/{toyId}", "delete_pets_by_pet_id_toys_by_toy_id"),
        ("get", "/report.{format}", "get_report_by_format"),
        ("get", "/files/{+path}", "get_files_by_path"),
    ],
)
def test_a_method_that_is_named_after_its_route(method: str, path: str, name: str) -> None:
    id = names.route_id(method, path)

    assert names.method_name(names.method_stem(id, method, path), frozenset()) == name
    assert names.method_name(names.operation_stem(id, method, path), frozenset()) == name


def test_a_model_without_a_name_in_an_operation_without_one_is_named_as_its_method() -> None:
    content = {"application/json": {"schema": {"type": "object", "properties": {"a": {}}}}}
    paths = {"/pets/{id}": {"get": {"responses": {"200": {"description": "x", "content": content}}}}}

    made = generate({"paths": paths})

    assert made.signature("get_pets_by_id").endswith("-> Response[models.GetPetsByIdResult]")


def test_annotations_beside_a_method_that_is_named_like_a_type() -> None:
    answer = {"200": {"description": "x", "content": {"application/json": {"schema": {"type": "array", "items": {}}}}}}
    paths = {f"/{id}": {"get": {"operationId": id, "responses": answer}} for id in ("list", "find")}
    made = generate({"paths": paths})

    assert made.signature("find").endswith("-> Response[builtins.list[Any]]")
    assert "import builtins\n" in made.file(f"{PACKAGE}.py")
    assert "import builtins\n" not in made.file(f"_protocol/{PACKAGE}.py")
    assert "-> Response[list[Any]]" in made.files["api.md"].decode()


def test_the_description_may_choose_the_class_of_a_schema() -> None:
    schemas = {"P": {"type": "object", "x-ms-client-name": "Animal", "properties": {"n": {"type": "string"}}}}
    made = generate({"components": {"schemas": schemas}})

    assert "class Animal(Model):" in made.file("models/animal.py")


def test_package_toml_leaves_groups_out() -> None:
    made = described(("pets/list", ["pets"]), configuration="groups = false\n")

    assert attributes(made) == {"pets_list": "Response[None] | httpx.Response"}


def test_package_toml_names_a_group() -> None:
    made = described(("a", ["Pull Requests"]), configuration='[groups]\n"Pull Requests" = "pulls"\n')

    assert attributes(made) == {"pulls": "PullsOperations"}
    assert "class PullsOperations(" in made.file("pulls.py")
