"""A changed description in; what Veneer says of the overlays of its version out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from random import Random

from attrs import evolve, frozen

from face.description import ROOT
from pins.mutants.documents import Json
from veneer.build import build
from veneer.diagnostics import Diagnostic, InputError
from veneer.garbage import no_collection
from veneer.load import load_text
from veneer.load.customizations import CustomizationFiles, load_customizations
from veneer.names import version_module
from veneer.overlay import Configuration, plan, plan_package, read_configuration
from veneer.overlay.plan import ClientPlan
from veneer.pins.drift import Contracts
from veneer.pins.lock import Pins, read_pins
from veneer.pins.messages import drift_problems
from veneer.render.overlaid import overlay_uses

_PACKAGE, _FOLDER = "azure_face", "customizations/azure_face"
VERSIONS = tuple(sorted(path.stem for path in (ROOT / "spec" / _PACKAGE).glob("*.json")))


@frozen
class Said:
    """What was said.

    Attributes:
        drift: What the overlays use and nobody has looked at.
        errors: Why the package cannot be generated.
    """

    drift: tuple[Diagnostic, ...] = ()
    errors: tuple[Diagnostic, ...] = ()


def written(version: str) -> str:
    """Return the text of a vendored description."""
    return (ROOT / "spec" / _PACKAGE / f"{version}.json").read_text("utf-8")


@cache
def _customizations() -> CustomizationFiles:
    return load_customizations(ROOT / _FOLDER, _FOLDER)


@cache
def _configuration() -> Configuration:
    return read_configuration(_customizations().configuration)


@cache
def _pinned() -> Pins:
    return read_pins(_customizations().pins)


def _planned(version: str, text: str) -> ClientPlan:
    custom = _customizations()
    document = load_text(text, f"spec/{_PACKAGE}/{version}.json", custom.mends_for(version_module(version)))
    return plan(_PACKAGE, version, document.name, build(document).api, _configuration(), custom.overlays)


@cache
def _untouched() -> Mapping[str, ClientPlan]:
    return {version: _planned(version, written(version)) for version in VERSIONS}


def contracts(version: str, document: Json, random: Random, pinned: Pins | None = None) -> Contracts:
    """Return the contracts of one version of the package whose description is `document`.

    The other versions are as they are, and only what is overlaid is rendered.
    """
    custom = _customizations()
    text = json.dumps(document, indent=random.choice([None, 1, 4]), ensure_ascii=random.random() < 0.5)
    versions = {**_untouched(), version: _planned(version, text)}
    package = plan_package(_PACKAGE, _configuration(), tuple(versions.values()))
    alone = evolve(package, versions=(versions[version],), default=versions[version])
    pins = _pinned() if pinned is None else pinned
    own = {path: {version: parts[version]} for path, parts in pins.items() if version in parts}
    return Contracts.of(own, overlay_uses(alone), alone, (file.path for file in custom.overlays))


def said_of(version: str, document: Json, random: Random, pinned: Pins | None = None) -> Said:
    """Return what is said when a description is another."""
    try:
        with no_collection():  # many objects live as long as a trial, and few are garbage before
            found = contracts(version, document, random, pinned)
    except InputError as error:
        return Said(errors=error.diagnostics)
    return Said(drift=tuple(drift_problems(found, _FOLDER)))
