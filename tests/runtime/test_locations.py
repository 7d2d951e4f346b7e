"""Locations: what is read off a header's URL, and that nothing else is taken for it."""

from __future__ import annotations

import httpx
import pytest

from veneer.runtime import ServiceError, located

HEADER = "Operation-Location"


def answer(url: str) -> httpx.Response:
    return httpx.Response(202, headers={HEADER: url})


@pytest.mark.parametrize(
    "url",
    [
        "https://resource.example.com/face/v1/operations/op-1",
        "https://resource.example.com:8443/operations/op-1",
        "http://other.example.com/operations/op-1",
        "https://resource.example.com/operations/op-1?api-version=1&next=/operations/op-2",
        "https://resource.example.com/operations/op-1#/operations/op-2",
        "https://resource.example.com/operations/op-1/",
        "https://resource.example.com/operations/op-1/?x=1",
        "https://resource.example.com/Face/V1/OPERATIONS/op-1",
        "/face/v1/operations/op-1",
        "/operations/op-1?x=1",
    ],
)
def test_the_value_stands_where_the_template_says(url: str) -> None:
    assert located(answer(url), HEADER, "/operations/{}") == "op-1"


def test_the_headers_name_is_the_same_in_any_case() -> None:
    assert located(answer("/operations/op-1"), HEADER.lower(), "/operations/{}") == "op-1"


@pytest.mark.parametrize(
    ("sent", "value"),
    [("Op-1", "Op-1"), ("a%20b", "a b"), ("a%2Fb", "a/b"), ("%C3%BC", "ü"), ("a+b", "a+b"), ("a:b", "a:b")],
)
def test_the_value_is_percent_decoded_and_its_case_is_kept(sent: str, value: str) -> None:
    assert located(answer(f"https://host/operations/{sent}?x=%20"), HEADER, "/operations/{}") == value


def test_the_template_may_go_on_after_the_value() -> None:
    template = "/operations/{}/result"
    assert located(answer("https://host/v1/operations/op-1/Result/?x=1"), HEADER, template) == "op-1"
    for url in ["https://host/operations/op-1", "https://host/operations/op-1/result/2", "/operations//result"]:
        with pytest.raises(ServiceError, match="does not end like"):
            located(answer(url), HEADER, template)


def test_signs_with_a_meaning_in_patterns_are_plain_text_in_a_template() -> None:
    assert located(answer("/v1.0/ops(1)/7"), HEADER, "/v1.0/ops(1)/{}") == "7"
    with pytest.raises(ServiceError):
        located(answer("/v1x0/ops(1)/7"), HEADER, "/v1.0/ops(1)/{}")


def test_a_missing_header_is_named() -> None:
    with pytest.raises(ServiceError, match="no Operation-Location header"):
        located(httpx.Response(202, headers={"Location": "/operations/op-1"}), HEADER, "/operations/{}")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "op-1",
        "https://host",
        "https://host/operations",
        "https://host/operations/",
        "https://host/operations/a/b",
        "https://host/sessions/op-1",
        "https://host/myoperations/op-1",
        "https://host/x?y=/operations/op-1",
    ],
)
def test_another_path_is_refused_and_shown(url: str) -> None:
    with pytest.raises(ServiceError) as caught:
        located(answer(url), HEADER, "/operations/{}")
    assert HEADER in str(caught.value)
    assert "/operations/{}" in str(caught.value)
    assert "y=" not in str(caught.value)  # a query may be signed


def test_a_long_url_is_shown_in_part() -> None:
    with pytest.raises(ServiceError) as caught:
        located(answer(f"https://host/{'x' * 9999}"), HEADER, "/operations/{}")
    assert len(str(caught.value)) < 400


def test_what_is_no_url_is_a_service_error_too() -> None:
    with pytest.raises(ServiceError, match=HEADER):
        located(answer("https://[host/operations/op-1"), HEADER, "/operations/{}")
