"""Routes of the local service: what a path needs of the query keeps operations on one path apart."""

from __future__ import annotations

import pytest

from veneer.testing.asgi.errors import ServiceError
from veneer.testing.asgi.routing import Route, Router

ROUTER = Router(
    [
        Route("GET", "/a/{id}", "plain"),
        Route("GET", "/a/{id}?comp=list", "list"),
        Route("GET", "/a/{id}?comp=list&all", "all"),
        Route("PUT", "/a/{id}?comp=acl", "acl"),
    ]
)


@pytest.mark.parametrize(
    ("method", "query", "target"),
    [
        ("GET", "", "plain"),
        ("GET", "other=1", "plain"),
        ("GET", "max=1&comp=list", "list"),
        ("GET", "all&comp=list&max=1", "all"),
        ("PUT", "comp=acl", "acl"),
    ],
)
def test_the_route_that_needs_the_most_of_a_query_wins(method: str, query: str, target: str) -> None:
    found = ROUTER.match(method, "/a/1", query)

    assert (found.target, found.values) == (target, {"id": "1"})


def test_a_query_that_a_path_needs_has_to_be_there() -> None:
    with pytest.raises(ServiceError):
        ROUTER.match("PUT", "/a/1", "comp=list")
