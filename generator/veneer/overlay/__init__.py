"""Api + customizations -> ClientPlan: which client holds what, under which Python name, and what a person overlaid."""

from veneer.overlay.configuration import Configuration, read_configuration
from veneer.overlay.plan import ClientPlan, PackagePlan, plan, plan_package

__all__ = ["ClientPlan", "Configuration", "PackagePlan", "plan", "plan_package", "read_configuration"]
