"""`veneer new` makes a project that generates and is in step, adds to one that is there, and overwrites nothing."""

from __future__ import annotations

import json
import os
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .conftest import Veneer, pets, tree

CORPUS = Path(os.environ.get("VENEER_CORPUS", Path(__file__).resolve().parents[2].parent / "shared" / "corpus"))
COMMENTED = re.compile(r'^# (?=\[\w+[.\]]|(?:\w+|"[^"]+") = )', re.MULTILINE)


def test_a_project_and_its_next_commands(home: Path, veneer: Veneer) -> None:
    run = veneer("new", "pets", "--spec", "pets.json")

    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [
        "pets: version 1.0, 2 operations",
        "  wrote customizations/pets/package.toml",
        "  wrote spec/pets/1.0.json",
        "  wrote spec/spec.lock.toml",
        "  wrote .gitignore",
        "  wrote README.md",
        "next: veneer generate",
        "next: veneer check",
        "next: pip install -e ./generated/pets",
    ]
    assert (home / "spec/pets/1.0.json").read_bytes() == (home / "pets.json").read_bytes()
    assert 'source = "pets.json"' in (home / "spec/spec.lock.toml").read_text()
    assert veneer("generate").returncode == 0
    check = veneer("check")
    assert (check.returncode, check.stdout) == (0, "in step\n")
    assert veneer("vendor").stdout == "pets 1.0: nothing changed\n"
    readme = (home / "README.md").read_text()
    assert [line.split("  ")[0] for line in readme.split("```")[1].splitlines()[1:]] == [
        line.removeprefix("next: ") for line in run.stdout.splitlines()[-3:]
    ]
    (client,) = re.findall(r"from pets import (\w+)", readme)
    assert f"class {client}(" in (home / "generated/pets/pets/v1_0/pets.py").read_text()


def test_another_folder_and_a_url(home: Path, veneer: Veneer) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=home)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/pets.json"
        run = veneer("new", "pets", "--spec", url, "--output", "a dir/project")
        server.shutdown()

    assert run.returncode == 0, run.stderr
    assert "next: cd 'a dir/project'\n" in run.stdout
    assert f'source = "{url}"' in (home / "a dir/project/spec/spec.lock.toml").read_text()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def test_a_file_is_found_again_from_another_folder(home: Path, veneer: Veneer) -> None:
    assert veneer("new", "pets", "--spec", "pets.json", "--output", "deep/down").returncode == 0

    run = veneer("vendor", cwd=home / "deep" / "down")

    assert run.stdout == "pets 1.0: nothing changed\n", run.stderr


def test_a_project_gets_one_more(home: Path, veneer: Veneer) -> None:
    veneer("new", "pets", "--spec", "pets.json")
    lock = home / "spec" / "spec.lock.toml"
    lock.write_text("# ours\n" + lock.read_text())
    (home / "README.md").write_text("ours")
    before = tree(home)

    run = veneer("new", "cats", "--spec", "pets.json")

    assert run.returncode == 0, run.stderr
    new = tree(home)
    assert {path for path in new if new[path] != before.get(path, b"")} == {
        "spec/spec.lock.toml",
        "spec/cats",
        "spec/cats/1.0.json",
        "customizations/cats",
        "customizations/cats/package.toml",
    }
    assert lock.read_text().startswith("# ours\n")
    assert veneer("generate").returncode == 0
    assert veneer("check").returncode == 0


def test_what_is_there_is_kept(home: Path, veneer: Veneer) -> None:
    (home / "README.md").write_text("ours")

    run = veneer("new", "pets", "--spec", "pets.json")

    assert "  kept  README.md, which was there\n" in run.stdout
    assert (home / "README.md").read_text() == "ours"


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("v1.1-preview.1", "v1.1-preview.1"),
        ("2024-01 (draft)", "2024-01-draft"),
        ("../../x", "x"),
        ("con", "vcon"),
        ("☃", "v1"),
        ("9" * 200, "9" * 60),
        ("1\x1b[31m", "1-31m"),
    ],
)
def test_the_version_is_a_safe_name_and_said(said: str, version: str, home: Path, veneer: Veneer) -> None:
    (home / "pets.json").write_text(json.dumps(pets(said)))

    run = veneer("new", "pets", "--spec", "pets.json")

    assert run.returncode == 0, run.stderr
    assert (home / "spec" / "pets" / f"{version}.json").is_file()
    assert run.stdout.startswith(f"pets: version {version}, ")
    assert ("which the description calls" in run.stdout) == (said != version)
    assert "\x1b" not in run.stdout


def uncomment(configuration: Path, *, every: bool) -> None:
    """Take the # away from all that is commented out, or from all that says what there is already."""
    blocks = configuration.read_text().split("\n\n")
    other = ("# [groups]", "# [names.")
    chosen = [
        block if any(table in block for table in other) and not every else COMMENTED.sub("", block) for block in blocks
    ]
    text = "\n\n".join(chosen)
    configuration.write_text(text if every else re.sub("^(?=secrets|summary|name =)", "# ", text, flags=re.MULTILINE))


def check_comments(home: Path, veneer: Veneer, name: str) -> None:
    """Make sure that what is commented out is what there is, and all of it together can be used."""
    configuration = home / "customizations" / name / "package.toml"
    written = configuration.read_text()
    assert veneer("generate").returncode == 0
    uncomment(configuration, every=False)
    assert configuration.read_text() != written
    same = veneer("generate", "--check")
    configuration.write_text(written)
    uncomment(configuration, every=True)
    every = veneer("generate")

    assert same.returncode == 0, same.stdout + same.stderr
    assert every.returncode == 0, every.stderr
    assert veneer("check").returncode == 0


def test_what_is_commented_out_is_true(home: Path, veneer: Veneer) -> None:
    veneer("new", "pets", "--spec", "pets.json")
    text = (home / "customizations/pets/package.toml").read_text()

    assert '# [groups]\n# "Good dogs" = "other_good_dogs"  # instead of good_dogs\n' in text
    assert '# [operations.findPet]\n# name = "another_name"  # its method, instead of find_pet\n' in text
    assert '# [names.models]\n# Pet = "AnotherName"\n' in text
    assert '# [names.properties]\n# petName = "another_name"\n' in text
    assert '# secrets = ["accessToken"]' in text
    check_comments(home, veneer, "pets")


@pytest.mark.parametrize("file", ["museum.yaml", "twilio", "ogen"])
def test_what_is_commented_out_is_true_of_real_descriptions(file: str, home: Path, veneer: Veneer) -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"{CORPUS} is not there")
    found = CORPUS / file
    spec = found if found.is_file() else min(found.glob("*.json"), key=lambda path: path.stat().st_size)

    run = veneer("new", "real", "--spec", str(spec))

    assert run.returncode == 0, run.stderr
    check_comments(home, veneer, "real")


HOSTILE = ['x"]\n[clients.Evil]\noperations = ["*', "a'''b\\", "\u202egnp", "\x1b[31mred", "# x", "tag:x", "Bad*", ""]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_toml(text: str, home: Path, veneer: Veneer) -> None:
    document = pets(tag=text)
    document["info"]["title"] = text
    document["components"]["schemas"]["Pet"]["properties"] = {f"{text}password": {"type": "string"}}
    (home / "pets.json").write_text(json.dumps(document))

    assert veneer("new", "pets", "--spec", "pets.json").returncode == 0
    configuration = (home / "customizations/pets/package.toml").read_text()

    assert "\x1b" not in configuration
    assert "\u202e" not in configuration
    assert not re.search(r"^\[clients.Evil", configuration, re.MULTILINE)
    check_comments(home, veneer, "pets")
