"""XML objects -> the shapes of `_xml.py`; models of webhooks and callbacks."""

from __future__ import annotations

import yaml

from snippets.describe import generate, operation


def shapes(properties: str, more: str = "") -> list[str]:
    """Return the printed fields of one model that is answered in XML."""
    schema = yaml.safe_load(f"{{type: object, properties: {{{properties}}}}}")
    generated = operation(
        "responses: {'200': {description: d, content: {text/xml: {schema: {$ref: '#/components/schemas/Pet'}}}}}",
        components={"schemas": {"Pet": schema, **yaml.safe_load(f"{{{more}}}")}},
    )
    text = generated.file("_xml.py")
    return [line.strip().rstrip(",") for line in text.splitlines() if "XmlField(" in line]


def test_names_and_places() -> None:
    assert shapes(
        "a: {type: string}, b: {type: integer, xml: {attribute: true, name: x}}, "
        "c: {type: boolean, xml: {namespace: 'http://n', prefix: p}}, d: {type: string, format: date}, "
        "e: {type: string, xml: {x-ms-text: true}}, f: {}, g: {type: object, additionalProperties: {type: number}}"
    ) == [
        '"a": XmlField("a")',
        '"b": XmlField("x", "number", attribute=True)',
        '"c": XmlField("c", "boolean", namespace="http://n", prefix="p")',
        '"d": XmlField("d", "token")',
        '"e": XmlField("e", text=True)',
        '"f": XmlField("f", "any")',
        '"g": XmlField("g", value=XmlField("value", "number"))',
    ]


def test_lists_as_the_examples_of_openapi_name_them() -> None:
    assert shapes(
        "a: {type: array, items: {type: string}}, "
        "b: {type: array, items: {type: string, xml: {name: animal}}}, "
        "c: {type: array, items: {type: string}, xml: {wrapped: true}}, "
        "d: {type: array, items: {type: string, xml: {name: animal}}, xml: {wrapped: true, name: aliens}}, "
        "e: {type: array, items: {$ref: '#/components/schemas/Tag'}}",
        "Tag: {type: object, xml: {name: tag}, properties: {id: {type: integer}}}",
    )[:5] == [
        '"a": XmlField("a", item=XmlField("a"))',
        '"b": XmlField("b", item=XmlField("animal"))',
        '"c": XmlField("c", item=XmlField("c"), wrapped=True)',
        '"d": XmlField("aliens", item=XmlField("animal"), wrapped=True)',
        '"e": XmlField("e", item=XmlField("tag", "Tag"))',
    ]


def test_a_package_without_xml_has_no_shapes() -> None:
    files = operation("responses: {'200': {description: d, content: {application/json: {schema: {}}}}}").files

    assert not [path for path in files if path.endswith("/v1/_xml.py")]


def test_bodies_of_webhooks_and_callbacks_are_models() -> None:
    incoming = """
      post:
        requestBody: {content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}
        responses: {"200": {description: d, content: {application/json: {schema: {type: object, properties: {y: {}}}}}}}
    """
    generated = generate(
        {
            "webhooks": {"newPet": yaml.safe_load(incoming)},
            "paths": {
                "/a": {
                    "get": {
                        "operationId": "call",
                        "responses": {"204": {"description": "d"}},
                        "callbacks": {"onEvent": {"{$request.query.url}": yaml.safe_load(incoming)}},
                    }
                }
            },
        }
    )

    assert "x: str | None" in generated.model("new_pet_content")
    assert "x: str | None" in generated.model("on_event_content")
    assert "y: Any" in generated.model("new_pet_result")
    assert "y: Any" in generated.model("on_event_result")


def test_callbacks_may_be_references_and_have_extensions() -> None:
    send = "requestBody: {content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}"
    callback = yaml.safe_load(f"{{x-note: n, '{{$url}}': {{post: {{{send}, responses: {{}}}}}}}}")
    callbacks = """
      done: {$ref: '#/components/callbacks/Again'}
      other: {$ref: '#/x-callbacks/Other'}
    """
    generated = generate(
        {
            "paths": {
                "/a": {
                    "get": {
                        "operationId": "call",
                        "responses": {"204": {"description": "d"}},
                        "callbacks": yaml.safe_load(callbacks),
                    }
                }
            },
            "x-callbacks": {"Other": callback},
            "components": {"callbacks": {"Again": {"$ref": "#/components/callbacks/Done"}, "Done": callback}},
        }
    )

    assert "x: str | None" in generated.model("done_content")
    assert "x: str | None" in generated.model("other_content")
    assert not [path for path in generated.files if "again" in path]
