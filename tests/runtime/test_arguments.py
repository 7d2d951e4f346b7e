"""Arguments that choose between forms of a call: addresses on the web, and which arguments go together."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from veneer.runtime import check_form, web_address

TWO = (("a",), ("b", "c"))


@pytest.mark.parametrize(
    "text",
    [
        "http://a",
        "https://example.com/a%20b.jpg?c=d&e=f#g",
        "HTTPS://EXAMPLE.COM",
        "http://[::1]:8/",
        "https://ä.example/ü",
    ],
)
def test_an_address_passes_as_it_was_written(text: str) -> None:
    assert web_address(text) == text
    assert web_address(httpx.URL(text)) == str(httpx.URL(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "photo.jpg",
        "/photo.jpg",
        "C:\\photo.jpg",
        "file:///photo.jpg",
        "ftp://a/b",
        "//a/b",
        "http:/a",
        "https",
        " http://a",
        "data:,x",
    ],
)
def test_another_text_is_told_about_addresses_and_paths(text: str) -> None:
    for given in (text, httpx.URL(text)) if text.isascii() and ":\\" not in text else (text,):
        with pytest.raises(ValueError, match=r"begins with https:// or http://; .*pathlib\.Path"):
            web_address(given)


@pytest.mark.parametrize("text", ["http://", "https:///photo.jpg", "https://?a=b"])
def test_an_address_has_a_host(text: str) -> None:
    with pytest.raises(ValueError, match=r"https://"):
        web_address(text)


def test_the_text_is_not_told_which_may_have_a_password_in_it() -> None:
    with pytest.raises(ValueError, match="begins with https://") as caught:
        web_address("ftp://user:secret@host/photo.jpg")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "given", [{"a": 1}, {"b": 1, "c": 2}, {"a": ""}, {"a": 0}, {"a": False}, {"a": []}, {"b": "", "c": 0}]
)
def test_the_arguments_of_one_form_pass(given: dict[str, Any]) -> None:
    check_form(*TWO, **{"a": None, "b": None, "c": None, **given})


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, "none of these"),
        ({"b": 1}, "b"),
        ({"c": 1}, "c"),
        ({"a": 1, "b": 1}, "a and b"),
        ({"c": 1, "a": 1}, "a and c"),
        ({"a": 0, "b": "", "c": []}, "a and b and c"),
    ],
)
def test_others_are_told_with_the_forms(given: dict[str, Any], found: str) -> None:
    with pytest.raises(TypeError) as caught:
        check_form(*TWO, **{"a": None, "b": None, "c": None, **given})
    assert str(caught.value) == f"pass a, or b and c; got {found}"


def test_a_form_may_be_part_of_another() -> None:
    for given in ({"a": 1}, {"a": 1, "b": 1}):
        check_form(("a", "b"), ("a",), **{"a": None, "b": None, **given})
    with pytest.raises(TypeError, match="pass a and b, or a; got b"):
        check_form(("a", "b"), ("a",), a=None, b=1)


def test_an_empty_form_stands_for_none_of_them() -> None:
    check_form((), ("a",), a=None)
    check_form((), ("a",), a=1)
    with pytest.raises(TypeError, match=r"pass none of these, or a; got b$"):
        check_form((), ("a",), a=None, b=1)
