"""PackagePlan -> the view of `testing/__init__.py`: the local service, bound to descriptions and credential."""

from __future__ import annotations

from veneer.overlay.planned import DESCRIPTIONS, SUPPORT, PackagePlan, PlannedTesting
from veneer.views.credentials import local_credential
from veneer.views.endpoint import local_endpoint
from veneer.views.imports import import_block
from veneer.views.types import TypePrinter
from veneer.views.view import Code, FileView, Import

# What the extra `testing` brings: the libraries of the local service, as in Veneer's own pyproject.toml.
REQUIREMENTS = (
    "isoduration>=20.11",
    "jsonschema>=4.23",
    "python-multipart>=0.0.20",
    "rfc3339-validator>=0.1.4",
    "rfc3986-validator>=0.1.1",
    "starlette>=0.45",
)
_PUBLIC = {
    "calls": ("Call",),
    "faults": ("Fault",),
    "transport": ("LocalTransport",),
    "script": ("Answer", "Pause", "Script"),
}


def testing_view(plan: PackagePlan, testing: PlannedTesting, header: str) -> FileView:
    """Return the file that applications import."""
    module = f"{plan.package}.testing"
    support = f"{module}.{SUPPORT}"
    credential, kind = local_credential(TypePrinter(plan.default), plan.default.api.accepted_security)
    needed = {Import(f"{support}.{name}", public) for name, names in _PUBLIC.items() for public in names}
    needed |= {Import(f"{support}.descriptions", "description_of"), Import(f"{support}.asgi", "DEFAULT_KEY")}
    needed |= {Import(f"{support}.local_service", "_LocalService"), *credential.imports, *kind.imports}
    if testing.behaviours:
        needed |= {Import("functools", "partial"), Import("typing", "Any")}
        needed.add(Import(f"{support}.behaviours", "create_behaviours"))
    else:
        needed.add(Import(f"{support}.asgi", "Behaviours"))
    argument, has_path = local_endpoint(plan.default.api) or ("", False)
    client = plan.default.clients[0].name if plan.default.clients else "Client"
    return FileView(
        f"{plan.package}/testing/__init__.py",
        "testing.py.jinja",
        {
            "header": header,
            "package": plan.package,
            "client": client,
            "imports": import_block(needed, f"{module}.__init__", plan.package),
            "versions": tuple((version.version, f"{DESCRIPTIONS}/{version.module}.json") for version in plan.versions),
            "default": plan.default.version,
            "credential": Code(credential.text),
            "credential_type": Code(kind.text),
            "endpoint_argument": argument,
            "endpoint_has_path": has_path,
            "has_behaviours": bool(testing.behaviours),
        },
    )
