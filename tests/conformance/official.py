"""Run in a process of its own, with one official package on its path: calls all of it, prints what was sent and read.

JSON comes in on stdin: ``values`` (argument name -> what it may be) and ``answers`` (set -> routes, the first that fits
answers). JSON goes out on stdout: the package's version, and one record a call. The requests are those that the
package's own default transports, sync and async, put on a loopback socket. Only the standard library and the official
package are used here.
"""

import asyncio
import base64
import collections.abc
import datetime
import enum
import inspect
import json
import re
import sys
import threading
import typing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from azure.ai.vision import face
from azure.ai.vision.face import aio
from azure.core.credentials import AzureKeyCredential

SETS = ("required", "all", "others", "json")
NO_OPERATIONS = ("close", "send_request")
KEY = "0123456789abcdef"
JSON = collections.abc.MutableMapping[str, typing.Any]


class Recorder(BaseHTTPRequestHandler):
    """Keeps each request, and answers as the set of the current call says."""

    protocol_version = "HTTP/1.1"
    requests: typing.ClassVar[list] = []
    routes: typing.ClassVar[list] = []

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.requests.append([self.command, self.path, list(self.headers.items()), base64.b64encode(body).decode()])
        path = self.path.partition("?")[0]
        fitting = (route for route in self.routes if route[0] == self.command and re.fullmatch(route[1], path))
        _, _, status, headers, content = next(fitting, ("", "", 500, {}, ""))
        data = base64.b64decode(content)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815  (http.server's names)

    def log_message(self, *arguments):
        """Say nothing."""


def operations(client, name):
    """Yield the dotted name and the method of each public operation of a client, and of its groups."""
    for attribute in dir(client):
        member = getattr(client, attribute)
        if attribute.startswith("_") or attribute in NO_OPERATIONS:
            continue
        if callable(member):
            yield f"{name}.{attribute}", member
        else:
            yield from operations(member, f"{name}.{attribute}")


def arguments(signature, required, pick):
    """Return a value for each argument of a signature, or for those alone that must be given."""
    chosen = {}
    for name, parameter in signature.parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD or name in ("self", "content_type"):
            continue
        if name == "body":
            model = parameter.annotation
            chosen[name] = {"$model": model.__name__, "fields": fields(model, required, pick)}
        elif parameter.default is parameter.empty or not required:
            chosen[name] = pick(name)
    return chosen


def fields(model, required, pick):
    """Return a value for each field of a model, or for those alone that must be given."""
    [known] = [
        each for each in map(inspect.signature, typing.get_overloads(model.__init__)) if len(each.parameters) > 2
    ]
    return {
        name: pick(name)
        for name, parameter in known.parameters.items()
        if name != "self" and not (required and parameter.default is not parameter.empty)
    }


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


def given(name, value):
    """Return an argument as the package takes it."""
    if isinstance(value, dict) and "$bytes" in value:
        return base64.b64decode(value["$bytes"])
    if isinstance(value, dict) and "$model" in value:
        return getattr(face.models, value["$model"])(**value["fields"])
    return value


def signatures(method):
    """Return a method's signature that takes names or a model, and the one that takes JSON, if it has such."""
    overloads = {each.parameters.get("body"): each for each in map(inspect.signature, typing.get_overloads(method))}
    if not overloads:
        return inspect.signature(method), None
    [by_name] = [each for body, each in overloads.items() if body is None or hasattr(body.annotation, "as_dict")]
    [by_json] = [each for body, each in overloads.items() if body is not None and body.annotation == JSON]
    return by_name, by_json


def calls(method, values):
    """Yield for each set of arguments: its name, the arguments as they are described, and as they are passed."""
    by_name, by_json = signatures(method)
    for number, kind in enumerate(SETS):

        def pick(name, number=number):
            return values[name][number % len(values[name])]

        chosen = arguments(by_name, kind == "required", pick)
        passed = {name: given(name, value) for name, value in chosen.items()}
        if kind == "json":
            if by_json is None:
                continue
            if "body" in chosen:
                names = {name: field._rest_name for name, field in passed["body"]._attr_to_rest_field.items()}
                passed["body"] = {names[name]: value for name, value in chosen["body"]["fields"].items()}
            else:
                inside = [name for name in by_name.parameters if name not in by_json.parameters]
                passed["body"] = {camel(name): passed.pop(name) for name in inside}
        yield kind, chosen, passed


def plain(value):
    """Return a value as data: a model by its attributes, a time in UTC, an enum's member by its value."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat()  # noqa: UP017  (as old as the package may be)
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if hasattr(value, "_attr_to_rest_field"):
        return {name: plain(getattr(value, name)) for name in value._attr_to_rest_field}
    return value


def written(value):
    """Return a value as the package itself writes it as JSON."""
    if isinstance(value, list):
        return [written(item) for item in value]
    return value.as_dict() if hasattr(value, "as_dict") else plain(value)


async def settled(value):
    """Await what must be awaited, read what must be read."""
    if inspect.isawaitable(value):
        value = await value
    if hasattr(value, "polling_method"):
        value = value.result()
        return await value if inspect.isawaitable(value) else value
    if hasattr(value, "__aiter__"):
        return b"".join([part async for part in value])
    return b"".join(value) if hasattr(value, "__next__") else value


async def record(clients, endpoint, values, answers):
    """Return one record a call, for each operation of the clients of a module."""
    found = []
    for name in sorted(name for name in face.__all__ if name.endswith("Client")):
        client = getattr(clients, name)(endpoint, AzureKeyCredential(KEY))
        declared = dict(operations(getattr(face, name)(endpoint, AzureKeyCredential(KEY)), name))
        methods = dict(operations(client, name))
        assert set(declared) == set(methods)
        for operation, method in methods.items():
            # By the sync signature: b2's async create_liveness_with_verify_session declares a model it refuses.
            for kind, chosen, passed in calls(declared[operation], values):
                Recorder.routes = answers[kind]
                Recorder.requests.clear()
                if operation.endswith(".begin_train"):
                    passed["polling"] = False
                try:
                    value = await settled(method(**passed))
                    outcome = {"value": plain(value), "json": written(value)}
                except Exception as error:
                    outcome = {"error": f"{type(error).__name__}: {error}"}
                called = {"operation": operation, "asynchronous": clients is aio, "set": kind, "arguments": chosen}
                found.append({**called, "requests": list(Recorder.requests), **outcome})
        closed = client.close()
        if inspect.isawaitable(closed):
            await closed
    return found


def main():
    task = json.load(sys.stdin)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    found = []
    for clients in (face, aio):
        found += asyncio.run(record(clients, endpoint, task["values"], task["answers"]))
    json.dump({"version": face.__version__, "calls": found}, sys.stdout)


if __name__ == "__main__":
    main()
