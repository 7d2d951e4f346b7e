"""A test's body goes in; when it is over, everything that it left behind or nobody caught is an error."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from .leaks import Records

_PATIENCE = 10.0  # seconds that threads have to end by themselves


@contextmanager
def watched(patch: pytest.MonkeyPatch) -> Iterator[Records]:
    """Watch threads, hooks, warnings and logs for as long as a block goes on."""
    unhandled: list[object] = []
    patch.setattr(threading, "excepthook", unhandled.append)
    patch.setattr(sys, "unraisablehook", lambda unraisable: unhandled.append(repr(unraisable)))
    logger, records = logging.getLogger("azure_face"), Records()
    patch.setattr(logger, "propagate", False)
    patch.setattr(logger, "level", logging.DEBUG)
    logger.manager._clear_cache()  # type: ignore[attr-defined]
    logger.addHandler(records)
    threads = set(threading.enumerate())
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            yield records
            gc.collect()
        until(lambda: set(threading.enumerate()) <= threads, "threads are left", threading.enumerate)
    finally:
        logger.removeHandler(records)
        patch.undo()
        logger.manager._clear_cache()  # type: ignore[attr-defined]
    assert not unhandled
    assert not [str(warning.message) for warning in told]
    assert records.count
    assert not records.leaks


def run(main: Callable[[], Awaitable[Any]]) -> Any:
    """Run a coroutine function in a loop of its own, which must be as empty afterwards as before."""
    unhandled: list[dict[str, Any]] = []

    async def around() -> Any:
        asyncio.get_running_loop().set_exception_handler(lambda loop, told: unhandled.append(told))
        result = await main()
        gc.collect()
        await asyncio.sleep(0.01)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return result

    result = asyncio.run(around())
    gc.collect()
    assert not unhandled
    return result


def until(holds: Callable[[], bool], otherwise: str, tell: Callable[[], object]) -> None:
    """Wait for a condition that comes true by itself, but not for long."""
    end = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < end, f"{otherwise}: {tell()}"
        time.sleep(0.005)
