"""A description -> whether valid samples of its bodies and answers come out of its models as they went in."""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

from corpus.judged import resolve
from corpus.samples import Sampler
from veneer.build import build
from veneer.load import load
from veneer.model import Api, Content, MediaKind, Type
from veneer.overlay import Configuration, plan, plan_package
from veneer.overlay.plan import ClientPlan
from veneer.render.copies import copies
from veneer.render.render import print_files
from veneer.views import package_views
from veneer.views.types import TypePrinter
from veneer.views.view import Code

# A form and XML hold what a model is as JSON; what is a file in a multipart body is no JSON.
_AS_JSON = (MediaKind.JSON, MediaKind.MERGE_PATCH, MediaKind.FORM, MediaKind.XML)


@frozen
class Failure:
    """A sample that did not come out as it went in.

    Attributes:
        pointer: The content, in the description.
        sample: The sample as JSON.
        problem: What happened to it.
    """

    pointer: str
    sample: str
    problem: str


@frozen
class Report:
    """What came of one description.

    Attributes:
        contents: How many bodies and answers were tried.
        samples: How many samples; what several of them share, such as an error, is sampled once.
        failures: Those that failed.
        unsampled: The bodies and answers of which no valid sample was found, although there may be one.
    """

    contents: int
    samples: int
    failures: tuple[Failure, ...] = ()
    unsampled: tuple[str, ...] = field(default=())

    @property
    def share(self) -> float:
        """Which part of the samples came out as it went in."""
        return 1.0 if not self.samples else 1 - len(self.failures) / self.samples


def check(description: Path, allowed: tuple[Path, ...] = (), written: tuple[str, Path] | None = None) -> Report:
    """Try the bodies and answers of all operations of a description, of which there is a value in JSON.

    Args:
        description: The description.
        allowed: The folders that its references may lead to.
        written: The name of its package and the folder that it stands in, if it is generated already.
    """
    document = load(description, allowed=allowed)
    built = build(document)
    version = built.api.version.get_untrusted_value()
    name = "roundtrip_client" if written is None else written[0]
    planned = plan(name, version, description.name, built.api, Configuration())
    sampler = Sampler(document.content)
    failures: list[Failure] = []
    unsampled: list[str] = []
    contents = samples = 0
    tried: set[tuple[str, Type]] = set()
    with _models(planned) if written is None else _imported(*written):
        for pointer, type in dict(_contents(built.api)).items():
            if "schema" not in resolve(document.content, pointer.removesuffix("/schema")):
                continue
            contents += 1
            same = (json.dumps(resolve(document.content, pointer), sort_keys=True, default=str), type)
            if same in tried:
                continue
            tried.add(same)
            count = 0
            decode, encode = _codecs(planned, type)
            for sample in sampler.samples(pointer):
                count += 1
                problem = _problem(sample, decode, encode)
                if problem is not None:
                    failures.append(Failure(pointer, json.dumps(sample)[:2000], problem))
            samples += count
            unsampled += [pointer] if not count and not sampler.has_none(pointer) else []
    return Report(contents, samples, tuple(failures), tuple(unsampled))


def _contents(api: Api) -> Iterator[tuple[str, Type]]:
    for operation in api.operations:
        found: list[Content] = [*(operation.body.contents if operation.body is not None else ())]
        for response in operation.responses:
            found += response.contents
        for content in found:
            if content.kind in _AS_JSON:
                yield f"{content.pointer}/schema", content.type


@contextlib.contextmanager
def _models(planned: ClientPlan) -> Iterator[None]:
    """Write the models and the runtime of a package where they can be imported, and forget them afterwards."""
    package = plan_package(planned.package, Configuration(), (planned,))
    name, models = planned.package, f"{planned.package}/{planned.module}/models/"
    wanted = [view.path for view in package_views(package) if view.path.startswith(models)]
    files = {path: text.encode() for path, text in print_files(package, wanted).files.items()}
    files |= {f"{name}/__init__.py": b"", f"{name}/{planned.module}/__init__.py": b"", **dict(copies(package))}
    with tempfile.TemporaryDirectory() as folder:
        for path, data in files.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        with _imported(name, Path(folder)):
            yield


@contextlib.contextmanager
def _imported(name: str, folder: Path) -> Iterator[None]:
    """Let a package be imported from a folder, and forget it afterwards."""
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module.partition(".")[0] == name]:
            del sys.modules[module]


def _codecs(planned: ClientPlan, type: Type) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    printer = TypePrinter(planned)
    return _evaluated(printer.decoder(type)), _evaluated(printer.encoder(type))


def _evaluated(code: Code) -> Callable[[Any], Any]:
    names: dict[str, Any] = {}
    for item in code.imports:
        module = importlib.import_module(item.module)
        names[item.alias or item.name or item.module] = getattr(module, item.name) if item.name else module
    result: Callable[[Any], Any] = eval(code.text, names)
    return result


def _problem(sample: Any, decode: Callable[[Any], Any], encode: Callable[[Any], Any]) -> str | None:
    try:
        value = decode(sample)
        written = json.loads(json.dumps(encode(value)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if _canonical(written) != _canonical(sample):
        return f"written as {json.dumps(written)[:300]}"
    return None if decode(written) == value else "read again, it is another value"


def _canonical(value: Any) -> Any:
    """Return a JSON value in which numbers are equal that JSON calls equal, and truth values are no numbers."""
    if isinstance(value, dict):
        return {key: _canonical(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    return (bool, value) if isinstance(value, bool) else value


def main(paths: list[str]) -> None:
    """Print a line for each description, and the failures."""
    for path in paths:
        try:
            report = check(Path(path))
        except Exception as error:
            print(f"{path}: {type(error).__name__}: {str(error)[:300]}")
            continue
        print(f"{path}: {report.share:.2%} of {report.samples} samples of {report.contents} bodies and answers")
        for failure in report.failures[:6]:
            print(f"  {failure.pointer}\n    {failure.problem[:300]}\n    {failure.sample[:300]}")
        for pointer in report.unsampled[:6]:
            print(f"  no sample: {pointer}")


if __name__ == "__main__":
    main(sys.argv[1:])
