"""ClientPlan -> the view of `_protocol/_service.py`: endpoint, credentials and options that all clients share."""

from __future__ import annotations

import re

from attrs import evolve

from veneer.overlay.plan import ClientPlan
from veneer.views.credentials import credential_argument, security_value
from veneer.views.docstring import Docstring, Entry, Section, first_line
from veneer.views.endpoint import endpoint_view
from veneer.views.imports import import_block
from veneer.views.own_servers import own_servers_code
from veneer.views.types import TypePrinter
from veneer.views.view import FileView, Import


def service_view(plan: ClientPlan, header: str) -> FileView:
    """Return the file that holds the base classes of a version's clients."""
    printer = TypePrinter(plan)
    security = security_value(printer, plan.api.accepted_security)
    endpoint, arguments, entries = endpoint_view(printer, plan.api)
    credential, credential_entry = credential_argument(printer, plan.api)
    names = (
        *("DEFAULT_MAX_RESPONSE_SIZE", "DEFAULT_RETRY", "DEFAULT_TIMEOUT", "AsyncPolicy", "AsyncServiceClient"),
        *("DiagnosticsOptions", "Policy", "PolicyPosition", "RetryOptions", "Security", "ServiceClient", "read_rules"),
    )
    own = own_servers_code(printer)
    if own is not None and own.stand_in is not None:
        entries = tuple(_standing_in(entry) if entry.name == own.stand_in else entry for entry in entries)
    codes = [
        security,
        *((own.argument,) if own is not None else ()),
        endpoint,
        *arguments,
        *credential,
        *(printer.runtime(name) for name in names),
    ]
    needed = {item for part in codes for item in part.imports}
    needed |= {Import("httpx"), Import("collections.abc", "Iterable"), Import("collections.abc", "Mapping")}
    summary, rest = first_line(plan.api.docs, f"{plan.api.title.get_untrusted_value()}.")
    return FileView(
        f"{plan.package}/{plan.module}/_protocol/_service.py",
        "service.py.jinja",
        {
            "header": header,
            "imports": import_block(needed, f"{plan.package}.{plan.module}._protocol._service", plan.package),
            "module_docstring": Docstring(
                "Where the service is and who calls it: what all clients of this version share."
            ),
            "docstring": Docstring(summary, rest, (_arguments(entries, credential_entry),)),
            "security": security,
            "endpoint": endpoint,
            "own_servers": own.urls if own is not None else (),
            "own_servers_argument": own.argument if own is not None else None,
            "positional": tuple(item for item in arguments if "=" not in item.text),
            "keyword": tuple(item for item in arguments if "=" in item.text),
            "sync_credential": credential[0],
            "async_credential": credential[1],
            "user_agent": _user_agent(plan),
        },
    )


def _standing_in(entry: Entry) -> Entry:
    return evolve(entry, texts=(*entry.texts, "Another one stands for the servers of single operations too."))


def _arguments(entries: tuple[Entry, ...], credential: Entry) -> Section:
    options = (
        Entry("transport", "httpx.BaseTransport | None", ("Carries the requests instead of the network's own.",)),
        Entry("http_client", "httpx.Client | None", ("Used as it is and not closed by this client.",)),
        Entry("timeout", "seconds > 0, httpx.Timeout or None", ("How long each try waits; ``None`` for ever.",)),
        Entry("headers", "Mapping[str, str] | None", ("Sent with every request.",)),
        Entry(
            "application_id", "str | None", ('The caller, as the User-Agent header names it first: ``"my-app/1.2"``.',)
        ),
        Entry(
            "policies", "pairs of a Policy and its PolicyPosition", ("What stands around every call; see ``Policy``.",)
        ),
        Entry("retry", "RetryOptions | None", ("When a call that failed is tried again; ``None`` never does.",)),
        Entry("max_response_size", "bytes > 0, or None", ("How large an answer may be; ``None`` for any size.",)),
        Entry("diagnostics", "DiagnosticsOptions | None", ("What is written to logs and traces.",)),
        Entry("validate", "bool", ("Whether limits and patterns of the description are checked, before and after.",)),
    )
    return Section("Args", (*entries, credential, *options))


def _user_agent(plan: ClientPlan) -> str:
    """Return package and version as a header can hold them (RFC 9110, section 10.1.5)."""
    version = re.sub(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]+", "-", plan.version, flags=re.ASCII).strip("-")
    return f"{plan.package}/{version}" if version else plan.package
