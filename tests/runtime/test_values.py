"""The public values of the runtime: they do not change, show no secret, and outlive `copy` and `pickle`."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import httpx
import pytest

from veneer.runtime import (
    AccessToken,
    ApiKeyScheme,
    BasicScheme,
    BearerTokenScheme,
    DiagnosticsOptions,
    FilePart,
    HttpRequest,
    RequestContext,
    Response,
    RetryOptions,
    Verdict,
)
from veneer.runtime.verdicts import Progress

EQUAL: dict[str, tuple[Any, Any]] = {
    "AccessToken(expires_on=1.0)": (AccessToken("secret", 1.0), AccessToken("other", 1.0)),
    "ApiKeyScheme(id='a', name='b', location='header', prefix='')": (
        ApiKeyScheme("a", "b"),
        ApiKeyScheme("a", "b", "query"),
    ),
    "BasicScheme(id='a')": (BasicScheme("a"), BasicScheme("b")),
    "BearerTokenScheme(id='a', scopes=('s',))": (BearerTokenScheme("a", ("s",)), BearerTokenScheme("a")),
    "DiagnosticsOptions(headers=frozenset({'x-a'}), query=frozenset(), tracing=True, request_id_header=None)": (
        DiagnosticsOptions(headers={"X-A"}),
        DiagnosticsOptions(),
    ),
    "RetryOptions(max_retries=3, delay=0.8, max_delay=60.0, budget=5.0)": (RetryOptions(budget=5.0), RetryOptions()),
    "Verdict(progress=<Progress.RUNNING: 'running'>, message=None)": (
        Verdict(Progress.RUNNING),
        Verdict(Progress.FAILED),
    ),
}
OTHERS: dict[str, Any] = {
    "FilePart(filename='a', content_type=None)": FilePart(b"secret", "a", headers={"X-A": "secret"}),
    "HttpRequest(GET /x)": HttpRequest("GET", "/x", query="secret", headers={"X-A": "secret"}),
    "<Response 200 OK: str>": Response(httpx.Response(200), "secret"),
}
CONTEXT = (
    "RequestContext(error_options=<ErrorOptions.DEFAULT: 'default'>, timeout=UNSET, deadline=2, cancellation=None, "
    "stream=False, retry=UNSET)"
)


@pytest.mark.parametrize("shown", EQUAL)
def test_one_is_equal_to_another_that_holds_the_same(shown: str) -> None:
    value, other = EQUAL[shown]
    for same in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert type(same) is type(value)
        assert same == value
        assert hash(same) == hash(value)
    assert value != other
    assert value != shown


@pytest.mark.parametrize("value", [FilePart(b"a"), Response(httpx.Response(200), "a")], ids=["part", "response"])
def test_one_with_an_identity_is_equal_to_itself_alone(value: object) -> None:
    assert value != copy.copy(value)
    assert {value: 1}[value] == 1


@pytest.mark.parametrize("shown", [*EQUAL, *OTHERS])
def test_none_changes_nor_shows_a_secret(shown: str) -> None:
    value = OTHERS[shown] if shown in OTHERS else EQUAL[shown][0]
    assert repr(value) == shown
    name = getattr(type(value), "_fields", None) or type(value).__slots__
    for change in (lambda: setattr(value, name[0], None), lambda: delattr(value, name[0])):
        with pytest.raises(AttributeError):
            change()
    with pytest.raises(AttributeError):
        value.something_else = 1


def test_a_context_has_its_attributes_and_no_others() -> None:
    context = RequestContext(headers={"X-A": "secret"}, deadline=2)
    assert repr(context) == CONTEXT
    assert {context: 1}[context] == 1
    with pytest.raises(AttributeError):
        context.timeuot = 3  # type: ignore[attr-defined]
