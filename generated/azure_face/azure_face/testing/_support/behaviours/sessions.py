"""What callers and devices do to liveness sessions -> the sessions in memory."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import define, field

from ..asgi import ServiceError, bad_argument
from .faces import SeenFace, largest_face
from .images import picture, read_image
from .shelf import Noun, Shelf, keyset_page
from .timing import Clock
from .versions import Version

_SESSION = Noun("Session", "session")
_SESSION_IMAGE = Noun("SessionImage", "session image")
_MOST = 10_000_000
_DEFAULT_LIFE = 600


@define
class Session:
    """A session, and what has happened in it.

    Attributes:
        id: Its id.
        place: Its place in the order of creation.
        version: The API version that it was created in; the others do not know it.
        with_verify: Whether the face is also compared with a picture.
        content: What it was created with.
        image: The picture that it was created with, if any.
        created: When it was created.
        is_monitored: Whether it is monitored for abuse.
        auth_token: What lets a device take part in it.
        started: When a device started, if one has.
        is_over: Whether it has its outcome.
        records: What devices delivered, the last one last: audit entries or attempts, as the version shows them.
        image_ids: Ids of the pictures that it keeps.
    """

    id: str
    place: int
    version: Version
    with_verify: bool
    content: Mapping[str, Any]
    image: bytes | None = field(repr=False)
    created: datetime
    is_monitored: bool
    auth_token: str = field(factory=lambda: secrets.token_urlsafe(32), repr=False)
    started: datetime | None = None
    is_over: bool = False
    records: list[dict[str, Any]] = field(factory=list)
    image_ids: list[str] = field(factory=list)

    @property
    def life(self) -> int:
        """How many seconds a device may take part."""
        return int(self.content.get("authTokenTimeToLiveInSeconds", _DEFAULT_LIFE))

    def is_expired(self, now: datetime) -> bool:
        """Return whether its time is over."""
        return now >= self.created + timedelta(seconds=self.life)

    def verify_face(self) -> SeenFace | None:
        """Return the face in the picture that it was created with, if any."""
        return None if self.image is None else largest_face(read_image(self.image))

    def taken_picture(self, is_identical: bool) -> bytes:
        """Return the picture that its device took: of the person on its own picture, or of somebody else."""
        return self.image if self.image is not None and is_identical else picture(self.id)

    def image_hash(self) -> dict[str, str]:
        """Return the hash of the picture that it was created with as a property, if it was asked for."""
        if self.image is None or not self.content.get("returnVerifyImageHash"):
            return {}
        return {"verifyImageHash": hashlib.sha256(self.image).hexdigest().upper()}


@define
class SessionStore:
    """All sessions, in the order of their creation.

    Attributes:
        clock: Gives the time.
        ids: Makes the ids of sessions.
        monitors: Whether new sessions are monitored for abuse.
        flagged: The attempts in which abuse was found, as ``OtherFlaggedSessions``.
    """

    clock: Clock
    ids: Callable[[], str]
    monitors: bool = False
    flagged: list[dict[str, Any]] = field(factory=list)
    _sessions: dict[str, Session] = field(factory=dict, init=False)
    # Deleted sessions keep their place, so that a page can begin after one that was deleted meanwhile.
    _places: dict[str, int] = field(factory=dict, init=False)
    _images: Shelf[bytes] = field(factory=lambda: Shelf(_SESSION_IMAGE, _MOST), init=False)
    _numbers: int = field(default=0, init=False)

    def create(
        self, version: Version, with_verify: bool, content: Mapping[str, Any], image: bytes | None = None
    ) -> Session:
        """Return a new session.

        Raises:
            ServiceError: There is no face in the image (400).
        """
        monitored = self.monitors and version.has_monitoring
        session = Session(
            self.ids(), len(self._places), version, with_verify, dict(content), image, self.clock(), monitored
        )
        session.verify_face()
        self._sessions[session.id] = session
        self._places[session.id] = session.place
        return session

    def get(self, session_id: str, version: Version | None = None, with_verify: bool | None = None) -> Session:
        """Return the session with an id.

        Args:
            session_id: The id.
            version: The version that it must be of; ``None`` takes all.
            with_verify: The kind that it must be of; ``None`` takes both.

        Returns:
            The session.

        Raises:
            ServiceError: There is none, or it is of another version or kind (404).
        """
        session = self._sessions.get(session_id)
        if session is None or version not in (None, session.version) or with_verify not in (None, session.with_verify):
            raise _SESSION.not_found(session_id)
        return session

    def delete(self, session: Session) -> None:
        """Remove a session with all that it keeps."""
        del self._sessions[session.id]
        for image_id in session.image_ids:
            self._images.remove(image_id)
        self.flagged = [each for each in self.flagged if each["sessionId"] != session.id]

    def page(self, version: Version, with_verify: bool, start: str | None, top: int) -> Sequence[Session]:
        """Return sessions in the order of their creation.

        Args:
            version: Their version.
            with_verify: Their kind.
            start: Id of the session that they come after; ``None`` or empty for the first page.
            top: The most sessions to return.

        Returns:
            The sessions.

        Raises:
            ServiceError: ``start`` was never a session's id (400).
        """
        if start and start not in self._places:
            raise bad_argument("The query parameter 'start' must be the id of a session.")
        alike = [each for each in self._sessions.values() if (each.version, each.with_verify) == (version, with_verify)]
        sessions = {session.place: session for session in alike}
        return [sessions[place] for place in keyset_page(list(sessions), self._places[start] if start else None, top)]

    def open(self, session_id: str) -> Session:
        """Return a session in which a device can take part.

        Raises:
            ServiceError: There is none (404), or no device can take part in it (409).
        """
        session = self.get(session_id)
        if session.is_over:
            raise ServiceError(409, "SessionCompleted", f"The session '{session_id}' has its result already.")
        if session.is_expired(self.clock()):
            raise ServiceError(409, "SessionExpired", f"The session '{session_id}' has expired.")
        return session

    def start(self, session: Session) -> None:
        """Let a device start in a session, if none has."""
        session.started = session.started or self.clock()

    def next_number(self) -> int:
        """Return the number of a new audit entry."""
        self._numbers += 1
        return self._numbers

    def keep_image(self, session: Session, image: bytes) -> dict[str, str]:
        """Keep the picture that a device took, if the session is to keep one, and return its id as a property."""
        if not (session.version.has_session_images and session.content.get("enableSessionImage")):
            return {}
        image_id = hashlib.sha256(f"{session.id}/{len(session.image_ids)}".encode()).hexdigest()
        self._images.add(image_id, image)
        session.image_ids.append(image_id)
        return {"sessionImageId": image_id}

    def image(self, image_id: str) -> bytes:
        """Return a picture that a session keeps.

        Raises:
            ServiceError: There is none (404).
        """
        return self._images.get(image_id)
