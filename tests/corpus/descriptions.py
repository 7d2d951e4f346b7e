"""The folder of the corpus and two packages of npm -> the descriptions in them, each with a name."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
GITHUB = ("@octokit/openapi", "23.0.2", "generated/api.github.com.json")
AUTOREST = ("@microsoft.azure/autorest.testserver", "3.3.51", "swagger/*.json")
_YAML = re.compile(r"^(openapi|swagger): *[\"']?[23]", re.MULTILINE)


class MissingError(Exception):
    """There is nothing to look at; the message says why."""


@frozen
class Description:
    """A description, what it is called here, and the folder that its references may lead to."""

    name: str
    path: Path
    root: Path

    @property
    def package(self) -> str:
        """A name for its package, which no other has."""
        return "c_" + re.sub(r"[^a-z0-9]+", "_", self.name.lower()).strip("_")


def of_folder() -> list[Description]:
    """Return the descriptions below $VENEER_CORPUS or `../shared/corpus`.

    Raises:
        MissingError: The folder is not there.
    """
    folder = Path(os.environ.get("VENEER_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not folder.is_dir():
        raise MissingError(f"there is no corpus in {folder}; $VENEER_CORPUS names another folder")
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".json", ".yaml", ".yml"})
    return [
        Description(str(path.relative_to(folder)), path.resolve(), folder.resolve())
        for path in paths
        if is_description(path)
    ]


def is_description(path: Path) -> bool:
    """Say whether a file is a whole description, not a part of one."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix != ".json":
        return _YAML.search(text) is not None
    try:
        content = json.loads(text)
    except ValueError:
        return False
    return isinstance(content, dict) and not {"openapi", "swagger"}.isdisjoint(content)


def of_npm(package: str, release: str, pattern: str) -> list[Description]:
    """Return the descriptions of a package, which is installed once.

    Raises:
        MissingError: It cannot be installed.
    """
    folder = _installed(package, release) / "node_modules" / package
    found = sorted(folder.glob(pattern))
    name = package.rpartition("/")[2]
    return [
        Description(f"{name}/{path.name}", path.resolve(), folder.resolve()) for path in found if is_description(path)
    ]


def github() -> Path:
    """Return GitHub's description of 13 MB."""
    return of_npm(*GITHUB)[0].path


def _installed(package: str, release: str) -> Path:
    own = os.environ.get("VENEER_OFFICIAL")
    folder = (Path(own) if own else ROOT / ".pytest_cache" / "official") / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{package.rpartition('/')[2]}-{release}"
    place, part = folder / name, folder / f"{name}.part"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process installs, the others wait
        if place.is_dir():
            return place
        if shutil.which("npm") is None:
            raise MissingError(f"there is no npm, so {package} is left out")
        shutil.rmtree(part, ignore_errors=True)
        npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--fetch-retries=1"]
        command = [*npm, "--prefix", str(part), f"{package}@{release}"]
        process = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if process.returncode:
            raise MissingError(f"{package} cannot be installed: {process.stderr.strip()[-300:]}")
        part.rename(place)  # last, so that what is there is whole
    return place


def everything() -> Iterator[Description | MissingError]:
    """Yield every description, and what is missing; the big ones first, so that no worker is left alone with one."""
    found: list[Description] = []
    for source in (of_folder, lambda: of_npm(*GITHUB), lambda: of_npm(*AUTOREST)):
        try:
            found += source()
        except MissingError as error:
            yield error
    yield from sorted(found, key=lambda item: -item.path.stat().st_size)
