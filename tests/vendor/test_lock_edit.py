"""What is recorded is what is read again, wherever its table stands, and nothing else changes."""

from __future__ import annotations

from itertools import permutations

import pytest

from veneer.vendor.lock import Locked, read_lock
from veneer.vendor.lock_edit import edit_lock
from veneer.vendor.sources import FileSource, GitSource, Source, UrlSource

SOURCES: list[Source | None] = [
    UrlSource("https://example.com/a.json"),
    FileSource("../a.json"),
    GitSource("../a", "b.json", "main", "a" * 40),
    None,
]


def entry(name: str, source: Source | None = None, digit: str = "0") -> Locked:
    package, _, version = name.partition(":")
    return Locked(package, version, f"{package}/{version}.json", digit * 64, source)


@pytest.mark.parametrize("names", list(permutations(["pets:v1", "cats:1.0", "pets:v2", "pets:v1.1"])))
def test_every_order_of_packages_and_versions(names: tuple[str, ...]) -> None:
    text = ""
    for name in names:
        text = edit_lock(text, [entry(name, SOURCES[0])])
    for name in names:
        text = edit_lock(text, [entry(name, SOURCES[2], "1")])

    read = {
        f"{item.package}:{item.version}": item for versions in read_lock(text).values() for item in versions.values()
    }
    assert read == {name: entry(name, SOURCES[2], "1") for name in names}
    assert text.count("\n\n\n") == 0


def test_tables_that_a_person_wrote_in_between() -> None:
    tables = [f'# {name}\n[{name[0]}.v{name[1]}]\nfile = "x"\nsha256 = "{"0" * 64}"\n' for name in ("p1", "q1", "p2")]
    text = "\n".join(tables)

    edited = edit_lock(text, [entry("p:v2", SOURCES[1]), entry("p:v3", SOURCES[0])])

    assert set(read_lock(edited)["p"]) == {"v1", "v2", "v3"}
    assert edited.startswith("\n".join(tables[:2]))


@pytest.mark.parametrize("old", SOURCES)
@pytest.mark.parametrize("new", SOURCES[:-1])
def test_a_source_takes_the_place_of_another(old: Source | None, new: Source) -> None:
    text = edit_lock("", [entry("pets:v1", old)])

    assert read_lock(edit_lock(text, [entry("pets:v1", new)]))["pets"]["v1"] == entry("pets:v1", new)
