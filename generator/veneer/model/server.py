"""Where the service is: a URL template and its variables."""

from __future__ import annotations

from attrs import frozen

from veneer.model.docs import Docs
from veneer.upstream import UntrustedString


@frozen
class ServerVariable:
    """A variable of a server's URL.

    Attributes:
        default: Its default; ``None`` means that the caller has to give it.
        open: Whether the caller is asked for it although it has a default.
    """

    name: UntrustedString
    default: UntrustedString | None
    values: tuple[UntrustedString, ...] = ()
    docs: Docs = Docs()
    open: bool = False


@frozen
class Server:
    """A server: `url` is a template with ``{variable}`` in it."""

    url: UntrustedString
    variables: tuple[ServerVariable, ...] = ()
    docs: Docs = Docs()
    pointer: str = ""
