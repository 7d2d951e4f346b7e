"""Api + Configuration + overlay files -> ClientPlan: every name made, every operation in a client."""

from __future__ import annotations

from veneer import names
from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.model import Api
from veneer.overlay.absences import absent_everywhere
from veneer.overlay.clients import ClientPlanner
from veneer.overlay.configuration import Configuration
from veneer.overlay.lookups import Lookups
from veneer.overlay.paging import with_paging
from veneer.overlay.planned import (
    AddedMethod,
    ClientPlan,
    PackagePlan,
    PlannedAlias,
    PlannedClient,
    PlannedEnum,
    PlannedGroup,
    PlannedModel,
    PlannedOperation,
    PlannedPaging,
    PlannedParameter,
    PlannedPolling,
    PlannedProperty,
    Way,
)
from veneer.overlay.polling import with_polling
from veneer.overlay.problems import PlanProblems
from veneer.overlay.templates import Overlays
from veneer.overlay.types import TypePlanner

__all__ = [
    "AddedMethod",
    "ClientPlan",
    "PackagePlan",
    "PlannedAlias",
    "PlannedClient",
    "PlannedEnum",
    "PlannedGroup",
    "PlannedModel",
    "PlannedOperation",
    "PlannedPaging",
    "PlannedParameter",
    "PlannedPolling",
    "PlannedProperty",
    "Way",
    "plan",
    "plan_package",
]


def plan(
    package: str,
    version: str,
    spec_name: str,
    api: Api,
    configuration: Configuration,
    overlays: tuple[TextFile, ...] = (),
) -> ClientPlan:
    """Plan one version of a package.

    Args:
        package: Import name of the generated package.
        version: The API version (the vendored file's name).
        spec_name: The description's file as named in headers and messages.
        api: What the description says.
        configuration: What the maintainer decided.
        overlays: The overlay templates of the package.

    Returns:
        The plan.

    Raises:
        InputError: For everything in the configuration that does not fit the description.
    """
    problems = PlanProblems(spec_name, configuration)
    clients = ClientPlanner(api, problems).clients(package)
    models, enums, aliases = TypePlanner(api, problems).types(clients)
    lookups = Lookups(models, enums, problems)
    clients = with_polling(with_paging(clients, lookups), lookups)
    found = Overlays.of(overlays, names.version_module(version), clients, problems)
    clients, models, enums = found.for_clients(clients), found.for_types(models), found.for_types(enums)
    found.check(clients, (*models.values(), *enums.values()))
    problems.check_names()
    if problems.errors:
        raise InputError(dict.fromkeys(problems.errors))
    return ClientPlan(
        package=package,
        version=version,
        module=names.version_module(version),
        spec_name=spec_name,
        api=api,
        clients=clients,
        models=models,
        enums=enums,
        warnings=tuple(problems.warnings),
        absent=tuple(problems.absent),
        lacking=problems.lacking,
        partials=found.partials,
        samples=configuration.samples,
        aliases=aliases,
    )


def plan_package(package: str, configuration: Configuration, versions: tuple[ClientPlan, ...]) -> PackagePlan:
    """Put the versions of a package together; the default one is the configured one, else the last.

    Raises:
        InputError: For no version at all, a default version that does not exist, two versions of one module name, and
            everything that the customizations name and no version has.
    """
    if not versions:
        place, fix = Location(f"spec/{package}"), "Put a description there: `<version>.json` or `<version>.yaml`."
        raise InputError([Diagnostic("no-description", f"there is no description of `{package}`", place, fix)])
    _check_modules(versions)
    absent = absent_everywhere(versions)
    if absent:
        raise InputError(absent)
    chosen = configuration.default_version
    for version in versions:
        if chosen in (None, version.version):
            return PackagePlan(package, configuration, versions, version if chosen else versions[-1])
    known = ", ".join(version.version for version in versions)
    fix = f"Choose one of: {known}."
    raise InputError(
        [configuration.problem("unknown-version", f"there is no version `{chosen}`", "default_version", fix)]
    )


def _check_modules(versions: tuple[ClientPlan, ...]) -> None:
    seen: dict[str, ClientPlan] = {}
    for version in versions:
        first = seen.setdefault(version.module, version)
        if first is not version:
            message = f"this version and {first.spec_name} would share the subpackage `{version.module}`"
            raise InputError(
                [Diagnostic("version-collision", message, Location(version.spec_name), "Rename the file.")]
            )
