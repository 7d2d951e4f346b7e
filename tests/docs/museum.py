"""A folder -> what the commands on our pages are about: a project in git, files beside it, and sources on loopback."""

from __future__ import annotations

import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import yaml
from attrs import evolve, frozen

from .pages import Block
from .stories import Story

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Museum, version: "VERSION"}
servers: [{url: "https://museum.example.com"}]
paths:
  /exhibits:
    get:
      operationId: listExhibits
      summary: List the exhibits.
      tags: [exhibits]
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1}}
      responses:
        "200":
          description: They are listed.
          content: {application/json: {schema: {type: array, items: {$ref: "EXHIBIT"}}}}
  /exhibits/{exhibitId}:
    get:
      operationId: getExhibit
      summary: Get an exhibit.
      tags: [exhibits]
      parameters:
        - {name: exhibitId, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: Here it is.
          content: {application/json: {schema: {$ref: "EXHIBIT"}}}
"""
SCHEMAS = """\
components:
  schemas:
    Exhibit: {type: object, required: [name], properties: {name: {type: string}, year: {type: integer}}}
"""
OVERLAY = """\
{% extends "method.py.jinja" %}
{% block parameters %}newest: bool = False, {% endblock %}
"""
SITES = ("https://example.com", "https://cdn.example.com")
REPOSITORY = "https://example.com/specs.git"


def description(version: str) -> str:
    return DESCRIPTION.replace("VERSION", version).replace("EXHIBIT", "#/components/schemas/Exhibit") + SCHEMAS


def _of_azure_face(version: str) -> str:
    text = description(version).replace("exhibit", "face").replace("Exhibit", "Face")
    return json.dumps(yaml.safe_load(text), indent=2)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@frozen
class Museum:
    """A folder with the project and the files that a reader has, and what stands for sources elsewhere.

    Attributes:
        folder: The project is `project` in it.
        sites: Where each origin that a page names is on loopback.
        git: A configuration of git that finds the repository that a page names.
    """

    folder: Path
    sites: dict[str, str]
    git: Path

    def copied(self, folder: Path) -> Story:
        """Begin a story with a copy of it."""
        shutil.copytree(self.folder, folder, symlinks=True)
        story = Story(folder)
        story.cwd = folder / "project"
        story.variables["GIT_CONFIG_GLOBAL"] = str(self.git)
        return story

    def here(self, block: Block) -> Block:
        """Return a block of commands with the origins on loopback, and with `veneer` from where it is installed."""
        text = block.text.replace(".venv/bin/veneer ", "veneer ").replace(REPOSITORY, "REPOSITORY")
        for site, url in self.sites.items():
            text = text.replace(site, url)
        return evolve(block, text=text.replace("REPOSITORY", REPOSITORY))


@contextmanager
def museum(folder: Path) -> Iterator[Museum]:
    """Make the project, with `museum` and a small `azure_face` in it, and serve its sources."""
    with _served(folder / "example.com") as url, _served(folder / "cdn.example.com") as cdn:
        made = Museum(folder / "reader", dict(zip(SITES, (url, cdn), strict=True)), folder / "gitconfig")
        made.git.write_text(f'[url "{folder}/specs.git"]\n  insteadOf = {REPOSITORY}\n', "utf-8")
        _write_sources(folder, cdn)
        (made.folder / "project").mkdir(parents=True)
        story = Story(made.folder)
        for line in _beginning(url):
            story.run(Block("sh", line, 0, "", ""))
        yield made


def _beginning(url: str) -> Iterator[str]:
    """Yield the commands after which the project is there."""
    yield f"veneer new museum --spec {url}/museum.yaml --output project"
    yield "cp -r ../files/. project"
    yield "cd project"
    yield f"veneer vendor museum:2.0 --from {url}/v2/museum.yaml"
    yield "veneer new azure_face --spec v1.2-preview.1.json"
    yield "veneer vendor azure_face:v1.2 --from v1.2.json"
    yield "veneer vendor azure_face:v1.3-preview.1 --from v1.3-preview.1.json"
    yield "veneer generate"
    yield "veneer accept"
    yield "git init --quiet --initial-branch=main && git add --all && git commit --quiet --message Begin"
    yield "git update-ref refs/remotes/origin/main HEAD"
    yield "echo 'A note.' >> README.md && git commit --quiet --all --message Explain"


def _write_sources(folder: Path, cdn: str) -> None:
    site = folder / "example.com"
    split = DESCRIPTION.replace("VERSION", "1.0").replace("EXHIBIT", f"{cdn}/schemas.yaml#/components/schemas/Exhibit")
    files = {
        site / "museum.yaml": description("1.0"),
        site / "v2/museum.yaml": description("2.0"),
        site / "split/museum.yaml": split,
        folder / "cdn.example.com/schemas.yaml": SCHEMAS,
        folder / "specs/museum/openapi.yaml": description("3.0"),
        folder / "files/customizations/museum/exhibits/list_exhibits.py.jinja": OVERLAY,
        **{folder / f"files/{name}.yaml": description("1.0") for name in ("openapi", "tickets", "old", "new")},
        **{
            folder / f"files/{name}.json": _of_azure_face(name) for name in ("v1.2-preview.1", "v1.2", "v1.3-preview.1")
        },
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    repository = Story(folder / "specs")
    commands = "git init --quiet --initial-branch=main && git add --all && git commit --quiet --message Begin"
    repository.run(Block("sh", commands, 0, "", ""))
    repository.run(Block("sh", "git clone --quiet --bare . ../specs.git", 0, "", ""))


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    folder.mkdir(parents=True)
    handler = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
