"""A version -> the expression that makes one of its clients in a sample."""

from __future__ import annotations

from veneer.overlay.plan import ClientPlan, PlannedClient
from veneer.views.credentials import credential_classes
from veneer.views.endpoint import address_of_api, endpoint_view, local_endpoint
from veneer.views.literals import literal
from veneer.views.samples.expressions import Expression, call, quoted_text
from veneer.views.types import TypePrinter
from veneer.views.view import Code, Import

_URL = "https://my-service.example.com"
_CREDENTIALS = {
    "KeyCredential": ("<key>",),
    "BearerTokenCredential": ("<token>",),
    "BasicCredential": ("<user>", "<password>"),
}


def new_client(plan: ClientPlan, name: str) -> Expression:
    """Return the expression that makes a client of a class."""
    _, arguments, _ = endpoint_view(TypePrinter(plan), plan.api)
    url = local_endpoint(plan.api)
    given = []
    for item in arguments:
        argument, _, default = item.text.partition(":")
        if "=" in default:
            continue
        chosen = plan.samples.values.get(argument)
        otherwise = _URL if url is not None and url[0] == argument else argument.replace("_", "-")
        given.append(quoted_text(chosen if isinstance(chosen, str) else otherwise))
    credential = _credential(plan)
    if credential is not None:
        given += [credential, *_safe_endpoint(plan)]
    return call(Code(name, frozenset({Import(f"{plan.package}.{plan.module}", name)})), given)


def opened_client(plan: ClientPlan, client: PlannedClient) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the statements that open a client and its async twin."""
    opened = new_client(plan, client.name).behind("with ").lines(100, " as client:")
    twin = new_client(plan, f"Async{client.name}").behind("async with ").lines(100, " as client:")
    return (*opened, "    ..."), (*twin, "    ...")


def _safe_endpoint(plan: ClientPlan) -> list[Expression]:
    """Return the endpoint over https where the description has one that no credential is sent to."""
    address = address_of_api(plan.api)
    if address.asked or not address.filled.startswith("http://"):
        return []
    from veneer.runtime.server import is_loopback  # late, since it loads what makes requests

    host = address.filled.partition("://")[2].partition("/")[0].partition(":")[0]
    if is_loopback(host):
        return []
    return [quoted_text(address.filled.replace("http", "https", 1)).behind("endpoint=")]


def _credential(plan: ClientPlan) -> Expression | None:
    made = {
        scheme: call(Code(name, frozenset({Import(plan.package, name)})), map(quoted_text, _CREDENTIALS[name]))
        for scheme, name in credential_classes(plan.api)
    }
    if len(made) > 1:
        return Expression("{", tuple(value.behind(f"{literal(scheme)}: ") for scheme, value in made.items()), "}")
    return next(iter(made.values()), None)
