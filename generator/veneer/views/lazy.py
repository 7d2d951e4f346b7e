"""Names and the modules that hold them -> the views of modules that load each name when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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


def models_views(base: str, package: str, header: str, summary: str, names: Mapping[str, str]) -> Iterator[FileView]:
    """Yield the package of the models, and its stub.

    Args:
        base: Its absolute name.
        package: The name of the package that it belongs to.
        header: The first line of both files.
        summary: The first line of its docstring.
        names: Each class with the module below the package that holds it, in alphabetical order.
    """
    path, module = f"{base.replace('.', '/')}/__init__", f"{base}.__init__"
    needed = {Import(f"{package}._runtime.lazy", name) for name in ("ModuleTable", "lazy")}
    yield FileView(
        f"{path}.py",
        "models_package.py.jinja",
        {
            "header": header,
            "docstring": Docstring(summary),
            "imports": import_block(needed, module, package),
            "modules": tuple(names.items()),
        },
    )
    yield _stub(f"{path}.pyi", module, package, header, {name: f"{base}.{held}" for name, held in names.items()})


def again_views(package: str, header: str, summary: str, models: str, names: Iterable[str]) -> Iterator[FileView]:
    """Yield the module `models` of a package, which offers what a package of models of it does, and its stub.

    Args:
        package: The package.
        header: The first line of both files.
        summary: The first line of its docstring.
        models: The absolute name of the package of models.
        names: Each class there.
    """
    module = f"{package}.models"
    yield FileView(
        f"{package}/models.py",
        "models_again.py.jinja",
        {
            "header": header,
            "docstring": Docstring(summary),
            "imports": import_block({Import(f"{package}._runtime.lazy", "again")}, module, package),
            "module": _relative(models, module, module),
        },
    )
    yield _stub(f"{package}/models.pyi", module, package, header, dict.fromkeys(names, models))


def _stub(path: str, module: str, package: str, header: str, names: Mapping[str, str]) -> FileView:
    needed = {Import(source, name) for name, source in names.items()}
    imports = import_block(needed, module, package)
    listed = tuple(sorted(names, key=in_all))
    return FileView(path, "models.pyi.jinja", {"header": header, "imports": imports, "names": listed})


def _relative(source: str, base: str, module: str) -> str:
    """Return a module's name relative to the package that `lazy` imports from."""
    package = base if module.endswith(".__init__") else base.rpartition(".")[0]
    return "." + source.removeprefix(package + ".")
