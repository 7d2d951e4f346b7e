"""What callers and devices do to liveness sessions -> the sessions in memory, as the API shows them."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import define, field

from veneer.serve import ServiceError, bad_argument

Clock = Callable[[], datetime]
"""Gives the time, with its time zone."""

_DEFAULT_LIFE = 600


@define
class Session:
    """A session, and what has happened in it.

    Attributes:
        id: Its id.
        with_verify: Whether the face is also compared with a picture.
        content: What it was created with.
        face: The face in the picture that it was created with, if any.
        created: When it was created.
        auth_token: What lets a device take part in it.
        started: When a device started, if one has.
        entries: Its audit entries; the last one is the result.
    """

    id: str
    with_verify: bool
    content: Mapping[str, Any]
    face: Mapping[str, Any] | None
    created: datetime
    auth_token: str = field(factory=lambda: secrets.token_urlsafe(32), repr=False)
    started: datetime | None = None
    entries: list[dict[str, Any]] = field(factory=list)

    @property
    def life(self) -> int:
        """How many seconds a device may take part."""
        return int(self.content.get("authTokenTimeToLiveInSeconds", _DEFAULT_LIFE))

    def is_expired(self, now: datetime) -> bool:
        """Return whether its time is over."""
        return now >= self.created + timedelta(seconds=self.life)

    def item(self, now: datetime) -> dict[str, Any]:
        """Return it as an item of a list (``LivenessSessionItem``)."""
        optional = {
            "sessionStartDateTime": self.started and timestamp(self.started),
            "deviceCorrelationId": self.content.get("deviceCorrelationId"),
        }
        return {
            "id": self.id,
            "createdDateTime": timestamp(self.created),
            "sessionExpired": self.is_expired(now),
            "authTokenTimeToLiveInSeconds": self.life,
            **{name: value for name, value in optional.items() if value is not None},
        }

    def result(self, now: datetime) -> dict[str, Any]:
        """Return it with its result (``LivenessSession``, ``LivenessWithVerifySession``)."""
        status = "ResultAvailable" if self.entries else "Started" if self.started else "NotStarted"
        result = {"result": self.entries[-1]} if self.entries else {}
        return {**self.item(now), "status": status, **result}


class SessionStore:
    """All sessions, in the order of their creation; may be used from several threads."""

    def __init__(self, clock: Clock, ids: Callable[[], str]) -> None:
        self.clock = clock
        self._ids = ids
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        # Deleted sessions keep their place, so that a page can begin after one that was deleted meanwhile.
        self._places: dict[str, int] = {}
        self._last_entry = 0

    def create(self, with_verify: bool, content: Mapping[str, Any], face: Mapping[str, Any] | None) -> Session:
        """Return a new session."""
        with self._lock:
            session = Session(self._ids(), with_verify, dict(content), face, self.clock())
            self._sessions[session.id] = session
            self._places[session.id] = len(self._places)
            return session

    def get(self, session_id: str, with_verify: bool | None = None) -> Session:
        """Return the session with an id.

        Args:
            session_id: The id.
            with_verify: The kind that it must be of; ``None`` takes both.

        Returns:
            The session.

        Raises:
            ServiceError: There is none, or it is of the other kind (404).
        """
        session = self._sessions.get(session_id)
        if session is None or with_verify not in (None, session.with_verify):
            raise ServiceError(404, "SessionNotFound", f"There is no session '{session_id}'.")
        return session

    def delete(self, session_id: str, with_verify: bool) -> None:
        """Remove a session with all of its audit entries.

        Raises:
            ServiceError: There is none, or it is of the other kind (404).
        """
        with self._lock:
            del self._sessions[self.get(session_id, with_verify).id]

    def page(self, with_verify: bool, start: str | None, top: int) -> Sequence[Session]:
        """Return sessions in the order of their creation.

        Args:
            with_verify: Their kind.
            start: Id of the session that they come after; ``None`` or empty for the first page.
            top: The most sessions to return.

        Returns:
            The sessions.

        Raises:
            ServiceError: ``start`` was never a session's id (400).
        """
        with self._lock:
            if start and start not in self._places:
                raise bad_argument("The query parameter 'start' must be the id of a session.")
            after = self._places[start] if start else -1
            return [
                session
                for session in self._sessions.values()
                if session.with_verify == with_verify and self._places[session.id] > after
            ][:top]

    def start(self, session_id: str) -> Session:
        """Return a session after a device has started in it.

        Raises:
            ServiceError: There is none (404), or no device can take part in it (409).
        """
        with self._lock:
            session = self._open(session_id)
            session.started = session.started or self.clock()
            return session

    def complete(self, session_id: str, entry: Mapping[str, Any]) -> Session:
        """Return a session after a device has completed it.

        Args:
            session_id: Its id.
            entry: The audit entry without its id and its time.

        Returns:
            The session.

        Raises:
            ServiceError: There is none (404), or no device can take part in it (409).
        """
        with self._lock:
            session = self._open(session_id)
            now = self.clock()
            session.started = session.started or now
            self._last_entry += 1
            session.entries.append({"id": self._last_entry, "receivedDateTime": timestamp(now), **entry})
            return session

    def _open(self, session_id: str) -> Session:
        session = self.get(session_id)
        if session.entries:
            raise ServiceError(409, "SessionCompleted", f"The session '{session_id}' has its result already.")
        if session.is_expired(self.clock()):
            raise ServiceError(409, "SessionExpired", f"The session '{session_id}' has expired.")
        return session


def timestamp(moment: datetime) -> str:
    """Return a moment as the API writes it: RFC 3339 with milliseconds."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
