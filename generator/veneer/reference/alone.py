"""A description without a project -> the pages of the client that Veneer would make of it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from veneer.build import build
from veneer.emit import write
from veneer.load import load_described
from veneer.load.described import Described
from veneer.overlay import Configuration, plan, plan_package
from veneer.overlay.configuration import SamplesConfiguration
from veneer.overlay.plan import ClientPlan
from veneer.pipeline import Report
from veneer.reference.code import Code
from veneer.reference.pages import package_pages
from veneer.reference.values import ChangesPage, Page
from veneer.render import render


def description_pages(described: Described, package: str, report: Report) -> tuple[Page, ...]:
    """Return the pages of a description, each method with samples of every kind.

    Args:
        described: What was read of it.
        package: The import name that its client has on the pages.
        report: Told what begins.

    Raises:
        InputError: The description cannot be used.
    """
    report(f"reading {described.file}")
    document = load_described(described)
    report("building")
    api = build(document).api
    configuration = Configuration(samples=SamplesConfiguration(files=True))
    version = plan(package, api.version.get_untrusted_value(), described.file, api, configuration)
    whole = plan_package(package, configuration, (version,))
    report("rendering and formatting")
    with TemporaryDirectory(prefix="veneer-") as name:
        folder = Path(name) / package
        write(render(whole).files, folder)
        report("reading the generated code")
        return tuple(package_pages(whole, (document,), Code(folder, package), _changes))


def _changes(before: ClientPlan, after: ClientPlan) -> ChangesPage:
    raise NotImplementedError("one description is one version")
