"""The names of a plan -> where their pages are; a page `index` is the list of its folder, so no method may be it."""

from __future__ import annotations

from veneer.overlay.plan import ClientPlan, PlannedClient, PlannedEnum, PlannedModel

ROOT = "index.md"


def version_path(plan: ClientPlan) -> str:
    """Return the page of a version."""
    return f"{plan.module}/index.md"


def changes_path(plan: ClientPlan) -> str:
    """Return the page of what is new in a version."""
    return f"{plan.module}/changes.md"


def client_path(plan: ClientPlan, client: PlannedClient) -> str:
    """Return the page of a client."""
    return f"{plan.module}/{client.module}/index.md"


def method_path(plan: ClientPlan, client: PlannedClient, name: str) -> str:
    """Return the page of a method."""
    return f"{plan.module}/{client.module}/{'index_' if name == 'index' else name}.md"


def models_path(plan: ClientPlan) -> str:
    """Return the list of a version's models and enums."""
    return f"{plan.module}/models/index.md"


def type_path(plan: ClientPlan, item: PlannedModel | PlannedEnum) -> str:
    """Return the page of a model or an enum."""
    return f"{plan.module}/models/{'index_' if item.module == 'index' else item.module}.md"


def name_path(name: str) -> str:
    """Return the page of a class that all versions share."""
    return f"package/{name}.md"
