"""The block `samples` of an overlay -> functions in `samples/` and the docstring, or a problem at its own line."""

from __future__ import annotations

import pytest

from snippets.describe import generate
from veneer.diagnostics import InputError

DESCRIPTION = """
paths:
  /pets/{petId}:
    put:
      operationId: putPet
      parameters: [{name: petId, in: path, required: true, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components: {schemas: {Pet: {type: object, required: [name], properties: {name: {type: string}, age: {type: integer}}}}}
"""
FILES = "[samples]\nfiles = true\n"
HEAD = '{% extends "method.py.jinja" %}\n{% block parameters %}polite: bool = True, {% endblock %}\n'
ADDED = """{% extends "added_method.py.jinja" %}
{% block docstring %}
'Feed.'
{% endblock %}
{% block body %}
pass
{% endblock %}
"""


def samples(block: str, head: str = HEAD, method: str = "put_pet") -> str:
    text = f"{head}{{% block samples %}}\n{block}\n{{% endblock %}}\n"
    made = generate(DESCRIPTION, FILES, {f"pkg/{method}.py.jinja": text})
    return made.files["samples/v1/pkg.py"].decode() + made.file("pkg.py")


def test_block_replaces_the_stock_samples_of_the_convenience_form() -> None:
    made = samples(
        "# without manners\n"
        'content = {{ new("Pet", name=sample_value("putPet", "name"), age=sample_value("putPet", "age")) }}\n'
        '{{ sample_call("putPet", "client.put_pet(" ~ sample_path("putPet") ~ "content, polite=False)") }}\n'
    )
    lines = (
        '    content = models.Pet(name="<name>", age=30)\n'
        '    response = {}client.put_pet("<petId>", content, polite=False)\n'
        "    print(response.value.name)\n"
    )
    head = 'def put_pet_without_manners(client: PkgClient) -> None:\n    """Put pet: without manners."""\n'
    assert head + lines.format("") in made
    assert "async def async_put_pet_without_manners" in made
    assert lines.format("await ") in made
    assert "put_pet_short" not in made
    assert "put_pet_protocol_short" in made
    # Its first one is that of the docstring.
    assert 'Example:\n            content = models.Pet(name="<name>", age=30)\n' in made


def test_block_may_add_to_the_stock_samples() -> None:
    made = samples('{{ super() }}\n# politely\ncontent = {{ sample_content("putPet") }}\nclient.put_pet("1", content)')
    for name in ("put_pet_short", "put_pet_with_all_parameters", "put_pet_politely"):
        assert f"def {name}(client: PkgClient)" in made
        assert f"def async_{name}(client: AsyncPkgClient)" in made


def test_samples_of_an_added_method() -> None:
    made = samples("# quickly\n{{ await_ }}client.feed()\nprint({{ library('uuid') }}.uuid4())", ADDED, "feed")
    assert 'def feed_quickly(client: PkgClient) -> None:\n    """Feed: quickly."""\n    client.feed()\n' in made
    assert "\nimport uuid\n" in made
    assert "    await client.feed()\n" in made


@pytest.mark.parametrize(
    ("block", "id", "line"),
    [
        ('# a\n{{ sample_value("putPet", "nam") }}', "unknown-property", 5),
        ('# a\n{{ sample_content("putPets") }}', "unknown-operation", 5),
        ("# a\n{{ sample() }}", "overlay-error", 5),
        ("client.put_pet()", "overlay-sample", 1),
        ("# a\nclient.put_pet(", "overlay-python", 1),
    ],
)
def test_faults(block: str, id: str, line: int) -> None:
    with pytest.raises(InputError) as raised:
        samples(block)
    (problem,) = raised.value.diagnostics
    assert (problem.id, problem.location.line) == (id, line)


def test_block_alone_is_a_reason_for_an_overlay() -> None:
    made = samples("# politely\nclient.put_pet('1', None)", head='{% extends "method.py.jinja" %}\n')
    assert "def put_pet_politely" in made
    assert "Example:\n            client.put_pet('1', None)\n" in made


def test_block_that_prints_the_stock_samples_is_none() -> None:
    with pytest.raises(InputError) as caught:
        samples("{{ super() }}", head='{% extends "method.py.jinja" %}\n')
    assert [item.id for item in caught.value.diagnostics] == ["overlay-changes-nothing"]


def test_samples_that_are_shown_nowhere_are_no_reason() -> None:
    text = (
        '{% extends "method.py.jinja" %}\n{% block samples %}\n# politely\nclient.put_pet("1", None)\n{% endblock %}\n'
    )
    with pytest.raises(InputError, match="overlay-changes-nothing"):
        generate(DESCRIPTION, "[samples]\ndocstrings = false\n", {"pkg/put_pet.py.jinja": text})
