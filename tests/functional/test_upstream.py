"""The contract with openapi_python_client: one importer, one version, every name that is used as it is relied on."""

from __future__ import annotations

import ast
import inspect
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from veneer import upstream
from veneer.diagnostics import InputError
from veneer.load import SpecDocument, load_text
from veneer.render.environment import make_environment

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "openapi_python_client"


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_exactly_one_module_imports_it() -> None:
    folder = ROOT / "generator" / "veneer"
    found = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*.py"))
        if any(name.split(".")[0] == PACKAGE for name in imported(path))
    ]

    assert found == ["upstream.py"]


def test_it_is_pinned_to_the_version_that_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = [text for text in project["dependencies"] if text.startswith(PACKAGE.replace("_", "-"))]

    assert pins == [f"openapi-python-client=={version('openapi-python-client')}"]


def test_every_name_that_is_used_is_there_and_no_other_is_passed_on() -> None:
    assert [name for name in upstream.__all__ if not hasattr(upstream, name)] == []
    own = {"extension", "is_set", "typed", "untrusted", "validate", "BaseModel"}
    theirs = [getattr(upstream, name) for name in upstream.__all__ if name not in own]

    assert {inspect.getmodule(item).__name__.split(".")[0] for item in theirs} == {PACKAGE}  # type: ignore[union-attr]


# -- the document model ------------------------------------------------------------------------------------------------

FIELDS = {
    "OpenAPI": "info servers paths components security tags externalDocs openapi",
    "PathItem": "ref summary description get put post delete options head patch trace servers parameters",
    "Operation": "tags summary description externalDocs operationId parameters request_body responses deprecated "
    "security servers",
    "Parameter": "name param_in description required deprecated style explode allowReserved param_schema content",
    "RequestBody": "description content required",
    "Response": "description headers content",
    "MediaType": "media_type_schema example examples encoding",
    "Encoding": "contentType headers style explode allowReserved",
    "Header": "description required style explode param_schema",
    "Server": "url description variables",
    "SecurityScheme": "type description name security_scheme_in scheme flows openIdConnectUrl",
    "Reference": "ref",
    "Schema": "title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems "
    "minItems uniqueItems maxProperties minProperties required enum const type allOf oneOf anyOf schema_not items "
    "prefixItems properties additionalProperties description schema_format default nullable discriminator readOnly "
    "writeOnly xml externalDocs example deprecated",
}


@pytest.mark.parametrize("name", FIELDS)
def test_the_fields_that_are_read(name: str) -> None:
    model: Any = getattr(upstream, name)

    assert set(FIELDS[name].split()) - set(model.model_fields) == set()
    assert model.model_config.get("extra") == "allow"  # `extension` reads what it does not know


def loaded(text: str) -> SpecDocument:
    return load_text(f"openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\n{text}", "api")


def test_text_is_untrusted_wherever_it_stands_and_references_are_told_apart() -> None:
    document = loaded(
        """
paths:
  /a:
    get:
      operationId: a
      responses: {"200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}
components:
  schemas:
    A: {description: words, properties: {x: {type: [string, "null"], x-more: 1, default: null}}, required: [x]}
"""
    )
    operation = upstream.typed(upstream.PathItem, document, "/paths/~1a").get
    assert operation is not None
    response = operation.responses["200"]  # type: ignore[index]  # equal to the text, and hashed like it
    assert isinstance(response, upstream.Response)
    assert isinstance(operation.operationId, upstream.UntrustedString)
    assert response.content is not None
    reference = next(iter(response.content.values())).media_type_schema
    assert isinstance(reference, upstream.Reference)
    assert reference.ref.get_untrusted_value() == "#/components/schemas/A"
    schema = upstream.typed(upstream.Schema, document, "/components/schemas/A")
    assert schema.properties is not None
    inner = schema.properties[upstream.UntrustedString("x")]
    assert isinstance(inner, upstream.Schema)
    assert inner.type == [upstream.DataType.STRING, upstream.DataType.NULL]
    assert upstream.extension(inner, "x-more") == 1
    assert upstream.is_set(inner, "default")
    assert not upstream.is_set(inner, "const")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("paths: {/a: {get: {responses: {'200': {description: [a]}}}}}", "3:53", "Input should be a valid string"),
        ("paths: {/a: {get: {parameters: [{in: query}], responses: {}}}}", "3:33", "`name` is missing here"),
        (
            "paths: {}\ncomponents: {schemas: {other: {properties: {ref: {minLength: no}}}}}",
            "4:62",
            "Input should be a valid integer",
        ),
    ],
)
def test_what_does_not_fit_is_located(text: str, place: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        upstream.validate(loaded(text))

    (found,) = caught.value.diagnostics
    assert (found.id, str(found.location)) == ("invalid-description", f"api:{place}")
    assert message in found.message


# -- text that must not become code ------------------------------------------------------------------------------------


@pytest.fixture
def environment() -> Environment:
    return make_environment({})


@pytest.mark.parametrize(
    "template",
    [
        "{{ text }}",
        "{{ text ~ '' }}",
        "{{ text | upper }}",
        "{{ text | indent(4) }}",
        "{{ '%s' % text }}",
        "{{ text | string }}",
        "{{ [text] | join }}",
    ],
)
def test_untrusted_text_without_a_filter_fails(environment: Environment, template: str) -> None:
    with pytest.raises((TypeError, AttributeError), match=r"filter|UntrustedString"):
        environment.from_string(template).render(text=upstream.untrusted("x"))


def test_untrusted_text_has_no_text_form() -> None:
    text = upstream.untrusted("x")
    for print_it in (str, "{}".format, lambda value: f"{value}", lambda value: "%s" % value):  # noqa: UP031
        with pytest.raises(TypeError):
            print_it(text)
    assert repr(text) == "<untrusted text>"
    assert (text == "x", hash(text) == hash("x"), bool(upstream.untrusted(""))) == (True, True, False)


def test_untrusted_text_with_a_filter_is_printed(environment: Environment) -> None:
    text = upstream.untrusted('"""\\ {{ x }}')

    assert (
        ast.literal_eval(environment.from_string("{{ text | literal }}").render(text=text))
        == text.get_untrusted_value()
    )
    assert environment.from_string("# {{ text | comment }}").render(text=text) == '# """\\ {{ x }}'


def test_an_undefined_name_in_a_template_fails(environment: Environment) -> None:
    with pytest.raises(Exception, match="undefined"):
        environment.from_string("{{ nothing }}").render()


def test_code_is_told_from_text(environment: Environment) -> None:
    code = upstream.PythonCode("x")
    with pytest.raises(TypeError):
        environment.from_string("{{ code }}").render(code=code)


def test_embedding_filters() -> None:
    assert upstream.in_double_quote_literal(upstream.untrusted('a"\\\n')) == 'a\\"\\\\'
    assert upstream.in_f_string_literal(upstream.untrusted('{x!r}"')) == '{{x!r}}\\"'
    assert upstream.safe_for_docstring('"""\\') == '\\"\\"\\"\\\\'


def test_names() -> None:
    assert str(upstream.PythonIdentifier("petId", "p_")) == "pet_id"
    assert str(upstream.PythonIdentifier("1", "p_")) == "p_1"
    assert str(upstream.PythonIdentifier("class", "p_")) == "class_"
    assert str(upstream.ClassName("pet_store", "M")) == "PetStore"
    assert isinstance(upstream.ClassName("a", "M"), str)
