"""A block of code in; the same block without pauses for the collection of cyclic garbage, out."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Run a block without the cyclic garbage collector.

    Reading makes hundreds of thousands of values and no garbage cycles; looking for some again and again
    takes most of the time (YAML of 10 MB: 0.6 s instead of 4.6 s).
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
