"""A page of the guide in, its blocks run in order in a folder of its own: a page is a story that has to be true.

A block is run by its language. `sh` holds commands, `# exits with 1` behind one says how it ends. `console` is what the
commands since the last one printed, as a terminal shows it when they are done. Anything else is a file: the paragraph
before it ends with the path, behind `as` if it is written, behind `to` if it is added at the end; a `diff` behind `in`
changes it. Ports between 8000 and 8099 stand for free ones. What is served goes on until the story ends.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Self

import httpx

import running

from .pages import ROOT, Block, all_blocks, anchor, fits

_FILE = re.compile(r"\b(?P<how>as|to|[Ii]n) `(?P<path>[^`]+)`:$")
_ENDS = re.compile(r"\s+# exits with (?P<code>\d+)$")
_COMMENT = re.compile(r"\s+# .*$")
_WANTED = re.compile(r"(?P<name>[\w./-]+?)(?:\[(?P<extras>[\w,]+)\])?")
_PORT = re.compile(r"\b80\d\d\b")
_DIAGNOSTIC = re.compile(r".*: (?:error|warning)\[|    fix: ")
_PERSON = {f"GIT_{who}_{what}": "reader@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


class Story:
    """What a reader has after some blocks: a folder with files, an environment, servers that run.

    Args:
        folder: Where it begins.
    """

    def __init__(self, folder: Path) -> None:
        self.home = folder
        self.cwd = folder
        self.path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.installed: list[str] = []  # below the folder it began in
        self.variables = {"GIT_CONFIG_GLOBAL": os.devnull}
        self._printed = ""
        self._ports: dict[str, str] = {}
        self._servers: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.terminate()
            server.communicate()

    def tell(self, page: str, until: str = "") -> Self:
        """Run the blocks of a page, all of them or to the end of the section with an anchor."""
        told = all_blocks(page)
        if until:
            last = max(at for at, block in enumerate(told) if anchor(block.heading) == until)
            told = told[: last + 1]
        for block in told:
            try:
                self.run(block)
            except AssertionError as error:
                raise AssertionError(f"{page}:{block.line}: {error}") from None
        return self

    def run(self, block: Block) -> None:
        """Run one block."""
        text = _PORT.sub(lambda port: self._ports.setdefault(port[0], _free_port()), block.text)
        match block.language:
            case "sh":
                for line in text.replace("\\\n", " ").splitlines():
                    self._command(line)
            case "console":
                printed, self._printed = self._printed, ""
                assert fits(text, printed), f"printed:\n{printed}"
            case _:
                self._file(block, text)

    def _file(self, block: Block, text: str) -> None:
        named = _FILE.search(block.lead)
        assert named, f"a block of {block.language or 'nothing'} without the name of its file: {block.lead}"
        path = self.cwd / named["path"]
        if block.language == "diff":
            assert named["how"].lower() == "in", block.lead
            text = _changed(path.read_text("utf-8"), text)
        elif named["how"] == "to":
            text = path.read_text("utf-8") + text
        else:
            assert not path.exists(), f"{named['path']} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def _command(self, line: str) -> None:
        ends = _ENDS.search(line)
        line = _COMMENT.sub("", line).strip()
        code, printed = self._done(line)
        self._printed += printed
        assert code == (int(ends["code"]) if ends else 0), f"`{line}` exits with {code}:\n{printed}"

    def _done(self, line: str) -> tuple[int, str]:
        """Run a command as a shell would, and return its exit code and what it printed."""
        if line.startswith("cd "):
            self.cwd = (self.cwd / line[3:]).resolve()
            return 0, ""
        if exported := re.fullmatch(r"export (\w+)=(.*)", line):
            self.variables[exported[1]] = exported[2]
            return 0, ""
        if line.startswith("pip install "):
            words = shlex.split(line)[2:]
            for wanted in words:
                if wanted != "-e":
                    self._install(wanted, live="-e" in words)
            return 0, ""
        if line.startswith("veneer serve "):
            return self._serve(line)
        if line.startswith("veneer ") and not re.search(r"[|>&;$]", line):
            done = running.veneer(*shlex.split(line)[1:], cwd=self.cwd, env=self._environment())
            # A terminal takes progress away again.
            problems = [each for each in done.stderr.splitlines(keepends=True) if _DIAGNOSTIC.match(each)]
            return done.returncode, "".join(problems) + done.stdout
        run = subprocess.run(
            ["bash", "-c", line], cwd=self.cwd, env=self._environment(), text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return run.returncode, run.stdout

    def _environment(self) -> dict[str, str]:
        found = [str(self.home / folder) for folder in reversed(self.installed)]
        ours = {"PATH": self.path, "PYTHONPATH": os.pathsep.join(found), "PYTHONWARNINGS": "error", "COLUMNS": "120"}
        return os.environ | _PERSON | ours | self.variables

    def _install(self, wanted: str, *, live: bool) -> None:
        """Put a distribution, or a copy, on the path of Python: pip asks the network, and `.venv` has what it needs."""
        found = _WANTED.fullmatch(wanted)
        assert found, wanted
        if "/" not in found["name"]:
            metadata.version(found["name"])
            return
        path = ROOT if found["name"].endswith("/veneer") else self.cwd / found["name"]
        project = tomllib.loads((path / "pyproject.toml").read_text("utf-8"))["project"]
        extras = set((found["extras"] or "").split(",")) - {""}
        assert extras <= project.get("optional-dependencies", {}).keys(), f"{wanted} has no such extra"
        if path != ROOT:
            used = path if live else Path(shutil.copytree(path, self.home / ".installed" / path.name))
            self.installed.append(os.path.relpath(used, self.home))

    def _serve(self, line: str) -> tuple[int, str]:
        server = subprocess.Popen(
            [sys.executable, "-m", *shlex.split(line)], cwd=self.cwd, env=self._environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._servers.append(server)
        assert server.stdout is not None
        said = server.stdout.readline()
        url = re.search(r"http://127\.0\.0\.1:\d+", said)
        if url is None:
            return server.wait(), said
        assert httpx.get(url[0], trust_env=False).status_code < 500, said
        return 0, said


def _free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def _changed(text: str, diff: str) -> str:
    """Apply a diff whose parts, between lines of `@@`, each have old lines that stand in the text once."""
    for part in re.split(r"^@@\n", diff, flags=re.MULTILINE):
        lines = [line or " " for line in part.splitlines()]
        old, new = ("".join(f"{line[1:]}\n" for line in lines if line[0] in f" {mark}") for mark in "-+")
        assert text.count(old) == 1, f"{text.count(old)} times in the file:\n{old}"
        text = text.replace(old, new)
    return text
