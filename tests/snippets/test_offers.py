"""What files offer is read as they come, in whatever order, and the same as if it were read when all are there."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from veneer.finishing import sources
from veneer.finishing.places import here
from veneer.finishing.surface import Client, Entry, Surface, Version

FILES = {
    "a/__init__.py": '__all__ = ["Error"]\n\nfrom ._runtime import Error\n',
    "a/_runtime/__init__.py": "from .errors import Error as Error\n",
    "a/_runtime/errors.py": "class Error(Exception):\n    code: int\n",
    "a/v1/__init__.py": 'from .pets import AsyncPets, Pets\n\n__all__ = ["AsyncPets", "Pets"]\n',
    "a/v1/_protocol/pets.py": "class Protocol:\n    def call(self) -> None: ...\n",
    "a/v1/pets.py": (
        "from ._protocol.pets import Protocol\n\n\nclass Pets(Protocol):\n    def feed(self) -> models.Pet: ...\n\n\n"
        "class AsyncPets(Protocol):\n    async def feed(self) -> models.Pet: ...\n"
    ),
    "a/v1/models/__init__.pyi": (
        "from .kind import Kind\nfrom .pet import AsyncPet, Pet\nfrom .tail import Tail as Tail2\n\n"
        '__all__ = ["AsyncPet", "Kind", "Pet", "Tail2"]\n'
    ),
    "a/v1/models/kind.py": 'class Kind(StrEnum):\n    A = "a"\n',
    "a/v1/models/pet.py": (
        "from ..._runtime import Error\nfrom .tail import Tail\n\n\n"
        "@define\nclass Pet(Tail, Error):\n    name: str\n\n\nclass AsyncPet: ...\n"
    ),
    "a/v1/models/tail.py": "@define\nclass Tail:\n    long: bool\n",
}
OFFERED = Surface(
    (Entry("Error(...)", ("Exception",)), Entry("Error.code: int")),
    (
        Version(
            "v1",
            (
                Client(
                    "Pets",
                    "AsyncPets",
                    (
                        Entry("Pets()"),
                        Entry("AsyncPets()"),
                        Entry("Pets.call() -> None"),
                        Entry("AsyncPets.call() -> None"),
                        Entry("feed() -> Pet"),
                    ),
                ),
            ),
            (Entry("AsyncPet()"), Entry("Pet(long: bool, name: str)", ("Error",)), Entry("Tail2(long: bool)")),
            (Entry('Kind(StrEnum): A = "a"'),),
        ),
    ),
)


def offered(paths: Iterable[str]) -> Surface:
    with here("a") as place:
        for path in paths:
            if "_runtime" in path:
                place.keep(path, FILES[path].encode())
            else:
                place.add(path, FILES[path])
        return place.surface(["v1"])


@pytest.mark.parametrize("first", FILES)
def test_the_order_in_which_files_come_tells_nothing(first: str) -> None:
    assert offered(sorted(FILES, key=lambda path: path != first)) == OFFERED
    assert offered(sorted(FILES, key=lambda path: path == first)) == OFFERED


def test_what_was_read_when_it_came_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_KEPT", 4)
    read: list[str] = []
    module_of = sources.module_of
    monkeypatch.setattr(sources, "module_of", lambda path, text: read.append(path) or module_of(path, text))
    numbers = range(20)
    with here("a") as place:
        place.add("a/__init__.py", "")
        place.add("a/v1/__init__.py", "")
        imported = "".join(f"from .m{number} import M{number}\n" for number in numbers)
        place.add("a/v1/models/__init__.pyi", f"{imported}__all__ = {[f'M{number}' for number in numbers]}\n")
        for number in numbers:
            place.add(f"a/v1/models/m{number}.py", f"class M{number}: ...\n")
        place.files()
        read.clear()
        offered = place.surface(["v1"])

    assert len(offered.versions[0].models) == len(numbers)
    assert read == []
