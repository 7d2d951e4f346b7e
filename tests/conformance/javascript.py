"""A release of the official JavaScript package goes in; what it declares and what it sends when called come out."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen

from face.calls import ENDPOINT, FILENAME, KEY, Call, parts_of
from face.description import VERSIONS, Version

from .wire import TRANSPORT, Sent

NAME = "@azure-rest/ai-vision-face"
_VERSIONS = {version.name: version for version in VERSIONS}
RELEASES: dict[str, list[Version]] = {
    "1.0.0-beta.1": [_VERSIONS["v1.1-preview.1"]],
    "1.0.0-beta.3": [_VERSIONS["v1.2"], _VERSIONS["v1.2-preview.1"], _VERSIONS["v1.1-preview.1"]],
}
"""Every release on npm: the API version that it is made for, and the others that it can be told to speak."""
BENEATH = ("@azure-rest/core-client@2.7.0", "@azure/core-rest-pipeline@1.24.0", "@typespec/ts-http-runtime@0.3.6")
"""What writes its requests: the package itself allows any later one."""
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "ETIMEDOUT", "ERR_SOCKET_TIMEOUT")
"""What npm says when it reaches no registry."""

CALLER = """
import { createServer } from "node:http";
import { buffer, text } from "node:stream/consumers";
import createClient from "@azure-rest/ai-vision-face";
const revive = (_, value) => (value?.$bytes === undefined ? value : Buffer.from(value.$bytes, "base64"));
const { key, calls } = JSON.parse(await text(process.stdin), revive);
const sent = [];
const server = createServer(async (request, response) => {
  const body = await buffer(request);
  sent.push([request.method, request.url, request.rawHeaders, body.toString("base64")]);
  response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const endpoint = `http://127.0.0.1:${server.address().port}`;
for (const { apiVersion, verb, path, values, options } of calls) {
  const client = createClient(endpoint, { key }, { apiVersion, allowInsecureConnection: true });
  await client.path(path, ...values)[verb](options);
}
server.closeAllConnections();
server.close();
console.log(JSON.stringify(sent));
"""
"""Calls all of it; prints the requests that its own default transport puts on a loopback socket."""


@frozen
class Declared:
    """What the package's types say of an operation: where it goes, and the names of what it takes."""

    verb: str
    path: str
    values: tuple[str, ...]
    query: tuple[str, ...]
    content_type: str | None

    def call(self, call: Call, api_version: str | None) -> dict[str, Any]:
        """Return a call of ours as ``CALLER`` takes it; without an API version the package has its own."""
        values, body = call.values(), call.body()
        if self.content_type == "multipart/form-data":
            body = [
                {"name": name, "body": value, **({"filename": FILENAME} if isinstance(value, bytes) else {})}
                for name, value in body.items()
            ]
        query = {name: values[name] for name in self.query if name in values}
        options = {"queryParameters": query, "contentType": self.content_type, "body": body}
        return {
            **({} if api_version is None else {"apiVersion": api_version}),
            "verb": self.verb.lower(),
            "path": self.path,
            "values": [values[name] for name in self.values],
            "options": {name: value for name, value in options.items() if value is not None},
        }


def folder_of(config: pytest.Config, release: str) -> Path:
    """Return the folder of a release, beside those of the official Python package; skips where it cannot be had."""
    own = os.environ.get("VENEER_OFFICIAL")
    folder = (Path(own) if own else config.rootpath / ".pytest_cache" / "official") / "javascript"
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            pytest.skip(f"there is no {tool}, so {NAME} {release} is not compared")
    _install(folder, release)
    return folder / release


def _install(folder: Path, release: str) -> None:
    """Install a release below a folder, unless it is there; skip when no registry can be reached."""
    folder.mkdir(parents=True, exist_ok=True)
    place, part = folder / release, folder / f"{release}.part"
    with (folder / f"{release}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker installs, the others wait
        if place.is_dir():
            return
        shutil.rmtree(part, ignore_errors=True)
        npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"]
        patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=20000"]
        process = subprocess.run(
            [*npm, *patience, "--prefix", str(part), f"{NAME}@{release}", *BENEATH],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if process.returncode == 0:
            part.rename(place)  # last, so that what is there is whole
            return
    if any(sign in process.stderr for sign in UNREACHABLE):
        pytest.skip(f"no registry can be reached, so {NAME} {release} is not compared")
    pytest.fail(process.stderr)


def api_versions(folder: Path) -> set[str]:
    """Return the API versions that an installed release can be told to speak."""
    [versions] = re.findall(r"^export type Versions = (.+);$", _types(folder, "models"), re.MULTILINE)
    return {version.strip('"') for version in versions.split(" | ")}


def declared(folder: Path) -> dict[str, Declared]:
    """Return operation name -> what the types of an installed release say."""
    text = _types(folder, "clientDefinitions") + _types(folder, "parameters")
    interfaces = dict(re.findall(r"^export interface (\w+) \{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE))
    found = {}
    for path, values, resource in re.findall(r'\(path: "([^"]+)"(.*?)\): (\w+);', interfaces["Routes"]):
        for verb, name in re.findall(r"(\w+)\(options\??: (\w+)Parameters\)", interfaces[resource]):
            assert name not in found
            media = re.search(r'contentType: "(.+)"', interfaces.get(f"{name}MediaTypesParam", ""))
            found[name] = Declared(
                verb.upper(),
                path,
                tuple(re.findall(r"(\w+): ", values)),
                tuple(re.findall(r"(\w+)\??: ", interfaces.get(f"{name}QueryParamProperties", ""))),
                media and media[1],
            )
    return found


def _types(folder: Path, module: str) -> str:
    text = (folder / "node_modules" / NAME / "dist" / "esm" / f"{module}.d.ts").read_text("utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def requests(folder: Path, calls: list[dict[str, Any]]) -> list[Sent]:
    """Make calls with an installed release; return the request of each."""
    process = subprocess.run(
        ["node", "--input-type=module", "--eval", CALLER],
        input=json.dumps({"key": KEY, "calls": calls}, default=lambda value: {"$bytes": b64encode(value).decode()}),
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    return [
        sent(
            httpx.Request(
                method,
                ENDPOINT,
                headers=list(zip(headers[::2], headers[1::2], strict=True)),
                content=b64decode(body),
            ),
            target,
        )
        for method, target, headers, body in json.loads(process.stdout)
    ]


def sent(request: httpx.Request, target: str) -> Sent:
    """Return what of a request means something, with its path and query as they were written."""
    headers = {name: value for name, value in request.headers.items() if name not in TRANSPORT}
    content_type = headers.pop("content-type", "").partition(";")[0]
    body: Any = request.content
    if content_type == "application/json":
        body = json.loads(body)
    elif content_type == "multipart/form-data":
        body = {
            name: {
                "filename": part.get_filename(),
                "content type": part.get_content_type() if "content-type" in part else None,
                "content": part.get_payload(decode=True),
            }
            for name, part in parts_of(request).items()
        }
    return {"method": request.method, "target": target, "headers": headers, "content type": content_type, "body": body}
