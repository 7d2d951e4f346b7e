"""Names and the modules that hold them -> the view of a module that loads each name when it is first asked for."""

from __future__ import annotations

from veneer.views.docstring import Docstring
from veneer.views.imports import import_block, in_all
from veneer.views.view import FileView, Import


def lazy_view(path: str, module: str, package: str, header: str, summary: str, names: dict[str, str]) -> FileView:
    """Return a module that loads each of its names when it is first asked for."""
    needed = {Import(source, name, None, True) for name, source in names.items()}
    needed |= {Import(f"{package}._runtime.lazy", "lazy"), Import("typing", "TYPE_CHECKING")}
    base = module.removesuffix(".__init__")
    return FileView(
        path,
        "lazy_package.py.jinja",
        {
            "header": header,
            "docstring": Docstring(summary),
            "imports": import_block(needed, module, package),
            "names": tuple(sorted(names, key=in_all)),
            "modules": tuple((name, _relative(source, base, module)) for name, source in sorted(names.items())),
        },
    )


def _relative(source: str, base: str, module: str) -> str:
    """Return a module's name relative to the package that `lazy` imports from."""
    package = base if module.endswith(".__init__") else base.rpartition(".")[0]
    return "." + source.removeprefix(package + ".")
