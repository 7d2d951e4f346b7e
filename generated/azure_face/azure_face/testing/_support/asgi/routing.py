"""Path templates with their targets, and a request's raw path and method -> the target and the path's values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar
from urllib.parse import quote, unquote

from attrs import frozen

from .errors import method_not_allowed, no_such_route

T = TypeVar("T")

_EXPRESSION = re.compile(r"\{([+#/.;]?)([^{}*:]+)[^{}]*\}")
_LITERAL_CHARACTERS = "/:@!$&'()*+,;=~"


@frozen
class Route(Generic[T]):
    """One method of one path template.

    Attributes:
        method: HTTP method, upper case.
        path: The template from the root, for example ``/pets/{petId}``; with the query that a request has to have at
            least, where that keeps operations on one path apart.
        target: What the route leads to.
    """

    method: str
    path: str
    target: T


@frozen
class Match(Generic[T]):
    """The route of a request: its target, and the decoded text of each value in the path."""

    target: T
    values: Mapping[str, str]


class Router(Generic[T]):
    """Finds the route of a request.

    Matching is on the path as it was sent: a value may hold an encoded slash, which must not end a segment.
    """

    def __init__(self, routes: Iterable[Route[T]]) -> None:
        ordered = sorted(routes, key=_rank)
        self._routes = [(*_compiled(_path(route)), _query(route), route) for route in ordered]

    def match(self, method: str, raw_path: str, query: str = "") -> Match[T]:
        """Return the route of a request.

        Args:
            method: HTTP method, upper case.
            raw_path: The path as sent, percent-encoded, without the query.
            query: The query as sent.

        Returns:
            The target and the values in the path.

        Raises:
            ServiceError: No path matches (404), or none that does has the method (405).
        """
        allowed: set[str] = set()
        pieces = set(query.split("&"))
        for pattern, names, needed, route in self._routes:
            if (found := pattern.fullmatch(raw_path)) is None or not needed <= pieces:
                continue
            if route.method == method:
                texts = (unquote(text) for text in found.groups())
                return Match(route.target, dict(zip(names, texts, strict=True)))
            allowed.add(route.method)
        raise method_not_allowed(method, allowed) if allowed else no_such_route(unquote(raw_path))


def _path(route: Route[T]) -> str:
    return route.path.partition("?")[0]


def _query(route: Route[T]) -> set[str]:
    return {piece for piece in route.path.partition("?")[2].split("&") if piece}


def _rank(route: Route[T]) -> tuple[list[tuple[bool, int]], int]:
    # On one path the one that asks for more of the query wins: it would be found last otherwise.
    return [_openness(segment) for segment in _path(route).split("/")], -len(_query(route))


def _openness(segment: str) -> tuple[bool, int]:
    # A segment without values wins over one with: `/pets/mine` is no pet with the id `mine`. Then the longer text wins.
    return "{" in segment, -len(_EXPRESSION.sub("", segment)) if "{" in segment else 0


def _compiled(template: str) -> tuple[re.Pattern[str], list[str]]:
    names: list[str] = []
    parts: list[str] = []
    end = 0
    for expression in _EXPRESSION.finditer(template):
        parts.append(_literal(template[end : expression.start()]))
        parts.append("(.+)" if expression[1] in ("+", "#") else "([^/]+)")
        names.append(expression[2])
        end = expression.end()
    parts.append(_literal(template[end:]))
    return re.compile("".join(parts)), names


def _literal(text: str) -> str:
    return re.escape(quote(text, safe=_LITERAL_CHARACTERS))
