"""Arguments of `veneer`, a folder and an environment -> what a process of its own says.

Loading Veneer takes longer than most commands do, so the processes are forked by one that has loaded it.
`tests/cli/test_start.py` starts one as users do.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from veneer import commands
from veneer.cli import main

Done = subprocess.CompletedProcess[str]

_TIMEOUT = 180
_FORKS = "forkserver" in multiprocessing.get_all_start_methods()
_PROCESSES = multiprocessing.get_context("forkserver" if _FORKS else "spawn")
_PROCESSES.set_forkserver_preload([f"veneer.commands.{item.name}" for item in pkgutil.iter_modules(commands.__path__)])


def veneer(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> Done:
    """Run `veneer`.

    Args:
        arguments: What stands behind the name.
        cwd: Where.
        env: Its environment; that of the tests when left out.
    """
    with tempfile.TemporaryDirectory() as name:
        out, err = Path(name, "out"), Path(name, "err")
        process = _PROCESSES.Process(target=_run, args=(arguments, cwd, dict(env or os.environ), out, err))
        process.start()
        process.join(_TIMEOUT)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, _TIMEOUT)
        code = process.exitcode
        process.close()
        return Done(arguments, code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def _run(arguments: tuple[str, ...], cwd: Path, env: dict[str, str], out: Path, err: Path) -> None:
    """Become the process of a command."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for number, path in ((1, out), (2, err)):
        with path.open("wb") as file:
            os.dup2(file.fileno(), number)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["veneer", *arguments]
    main()
