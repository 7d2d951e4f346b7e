"""The API versions that the local service speaks, and what tells them apart."""

from __future__ import annotations

from attrs import frozen


@frozen
class Version:
    """An API version.

    Attributes:
        name: Its name.
        has_directory: Whether it has the operations that change the person directory.
        has_session_images: Whether a session can keep the picture that decided it.
        has_attempts: Whether a session shows attempts, or one result with audit entries.
        has_monitoring: Whether a session can be monitored for abuse.
    """

    name: str
    has_directory: bool = False
    has_session_images: bool = True
    has_attempts: bool = True
    has_monitoring: bool = False


VERSIONS = (
    Version("v1.1-preview.1", has_directory=True, has_session_images=False, has_attempts=False),
    Version("v1.2-preview.1", has_directory=True, has_attempts=False),
    Version("v1.2"),
    Version("v1.3-preview.1", has_monitoring=True),
)
