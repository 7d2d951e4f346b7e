"""Many small files are formatted as one, and come out as each would alone."""

from __future__ import annotations

from threading import Event

import pytest

from veneer.finishing import finisher, formatting
from veneer.finishing.finisher import Finisher
from veneer.finishing.formatting import FormatError, format_python
from veneer.finishing.places import here

FILES = {
    "a/one.py": '# A comment.\n"""A module."""\n\n\nfrom a import b\nclass One:\n    x = {  "a":1 }\n',
    "a/two.py": "\n\nx = 'single'\n\n\n\n",
    "three.py": "def three( ):\n    return 1\n# the end",
    "off.py": "# fmt: off\nx  =  1\n# fmt: on\n",
    "empty.py": "",
}


@pytest.mark.parametrize("batch", [1, 200_000])
def test_each_file_is_as_if_alone(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = {path: format_python({path: text})[path] for path, text in FILES.items()}
    monkeypatch.setattr(formatting, "_BATCH", batch)
    assert format_python(FILES) == alone
    assert alone["off.py"] == FILES["off.py"].encode()
    assert alone["a/two.py"] == b'x = "single"\n'


def test_a_text_that_looks_like_the_border_divides_nothing() -> None:
    files = {**FILES, "border.py": f"x = 1\n{formatting._BORDER}y  = 2\n"}
    assert format_python(files)["border.py"] == f"x = 1\n{formatting._BORDER}y = 2\n".encode()


def test_what_is_no_python_is_named() -> None:
    with pytest.raises(FormatError, match=r"a/broken\.py:2"):
        format_python({**FILES, "a/broken.py": "x = 1\nclass :\n"})


@pytest.mark.parametrize("size", [1, 2_000_000])
def test_files_one_by_one_come_out_as_they_do_together(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finisher, "_LEAST", size)
    monkeypatch.setattr(finisher, "_MOST", size)
    with here("a") as place:
        for path, text in FILES.items():
            place.add(path, text)
        assert place.files() == format_python(FILES)


def test_what_is_no_python_is_named_when_all_is_printed() -> None:
    with here("a") as place:
        place.add("a/broken.py", "x = 1\nclass :\n")
        with pytest.raises(FormatError, match=r"a/broken\.py:2"):
            place.files()


def test_files_are_formatted_while_those_before_them_are_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = Event()

    def formatted(files: dict[str, str]) -> dict[str, bytes]:
        if "two.py" in files:
            begun.set()
        return format_python(files)

    class Store(dict[str, bytes]):
        def __setitem__(self, path: str, content: bytes) -> None:
            assert begun.wait(20)
            super().__setitem__(path, content)

    monkeypatch.setattr(finisher, "_LEAST", 1)
    monkeypatch.setattr(finisher, "_MOST", 1)
    monkeypatch.setattr(finisher, "format_python", formatted)
    found = Store()
    with Finisher("a", found) as finishing:
        finishing.add("one.py", "x = 1")
        finishing.add("two.py", "y = 2")
        finishing.finish()
    assert found == {"one.py": b"x = 1\n", "two.py": b"y = 2\n"}
