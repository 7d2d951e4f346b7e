"""OpenAPI 3.2 -> the shape of 3.1, and what of it is new to an Api."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from veneer.build import build
from veneer.diagnostics import InputError
from veneer.load import load_text
from veneer.model import Api, ParameterStyle, Place

HEAD = {"openapi": "3.2.0", "$self": "https://example.test/api", "info": {"title": "New", "version": "1"}}
DONE = {"responses": {"204": {"summary": "Done."}}}


def api(fragment: str) -> Api:
    """Return the Api of what stands below the head of a description."""
    return build(load_text(yaml.safe_dump(HEAD | yaml.safe_load(fragment)), "api.yaml")).api


def test_methods_that_3_1_has_no_place_for() -> None:
    found = api(
        """
        paths:
          /a:
            get: {operationId: read, responses: {"204": {description: ""}}}
            query: {operationId: search, responses: {"204": {description: ""}}}
            additionalOperations: {LINK: {operationId: link, responses: {"204": {description: ""}}}}
        """
    ).operations

    assert [(item.method, item.id.get_untrusted_value(), item.pointer) for item in found] == [
        ("GET", "read", "/paths/~1a/get"),
        ("QUERY", "search", "/paths/~1a/query"),
        ("LINK", "link", "/paths/~1a/additionalOperations/LINK"),
    ]


def test_operations_of_a_method_beside_the_same_method_are_all_there() -> None:
    found = api(
        """
        paths:
          /a:
            get: {operationId: read, responses: {"204": {description: ""}}}
            additionalOperations:
              get: {operationId: readOnce, responses: {"204": {description: ""}}}
              GET: {operationId: readAgain, responses: {"204": {description: ""}}}
        """
    ).operations

    assert {(item.method, item.id.get_untrusted_value()) for item in found} == {
        ("GET", "read"),
        ("GET", "readOnce"),
        ("GET", "readAgain"),
    }


def test_the_query_string_as_one_object() -> None:
    (operation,) = api(
        """
        paths:
          /a:
            get:
              parameters:
              - name: all
                in: querystring
                content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {x: {type: string}}}}}
              responses: {"204": {}}
        """
    ).operations
    (parameter,) = operation.parameters

    assert (parameter.place, parameter.style, parameter.explode) == (Place.QUERY, ParameterStyle.FORM, True)


def test_a_query_string_of_nothing_is_refused_at_its_place() -> None:
    with pytest.raises(InputError) as caught:
        api(
            """
            paths: {/a: {get: {parameters: [{name: all, in: querystring, content: {}}]}}}
            """
        )
    (problem,) = caught.value.diagnostics
    assert (problem.id, problem.pointer) == ("unsupported-query-string", "/paths/~1a/get/parameters/0/content")


def test_media_types_by_reference_and_answers_without_a_description() -> None:
    found = api(
        """
        paths:
          /a:
            post:
              requestBody: {content: {application/json: {$ref: "#/components/mediaTypes/Again"}}}
              responses: {"200": {content: {application/json: {$ref: "#/components/mediaTypes/Pet"}}}}
        components:
          mediaTypes:
            Again: {$ref: "#/components/mediaTypes/Pet"}
            Pet: {schema: {$ref: "#/components/schemas/Pet"}}
          schemas: {Pet: {type: object, properties: {name: {type: string}}}}
        """
    )
    (operation,) = found.operations
    assert operation.body is not None
    assert operation.body.contents[0].type == operation.responses[0].contents[0].type
    assert list(found.models) == ["/components/schemas/Pet"]


@pytest.mark.parametrize(
    ("fragment", "id"),
    [
        ('{"$ref": "#/components/mediaTypes/None"}', "dangling-reference"),
        ('{"$ref": "#/paths/~1a/get/responses/200/content/application~1json"}', "reference-loop"),
    ],
)
def test_a_reference_of_a_media_type_that_leads_nowhere(fragment: str, id: str) -> None:
    with pytest.raises(InputError) as caught:
        api(f'paths: {{/a: {{get: {{responses: {{"200": {{content: {{application/json: {fragment}}}}}}}}}}}}}')
    assert [item.id for item in caught.value.diagnostics] == [id]


@pytest.mark.parametrize(
    "more",
    [
        {"tags": [{"name": "a", "summary": "A", "parent": "b", "kind": "nav"}, {"name": "b"}]},
        {"servers": [{"url": "https://example.test", "name": "main"}]},
        {
            "components": {
                "securitySchemes": {
                    "device": {
                        "type": "oauth2",
                        "oauth2MetadataUrl": "https://example.test/.well-known",
                        "deprecated": True,
                        "flows": {
                            "deviceAuthorization": {
                                "deviceAuthorizationUrl": "https://example.test/device",
                                "tokenUrl": "https://example.test/token",
                                "scopes": {},
                            }
                        },
                    }
                }
            }
        },
        {"components": {"schemas": {"A": {"type": "object", "xml": {"nodeType": "element"}}}}},
        {"components": {"examples": {"A": {"dataValue": 1, "serializedValue": "1"}}}},
    ],
)
def test_what_is_new_and_changes_no_request_is_read(more: dict[str, Any]) -> None:
    text = yaml.safe_dump({**HEAD, "paths": {"/a": {"get": DONE}}, **more})
    assert len(build(load_text(text, "api.yaml")).api.operations) == 1
