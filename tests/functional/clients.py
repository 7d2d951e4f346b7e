"""A description in, an imported client of it and what it sends out."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from veneer.emit import write
from veneer.pipeline import generate_description

Answer = httpx.Response | Callable[[httpx.Request], httpx.Response]


def generate_into(description: Path, package: str, folder: Path) -> Path:
    """Generate a description's package and write it; returns the distribution's folder."""
    write(generate_description(description, package, lambda _: None).files, folder)
    return folder


@contextmanager
def imported(folder: Path, package: str) -> Iterator[ModuleType]:
    """Import a generated package, and forget it afterwards."""
    sys.path.insert(0, str(folder))
    try:
        importlib.import_module(f"{package}.models")
        yield importlib.import_module(package)
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]


class Caller:
    """Calls a package's client, sync or async, over a transport that answers and remembers.

    Attributes:
        module: The imported package.
        requests: What was sent so far.
    """

    def __init__(self, module: ModuleType, client: str, *, is_async: bool, credential: Any = None) -> None:
        self.module, self.is_async = module, is_async
        self.requests: list[httpx.Request] = []
        self.answer: Answer = httpx.Response(204)
        self.arguments = {} if credential is None else {"credential": credential}
        self.make = getattr(module, f"Async{client}" if is_async else client)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        return self.answer if isinstance(self.answer, httpx.Response) else self.answer(request)

    def __call__(self, method: str, *arguments: Any, **named: Any) -> Any:
        """Call a method."""
        client = self.make(transport=httpx.MockTransport(self._handle), **{"retry": None, **self.arguments})
        called = getattr(client, method)
        if not self.is_async:
            return called(*arguments, **named)

        async def run() -> Any:
            return await called(*arguments, **named)

        return asyncio.run(run())

    @property
    def request(self) -> httpx.Request:
        """The last request."""
        return self.requests[-1]

    @property
    def target(self) -> str:
        """Path and query of the last request, as they were sent."""
        return self.request.url.raw_path.decode("ascii")
