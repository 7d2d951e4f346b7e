"""A process that writes on command, each time in a child of its own, which is there to be killed.

It reads one JSON object a line (the folder, which version to write, how to fail), and answers with the child's exit
code, negative for a signal. Children are forked, since importing Veneer takes longer than writing.
"""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from tests.emit.trees import ROOT, SMALL, SMALL_NEW, later, real

from veneer.emit import exchange, switching, write

STEPS = ("rename", "link", "unlink", "rmdir", "mkdir", "fsync")
EXIT = 77


class Writer:
    """The process, as a test sees it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.emit.writer"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, folder: Path, version: str, **how: float) -> int:
        """Let a child write a version into a folder; returns its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"folder": str(folder), "version": version, **how}) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()


def main() -> None:
    """Serve one command after the other."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # as the command line does
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    os.fsync = lambda handle: None  # who is killed loses nothing that the kernel has, and disks are slow
    old = real()
    versions = {
        "old": old,
        "package": later(old, beside=False),
        "all": later(old, beside=True),
        "small": SMALL,
        "small-new": SMALL_NEW,
    }
    for line in sys.stdin:
        order = json.loads(line)
        try:
            child = os.fork()
            if child == 0:
                rig(order)
                write(versions[order["version"]], Path(order["folder"]))
                os._exit(0)
        except KeyboardInterrupt:
            os._exit(130)
        except SystemExit:
            os._exit(143)
        if "signal" in order:
            time.sleep(order["delay"])
            os.kill(child, order["signal"])  # nobody has waited for it, so the pid is still its own
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def rig(order: dict[str, Any]) -> None:
    """Make the system worse, and let this process end without a word before or after its n-th step."""
    find = exchange._system_call
    steps = count(1)

    def dying(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            dies = next(steps) == order["step"]
            if dies and not order.get("after"):
                os._exit(EXIT)
            try:
                return call(*arguments, **options)
            finally:
                if dies:
                    os._exit(EXIT)

        return step

    if "step" in order:
        for name in STEPS:
            setattr(os, name, dying(getattr(os, name)))
        io.open = dying(io.open)  # dead after it, the file is there and empty
        found = find()
        exchange._system_call = lambda: None if order.get("two_renames") or found is None else dying(found)
    elif order.get("two_renames"):
        exchange._system_call = lambda: None
    if order.get("unmovable"):
        refuse_folders()


def refuse_folders() -> None:
    """Let no folder that is there be renamed, as a container's filesystem does with those of its image."""
    possible, made = switching.exchange, set[Path]()

    def refusing(new: Path, place: Path, aside: Path) -> None:
        if place.is_dir() and place not in made:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        possible(new, place, aside)
        made.add(place)

    switching.exchange = refusing  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
