"""The members of a client and of its async twin -> lines, each of which says both where a rule can tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from veneer.finishing.code import Form, Members

_TWINS = re.compile(r"\b(Pager|Poller)\b")
_GROUP = re.compile(r"^: (?=\w+Operations\d*$)")
_COROUTINE = re.compile(r"Coroutine\[Any, Any, (?P<result>.*)\]")


def twin_lines(name: str, sync: Members, other: Members) -> Iterator[str]:
    """Write the members of two twins.

    A twin's method is awaited and has the same arguments and result, but `AsyncPoller` for `Poller`, and `AsyncPager`
    for `Pager`, which comes without being awaited; a group of operations is the async one. What this rule says of the
    twin needs no line of its own.

    Args:
        name: The sync client's class; the twin's begins with ``Async``.
        sync: Its members.
        other: Those of the twin.

    Yields:
        What one of them has alone, then what both have; behind the name of a class where it is true of that one only.
    """
    for member in sync:
        if member not in other:
            yield from (form.line(name) for form in sync[member])
    for member in other:
        if member not in sync:
            yield from (form.line(f"Async{name}") for form in other[member])
    for member in sync:
        if member in other:
            yield from _both(name, sync[member], other[member])


def _both(name: str, forms: tuple[Form, ...], twins: tuple[Form, ...]) -> Iterator[str]:
    if tuple(map(_twin, forms)) == tuple(map(_awaited, twins)):
        yield from (form.line() for form in forms)
    else:
        yield from (form.line(name) for form in forms)
        yield from (form.line(f"Async{name}") for form in twins)


def _twin(form: Form) -> Form:
    """Return the form that the async twin has by the rule."""
    if not form.text.startswith("("):
        return evolve(form, text=_GROUP.sub(": Async", form.text))
    lead = form.lead if form.returns.startswith("Pager[") else f"{form.lead}async "
    return evolve(form, returns=_TWINS.sub(r"Async\1", form.returns), lead=lead)


def _awaited(form: Form) -> Form:
    """Return a method that gives a coroutine back as the coroutine function that it is to its callers."""
    found = _COROUTINE.fullmatch(form.returns)
    return evolve(form, returns=found["result"], lead="async ") if found and not form.lead else form
