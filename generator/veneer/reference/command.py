"""The packages of a project and a folder -> their reference in it, and our guide: Markdown, and a site of that."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.diff.command import compare_planned
from veneer.diff.sides import Side, planned_side
from veneer.diff.sources import WAIVERS
from veneer.emit.folder import claim
from veneer.load.customizations import load_waivers
from veneer.load.described import Described
from veneer.overlay.plan import ClientPlan, PackagePlan
from veneer.pipeline import Report, plan_project_package
from veneer.project import PackageFolders
from veneer.reference.alone import description_pages
from veneer.reference.changes import changes_page
from veneer.reference.code import Code
from veneer.reference.guides import guide_index
from veneer.reference.markdown import as_markdown
from veneer.reference.navigation import navigation
from veneer.reference.pages import package_pages
from veneer.reference.paths import ROOT, changes_path
from veneer.reference.sample_files import sample_files
from veneer.reference.site import CONFIGURATION, DOCUMENTS, STYLE, STYLE_FILE, build_site, configuration
from veneer.reference.values import ChangesPage, Entry, ListPage, Page
from veneer.report import Progress


def write_docs(
    subjects: Sequence[PackageFolders | tuple[str, Described]], output: Path, *, site: bool, guide: bool
) -> int:
    """Write the reference of packages, and what there is to know about Veneer.

    Args:
        subjects: The packages: those of a project, whose code is on disk, and names with descriptions that stand alone.
        output: The folder; a new one, an empty one, or one that this has written before.
        site: Whether a site is built of it.
        guide: Whether the pages about Veneer itself are in it.

    Returns:
        How many pages there are.

    Raises:
        InputError: When a package or the folder cannot be used.
    """
    claim(output, str(output), (CONFIGURATION,))
    pages: dict[str, Page] = {}
    summaries: dict[str, str] = {}
    for subject in subjects:
        name = subject.name if isinstance(subject, PackageFolders) else subject[0]
        with Progress(name).running() as progress:
            if isinstance(subject, PackageFolders):
                found = _pages(subject, progress)
            else:
                found = description_pages(subject[1], name, progress)
        pages |= {f"{name}/{page.path}": page for page in found}
        summaries[name] = next(page.summary for page in found if page.path == ROOT)
    lists = [("Packages", tuple(Entry(name, f"{name}/{ROOT}", said) for name, said in summaries.items()))]
    if guide:
        index = guide_index()
        pages[index.path] = index
        pages |= {page.path: page for section in index.sections for page in section.pages}
        lists.insert(0, ("Guide", (Entry(index.title, index.path, index.summary),)))
    pages[ROOT] = ListPage(ROOT, "Reference", "", (), tuple(lists))
    title = next(iter(summaries)) if len(summaries) == 1 else "Reference"
    with Progress("docs").running() as progress:
        progress(f"writing {len(pages)} pages")
        _write(pages, title, output)
        if site:
            progress("building the site")
            build_site(output)
    return len(pages)


def _pages(package: PackageFolders, report: Report) -> tuple[Page, ...]:
    folder = package.root / package.output
    if not (folder / package.name / "__init__.py").is_file():
        fix = f"Run `veneer generate {package.name}`."
        raise InputError([Diagnostic("not-generated", "there is no code to document", Location(package.output), fix)])
    planned = plan_project_package(package, report)
    samples = None
    if not planned.plan.configuration.samples.files:
        report("making samples")
        samples = sample_files(planned.plan)
    report("reading the generated code")
    code = Code(folder, package.name, samples)
    return tuple(package_pages(planned.plan, planned.documents, code, _comparing(package, planned.plan, report)))


def _comparing(
    package: PackageFolders, plan: PackagePlan, report: Report
) -> Callable[[ClientPlan, ClientPlan], ChangesPage]:
    path = package.root / package.customizations / WAIVERS
    waivers = load_waivers(path, f"{package.customizations}/{WAIVERS}") if path.is_file() else None
    sides: dict[str, Side] = {}

    def side(version: ClientPlan) -> Side:
        if version.module not in sides:
            sides[version.module] = planned_side(plan, version)
        return sides[version.module]

    def compare(before: ClientPlan, after: ClientPlan) -> ChangesPage:
        report(f"comparing {before.version} and {after.version}")
        found = compare_planned(side(before), side(after), waivers)
        return changes_page(found, changes_path(after), f"From {before.version} to {after.version}")

    return compare


def _write(pages: Mapping[str, Page], name: str, output: Path) -> None:
    texts = {path: as_markdown(page) for path, page in pages.items()}
    output.mkdir(parents=True, exist_ok=True)
    # First of all, so that the folder is known again however this ends.
    (output / CONFIGURATION).write_text(configuration(name, navigation(pages)), encoding="utf-8", newline="\n")
    shutil.rmtree(output / DOCUMENTS, ignore_errors=True)
    for path, text in {**texts, STYLE_FILE: STYLE}.items():
        target = output / DOCUMENTS / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
