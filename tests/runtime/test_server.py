"""Server variables and endpoints: what is a base URL, and what would send a credential elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from veneer.runtime import ServiceClient, server_variable


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://host/", "https://host"),
        ("https://host//", "https://host"),
        ("https://HOST:444/a/b/", "https://host:444/a/b"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("westeurope", "westeurope"),
        ("my-resource.example.com:444", "my-resource.example.com:444"),
    ],
)
def test_a_url_or_a_plain_name_passes_without_its_last_slash(value: str, expected: str) -> None:
    assert server_variable("endpoint", value) == expected


@pytest.mark.parametrize("value", [None, 5, b"https://host"])
def test_what_is_no_str_is_a_type_error_that_names_it(value: Any) -> None:
    with pytest.raises(TypeError, match="endpoint must be a str"):
        server_variable("endpoint", value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "https://",
        "ftp://host",
        "https://host?key=sesame",
        "https://host?",
        "https://host/#sesame",
        "https://user:sesame@host",
        "https://host/\n",
        "https://ho st",
        "https://host:port",
        "evil.com/sesame",
        "user@evil.com",
        "evil.com#",
        "evil.com?",
        "evil.com\\",
    ],
)
def test_what_could_lead_elsewhere_is_a_value_error_that_names_it_and_shows_no_secret(value: str) -> None:
    with pytest.raises(ValueError, match="endpoint") as caught:
        server_variable("endpoint", value)
    assert "sesame" not in str(caught.value)


def test_a_variable_in_the_path_may_hold_slashes_but_not_climb() -> None:
    assert server_variable("base", "a/b/", path=True) == "a/b"
    for value in ("a/../b", "..", "a?b", "a#b"):
        with pytest.raises(ValueError, match="base"):
            server_variable("base", value, path=True)


@pytest.mark.parametrize("endpoint", ["resource.example.com/face", "/face", "file:///etc/passwd", "https:///x"])
def test_a_client_takes_absolute_http_urls_only(endpoint: str) -> None:
    with pytest.raises(ValueError, match="endpoint must be an absolute URL"):
        ServiceClient(endpoint, None, ())
