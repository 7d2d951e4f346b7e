"""Descriptions behind a URL: what they refer to, where they and their server may lead, and what it says when not."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

import running
from veneer.diagnostics import InputError
from veneer.load import SpecDocument, limits, load_described, urls
from veneer.load.described import Allowed, describe
from veneer.load.origins import Origins, read_origins

API = """\
openapi: 3.1.0
info: {title: t, version: "1"}
paths: {}
components:
  schemas:
    A:
      $ref: REFERENCE
"""


class Site(ThreadingHTTPServer):
    """Gives its pages: bytes, or the URL that a path is redirected to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, str | tuple[int, str]] = {}
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        page = self.server.pages.get(self.path, (404, ""))
        status, location = page if isinstance(page, tuple) else (200, "")
        body = page.encode() if isinstance(page, str) else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Callable[[], Site]]:
    """A function that starts a server on a free loopback port; each is an origin of its own."""
    started: list[Site] = []

    def start() -> Site:
        server = Site()
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


def _load(url: str, *origins: str) -> SpecDocument:
    return load_described(describe(url, Allowed(origins=origins)))


def _refused(url: str, *origins: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        _load(url, *origins)
    return [f"{item.location} {item.id} {item.message} | {item.fix}" for item in caught.value.diagnostics]


def test_references_are_relative_to_the_document_they_stand_in(site: Callable[[], Site]) -> None:
    here = site()
    here.pages = {
        "/v1/api.yaml?key=secret": API.replace("REFERENCE", "models/a.yaml"),
        "/v1/models/a.yaml": "type: object\nproperties:\n  b: {$ref: ../../common.json#/b}\n  a: {$ref: a.yaml}\n",
        "/common.json": '{"b": {"type": "array", "items": {"$ref": "/top.yaml#/t"}}}',
        "/top.yaml": "t: {type: string}\n",
    }

    document = _load(f"{here.url}/v1/api.yaml?key=secret")

    assert document.name == f"{here.url}/v1/api.yaml"
    assert document.of_many_files
    schemas = document.content["components"]["schemas"]
    assert schemas["a"]["properties"] == {"b": {"$ref": "#/components/schemas/b"}, "a": {"$ref": schemas["A"]["$ref"]}}
    assert schemas["b"]["items"] == {"$ref": "#/components/schemas/t"}
    assert str(document.locate("/components/schemas/b/type")) == f"{here.url}/common.json:1:16"
    assert len(here.asked) == len(here.pages)


def test_a_fault_in_a_remote_file_has_its_url_line_and_column(site: Callable[[], Site]) -> None:
    here = site()
    here.pages = {
        "/api.yaml": API.replace("REFERENCE", "a.yaml"),
        "/a.yaml": "type: object\nproperties: {a: {$ref: no}}",
    }

    (said,) = _refused(f"{here.url}/api.yaml")

    assert said.startswith(f"{here.url}/a.yaml:2:24 not-fetched {here.url}/no answers 404 Not Found")


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (
            "OTHER/a.yaml",
            "`OTHER/a.yaml` leads to another origin, OTHER | If that is meant, allow it: --allow-origin OTHER",
        ),
        ("//169.254.169.254/latest", "leads to another origin, http://169.254.169.254"),
        ("http://localhost/a.yaml", "leads to another origin, http://localhost"),
        ("file:///etc/passwd", "leads to `file:`, which is not fetched"),
        ("http://me:secret@127.0.0.1/a.yaml", "has a name or a password in it"),
        ("'http://a:b/a.yaml'", "is no URL"),
        ("ftp://127.0.0.1/a.yaml", "leads to `ftp:`, which is not fetched"),
    ],
)
def test_a_reference_stays_at_its_origin(reference: str, said: str, site: Callable[[], Site]) -> None:
    here, other = site(), site()
    other.pages = {"/a.yaml": "type: string"}
    here.pages = {"/api.yaml": API.replace("REFERENCE", reference.replace("OTHER", other.url))}

    (found,) = _refused(f"{here.url}/api.yaml")

    assert found.startswith(f"{here.url}/api.yaml:7:13 external-reference ")
    assert said.replace("OTHER", other.url) in found
    assert other.asked == []


def test_an_origin_that_is_allowed_is_followed_and_its_own_references_too(site: Callable[[], Site]) -> None:
    here, other = site(), site()
    other.pages = {"/models/a.yaml": "properties: {b: {$ref: b.yaml}}", "/models/b.yaml": "type: string"}
    here.pages = {"/api.yaml": API.replace("REFERENCE", f"{other.url}/models/a.yaml")}

    schemas = _load(f"{here.url}/api.yaml", other.url + "/").content["components"]["schemas"]

    assert schemas["b"] == {"type": "string"}


def test_a_redirect_stays_at_its_origin(site: Callable[[], Site]) -> None:
    here, other = site(), site()
    other.pages = {"/api.yaml": API.replace("REFERENCE", "a.yaml"), "/a.yaml": "type: string"}
    here.pages = {
        "/latest": (302, "/v2/api.yaml"),
        "/v2/api.yaml": API.replace("REFERENCE", "a.yaml"),
        "/v2/a.yaml": (302, "/v2/b.yaml"),
        "/v2/b.yaml": "type: integer",
        "/away": (302, f"{other.url}/api.yaml"),
        "/inner": (302, "http://169.254.169.254/latest/meta-data"),
    }

    assert _load(f"{here.url}/latest").content["components"]["schemas"]["a"] == {"type": "integer"}
    assert _load(f"{here.url}/away", other.url).content["components"]["schemas"]["a"] == {"type": "string"}
    away, inner = _refused(f"{here.url}/away"), _refused(f"{here.url}/inner")
    assert f"not-fetched is redirected, and that leads to another origin, {other.url} | If that is meant" in away[0]
    assert "is redirected, and that leads to another origin, http://169.254.169.254" in inner[0]
    assert other.asked == ["/api.yaml", "/a.yaml"]


def test_a_name_that_is_allowed_is_no_way_into_a_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"inner.example": "10.0.0.8", "local.example": "127.0.0.1", "meta.example": "169.254.169.254"}

    def resolve(host: str, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (known.get(host, host), 0))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    known["outer.example"] = "93.184.216.34"
    names = [f"https://{name}" for name in known]
    outer = Origins(httpx.URL("https://93.184.216.34/api.yaml"), read_origins([*names, "http://10.0.0.8"]))

    for name, address in known.items():
        refusal = outer.refusal(httpx.URL(f"https://{name}/a.yaml"))
        assert (refusal is None) == (name == "outer.example"), (name, refusal)
        assert refusal is None or f"which has the address {address} of" in refusal[0]
    assert outer.refusal(httpx.URL("http://10.0.0.8/a.yaml")) is None
    inner = Origins(httpx.URL("https://10.0.0.1/api.yaml"), read_origins(names))
    assert inner.refusal(httpx.URL("https://inner.example/a.yaml")) is None


def test_number_size_and_time_are_bounded(site: Callable[[], Site], monkeypatch: pytest.MonkeyPatch) -> None:
    here = site()
    here.pages = {"/api.yaml": API.replace("REFERENCE", "0.yaml")}
    here.pages |= {f"/{number}.yaml": f"items: {{$ref: {number + 1}.yaml}}" for number in range(9)}
    url = f"{here.url}/api.yaml"

    monkeypatch.setattr(urls, "MOST_URLS", 3)
    assert "too-large the files together are more than 3" in _refused(url)[0]
    monkeypatch.setattr(urls, "MOST_URLS", 100)
    monkeypatch.setattr("veneer.load.beside.LARGEST", 150)
    assert "is larger than " in _refused(url)[0]
    monkeypatch.undo()
    monkeypatch.setattr(limits, "LONGEST", -1.0)
    assert "is not there after" in _refused(url)[0]


def test_a_file_refers_to_an_origin_that_is_allowed(site: Callable[[], Site], tmp_path: Path) -> None:
    there = site()
    there.pages = {"/a/a.yaml": "properties: {b: {$ref: b.yaml}, c: {$ref: 'file:///etc/passwd'}}", "/a/b.yaml": "{}"}
    path = tmp_path / "api.yaml"
    path.write_text(API.replace("REFERENCE", f"{there.url}/a/a.yaml"))

    assert f"{path.as_posix()}:7:13 external-reference" in _refused(str(path))[0]
    (said,) = _refused(str(path), there.url)
    assert said.startswith(f"{there.url}/a/a.yaml:1:43 external-reference")
    there.pages["/a/a.yaml"] = "properties: {b: {$ref: b.yaml}}"
    assert _load(str(path), there.url).content["components"]["schemas"]["b"] == {}


@pytest.mark.parametrize("url", ["http://example.com/a.json", "ftp://example.com/a.json", "https://a:b@example.com/a"])
def test_a_url_that_is_not_fetched(url: str) -> None:
    assert _refused(url)[0].startswith("veneer bad-source the URL ")


@pytest.mark.parametrize("origin", ["example.com", "https://example.com/a", "https://a:b@example.com", "file:///etc"])
def test_what_is_no_origin(origin: str) -> None:
    assert "bad-origin" in _refused("https://example.com/a.json", origin)[0]


def test_every_command_takes_a_url(site: Callable[[], Site], tmp_path: Path) -> None:
    here = site()
    answer = 'responses: {"200": {description: ok, content: {application/json: {schema: {$ref: a.yaml}}}}}'
    api = API.replace("{}", f"\n  /a: {{get: {{operationId: getA, {answer}}}}}").replace("REFERENCE", "a.yaml")
    here.pages = {"/api.yaml": api, "/a.yaml": "properties: {b: {type: string}}"}
    url = f"{here.url}/api.yaml"

    made = running.veneer("generate", url, "--package", "pets", "--output", "pets", cwd=tmp_path)
    compared = running.veneer("diff", f"{url}", url, cwd=tmp_path)
    begun = running.veneer("new", "pets", "--spec", url, "--output", "project", cwd=tmp_path)

    assert made.returncode == 0, made.stderr
    assert "`A(*, b: str | None = None" in (tmp_path / "pets" / "api.md").read_text()
    assert compared.stdout.startswith(f"{url} -> {url}: no difference"), compared.stderr
    assert begun.returncode == 0, begun.stderr
    vendored = tmp_path / "project" / "spec" / "pets" / "1.json"
    assert json.loads(vendored.read_text())["components"]["schemas"]["a"]["properties"]
    here.pages["/a.yaml"] = "type: string"
    moved = running.veneer("vendor", "--check", cwd=tmp_path / "project")
    assert moved.returncode == 1
    assert "upstream moved: sha256" in moved.stdout
