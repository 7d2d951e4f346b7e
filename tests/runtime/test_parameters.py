"""Path, query, header and cookie parameters: their form on the wire, and what is refused before it gets there."""

from __future__ import annotations

import datetime
import math
import string
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from veneer.runtime import (
    cookie_form,
    cookie_plain,
    cookie_string,
    encode_datetime_http,
    encode_datetime_unix,
    header_collection,
    header_fields,
    header_simple,
    path_label,
    path_matrix,
    path_simple,
    query_deep_object,
    query_delimited,
    query_form,
    query_pipe_delimited,
    query_space_delimited,
    query_string,
    query_whole,
    required,
)

from .sample import Decision, Entry

UTC = datetime.UTC
COLOURS = ["blue", "black", "brown"]
RGB = {"R": 100, "G": 200, "B": None}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a b/ü~", "a%20b%2F%C3%BC~"),
        (True, "true"),
        (False, "false"),
        (-7, "-7"),
        (1e22, "10000000000000000000000"),
        (1.5e-7, "0.00000015"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1.10"), "1.10"),
        (Decision.REAL_FACE, "realface"),
        (Decision("new kind"), "new%20kind"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime.datetime(2025, 4, 1, 12, 0, 0, 500000, UTC), "2025-04-01T12%3A00%3A00.500000Z"),
        (datetime.date(2025, 4, 1), "2025-04-01"),
        (datetime.timedelta(hours=1), "PT1H"),
    ],
)
def test_every_scalar_has_one_text(value: object, text: str) -> None:
    assert path_simple("x", value) == text
    assert query_form("x", value) == f"x={text}"


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (lambda: path_simple("c", COLOURS, array=True), "blue,black,brown"),
        (lambda: path_simple("c", ["a b", "c,d"], array=True, delimiter="|"), "a%20b%7Cc%2Cd"),
        (lambda: path_simple("c", ["a", "", ""], array=True), "a,,"),
        (lambda: path_simple("c", RGB), "R,100,G,200"),
        (lambda: path_simple("c", RGB, explode=True), "R=100,G=200"),
        (lambda: path_label("c", "blue"), ".blue"),
        (lambda: path_label("c", COLOURS, array=True), ".blue,black,brown"),
        (lambda: path_label("c", COLOURS, array=True, explode=True), ".blue.black.brown"),
        (lambda: path_label("c", RGB), ".R,100,G,200"),
        (lambda: path_label("c", RGB, explode=True), ".R=100.G=200"),
        (lambda: path_matrix("c", "color", "blue"), ";color=blue"),
        (lambda: path_matrix("c", "color", COLOURS, array=True), ";color=blue,black,brown"),
        (lambda: path_matrix("c", "color", ["a", "b"], array=True, explode=True), ";color=a;color=b"),
        (lambda: path_matrix("c", "color", RGB), ";color=R,100,G,200"),
        (lambda: path_matrix("c", "color", RGB, explode=True), ";R=100;G=200"),
        (lambda: query_form("color", COLOURS, array=True), "color=blue&color=black&color=brown"),
        (lambda: query_form("color", ["a,b", "c"], array=True, explode=False), "color=a%2Cb,c"),
        (lambda: query_form("color", RGB), "R=100&G=200"),
        (lambda: query_form("color", RGB, explode=False), "color=R,100,G,200"),
        (lambda: query_space_delimited("color", COLOURS), "color=blue%20black%20brown"),
        (lambda: query_pipe_delimited("color", COLOURS), "color=blue%7Cblack%7Cbrown"),
        (lambda: query_pipe_delimited("color", ["a", "b"], explode=True), "color=a&color=b"),
        (lambda: query_delimited("color", ["a", "b"], "\n"), "color=a%0Ab"),
        (lambda: query_deep_object("color", RGB), "color%5BR%5D=100&color%5BG%5D=200"),
        (lambda: query_deep_object("f", {"a": {"b": [1, 2]}}), "f%5Ba%5D%5Bb%5D%5B0%5D=1&f%5Ba%5D%5Bb%5D%5B1%5D=2"),
        (lambda: query_deep_object("f", ["a b", {"c": None, "d": 1}]), "f%5B0%5D=a%20b&f%5B1%5D%5Bd%5D=1"),
        (lambda: query_form("f", {"a": [1, "b c"], "b": {"c": 1}}), "a=1&a=b%20c&b=%7B%22c%22%3A1%7D"),
        (lambda: query_form("f", {"a": [], "b": [[1]], "c": [1, None]}), "b=%5B%5B1%5D%5D&c=%5B1%2Cnull%5D"),
        (lambda: query_form("f", {"a": [1, 2]}, explode=False), "f=a,%5B1%2C2%5D"),
        (lambda: query_pipe_delimited("p", ["a/b", "c"], allow_reserved=True), "p=a/b%7Cc"),
        (lambda: cookie_plain("c", "a=b c"), "c=a=b c"),
        (lambda: cookie_plain("c", [1, 2], array=True), "c=1; c=2"),
        (lambda: cookie_plain("c", [1, 2], array=True, explode=False), "c=1,2"),
        (lambda: cookie_plain("c", RGB), "R=100; G=200"),
        (lambda: cookie_plain("c", RGB, explode=False), "c=R,100,G,200"),
        (lambda: cookie_plain("c", None), ""),
        (lambda: query_deep_object("f", Entry(3)), "f%5Bid%5D=3"),
        (lambda: query_form("$filter", "a eq 'b'"), "$filter=a%20eq%20%27b%27"),
        (lambda: query_form("u", "a/b?c=d%20e f#g&h+i", allow_reserved=True), "u=a/b?c=d%20e%20f%23g%26h%2Bi"),
        (lambda: query_form("u", "a&v=b%20c d+e#f", encoded=True), "u=a&v=b%20c%20d+e%23f"),
        (lambda: path_simple("p", "a/b c?d#e", allow_reserved=True), "a/b%20c%3Fd%23e"),
        (lambda: query_form("t", datetime.datetime(1970, 1, 2, tzinfo=UTC), encode=encode_datetime_unix), "t=86400"),
        (lambda: cookie_form("c", "a b;c"), "c=a%20b%3Bc"),
        (lambda: cookie_form("c", [1, 2], array=True), "c=1; c=2"),
        (lambda: cookie_form("c", [1, 2], array=True, explode=False), "c=1,2"),
    ],
)
def test_every_style_is_written_as_openapi_shows_it(write: Callable[[], str], expected: str) -> None:
    assert write() == expected


def test_what_is_none_or_an_empty_list_leaves_the_query() -> None:
    parts = (query_form("a", None), query_form("b", 0), query_form("c", [], array=True), query_form("d", ""))
    assert query_string(*parts) == "b=0&d="
    assert query_form("c", [], array=True, explode=False) == ""
    assert query_deep_object("o", None) == query_deep_object("o", {}) == query_pipe_delimited("p", None) == ""


def test_a_query_name_cannot_add_a_parameter() -> None:
    assert query_form("a&b=c", "d") == "a%26b%3Dc=d"


@pytest.mark.parametrize("style", [path_simple, path_label, lambda name, value: path_matrix(name, "w", value)])
class TestPathRefuses:
    def test_none_with_a_type_error(self, style: Callable[[str, Any], str]) -> None:
        with pytest.raises(TypeError, match="session_id is required"):
            style("session_id", None)

    def test_the_empty_value(self, style: Callable[[str, Any], str]) -> None:
        with pytest.raises(ValueError, match="session_id must not be empty"):
            style("session_id", "")

    def test_a_list_that_was_not_announced(self, style: Callable[[str, Any], str]) -> None:
        with pytest.raises(TypeError, match="session_id must be a single value"):
            style("session_id", ["a"])

    def test_a_lone_surrogate(self, style: Callable[[str, Any], str]) -> None:
        with pytest.raises(ValueError, match="session_id holds a character"):
            style("session_id", "\ud800")


@pytest.mark.parametrize("value", [".", ".."])
def test_a_dot_segment_cannot_climb_out_of_the_path(value: str) -> None:
    with pytest.raises(ValueError, match=r"session_id must not be '\.' or '\.\.'"):
        path_simple("session_id", value)


@pytest.mark.parametrize("value", ["a/../b", "..", "a/%2e%2e/b", "%2E/x", "a/."])
def test_reserved_expansion_lets_no_dot_segment_through_either(value: str) -> None:
    with pytest.raises(ValueError, match="another path"):
        path_simple("path", value, allow_reserved=True)


@pytest.mark.parametrize(
    "value",
    [
        *("%2e%2e", "%2E.", ".%2e", "%2e", "..;", "..;a=b/x", "a/..;/b", "a/%2e%2e;x", "%2f..%2f", "a/..%2fb"),
        *("..\\", "..\\..\\x", "a/..\\b", "a%5c..%5cb", "a\\..\\b", "/..", "../", "a/./b", ".;"),
    ],
)
def test_no_server_finds_a_dot_segment_in_what_is_reserved_or_encoded(value: str) -> None:
    with pytest.raises(ValueError, match="must not be"):
        path_simple("path", value, allow_reserved=True)
    # Without reserved characters each of them is the text of one segment, and is decoded to itself.
    segment = path_simple("path", value)
    assert unquote(segment) == value
    assert not set(segment) & set("/\\;?#")
    assert unquote(segment) not in {".", ".."}


@pytest.mark.parametrize("value", ["...", "..a", "a..", ".a/b.", "a/...", "%252e%252e", "a;b/..c"])
def test_dots_that_are_no_dot_segment_pass(value: str) -> None:
    assert path_simple("path", value, allow_reserved=True) == value


@pytest.mark.parametrize(
    "value", ["\0", "a\0b", "\t", "\r\n", "?", "#", "\\", "//evil.example", "@evil", "%zz", "\uff0e\uff0e"]
)
def test_anything_else_stays_within_its_segment(value: str) -> None:
    for segment in (path_simple("x", value), path_label("x", value)[1:], path_matrix("x", "w", value)[3:]):
        assert segment.isascii()
        assert set(segment) <= set("%-._~") | set(string.ascii_letters + string.digits)
        assert unquote(segment) == value


@pytest.mark.parametrize("style", [path_simple, path_label, lambda *given, **named: path_matrix("x", *given, **named)])
@pytest.mark.parametrize("items", [[], [""]])
def test_a_list_with_nothing_in_it_is_no_part_of_a_path(style: Callable[..., str], items: list[str]) -> None:
    with pytest.raises(ValueError, match="x must not be empty"):
        style("x", items, array=True)


def test_a_label_cannot_make_a_dot_segment_of_its_own_dot() -> None:
    with pytest.raises(ValueError, match="another path"):
        path_label("x", ".")
    with pytest.raises(ValueError, match="another path"):
        path_label("x", ["", ""], array=True, explode=True)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_stays_within_its_own_segment(value: str) -> None:
    if value in {".", ".."}:
        return
    segment = path_simple("x", value)
    assert unquote(segment) == value
    url = httpx.URL(f"https://host/a/{segment}/z")
    assert url.raw_path.decode().split("/") == ["", "a", segment, "z"]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_query_text_reads_back_as_the_same_single_parameter(value: str, name: str) -> None:
    query = query_string(query_form(name, value), "end=1")
    assert parse_qsl(query, keep_blank_values=True) == [(name, value), ("end", "1")]
    assert urlsplit(str(httpx.URL(f"https://host/p?{query}"))).fragment == ""


@given(st.lists(st.text("ab,& %|", min_size=1), min_size=1))
def test_a_comma_list_keeps_its_items_apart(items: list[str]) -> None:
    text = query_form("x", items, array=True, explode=False).removeprefix("x=")
    assert [unquote(part) for part in text.split(",")] == items


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_written_without_exponent_and_reads_back_the_same(value: float) -> None:
    text = query_form("x", value).removeprefix("x=")
    assert "e" not in text.lower()
    assert not text.endswith(".0")
    assert float(text) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, Decimal("NaN"), Decimal("-Infinity")])
def test_a_number_that_is_not_finite_is_refused_by_name(value: object) -> None:
    with pytest.raises(ValueError, match="top must be a finite number"):
        query_form("top", value)


def test_a_naive_datetime_is_refused_with_the_fix() -> None:
    with pytest.raises(ValueError, match=r"since: a datetime needs a time zone.*tzinfo"):
        query_form("since", datetime.datetime(2025, 4, 1))


@pytest.mark.parametrize("value", ["age", b"age", 5, {1, 2}, None])
def test_an_array_takes_lists_only_above_all_no_str(value: object) -> None:
    if value is None:
        assert query_form("attributes", value, array=True) == ""
        return
    with pytest.raises(TypeError, match="attributes must be a list"):
        query_form("attributes", value, array=True)


def test_a_wrong_item_or_member_is_named_by_its_place() -> None:
    with pytest.raises(TypeError, match=r"ids\[1\] must be a single value.*None"):
        query_form("ids", [1, None], array=True)
    with pytest.raises(TypeError, match=r"color\.R must be"):
        query_form("color", {"R": object()})
    with pytest.raises(TypeError, match="must be a mapping, got str"):
        query_deep_object("color", "R")


def test_headers_are_written_and_none_is_left_out() -> None:
    moment = datetime.datetime(2025, 4, 1, 12, tzinfo=UTC)
    fields = header_fields(
        header_simple("X-One", 1),
        header_simple("X-None", None),
        header_simple("X-List", ["a", "b"], array=True),
        header_simple("X-Blanks", ["a", "b"], array=True, delimiter=" "),
        header_simple("X-Object", RGB, explode=True),
        header_simple("If-Modified-Since", moment, encode=encode_datetime_http),
        header_simple("X-Empty", ""),
    )
    assert fields == {
        "X-One": "1",
        "X-List": "a,b",
        "X-Blanks": "a b",
        "X-Object": "R=100,G=200",
        "If-Modified-Since": "Tue, 01 Apr 2025 12:00:00 GMT",
        "X-Empty": "",
    }


@pytest.mark.parametrize("value", ["1234\r\nX-Evil: 1", "1234\n", "1234\x00", "1234é", " 1234", "1234 "])
def test_a_header_cannot_carry_line_breaks_and_the_error_does_not_show_the_value(value: str) -> None:
    with pytest.raises(ValueError, match="header X-Thing") as caught:
        header_simple("X-Thing", value)
    assert "1234" not in str(caught.value)


def test_cookies_are_joined_and_none_is_left_out() -> None:
    assert cookie_string(cookie_form("a", 1), cookie_form("b", None), cookie_form("c", "é")) == "a=1; c=%C3%A9"


def test_required_passes_what_is_falsy_and_refuses_none() -> None:
    assert required("top", 0) == 0
    with pytest.raises(TypeError, match="top is required"):
        required("top", None)


@pytest.mark.parametrize("value", ["a;b", "a\r\nb", "ü"])
def test_a_plain_cookie_cannot_hold_what_would_end_it(value: str) -> None:
    with pytest.raises(ValueError, match="c"):
        cookie_plain("c", value)


def test_headers_that_begin_alike() -> None:
    assert header_collection("X-Meta-", {"a": "b", "n": 1, "none": None}) == [("X-Meta-a", "b"), ("X-Meta-n", "1")]
    assert header_collection("X-Meta-", None) == []
    with pytest.raises(TypeError, match="X-Meta-"):
        header_collection("X-Meta-", "a")  # type: ignore[arg-type]
    for wrong in ({"a b": "c"}, {"a": "b\r\nX: y"}, {"a\r\nX": "y"}):
        with pytest.raises(ValueError, match="header"):
            header_collection("X-Meta-", wrong)


def test_a_value_that_is_the_whole_query() -> None:
    assert query_string(query_whole("q", '{"a": "ä&b"}')) == "%7B%22a%22%3A%20%22%C3%A4%26b%22%7D"
    assert query_whole("q", None) == ""
    with pytest.raises(TypeError, match="q must be a str, got int"):
        query_whole("q", 7)  # type: ignore[arg-type]
