"""Object schemas -> attrs classes: attributes, what is left out, and how models that need each other are imported."""

from __future__ import annotations

import pytest

from snippets.describe import generate, schemas

EXTRA = "additional_properties: dict[str, Any] = field(factory=dict, kw_only=True)"


def attribute(schema: str, *, required: bool = False, version: str = "3.1.0") -> str:
    needed = "required: [p], " if required else ""
    generated = schemas(f"Pet: {{type: object, {needed}properties: {{p: {schema}}}}}", version)
    return generated.model("pet").splitlines()[0]


@pytest.mark.parametrize(
    ("schema", "required", "declared"),
    [
        ("{type: string}", True, "p: str"),
        ("{type: string}", False, "p: str | None = field(default=None, kw_only=True)"),
        ("{type: [string, 'null']}", True, "p: str | None"),
        ("{type: [string, 'null']}", False, "p: str | None | Unset = field(default=UNSET, kw_only=True)"),
        ("{anyOf: [{type: string}, {type: 'null'}]}", True, "p: str | None"),
        ("{oneOf: [{type: 'null'}, {type: integer}, {type: string}]}", True, "p: int | str | None"),
        ("{type: 'null'}", False, "p: None | Unset = field(default=UNSET, kw_only=True)"),
        ("{}", True, "p: Any"),
        ("{}", False, "p: Any = field(default=UNSET, kw_only=True)"),
        ("true", True, "p: Any"),
        ("{const: a}", True, "p: Literal['a'] = field(default='a', kw_only=True)"),
        ("{const: '{x}'}", True, "p: Literal['{x}'] = field(default='{x}', kw_only=True)"),
        ("{const: 1}", False, "p: Literal[1] | None = field(default=None, kw_only=True)"),
        ("{const: null}", True, "p: None"),
        ("{const: {a: 1}}", True, "p: Any"),
        ("{type: string, default: x}", True, "p: str"),
        ("{type: string, default: x}", False, "p: str | None = field(default=None, kw_only=True)"),
        ("{type: integer, format: int64}", True, "p: int"),
        ("{type: number, format: decimal}", True, "p: Decimal"),
        ("{type: boolean}", True, "p: bool"),
        ("{type: string, format: duration}", True, "p: dt.timedelta"),
        ("{type: [string, integer]}", True, "p: str | int"),
        ("{type: array, items: {type: string, format: uuid}}", True, "p: list[UUID]"),
        ("{type: object}", True, "p: dict[str, Any]"),
        ("{type: object, additionalProperties: false}", True, "p: dict[str, Any]"),
        ("{type: object, additionalProperties: {type: integer}}", True, "p: dict[str, int]"),
        ("{type: object, properties: {q: {type: string}}}", True, "p: PetP"),
        ("{enum: []}", True, "p: Any"),
        ("{not: {}}", True, "p: Any"),
    ],
)
def test_an_attribute(schema: str, required: bool, declared: str) -> None:
    assert attribute(schema, required=required) == declared


@pytest.mark.parametrize(
    "schema",
    [
        "{type: string, nullable: true}",
        "{allOf: [{type: string}], nullable: true}",
        "{oneOf: [{type: string}], nullable: true}",
    ],
)
def test_nullable_of_openapi_3_0(schema: str) -> None:
    assert attribute(schema, required=True, version="3.0.3") == "p: str | None"


@pytest.mark.parametrize(
    "target",
    [
        "{type: [object, 'null'], properties: {a: {type: string}}}",
        "{type: [string, 'null'], enum: [a, null]}",
        "{type: [array, 'null'], items: {type: string}}",
        "{allOf: [{$ref: '#/components/schemas/Base'}], nullable: true}",
    ],
)
def test_a_named_schema_that_may_be_null(target: str) -> None:
    generated = schemas(
        f"""
        Base: {{type: object, properties: {{b: {{type: string}}}}}}
        Target: {target}
        Pet: {{type: object, required: [p], properties: {{p: {{$ref: '#/components/schemas/Target'}}}}}}
        """
    )

    assert generated.model("pet").splitlines()[0].endswith(" | None")
    assert "put_nullable(data, 'p', self.p, " in generated.statements("pet", "to_dict")[1]


def test_required_ones_are_positional_in_the_descriptions_order_and_the_rest_by_name() -> None:
    generated = schemas(
        "Pet: {required: [z, a], properties: {z: {type: string}, m: {type: string}, a: {type: integer}}}"
    )

    assert generated.model("pet").splitlines() == [
        "z: str",
        "m: str | None = field(default=None, kw_only=True)",
        "a: int",
        EXTRA,
    ]


def test_additional_properties_with_a_type() -> None:
    generated = schemas("Pet: {properties: {a: {type: string}}, additionalProperties: {type: string, format: date}}")

    assert "additional_properties: dict[str, dt.date] = field(factory=dict, kw_only=True)" in generated.model("pet")
    assert "put_additional(data, encode_map(encode_date)(self.additional_properties))" in generated.statements(
        "pet", "to_dict"
    )
    assert "additional_properties=map_of(decode_date)(data)" in generated.statements("pet", "from_dict")[1]


def test_what_stands_beside_a_reference_holds_as_well() -> None:
    generated = schemas(
        """
        Name: {type: string, minLength: 1}
        Color: {type: string, enum: [red, green]}
        Owner: {type: object, properties: {id: {type: integer}}}
        Pet:
          properties:
            name: {$ref: '#/components/schemas/Name', maxLength: 10, example: Rex}
            color: {$ref: '#/components/schemas/Color', enum: [red]}
            owner: {$ref: '#/components/schemas/Owner', type: object, description: Whose.}
            former: {$ref: '#/components/schemas/Owner', type: [object, 'null']}
            next: {$ref: '#/components/schemas/Owner', required: [id], properties: {since: {type: string}}}
        """
    )

    assert "name (str | None; 1 to 10 characters)" in generated.file("models/pet.py")
    assert generated.model("pet").splitlines()[1:5] == [
        "color: PetColor | None = field(default=None, kw_only=True)",
        "owner: Owner | None = field(default=None, kw_only=True)",
        "former: Owner | None | Unset = field(default=UNSET, kw_only=True)",
        "next_: PetNext | None = field(default=None, kw_only=True)",
    ]
    assert generated.model("pet_next").splitlines()[:2] == [
        "id: int",
        "since: str | None = field(default=None, kw_only=True)",
    ]
    assert generated.warned() == []


def test_read_only_and_deprecated_are_said() -> None:
    text = schemas("Pet: {properties: {a: {type: string, readOnly: true, deprecated: true, minLength: 2}}}").file(
        "models/pet.py"
    )

    assert "a (str | None; at least 2 characters; read-only; deprecated)" in text


def test_what_stands_beside_a_schema_that_takes_null_does_not_forbid_it() -> None:
    generated = schemas(
        """
        Window: {type: object, nullable: true, properties: {start: {type: string}}}
        Droplet:
          type: object
          required: [window, end]
          properties:
            window: {allOf: [{$ref: '#/components/schemas/Window'}, {required: [start]}]}
            end: {allOf: [{$ref: '#/components/schemas/Window'}, {type: object, properties: {end: {type: string}}}]}
        """
    )

    assert "window: DropletWindow | None\n" in generated.model("droplet")
    assert "end: DropletEnd\n" in generated.model("droplet")


def test_all_of_is_flattened_once_for_each_member() -> None:
    generated = schemas(
        """
        A: {type: object, required: [a], properties: {a: {type: string}}}
        B: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {b: {type: integer}}}]}
        C:
          allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
          required: [b]
          properties: {c: {}}
        """
    )

    assert generated.model("c").splitlines()[:3] == [
        "a: str",
        "b: int",
        "c: Any = field(default=UNSET, kw_only=True)",
    ]


def test_a_parent_with_a_discriminator_is_inherited_from() -> None:
    generated = schemas(
        """
        Animal:
          required: [kind]
          properties: {kind: {type: string}}
          discriminator: {propertyName: kind}
        Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {lives: {type: integer}}}]}
        """
    )

    assert generated.model("cat").splitlines()[:2] == [
        "kind: str = field(default='Cat', kw_only=True)",
        "lives: int | None = field(default=None, kw_only=True)",
    ]
    assert "class Cat(Animal):" in generated.file("models/cat.py")
    assert generated.statements("animal", "from_dict")[2].startswith(
        "if (kind := subclass_of(Animal, data, 'kind', {'Cat': Cat})) is not None:"
    )


def test_a_child_of_another_name_of_a_parent_inherits_from_the_parent() -> None:
    generated = schemas(
        """
        Animal: {required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
        Beast: {type: object, allOf: [{$ref: '#/components/schemas/Animal'}]}
        Cat:
          allOf: [{$ref: '#/components/schemas/Beast'}, {$ref: '#/components/schemas/Animal'}]
          properties: {lives: {type: integer}}
        """
    )

    assert "class Cat(Animal):" in generated.file("models/cat.py")
    assert generated.model("cat").splitlines()[:2] == [
        "kind: str = field(default='Cat', kw_only=True)",
        "lives: int | None = field(default=None, kw_only=True)",
    ]


def test_a_parent_with_a_default_mapping_reads_what_it_does_not_know_as_that_child() -> None:
    generated = schemas(
        """
        Animal:
          properties: {kind: {type: string}}
          discriminator: {propertyName: kind, defaultMapping: '#/components/schemas/Other'}
        Cat: {allOf: [{$ref: '#/components/schemas/Animal'}], properties: {lives: {type: integer}}}
        Other: {allOf: [{$ref: '#/components/schemas/Animal'}], properties: {what: {type: string}}}
        """
    )

    read = " ".join(generated.statements("animal", "from_dict"))
    assert "subclass_of(Animal, data, 'kind', {'Cat': Cat, 'Other': Other}, Other)" in read


def test_children_are_found_by_whatever_a_mapping_calls_them() -> None:
    generated = schemas(
        """
        Animal:
          required: [kind]
          properties: {kind: {type: string}}
          discriminator:
            propertyName: kind
            mapping: {a: '#/components/schemas/Sea%20cow', b: Other, c: '#/components/schemas/Other', d: Cat/s}
        Sea cow: {allOf: [{$ref: '#/components/schemas/Animal'}], properties: {depth: {type: integer}}}
        Cat/s: {allOf: [{$ref: '#/components/schemas/Animal'}], properties: {lives: {type: integer}}}
        Other: {$ref: '#/components/schemas/Cat~1s'}
        Dog/s: {allOf: [{$ref: '#/components/schemas/Animal'}], properties: {barks: {type: boolean}}}
        Holder:
          required: [u]
          properties:
            u:
              oneOf: [{$ref: '#/components/schemas/Other'}, {$ref: '#/components/schemas/Dog~1s'}]
              discriminator: {propertyName: kind, mapping: {c: Other}}
        """
    )

    read = " ".join(generated.statements("animal", "from_dict"))
    assert "{'a': SeaCow, 'b': CatS, 'c': CatS, 'd': CatS, 'Dog/s': DogS}" in read
    assert "{'c': CatS.from_dict, 'Dog/s': DogS.from_dict}" in generated.statements("holder", "from_dict")[-1]


def test_a_child_narrows_what_its_parent_declares() -> None:
    generated = schemas(
        """
        Animal:
          required: [kind]
          properties: {kind: {type: string}, name: {type: string}}
          discriminator: {propertyName: kind}
        Cat:
          required: [name]
          allOf: [{$ref: '#/components/schemas/Animal'}]
          properties: {kind: {const: cat}, lives: {type: integer}}
        """
    )

    assert generated.model("cat").splitlines()[:2] == [
        "kind: Literal['cat'] = field(default='cat', kw_only=True)",
        "name: str",
    ]
    assert "{'cat': Cat}" in generated.statements("animal", "from_dict")[2]


def test_a_child_that_contradicts_its_parent_stands_alone() -> None:
    generated = schemas(
        """
        Animal:
          required: [kind]
          properties: {kind: {type: string}, name: {type: string}}
          discriminator: {propertyName: kind}
        Cat:
          allOf: [{$ref: '#/components/schemas/Animal'}]
          properties: {name: {type: integer}}
        """
    )

    assert "class Cat(Model):" in generated.file("models/cat.py")
    assert generated.model("cat").splitlines()[0] == "kind: str = field(default='Cat', kw_only=True)"


@pytest.mark.parametrize(
    ("union", "annotation", "decoder"),
    [
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}",
            "A | B",
            "by_tag('kind', {'a': A.from_dict, 'b': B.from_dict})",
        ),
        (
            "{anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {type: string}]}",
            "A | B | str",
            "by_tag('kind', {'a': A.from_dict, 'b': B.from_dict}, decode_str)",
        ),
        (
            "{discriminator: {propertyName: kind}, oneOf: [{$ref: '#/components/schemas/A'}, "
            "{$ref: '#/components/schemas/B'}]}",
            "A | B | UnknownObject",
            "by_tag('kind', {'a': A.from_dict, 'b': B.from_dict}, is_open=True)",
        ),
        (
            "{discriminator: {propertyName: type, mapping: {x: C}}, oneOf: [{$ref: '#/components/schemas/A'}, "
            "{$ref: '#/components/schemas/C'}]}",
            "A | C | UnknownObject",
            "by_tag('type', {'x': C.from_dict, 'A': A.from_dict}, one_of(A.from_dict, C.from_dict), is_open=True)",
        ),
        (
            "{discriminator: {propertyName: kind, defaultMapping: C}, oneOf: [{$ref: '#/components/schemas/A'}, "
            "{$ref: '#/components/schemas/C'}, {type: string}]}",
            "A | C | str",
            "by_tag('kind', {'C': C.from_dict, 'a': A.from_dict}, one_of(C.from_dict, decode_str))",
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/C'}, {type: 'null'}]}",
            "A | C | None",
            "one_of(A.from_dict, C.from_dict)",
        ),
        ("{oneOf: [{const: 1}, {const: x}]}", "Literal[1] | Literal['x']", "one_of(const_of(1), const_of('x'))"),
    ],
)
def test_a_union_is_told_apart_by_a_tag_or_by_shape(union: str, annotation: str, decoder: str) -> None:
    generated = schemas(
        f"""
        A: {{required: [kind], properties: {{kind: {{const: a}}}}}}
        B: {{required: [kind], properties: {{kind: {{enum: [b]}}}}}}
        C: {{properties: {{c: {{type: string}}}}}}
        Holder: {{required: [u], properties: {{u: {union}}}}}
        """
    )

    assert generated.model("holder").splitlines()[0] == f"u: {annotation}"
    assert f"'u', {decoder})" in generated.statements("holder", "from_dict")[-1]


def test_a_parent_that_is_the_union_of_its_children() -> None:
    generated = schemas(
        """
        Animal:
          properties: {kind: {type: string}}
          discriminator: {propertyName: kind}
          oneOf: [{$ref: '#/components/schemas/Cat'}]
        Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {properties: {lives: {type: integer}}}]}
        """
    )

    assert generated.model("cat").splitlines()[0] == "kind: str | None = field(default=None, kw_only=True)"


def test_options_that_only_say_what_is_needed_together_leave_the_properties() -> None:
    generated = schemas(
        "Pet: {properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}"
    )

    assert generated.model("pet").splitlines()[0] == "a: str | None = field(default=None, kw_only=True)"


def test_models_that_need_each_other_import_late() -> None:
    generated = schemas(
        """
        A: {properties: {b: {$ref: '#/components/schemas/B'}, self: {$ref: '#/components/schemas/A'}}}
        B:
          properties:
            a: {type: array, items: {$ref: '#/components/schemas/A'}}
            c: {$ref: '#/components/schemas/C'}
        C: {properties: {x: {type: string}}}
        """
    )
    a, b = generated.file("models/a.py"), generated.file("models/b.py")

    assert "if TYPE_CHECKING:\n    from .b import B\n" in a
    assert generated.statements("a", "from_dict")[0] == "from .b import B"
    assert "\nfrom .c import C\n" in b
    assert "\nfrom .a import A" not in b
    assert "self_: A | None" in generated.model("a")


def test_a_late_import_stands_only_where_it_is_needed() -> None:
    generated = schemas(
        """
        A: {properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
        B: {allOf: [{$ref: '#/components/schemas/A'}], properties: {b: {type: string}}}
        """
    )

    assert generated.statements("a", "to_dict")[0] == "data: dict[str, Any] = {}"
    assert generated.statements("a", "from_dict")[0] == "from .b import B"


ALTERNATIVES = "{properties: {b: {type: string}, c: {type: string}}, required: [b]}, {$ref: '#/components/schemas/Cat'}"


@pytest.mark.parametrize(
    "pet",
    [
        f"{{properties: {{a: {{type: string}}}}, required: [a], oneOf: [{ALTERNATIVES}]}}",
        f"{{allOf: [{{properties: {{a: {{type: string}}}}, required: [a]}}, {{anyOf: [{ALTERNATIVES}]}}]}}",
    ],
)
def test_an_object_has_the_properties_of_its_alternatives(pet: str) -> None:
    generated = schemas(f"Pet: {pet}\nCat: {{properties: {{c: {{type: [integer, 'null']}}}}}}")

    assert generated.model("pet").splitlines()[:3] == [
        "a: str",
        "b: str | None = field(default=None, kw_only=True)",
        "c: str | int | None | Unset = field(default=UNSET, kw_only=True)",
    ]


def test_a_property_that_a_child_requires_of_its_parent_is_required() -> None:
    generated = schemas(
        """
        Animal: {properties: {kind: {type: string}, name: {type: string}}, discriminator: {propertyName: kind}}
        Cat: {allOf: [{$ref: '#/components/schemas/Animal'}, {required: [name]}]}
        """
    )

    assert generated.model("cat").splitlines()[0] == "name: str"
    assert "class Cat(Animal):" in generated.file("models/cat.py")


def test_one_parent_and_what_stands_beside_it() -> None:
    generated = schemas(
        """
        Base: {properties: {name: {type: string}}}
        Same: {allOf: [{$ref: '#/components/schemas/Base'}], description: It is the same.}
        Strict: {allOf: [{$ref: '#/components/schemas/Base'}], required: [name]}
        Either:
          allOf: [{$ref: '#/components/schemas/Base'}]
          oneOf: [{properties: {a: {type: integer}}}, {required: [name]}]
        User:
          required: [same, strict, either]
          properties:
            same: {$ref: '#/components/schemas/Same'}
            strict: {$ref: '#/components/schemas/Strict'}
            either: {$ref: '#/components/schemas/Either'}
        """
    )

    assert generated.model("user").splitlines()[:3] == ["same: Base", "strict: Strict", "either: Either"]
    assert generated.model("strict").splitlines()[0] == "name: str"
    assert generated.model("either").splitlines()[1].startswith("a: int | None")


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ("{type: string, format: int64}", "int"),
        ("{type: string, format: http-date}", "dt.datetime"),
        ("{type: integer, format: unix-time}", "dt.datetime"),
        ("{type: object, patternProperties: {'^x': {type: integer}}, additionalProperties: false}", "dict[str, int]"),
        ("{type: object, patternProperties: {'^x': {type: integer}}}", "dict[str, Any]"),
        (
            "{patternProperties: {'^x': {type: integer}}, additionalProperties: {type: [string, 'null']}}",
            "dict[str, int | str | None]",
        ),
        (
            "{type: object, patternProperties: {x: {type: integer}, y: {type: string}}, additionalProperties: false}",
            "dict[str, int | str]",
        ),
        ("{type: object, unevaluatedProperties: {type: integer}}", "dict[str, int]"),
        ("{type: object, unevaluatedProperties: false}", "dict[str, Any]"),
        ("{oneOf: [{const: 1}, {const: x}]}", "Literal[1] | Literal['x']"),
    ],
)
def test_keywords_that_make_the_type(schema: str, annotation: str) -> None:
    generated = schemas(f"Pet: {{required: [p], properties: {{p: {schema}}}}}")

    assert generated.model("pet").splitlines()[0] == f"p: {annotation}"


def test_what_the_service_sets_is_not_asked_of_a_caller() -> None:
    pet = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "readOnly": True}}}
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
    paths = {"/a": {"post": {"operationId": "call", "requestBody": body, "responses": {}}}}
    generated = generate({"paths": paths, "components": {"schemas": {"Pet": pet, "Other": pet}}})

    assert generated.model("pet").splitlines()[0] == "id: str = field(default=GIVEN, kw_only=True)"
    assert generated.statements("pet", "to_dict")[1] == "put_read_only_nullable(data, 'id', self.id, encode_str)"
    assert "id=take_given(data, 'id', decode_str)" in generated.statements("pet", "from_dict")[-1]
    assert generated.model("other").splitlines()[0] == "id: str"
    assert generated.statements("other", "to_dict")[1] == "put(data, 'id', self.id, encode_str)"


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ("{type: string, readOnly: true}", "put_read_only(data, 'p', self.p, encode_str)"),
        ("{type: [string, 'null'], readOnly: true}", "put_read_only_nullable(data, 'p', self.p, encode_str)"),
        ("{const: a, readOnly: true}", "put_optional(data, 'p', self.p, encode_const('a'))"),
        ("{type: string}", "put_optional(data, 'p', self.p, encode_str)"),
    ],
)
def test_what_is_read_only_is_not_sent(schema: str, written: str) -> None:
    generated = generate(
        f"""
        paths: {{/a: {{post: {{operationId: call, responses: {{}}, requestBody: {{content: {{application/json:
          {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}}}}}}}}}
        components: {{schemas: {{Pet: {{type: object, properties: {{p: {schema}}}}}}}}}
        """
    )

    assert generated.statements("pet", "to_dict")[1] == written


def test_what_is_write_only_may_be_missing_in_answers() -> None:
    pet = {"type": "object", "required": ["p"], "properties": {"p": {"type": "string", "writeOnly": True}}}
    answer = {
        "200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}
    }
    paths = {"/a": {"post": {"operationId": "call", "responses": answer}}}
    generated = generate({"paths": paths, "components": {"schemas": {"A": pet, "B": pet}}})

    assert [generated.model(name).splitlines()[0] for name in "ab"] == ["p: str", "p: str"]
    assert "p=take_given(data, 'p', decode_str)" in generated.statements("a", "from_dict")[-1]
    assert "p=take(data, 'p', decode_str)" in generated.statements("b", "from_dict")[-1]


_CIRCLE = """\
Circle: {oneOf: [{$ref: '#/components/schemas/Back'}, {type: string}]}
Back: {oneOf: [{$ref: '#/components/schemas/Circle'}, {type: array, items: {$ref: '#/components/schemas/Back'}}]}
"""


@pytest.mark.parametrize(
    ("schema", "warnings"),
    [
        ("{type: integer, default: abc}", ["unfit-default"]),
        ("{type: integer, default: 1.0}", []),
        ("{type: boolean, default: 'true'}", ["unfit-default"]),
        ("{enum: [a, b], default: c}", ["unfit-default"]),
        ("{type: [string, 'null'], default: null}", []),
        ("{type: array, items: {type: string}, default: a}", ["unfit-default"]),
        ("{$ref: '#/components/schemas/Tree'}", []),
        ("{$ref: '#/components/schemas/Circle'}", ["recursive-type"]),
    ],
)
def test_what_cannot_be_honoured_is_reported(schema: str, warnings: list[str]) -> None:
    generated = schemas(
        f"Pet: {{properties: {{p: {schema}}}}}\n"
        + ("Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}" if "Tree" in schema else "")
        + (_CIRCLE if "Circle" in schema else "")
    )

    assert generated.warned() == warnings


@pytest.mark.parametrize(
    ("constant", "read"),
    [
        ("2020-01-01T00:00:00Z", "const_of('2020-01-01T00:00:00Z', decode_datetime)"),
        ("2020-01-01T00:00:00.5+01:00", "const_of('2020-01-01T00:00:00.5+01:00', decode_datetime)"),
        ("2020-13-01T00:00:00Z", "const_of('2020-13-01T00:00:00Z')"),
        ("soon", "const_of('soon')"),
    ],
)
def test_a_constant_that_is_an_instant(constant: str, read: str) -> None:
    generated = schemas(f"M: {{properties: {{p: {{const: '{constant}', type: string, format: date-time}}}}}}")

    assert f"p=take_optional(data, 'p', {read})" in generated.statements("m", "from_dict")[-1]


def test_words_in_a_part_of_their_own_make_no_class_of_their_own() -> None:
    words = "{description: Who eats., type: object, nullable: true, readOnly: true}"
    generated = schemas(
        f"""
        Pet: {{properties: {{name: {{type: string}}}}}}
        Cat: {{allOf: [{{$ref: '#/components/schemas/Pet'}}, {{description: A cat.}}]}}
        Meal: {{properties: {{eater: {{allOf: [{{$ref: '#/components/schemas/Pet'}}, {words}]}}}}}}
        """,
        version="3.0.3",
    )

    assert generated.model("meal").splitlines()[0] == ("eater: Pet | None | Unset = field(default=UNSET, kw_only=True)")
    assert "eater (Pet | None; read-only): Who eats." in generated.file("models/meal.py")
    assert "class Cat(" in generated.file("models/cat.py")
