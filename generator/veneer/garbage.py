"""A block of code in; the same block without pauses for the collection of cyclic garbage, out."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


@contextmanager
def no_collection() -> Iterator[None]:
    """Run a block without the cyclic garbage collector.

    Reading, printing and comparing make hundreds of thousands of values and few garbage cycles; looking for these again
    and again takes much of the time (YAML of 10 MB: 0.6 s instead of 4.6 s; azure_face made anew: 3 s instead of 4.5).
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        # What the block made and is still held counts as old, or all of it would be gone through at once.
        gc.freeze()
        gc.unfreeze()
        gc.enable()


@contextmanager
def no_last_collection() -> Iterator[None]:
    """Run all that a process does, so that it ends at once.

    Else Python looks for garbage cycles in all that is left, modules above all, when nobody needs the memory any more.
    """
    try:
        yield
    finally:
        gc.freeze()


def give_back() -> None:
    """Give memory that is free back to the system, where Python runs on glibc.

    glibc keeps what was freed below anything that is still held. After a large value is let go of, the next stage would
    take as much again beside it.
    """
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)


def one_arena() -> None:
    """Let all threads take memory from the same arena, where Python runs on glibc; call it before there are any.

    glibc gives each thread an arena of its own, and what is free in one is of no use to the others.
    """
    if sys.platform == "linux" and (option := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        option(_ARENA_MAX, 1)
