"""What tells the objects of one model from others -> a value that its class knows."""

from __future__ import annotations

from typing import Any

from snippets.describe import Generated, generate

TEXT = {"type": "string"}


def described(**schemas: Any) -> Generated:
    return generate({"components": {"schemas": schemas}})


def model(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": [*required], "properties": properties}


def child(of: str, **properties: Any) -> dict[str, Any]:
    return {"allOf": [{"$ref": f"#/components/schemas/{of}"}, model(**properties)]}


def test_a_child_knows_the_word_that_leads_to_it() -> None:
    mapping = {"cat": "Cat", "b": "Both", "c": "Both"}
    parent = model("kind", kind=TEXT) | {"discriminator": {"propertyName": "kind", "mapping": mapping}}
    made = described(
        Pet=parent, Cat=child("Pet"), Dog=child("Pet"), Pup=child("Dog"), Own=child("Pet", kind={"const": "own"}),
        Both=child("Pet"), Said=child("Pet") | {"x-ms-discriminator-value": "#said"},
    )  # fmt: skip

    assert "kind: str\n" in f"{made.model('pet')}\n"
    assert "kind: str = field(default='cat', kw_only=True)" in made.model("cat")
    assert "kind: str = field(default='Dog', kw_only=True)" in made.model("dog")
    assert "kind: str = field(default='Pup', kw_only=True)" in made.model("pup")
    assert "kind: str = field(default='#said', kw_only=True)" in made.model("said")
    assert "kind: Literal['own'] = field(default='own', kw_only=True)" in made.model("own")
    assert "kind" not in made.model("both")  # it has the attribute of its parent, which callers set
    assert "kind (str; ``cat`` unless given)" in made.file("models/cat.py")


def test_an_option_of_a_union_knows_it_too_unless_unions_call_it_differently() -> None:
    options = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]
    pets = {"oneOf": options, "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat"}}}
    again = {"oneOf": options, "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "d": "Dog"}}}
    made = described(
        Cat=model("kind", kind=TEXT),
        Dog=model("kind", kind=TEXT),
        Home=model(a=pets, b={"type": "array", "items": again}),
    )

    assert "kind: str = field(default='cat', kw_only=True)" in made.model("cat")
    assert "kind: str\n" in f"{made.model('dog')}\n"


def test_an_enum_of_one_value_is_known_where_it_is_required_and_closed() -> None:
    one = {"type": "string", "enum": ["only"]}
    made = described(
        A=model("kind", kind=one, other=one),
        B=model("kind", kind=one | {"x-extensible-enum": True}),
        C=model("kind", kind=one | {"enum": ["one", "two"]}),
    )

    assert "kind: AKind = field(default=AKind.ONLY, kw_only=True)" in made.model("a")
    assert "other: AOther | None = field(default=None, kw_only=True)" in made.model("a")
    assert "kind: BKind\n" in f"{made.model('b')}\n"
    assert "kind: CKind\n" in f"{made.model('c')}\n"


def test_a_discriminator_chooses_a_member_of_an_enum() -> None:
    kind = {"type": "string", "enum": ["Cat", "Dog"]}
    parent = model("kind", kind=kind) | {"discriminator": {"propertyName": "kind"}}
    made = described(Pet=parent, Cat=child("Pet"), Cow=child("Pet"))

    assert "kind: PetKind = field(default=PetKind.CAT, kw_only=True)" in made.model("cat")
    assert "kind" not in made.model("cow")


def test_a_sample_says_what_its_class_does_not_know() -> None:
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Cat"}}}}
    parent = model("kind", kind=TEXT) | {"discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat"}}}
    paths = {"/": {"post": {"operationId": "call", "requestBody": body, "responses": {}}}}
    made = generate({"paths": paths, "components": {"schemas": {"Pet": parent, "Cat": child("Pet", name=TEXT)}}})

    assert "content = models.Cat()\n" in made.file("pkg.py")
    assert 'RequestContent.json({"kind": "cat"})' in made.file("_protocol/pkg.py")
