"""What the lock may say, and that a fault in it is told at its place."""

from __future__ import annotations

import pytest

from veneer.diagnostics import InputError
from veneer.vendor.lock import LOCK, Locked, read_lock
from veneer.vendor.sources import FileSource, GitSource, UrlSource

DIGEST = "0" * 64
REVISION = "a" * 40
TABLE = f'# ours\n\n[pets."v1"]\nfile = "pets/v1.json"\nsha256 = "{DIGEST}"\n'


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        ("", None),
        ('repository = "a/b"\npath = "c.json"\ncommit = "d"\nnote = "Written by hand."', None),
        ('source = "https://example.com/pets.json?v=1"', UrlSource("https://example.com/pets.json?v=1")),
        ('source = "http://127.0.0.1:80/pets.json"', UrlSource("http://127.0.0.1:80/pets.json")),
        ('source = "../pets.yaml"', FileSource("../pets.yaml")),
        (
            f'git = "https://example.com/a"\npath = "b/c.json"\nref = "main"\nrevision = "{REVISION}"',
            GitSource("https://example.com/a", "b/c.json", "main", REVISION),
        ),
        (
            'git = "git@example.com:a/b.git"\npath = "c"\nref = "v1.0"',
            GitSource("git@example.com:a/b.git", "c", "v1.0"),
        ),
        ('git = "../a"\npath = "c"\nref = "HEAD"', GitSource("../a", "c", "HEAD")),
    ],
)
def test_what_a_table_says(lines: str, source: object) -> None:
    assert read_lock(TABLE + lines) == {"pets": {"v1": Locked("pets", "v1", "pets/v1.json", DIGEST, source)}}  # type: ignore[arg-type]


FAULTS = {
    'sorce = "x"': "`sorce` is not known in the lock",
    "source = 1": "`source` has to be a text",
    'source = ""': "`source` has to be a text",
    'source = "http://example.com/a.json"': "`source` is neither https nor on this machine",
    'source = "http://127.0.0.1.example.com/a.json"': "`source` is neither https nor on this machine",
    'source = "ftp://example.com/a.json"': "`source` is neither https nor on this machine",
    'source = "https://me:secret@example.com/a.json"': "`source` has a name or a password in it, "
    "which files would show",
    'git = "https://me:secret@example.com/a"\npath = "b"\nref = "c"': "`git` has a name or a password in it, "
    "which files would show",
    'git = "ext::sh -c id"\npath = "b"\nref = "c"': "`git` is no git repository that is read",
    'git = "http://example.com/a"\npath = "b"\nref = "c"': "`git` is no git repository that is read",
    'git = "--upload-pack=id"\npath = "b"\nref = "c"': "`git` is no git repository that is read",
    'git = "a"\npath = "b"\nref = "--c"': "`git` has the ref `--c`, which is no branch, tag or commit",
    'git = "a"\npath = "b"\nref = "c:d"': "`git` has the ref `c:d`, which is no branch, tag or commit",
    'git = "a"\npath = "../b"\nref = "c"': "`git` has the path `../b`, which is none of a file in a repository",
    'git = "a"\npath = "b"\nref = "c"\nrevision = "d"': "`git` has the revision `d`, which is none",
    'git = "a"\npath = "b"\nref = "c"\nsource = "d"': "`git` and `source` exclude each other",
    'ref = "main"': "`ref` says something of a git source, and there is none",
}


@pytest.mark.parametrize("lines", FAULTS)
def test_a_fault_is_told_at_its_place(lines: str) -> None:
    with pytest.raises(InputError) as caught:
        read_lock(TABLE + lines)

    (problem,) = caught.value.diagnostics
    assert (problem.id, problem.message) == ("bad-lock", FAULTS[lines])
    assert str(problem.location) == f"{LOCK}:6:1"
    assert problem.fix


def test_what_is_missing_is_told_at_the_table() -> None:
    with pytest.raises(InputError) as caught:
        read_lock('[pets.v1]\nfile = "pets/v1.json"\n\n[ cats . "v2" ]\ngit = "a"\nsha256 = "x"\n')

    assert [f"{item.location} {item.message}" for item in caught.value.diagnostics] == [
        f"{LOCK}:1:2 this version lacks `sha256`",
        f"{LOCK}:4:3 this version lacks `file`",
        f"{LOCK}:4:3 this version lacks `path`",
        f"{LOCK}:4:3 this version lacks `ref`",
    ]


@pytest.mark.parametrize(
    ("text", "place"), [("x = 1\n", LOCK), ("[pets]\nv1 = 2\n", f"{LOCK}"), ("[pets\n", f"{LOCK}:1:6")]
)
def test_something_else_than_tables(text: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        read_lock(text)

    assert [str(item.location) for item in caught.value.diagnostics] == [place]
