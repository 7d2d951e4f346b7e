"""Challenges: what is read from WWW-Authenticate, and that no header makes reading it slow or fail."""

from __future__ import annotations

import base64
import json
import time

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from veneer.runtime.challenges import challenges, claims_of

CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}'
ENCODED = base64.b64encode(CLAIMS.encode()).decode()


def claims(*headers: str) -> str | None:
    return claims_of(httpx.Response(401, headers=[("WWW-Authenticate", header) for header in headers]))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Bearer", [("bearer", {})]),
        ('Basic realm="a, b=\\"c\\"", Bearer', [("basic", {"realm": 'a, b="c"'}), ("bearer", {})]),
        ('Bearer A="1",b=2 , c = "3"', [("bearer", {"a": "1", "b": "2", "c": "3"})]),
        ("Negotiate YWJj==, Bearer x=1", [("negotiate", {}), ("bearer", {"x": "1"})]),
        (', ,Newauth realm="x" ,, Bearer', [("newauth", {"realm": "x"}), ("bearer", {})]),
        ("", []),
    ],
)
def test_the_challenges_of_one_header(header: str, expected: object) -> None:
    assert list(challenges(header)) == expected


@pytest.mark.parametrize(
    "headers",
    [
        (f'Bearer realm="", error="insufficient_claims", claims="{ENCODED}"',),
        (f'bearer error="invalid_token", error_description="revoked, sign in", Claims="{ENCODED}"',),
        (f"Bearer claims={ENCODED.rstrip('=')}",),
        (f"Bearer claims={ENCODED}, Basic",),
        (f'Basic realm="x, Bearer claims=1", Bearer claims="{ENCODED}"',),
        ('PoP nonce="n"', f'Bearer claims="{ENCODED}"'),
        ('Bearer error="x"', f'Bearer claims="{ENCODED}"'),
    ],
)
def test_claims_are_found_in_any_bearer_challenge(headers: tuple[str, ...]) -> None:
    assert claims(*headers) == CLAIMS


def test_both_alphabets_of_base64_are_read() -> None:
    text = json.dumps({"a": "\u00ff\u00fe>>>???"}, ensure_ascii=False)
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        assert claims(f'Bearer claims="{encode(text.encode()).decode()}"') == text


@pytest.mark.parametrize(
    "header",
    [
        'Bearer realm="x"',
        f'PoP claims="{ENCODED}"',
        f'Basic realm="Bearer claims={ENCODED}"',
        'Bearer claims=""',
        'Bearer claims="!!"',
        'Bearer claims="A"',
        'Bearer claims="/w=="',  # not UTF-8
        f'Bearer claims="{base64.b64encode(b"[1]").decode()}"',
        f'Bearer claims="{base64.b64encode(b"text").decode()}"',
        f'Bearer claims="{base64.b64encode(b"[" * 60_000).decode()}"',
        f'Bearer claims="{ENCODED}',
    ],
)
def test_what_holds_no_claims_gives_none(header: str) -> None:
    assert claims(header) is None


@given(st.text(st.sampled_from('Bb=", \t\\a/'), max_size=60))
def test_any_text_is_read_to_its_end(header: str) -> None:
    for scheme, parameters in challenges(header):
        assert scheme
        assert scheme == scheme.lower()
        assert all(name == name.lower() for name in parameters)


@pytest.mark.parametrize("part", ["a", "a ", 'a="', "a=", '"', '\\"', " ", ",", "a=b ", 'a="\\'])
def test_a_long_header_is_read_in_no_time(part: str) -> None:
    start = time.perf_counter()
    claims("Bearer " + part * 20_000)
    assert time.perf_counter() - start < 2
