"""The name of an operation and a project -> its Explanation, as text or JSON."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

from attrs import asdict
from rich.console import Console

from veneer.explain.decisions import decisions
from veneer.explain.describing import describe, facts
from veneer.explain.finding import find
from veneer.explain.generated import client_files, wanted
from veneer.explain.overlays import overlay_facts, used_by
from veneer.explain.positions import look_up
from veneer.explain.subjects import Subject
from veneer.explain.text import as_text
from veneer.explain.values import Explanation
from veneer.explain.versions import other_versions
from veneer.overlay.plan import PackagePlan
from veneer.pipeline import plan_project_package
from veneer.project import find_project
from veneer.render import Printed, print_files


class ExplainFormat(StrEnum):
    """How an explanation is written."""

    TEXT = "text"
    JSON = "json"


def explain(name: str, project: Path, api_version: str = "") -> Explanation:
    """Explain an operation.

    Args:
        name: What the user calls it, as `find` takes it.
        project: A folder in the project.
        api_version: The version; empty: the default one, or the last that has the operation.

    Raises:
        InputError: When the project cannot be used, or the name is not that of one operation.
    """
    packages = [(item, plan_project_package(item, lambda _: None)) for item in find_project(project).packages]
    subject = find(name, packages, api_version)
    printed = _printed(subject)
    uses = printed.outcomes.uses()
    return Explanation(
        package=subject.package.name,
        version=subject.version.version,
        is_default=subject.version is subject.planned.plan.default,
        client=subject.client.name if subject.client is not None else None,
        method=subject.named.name if subject.named is not None else None,
        description=describe(subject),
        facts=facts(subject),
        decisions=decisions(subject),
        overlay=overlay_facts(subject, uses),
        used_by=used_by(subject, uses),
        generated=tuple(look_up(wanted(subject), printed.files, _on_disk(subject, printed), subject.package.output)),
        versions=other_versions(subject),
    )


def _printed(subject: Subject) -> Printed:
    """Print the files with the operation's definitions; overlays of one client use operations of that client only."""
    paths = {item.path for item in wanted(subject)}
    paths |= set(client_files(subject, subject.client)) if subject.client is not None else set()
    whole = subject.planned.plan
    return print_files(PackagePlan(whole.package, whole.configuration, (subject.version,), subject.version), paths)


def _on_disk(subject: Subject, printed: Printed) -> dict[str, str]:
    """Read the same files as they are; one that is missing or no text has nothing in it."""
    folder = subject.package.root / subject.package.output
    there = [path for path in printed.files if (folder / path).is_file()]
    return {path: (folder / path).read_text(encoding="utf-8", errors="replace") for path in there}


def print_explanation(explanation: Explanation, format: ExplainFormat) -> None:
    """Print an explanation in one of its formats; only a terminal gets more than plain text."""
    if format is ExplainFormat.JSON:
        print(json.dumps(asdict(explanation), indent=2))
    else:
        Console(highlight=False, markup=False, emoji=False, soft_wrap=True).print(as_text(explanation))
