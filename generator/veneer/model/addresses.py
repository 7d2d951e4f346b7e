"""A Server -> the address that it stands for: its template, its variables, and what a client asks its caller for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import frozen

from veneer.model.server import Server, ServerVariable

VARIABLE = re.compile(r"(\{[^{}]+\})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HTTP = re.compile(r"https?://|\{", re.IGNORECASE)
_ORIGIN = re.compile(r"\{[^{}]+\}|https?://[^/]*", re.IGNORECASE)
_HOST = r"https?://(?:[A-Za-z0-9._-]|\{[^{}]+\}|\[[0-9A-Fa-f:.]+\])+(?::(?:\d{1,5}|\{[^{}]+\}))?"
_BASE = re.compile(rf"(?:{_HOST}|\{{[^{{}}]+\}})(?:/[^?#\s\x00-\x1f\x7f]*)?", re.IGNORECASE)


@frozen
class Address:
    """Where a server is.

    Attributes:
        template: Its absolute URL with variables; one that says nothing of the host begins with ``{endpoint}``.
        variables: What the description says of them, by name.
        asked: Those that the caller of a client is asked for.
        relative: Whether the description says nothing of the host.
    """

    template: str
    variables: Mapping[str, ServerVariable]
    asked: tuple[str, ...]
    relative: bool = False

    def default(self, name: str) -> str | None:
        """Return the default of a variable, if it has one."""
        variable = self.variables.get(name)
        return None if variable is None or variable.default is None else variable.default.get_untrusted_value()

    @property
    def filled(self) -> str:
        """The template with the defaults of what nobody is asked for, without a slash at its end."""
        return self._filled(self.asked).rstrip("/")

    @property
    def stand_in(self) -> tuple[str, str | None] | None:
        """What a caller may give in place of the whole server, and its default; there may be nothing of the kind."""
        if not self.asked:
            return "endpoint", self.filled
        begins = VARIABLE.match(self.template)
        name = begins[1][1:-1] if begins is not None else None
        return (name, self.default(name)) if name is not None and name in self.asked else None

    def of_operation(self, server: Server) -> str | None:
        """Return where an operation with a server of its own is sent, if this is the address of the API.

        Args:
            server: The operation's.

        Returns:
            The URL without a slash at its end, and with those variables in it that the caller gives for the API;
            ``None`` where there is no usable one: a variable has no default, it is no http URL, or the caller has in
            any case to say where everything is.
        """
        url = server.url.get_untrusted_value()
        if _SCHEME.match(url) and not _HTTP.match(url):
            return None
        own = address_of(server)
        if own.relative and not self.relative:  # to the API's host (RFC 3986, section 5, as far as it can be known)
            found = _ORIGIN.match(self.template)
            template = (found[0] if found is not None else "") + own.template.removeprefix("{endpoint}")
            variables = {name: item for name, item in self.variables.items() if name not in own.variables}
            own = Address(template, {**variables, **own.variables}, own.asked)
        shared = tuple(name for name in self.asked if own.default(name) in {None, self.default(name)})
        url = own._filled(shared).rstrip("/")
        if not _BASE.fullmatch(url) or not {name[1:-1] for name in VARIABLE.findall(url)} <= set(shared):
            return None
        stand_in = self.stand_in
        told_by_hand = stand_in is not None and stand_in[1] is None and not url.startswith(f"{{{stand_in[0]}}}")
        return None if told_by_hand else url

    def _filled(self, kept: tuple[str, ...]) -> str:
        def value(found: re.Match[str]) -> str:
            default = None if found[1][1:-1] in kept else self.default(found[1][1:-1])
            return found[1] if default is None else default

        return VARIABLE.sub(value, self.template)


def address_of(server: Server | None) -> Address:
    """Return the address of a server; the one of an API without any is relative."""
    url = "" if server is None else server.url.get_untrusted_value()
    url = f"https:{url}" if url.startswith("//") else url
    variables = {} if server is None else {item.name.get_untrusted_value(): item for item in server.variables}
    names = dict.fromkeys(found[1:-1] for found in VARIABLE.findall(url))
    asked = tuple(name for name in names if _is_asked(variables.get(name)))
    if not _HTTP.match(url):
        # A relative URL says nothing about the host (OpenAPI 3.1, Server Object), one of another scheme nothing of use.
        url = "" if _SCHEME.match(url) else url.strip("/")
        return Address(f"{{endpoint}}/{url}", variables, ("endpoint", *(asked if url else ())), relative=True)
    return Address(url, variables, asked)


def _is_asked(variable: ServerVariable | None) -> bool:
    return variable is None or variable.default is None or variable.open or len(variable.values) > 1
