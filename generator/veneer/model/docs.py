"""What the description says in words about one of its parts; untrusted text all of it."""

from __future__ import annotations

from attrs import frozen

from veneer.upstream import UntrustedString


@frozen(cache_hash=True)  # the same ones stand in many properties, each of which is looked up
class Docs:
    """Words about a part: a one-line summary, a longer description, and a link to more."""

    summary: UntrustedString | None = None
    description: UntrustedString | None = None
    external_url: UntrustedString | None = None


NO_DOCS = Docs()
