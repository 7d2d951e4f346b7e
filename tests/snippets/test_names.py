"""Names of the description -> Python names: keywords, collisions, and names that mean something else where they go."""

from __future__ import annotations

import ast
from itertools import product
from pathlib import PurePosixPath

import pytest

from snippets.describe import PACKAGE, generate, operation, schemas
from veneer import names
from veneer.upstream import ClassName, PythonIdentifier


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("petId", "pet_id"),
        ("PetID", "pet_id"),
        ("class", "class_"),
        ("self", "self_"),
        ("list", "list_"),
        ("id", "id"),
        ("1st", "value_1st"),
        ("größeÄndern", "größe_ändern"),
        ("имяПользователя", "имя_пользователя"),
        ("@odata.type", "odata_type"),
        ("_links", "links"),
        ("__class__", "class_"),
        ("$top", "top"),
        ("filter[name]", "filter_name"),
        ("content", "content_"),
        ("context", "context_"),
        ("required", "required_"),
        ("nullable", "nullable_"),
        ("take", "take"),
        ("naïve", "naïve"),
        ("ﬁle", "file"),
        ("a\u202eb", "a_b"),
        ("", "value_"),
        ("!", "value_"),
    ],
)
def test_the_argument_of_a_parameter(wire: str, name: str) -> None:
    assert names.identifier(wire, names.METHOD_PARAMETERS) == name


@pytest.mark.parametrize(
    ("hint", "name"),
    [
        ("pet", "Pet"),
        ("HTTPServer", "HTTPServer"),
        ("pet_store.Pet-2", "PetStorePet2"),
        ("Response", "ResponseModel"),
        ("Any", "AnyModel"),
        ("Model", "ModelModel"),
        ("2fa", "Model2Fa"),
        ("Größe_ändern", "GrößeÄndern"),
        ("Exception", "Exception_"),
        ("../../etc/passwd", "EtcPasswd"),
    ],
)
def test_the_class_of_a_schema(hint: str, name: str) -> None:
    assert names.class_name(hint) == name


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("listPets", "list_pets"),
        ("Pets_ListAll", "pets_list_all"),
        ("pets/list-all", "pets_list_all"),
        ("import", "import_"),
        ("close", "close_"),
        ("overload", "overload_"),
        ("list", "list"),
        ("3fa85f64-5717-4562-b3fc-2c963f66afa6", "get_pets_by_pet_id"),
        (None, "get_pets_by_pet_id"),
    ],
)
def test_the_method_of_an_operation(id: str | None, name: str) -> None:
    node = {"responses": {}} | ({"operationId": id} if id else {})
    generated = generate({"paths": {"/pets/{petId}": {"get": node}}})

    assert f"    def {name}(self" in generated.file(f"_protocol/{PACKAGE}.py")
    compile(generated.file(f"{PACKAGE}.py"), "client", "exec")


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("v1.1-preview.1", "v1_1_preview_1"),
        ("2024-05-01", "v2024_05_01"),
        ("models", "vmodels"),
        ("class", "vclass"),
        ("../..", "v"),
        ("con", "vcon"),
        ("v" * 500, "v" * 100),
    ],
)
def test_the_subpackage_of_a_version(version: str, name: str) -> None:
    assert names.version_module(version) == name


def test_collisions_get_suffixes_in_the_descriptions_order_and_are_reported() -> None:
    generated = generate(
        {
            "paths": {
                "/a": {"get": {"operationId": "getPet", "responses": {}}},
                "/b": {"get": {"operationId": "get_pet", "responses": {}}},
                "/c": {"get": {"operationId": "get-pet", "responses": {}}},
            },
            "components": {
                "schemas": {
                    "petDog": {"properties": {"a_b": {}, "aB": {}}},
                    "PetDog": {"properties": {"x": {}}},
                }
            },
        }
    )
    protocol = generated.file(f"_protocol/{PACKAGE}.py")

    assert [protocol.index(f"def get_pet{suffix}(self") for suffix in ("", "_2", "_3")]
    assert "class PetDog(Model)" in generated.file("models/pet_dog.py")
    assert "class PetDog2(Model)" in generated.file("models/pet_dog_2.py")
    assert generated.model("pet_dog").splitlines()[:2] == [
        "a_b: Any = field(default=UNSET, kw_only=True)",
        "a_b_2: Any = field(default=UNSET, kw_only=True)",
    ]
    assert generated.warned() == ["name-collision"] * 4
    assert str(generated.warnings[0]) == (
        "api.yaml: warning[name-collision]: method name `get_pet` is taken, so this one is `get_pet_2`\n"
        "    fix: Choose a name for it in package.toml."
    )


def test_a_type_of_a_parameter_is_named_after_the_operation_where_its_name_is_taken() -> None:
    def listing(id: str, *values: str) -> dict[str, object]:
        parameter = {"name": "sort", "in": "query", "schema": {"enum": values}}
        return {"get": {"operationId": id, "parameters": [parameter], "responses": {}}}

    paths = {"/a": listing("listPets", "a"), "/b": listing("listToys", "b"), "/c": listing("list_toys", "c")}
    generated = generate({"paths": paths})

    assert [
        generated.file(f"models/{name}.py").count("class ") for name in ("sort", "list_toys_sort", "list_toys_sort_2")
    ]
    assert "class name `Sort` is taken, so this one is `ListToysSort`" in str(generated.warnings[1])


def test_a_name_that_comes_later_renames_nothing_that_was_there() -> None:
    first = {"petDog": {"properties": {"a": {}}}, "PetDog": {"properties": {"b": {}}}}
    later = first | {"Pet_Dog": {"properties": {"c": {}}}}
    before, after = (generate({"components": {"schemas": found}}).files for found in (first, later))

    assert all(after[path] == text for path, text in before.items() if path.endswith(("pet_dog.py", "pet_dog_2.py")))


def test_a_made_up_name_gives_way_to_one_of_the_description() -> None:
    generated = schemas("Pet: {properties: {owner: {properties: {x: {}}}}}\nPetOwner: {properties: {y: {}}}")

    assert generated.model("pet_owner").startswith("y: Any")
    assert generated.model("pet").startswith("owner: PetOwner2 | None")


def test_a_schema_with_the_name_of_a_client() -> None:
    generated = operation(
        """
        responses:
          '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/PkgClient'}}}}
        """,
        components={"schemas": {"PkgClient": {"properties": {"x": {}}}}},
    )

    assert generated.signature().endswith("-> Response[models.PkgClientModel]")


@pytest.mark.parametrize(
    "name", ["field", "define", "dt", "to_dict", "from_dict", "additional_properties", "list", "str", "data"]
)
def test_a_property_never_hides_what_its_class_needs(name: str) -> None:
    generated = schemas(
        f"Pet: {{properties: {{{name}: {{type: string, format: date}}, other: {{type: string, format: date}}}}}}"
    )

    compile(generated.file("models/pet.py"), "pet", "exec")
    assert generated.model("pet").splitlines()[0] == (
        f"{name}{'' if name == 'data' else '_'}: dt.date | None = field(default=None, kw_only=True)"
    )


def test_what_generated_modules_import_is_reserved() -> None:
    generated = operation(
        """
        parameters:
        - {name: a, in: query, required: true, schema: {type: array, items: {type: integer, format: unixtime}}}
        requestBody:
          content:
            application/json: {schema: {type: object, additionalProperties: {$ref: '#/components/schemas/A'}}}
        responses:
          '200':
            description: d
            content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/A'}}}}
        """,
        method="post",
        components={
            "schemas": {"A": {"properties": {"k": {"enum": ["a"]}, "d": {"type": "string", "format": "uuid"}}}}
        },
    )
    reserved = names.METHOD_PARAMETERS | names.CLIENT_MEMBERS | names.CLASSES | names.MODEL_MEMBERS
    own = {
        "PkgProtocol",
        "AsyncPkgProtocol",
        "A",
        "AK",
        "annotations",
        "Service",
        "AsyncService",
        "HttpRequest",
        "TYPE_CHECKING",
    }
    for path in (f"{PACKAGE}.py", f"_protocol/{PACKAGE}.py", "models/a.py", "models/ak.py"):
        nodes = [node for node in ast.walk(ast.parse(generated.file(path))) if isinstance(node, ast.ImportFrom)]
        imported = {alias.name for node in nodes for alias in node.names}
        assert not {name for name in imported - reserved - own if not name.startswith(("put", "take"))}


@pytest.mark.parametrize("name", ["Con", "aux", "NUL", "com1", "x" * 300, "名" * 100, "é" * 200, "a/../b", "..", "."])
def test_the_file_of_a_class_can_be_written_everywhere(name: str) -> None:
    generated = generate({"components": {"schemas": {name: {"properties": {"x": {}}}}}})
    path = PurePosixPath(
        next(path for path in generated.files if "/models/" in path and not path.endswith("__init__.py"))
    )

    assert path.parent == PurePosixPath(PACKAGE, "v1", "models")
    assert len(path.name.encode()) < 240
    assert path.stem not in {"con", "aux", "nul", "com1"}


def test_a_class_has_no_name_of_the_runtimes() -> None:
    generated = generate({"components": {"schemas": {"UnknownObject": {"properties": {"a": {}}}}}})

    assert "class UnknownObjectModel(Model)" in generated.file("models/unknown_object_model.py")


def test_what_unions_may_give_is_exported_where_they_may() -> None:
    pet = {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]}
    tagged = {**pet, "discriminator": {"propertyName": "k"}}
    parts = {name: {"required": ["k"], "properties": {"k": {"type": "string"}, name: {}}} for name in "AB"}
    described = [{"components": {"schemas": {**parts, "C": {"properties": {"p": union}}}}} for union in (pet, tagged)]
    found = [b"UnknownObject" in generate(item).files["pkg/__init__.py"] for item in described]

    assert found == [False, True]


def test_the_second_operation_of_one_id_is_called_by_its_route() -> None:
    done = {"operationId": "listPets", "responses": {"204": {"description": "Done."}}}
    generated = generate({"paths": {"/pets": {"get": done}, "/cats/{id}": {"delete": done}}})

    assert "duplicate-operation-id" in generated.warned()
    assert generated.part("path", "list_pets") == "'/pets'"
    assert "/cats/" in (generated.part("path", "delete_cats_by_id") or "")


@pytest.mark.parametrize(("form", "is_there"), [("duration", True), ("duration-seconds", False)])
def test_a_package_with_iso_durations_has_those_of_years_and_months(form: str, is_there: bool) -> None:
    fields = {"type": "object", "properties": {"p": {"type": "array", "items": {"type": "string", "format": form}}}}
    generated = generate({"components": {"schemas": {"A": fields}}})

    assert ('"CalendarDuration"' in generated.files["pkg/__init__.py"].decode()) is is_there


def test_text_of_ascii_becomes_the_same_name_as_any_other() -> None:
    for character in map(chr, range(128)):
        for text in (f"a{character}e", f"{character}ae", f"ae{character}"):
            other = text.replace("e", "é")

            assert names.identifier(text) == names.identifier(other).replace("é", "e")


def test_the_words_of_ascii_are_those_of_the_front_end() -> None:
    pieces = ("a", "Be", "CD", "3", "_", ".", "list", "None")
    for some in product(pieces, repeat=4):
        text = "".join(some).strip("_ .") or "a"
        snake, pascal = PythonIdentifier(text, "value_"), ClassName(text, "Model")

        assert names.identifier(text) == snake
        assert names.class_name(text) == pascal[:1].upper() + pascal[1:]
