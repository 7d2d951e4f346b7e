"""Objects and log records go in, nothing comes out but an AssertionError where one shows what it must not."""

from __future__ import annotations

import logging
import pickle
import traceback
from collections.abc import Iterator

import httpx

from .plans import BODY, QUERY, SECRET

_ALL = (SECRET, QUERY, BODY)


class Records(logging.Handler):
    """Formats every record as an application would, and keeps those that leak.

    Attributes:
        count: How many records came.
        leaks: The texts that show what they must not.
    """

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.count = 0
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a record: its text and all that a formatter may add."""
        self.count += 1
        text = f"{self.format(record)} {record.__dict__}"
        if any(planted in text for planted in _ALL):
            self.leaks.append(text)


def check_error(error: BaseException, *, thorough: bool) -> None:
    """Look at an error; thoroughly, also at its traceback and its pickle, which take long to make."""
    for text in (*_texts(error), *(_long_texts(error) if thorough else ())):
        _check(text, _ALL)
    for answer in (getattr(error, "response", None),):
        if answer is not None:
            check_answer(answer)


def check_answer(answer: httpx.Response) -> None:
    """Look at an answer and its request, whose own repr shows a query that holds no credential."""
    request = answer.request
    for text in (repr(answer), repr(answer.headers), repr(request.headers)):
        _check(text, _ALL)
    _check(f"{request!r} {request.extensions}", (SECRET, BODY))


def check_objects(*objects: object) -> None:
    """Look at the repr of what an application has at hand."""
    for one in objects:
        _check(f"{one!r} {one}", _ALL)


def _texts(error: BaseException) -> Iterator[str]:
    yield f"{error} {error!r}"
    yield from getattr(error, "__notes__", ())
    if isinstance(error, httpx.RequestError):
        yield f"{error.request!r} {error.request.headers!r}"


def _long_texts(error: BaseException) -> Iterator[str]:
    yield "".join(traceback.format_exception(error))
    yield pickle.dumps(error).decode("latin-1")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)


def _check(text: str, planted: tuple[str, ...]) -> None:
    assert not any(one in text for one in planted), f"it shows what it must not: {text}"
