"""Where the service is: a URL template and its variables."""

from __future__ import annotations

from attrs import frozen

from veneer.model.docs import Docs
from veneer.upstream import UntrustedString


@frozen
class ServerVariable:
    """A variable of a server's URL; a default of ``None`` means that the caller has to give it."""

    name: UntrustedString
    default: UntrustedString | None
    values: tuple[UntrustedString, ...] = ()
    docs: Docs = Docs()


@frozen
class Server:
    """A server: `url` is a template with ``{variable}`` in it."""

    url: UntrustedString
    variables: tuple[ServerVariable, ...] = ()
    docs: Docs = Docs()
    pointer: str = ""
