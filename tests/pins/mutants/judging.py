"""What a change touches and what was said of it -> what was missed, and what was said for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pins.mutants.configuration import declares
from pins.mutants.effects import Effect
from pins.mutants.trial import Said
from veneer.diagnostics import Diagnostic

Touched = Mapping[str, tuple[Effect, ...]]
_PARTIALS = {"_image.py.jinja": ("add_", "detect"), "_forms.py.jinja": ("identify", "verify", "wait_until_trained")}


def missed(touched: Touched, said: Said) -> Iterator[str]:
    """Yield the overlays of which nothing was said, or nothing about what changed.

    An error ends the run, so that one is enough; it may be of package.toml, where that names the same part.
    """
    if any(_about(item, effects) for item in said.errors for path, effects in touched.items() if _of(item, path)):
        return
    for path, effects in touched.items():
        if not any(_names(item, path) and _about(item, effects) for item in said.drift):
            yield path


def false(touched: Touched, effects: tuple[Effect, ...], said: Said) -> Iterator[str]:
    """Yield what was said of an overlay that was not touched, or of package.toml about what did not change."""
    for item in (*said.drift, *said.errors):
        declared = _in_configuration(item) and any(map(declares, effects)) and _about(item, effects)
        if not declared and not any(_names(item, path) for path in touched):
            yield str(item)


def _of(item: Diagnostic, path: str) -> bool:
    return _in_configuration(item) or _names(item, path)


def _in_configuration(item: Diagnostic) -> bool:
    return item.location.file == "customizations/azure_face/package.toml"


def _names(item: Diagnostic, path: str) -> bool:
    """Whether a message is about an overlay: it says so, or stands in it or in a partial of it."""
    if item.message.startswith(f"`{path}` "):
        return True
    file = item.location.file.removeprefix("customizations/azure_face/")
    return file == path or path.rpartition("/")[2].startswith(_PARTIALS.get(file, ("/",)))


def _about(item: Diagnostic, effects: tuple[Effect, ...]) -> bool:
    """Whether a message names something that changed."""
    return any(word in item.message for effect in effects for word in effect.words())
