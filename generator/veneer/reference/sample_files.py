"""A package's plan -> the files of its samples, for a package that does not have them beside its code."""

from __future__ import annotations

from attrs import evolve

from veneer.finishing.formatting import format_python
from veneer.overlay.plan import PackagePlan
from veneer.render import print_files


def sample_files(plan: PackagePlan) -> dict[str, str]:
    """Return the text of each file by its path below the distribution's folder.

    Raises:
        InputError: When an overlay is wrong.
    """
    versions = {item.module: evolve(item, samples=evolve(item.samples, files=True)) for item in plan.versions}
    printing = evolve(plan, versions=tuple(versions.values()), default=versions[plan.default.module])
    paths = {
        f"samples/{version.module}/{client.module}.py" for version in printing.versions for client in version.clients
    }
    return {path: text.decode() for path, text in format_python(print_files(printing, paths).files).items()}
