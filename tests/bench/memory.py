"""Many calls in a row, each layer -> how much more memory the process holds after them than before."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator

import psutil
from attrs import frozen
from azure_face import KeyCredential, RequestContent
from azure_face.v1_2_preview_1 import FaceSessionClient
from rich.table import Table

from bench.measuring import progress
from bench.server import serving
from bench.service import ANSWER, BODY, KEY, content, expect

CALLS, WARM, NOISE = 10_000, 2_000, 100
"""Calls that count, calls before them, and how many blocks more are no growth: one call in a hundred that kept one."""


@frozen
class Held:
    """What the process holds: blocks of Python's allocator, objects that the collector knows, resident bytes."""

    blocks: int
    objects: int
    resident: int


def tables() -> Iterator[Table]:
    """Yield the table of what is held."""
    caption = "blocks of Python's allocator, objects that its collector knows, resident memory"
    made = Table(title=f"Memory: {CALLS:,} calls in a row", title_justify="left", caption=caption)
    for name in ("", "before", "after", "growth", "bar", "holds"):
        made.add_column(name, justify="right" if name else "left")
    with serving(ANSWER) as url, FaceSessionClient(url, KeyCredential(KEY)) as client:

        def protocol() -> None:
            expect(client.create_liveness_session(RequestContent.json(BODY)).json()["sessionId"])

        def convenience() -> None:
            expect(client.create_liveness_session(content()).value.session_id)

        for name, call in (("protocol", protocol), ("convenience", convenience)):
            repeat(call, WARM, f"{name}, to warm up")
            before = held()
            repeat(call, CALLS, name)
            for cells in rows(name, before, held()):
                made.add_row(*cells)
            made.add_section()
    yield made


def repeat(call: Callable[[], None], count: int, what: str) -> None:
    """Call so many times."""
    for _ in progress(range(count), what):
        call()


def held() -> Held:
    """Look at the process once all garbage is gone."""
    gc.collect()
    return Held(sys.getallocatedblocks(), len(gc.get_objects()), psutil.Process().memory_info().rss)


def rows(layer: str, before: Held, after: Held) -> Iterator[tuple[str, ...]]:
    """Yield the cells of a layer; the bar is on the blocks, since the other two follow them less exactly."""
    growth = after.blocks - before.blocks
    verdict = (f"<= {NOISE}", "yes" if growth <= NOISE else "[red]no[/]")
    yield f"{layer}, blocks", f"{before.blocks:,}", f"{after.blocks:,}", f"{growth:+,}", *verdict
    growth = after.objects - before.objects
    yield "  objects", f"{before.objects:,}", f"{after.objects:,}", f"{growth:+,}", "", ""
    mebibytes = [held.resident / 2**20 for held in (before, after)]
    yield "  resident", *(f"{size:.1f} MiB" for size in mebibytes), f"{mebibytes[1] - mebibytes[0]:+.1f} MiB", "", ""
