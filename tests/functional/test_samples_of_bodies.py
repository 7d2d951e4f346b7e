"""A body in any form of content -> samples in both layers, which run and send the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest
import yaml

from functional.clients import imported
from veneer.build import build
from veneer.emit import write
from veneer.load import load_text
from veneer.overlay import Configuration, plan, plan_package
from veneer.overlay.configuration import SamplesConfiguration
from veneer.render import render

PET = """
type: object
required: [name]
xml: {name: pet}
properties:
  name: {type: string, example: Rex & Co}
  id: {type: integer, xml: {attribute: true}}
  tags: {type: array, xml: {wrapped: true}, items: {type: string, xml: {name: tag}}, example: [small]}
  kind: {type: string, example: dog, xml: {namespace: "https://example.com/kinds", prefix: k}}
  made: {type: string, format: date-time}
"""
CONTENTS = {
    "xml": f"application/xml: {{schema: {yaml.safe_load(PET)}}}",
    "xml_list": f"text/xml: {{schema: {{type: array, items: {yaml.safe_load(PET)}}}}}",
    "xml_of_any_kind": "application/xml: {}",
    "text": "text/plain: {schema: {type: string, example: hello}}",
    "any_text": "'text/*': {schema: {type: string}}",
    "anything": "'*/*': {schema: {type: string}}",
    "form": "application/x-www-form-urlencoded: {schema: {properties: {a: {type: array, items: {type: integer}}}}}",
    "any_form": "application/x-www-form-urlencoded: {}",
    "parts": "multipart/form-data: {schema: {properties: {note: {type: string}, photo: {format: binary}}}}",
    "any_parts": "multipart/form-data: {}",
    "bytes": "application/pdf: {schema: {type: string, format: binary}}",
    "image": "'image/*': {}",
    "events": "text/event-stream: {itemSchema: {properties: {data: {contentMediaType: application/json, "
    "contentSchema: {type: object, required: [n], properties: {n: {type: integer, example: 7}}}}}}}",
    "text_events": 'text/event-stream: {schema: {type: string}, example: "data: a\\n\\n"}',
    "lines": "application/jsonl: {itemSchema: {type: object, properties: {a: {type: integer}}}}",
}
EVENTS = {"events": b'data: {"n": 7}\n\n', "text_events": b"data: a\n\n"}
FILES = ("photo.jpg", "document.pdf", "image.jpg")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    paths = {
        f"/{name}": {
            "post": {
                "operationId": name,
                "requestBody": {"required": True, "content": yaml.safe_load(content)},
                "responses": {"204": {"description": "Done."}},
            }
        }
        for name, content in CONTENTS.items()
    }
    document = {"openapi": "3.2.0", "info": {"title": "Bodies", "version": "1"}, "paths": paths}
    api = build(load_text(yaml.safe_dump(document), "api.yaml")).api
    custom = Configuration(samples=SamplesConfiguration(files=True))
    planned = plan("bodies", "1", "api.yaml", api, custom)
    folder = tmp_path_factory.mktemp("bodies")
    write(render(plan_package("bodies", custom, (planned,))).files, folder)
    with imported(folder, "bodies"):
        module = ModuleType("samples")
        exec((folder / "samples" / "v1" / "bodies.py").read_text("utf-8"), vars(module))
        yield module


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("kind", ["short", "with_all_parameters"])
def test_both_layers_send_the_same(
    name: str, kind: str, samples: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in FILES:
        Path(file).write_bytes(b"content")
    sent: list[tuple[str, bytes]] = []

    def handle(request: httpx.Request) -> httpx.Response:
        media_type, _, boundary = request.headers["content-type"].partition("; boundary=")
        content = request.read()
        sent.append((media_type, content.replace(boundary.encode(), b"--") if boundary else content))
        return httpx.Response(204)

    client = type(samples.make_client())("https://example.com", transport=httpx.MockTransport(handle))
    found = [getattr(samples, f"{name}{layer}_{kind}", None) for layer in ("", "_protocol")]
    if found == [None, None]:
        assert kind != "short", "a sample that is the short one again is left out"
        return
    for function in found:
        function(client)
    (typed_as, typed), (raw_as, raw) = sent
    assert (typed_as, _plain(typed)) == (raw_as, _plain(raw))
    assert name not in EVENTS or raw == EVENTS[name]


def _plain(content: bytes) -> bytes:
    """Return a body without the declaration of XML, which may be there or not, and without blanks."""
    return re.sub(rb"^<\?xml[^>]*\?>|\s", b"", content)
