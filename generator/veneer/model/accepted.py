"""What an API and its operations ask for as a credential -> the alternatives that a client of all of them accepts."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from veneer.model.security import SecurityAlternatives, SecurityUse


def accepted(
    of_all: SecurityAlternatives, of_operations: Iterable[SecurityAlternatives | None]
) -> SecurityAlternatives:
    """Return the API's own alternatives, then those of its operations.

    The same schemes with other scopes are one alternative with all of these scopes. Anonymous calls are among them
    where the API itself asks for nothing and one of its operations neither.

    Args:
        of_all: What holds where an operation says nothing.
        of_operations: What each operation says, ``None`` for nothing.
    """
    own = list(of_operations)
    if not any(own):
        return of_all
    every = dict.fromkeys([*of_all, *(uses for alternatives in own for uses in alternatives or ())])
    merged: dict[tuple[str, ...], tuple[SecurityUse, ...]] = {}
    for uses in every:
        key = scheme_names(uses)
        merged[key] = tuple(map(_with_scopes, merged.get(key, uses), uses))
    if not of_all and not all(own):
        merged[()] = ()
    anonymous = [merged.pop(())] if () in merged else []
    return (*merged.values(), *anonymous)


def scheme_names(uses: tuple[SecurityUse, ...]) -> tuple[str, ...]:
    """Return the names of the schemes that one alternative uses together."""
    return tuple(use.scheme.id.get_untrusted_value() for use in uses)


def _with_scopes(one: SecurityUse, other: SecurityUse) -> SecurityUse:
    return evolve(one, scopes=tuple(dict.fromkeys((*one.scopes, *other.scopes))))
