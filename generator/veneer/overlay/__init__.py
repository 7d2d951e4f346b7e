"""Api + customizations -> ClientPlan: which client holds what, under which Python name, and what a person overlaid."""

from veneer.overlay.configuration import Configuration
from veneer.overlay.plan import ClientPlan, PackagePlan, plan, plan_package
from veneer.overlay.reading import read_configuration
from veneer.overlay.testing import with_testing

__all__ = ["ClientPlan", "Configuration", "PackagePlan", "plan", "plan_package", "read_configuration", "with_testing"]
