"""Security, credential and endpoint go in, which secret goes onto which request comes out, for sync and async alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, NamedTuple, TypeVar

import httpx

from .calls import CALL
from .schemes import Scheme, Security
from .security import Pairs, choose, choose_for_operation, fitting, ready_secret
from .server import is_safe, origin, refuse_plain_http

SECURITY: Final = "veneer.security"
"""The key in a request's extensions for the alternatives of an operation that differs from its service."""

_HOME = "veneer.home"

Source = TypeVar("Source")


class Bound(NamedTuple, Generic[Source]):
    """The secrets of one alternative.

    Attributes:
        ready: Schemes with what gives their secret at once.
        tokens: The source of the alternative's bearer token, if it has one that must be fetched.
    """

    ready: tuple[tuple[Scheme, Callable[[], str]], ...]
    tokens: Source | None

    def place(self, request: httpx.Request) -> None:
        """Put on the request what is ready."""
        for scheme, secret in self.ready:
            scheme.place(request, secret())


class Bindings(Generic[Source]):
    """What a client puts on its requests, and takes off those that go elsewhere.

    Args:
        security: The description's alternatives.
        credential: As for ``choose``, and not ``None``.
        services: The endpoint, then the servers of single operations: the only origins that the credential is for.
        source: Makes a source of tokens of a credential and scopes.

    Raises:
        TypeError: If the credential fits no alternative, or is asynchronous in a sync client.
        ValueError: If the endpoint is plain http on another machine.
    """

    def __init__(
        self,
        security: Security,
        credential: object,
        services: tuple[httpx.URL, ...],
        source: Callable[[Any, tuple[str, ...]], Source],
    ) -> None:
        self._credential = dict(credential) if isinstance(credential, Mapping) else credential
        self._source = source
        self._sources: dict[tuple[int, tuple[str, ...]], Source] = {}
        self._origins = frozenset(origin(url) for url in services if is_safe(url))
        self._unsafe = frozenset(origin(url) for url in services[1:] if not is_safe(url))
        self._own = self._bind(choose(security, credential))
        self._schemes = {scheme for pairs in fitting(security, credential) for scheme, _ in pairs}
        self._of_operations: dict[Security, Bound[Source]] = {}
        refuse_plain_http(services[0])

    def _bind(self, pairs: Pairs) -> Bound[Source]:
        ready: list[tuple[Scheme, Callable[[], str]]] = []
        tokens = None
        for scheme, part in pairs:
            secret = ready_secret(scheme, part)
            if secret is None:
                tokens = self._source_of(part, getattr(scheme, "scopes", ()))
            else:
                ready.append((scheme, secret))
        return Bound(tuple(ready), tokens)

    def _source_of(self, part: Any, scopes: tuple[str, ...]) -> Source:
        key = (id(part), scopes)
        found = self._sources.get(key)
        return self._sources.setdefault(key, self._source(part, scopes)) if found is None else found

    def _bound(self, request: httpx.Request) -> Bound[Source] | None:
        """What this request takes; ``None`` where it goes to another origin.

        Raises:
            ValueError: If it would take a credential to a server that the description names with plain http.
        """
        place = origin(request.url)
        if place in self._origins:
            return self._asked_for(request)
        if place in self._unsafe:
            bound = self._asked_for(request)
            if bound.ready or bound.tokens is not None:
                refuse_plain_http(request.url)
        return None

    def _asked_for(self, request: httpx.Request) -> Bound[Source]:
        security: Security | None = request.extensions.get(SECURITY)
        if security is None:
            return self._own
        bound = self._of_operations.get(security)
        if bound is None:
            bound = self._of_operations[security] = self._bind(choose_for_operation(security, self._credential))
        return bound

    def _came_home(self, request: httpx.Request, response: httpx.Response) -> bool:
        """Whether an answer is the endpoint's own: nobody else may say what becomes of a token."""
        try:
            answered = response.request
        except RuntimeError:  # nobody has told it
            answered = request
        return origin(answered.url) in self._origins

    def guard(self, request: httpx.Request) -> None:
        """Let no credential leave for another origin: the last step before a request is sent.

        A policy may have changed the URL after the credential was put on, or made another request with the headers of
        the first, as one that follows redirects does. Every header, query parameter and cookie of the client's schemes
        is taken off then, whoever put it on.

        Args:
            request: What is about to be sent.

        Raises:
            ValueError: If such a request has a credential and goes over plain http to another machine.
        """
        url = request.url
        if request.extensions.get(_HOME) is url or origin(url) in self._origins:
            return
        removed = [scheme for scheme in self._schemes if scheme.remove(request)]
        if removed and not is_safe(url):
            raise ValueError(
                "a policy sent a request with a credential to another origin over plain http: nothing was sent"
            )


def at_home(request: httpx.Request) -> None:
    """Note that the URL, as it stands now, is the endpoint's own, so that ``guard`` need not look again."""
    request.extensions[_HOME] = request.url


def replayable(request: httpx.Request) -> bool:
    """Whether the request's body can be sent again."""
    call = request.extensions.get(CALL)
    return call is None or bool(call.replayable)
