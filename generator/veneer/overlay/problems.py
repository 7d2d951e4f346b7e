"""What comes up while a version is planned: errors, warnings, and what only another version of the package may have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import define, field

from veneer.diagnostic_ids import DiagnosticId
from veneer.diagnostics import Diagnostic, Location, Severity
from veneer.overlay.configuration import Configuration
from veneer.overlay.meant import or_meant


@define
class PlanProblems:
    """Collects the problems of one version.

    Attributes:
        spec_name: The description's file as named in messages.
        configuration: What a maintainer decided; most problems stand there.
        errors: What stops the run.
        warnings: What does not.
        absent: What this version lacks; an error when every other version lacks it too.
        lacking: What this version lacks of what package.toml names for an operation that it has, by that operation.
    """

    spec_name: str
    configuration: Configuration
    errors: list[Diagnostic] = field(factory=list)
    warnings: list[Diagnostic] = field(factory=list)
    absent: list[Diagnostic] = field(factory=list)
    lacking: dict[str, list[Diagnostic]] = field(factory=dict)
    _used: dict[tuple[str, str], bool] = field(factory=dict)
    _secrets: set[str] = field(factory=set)

    def named(self, kind: str, name: str, derived: str) -> str:
        """Return the Python name that a person chose, else the derived one, and note whether the choice was needed."""
        if kind not in self.configuration.names:
            return derived
        chosen = self.configuration.override(kind, name)
        needed = chosen is not None and chosen != derived
        self._used[kind, name] = self._used.get((kind, name), False) or needed
        return chosen or derived

    def is_secret(self, name: str) -> bool:
        """Tell whether a person called a property a secret, and note that there is one of this name."""
        if name not in self.configuration.secrets:
            return False
        self._secrets.add(name)
        return True

    def check_names(self) -> None:
        """Note the names and secrets in package.toml that change nothing in this version."""
        for name in self.configuration.secrets:
            if name not in self._secrets:
                message = f"{self.spec_name} has no property `{name}` to keep secret"
                self.lacks("unused-secret", message, name, "Remove it.")
        for kind, table in self.configuration.names.items():
            known = [name for used, name in sorted(self._used) if used == kind]
            below = f"names.{kind}"
            for name, chosen in table.items():
                needed = self._used.get((kind, name))
                if needed is None:
                    message = f"{self.spec_name} has no `{name}` among its {kind.replace('_', ' ')}"
                    self.lacks("unused-name", message, name, f"Remove it{or_meant(name, known)}.", below)
                elif not needed:
                    self.lacks("unused-name", f"`{name}` would be `{chosen}` without it too", name, "Remove it.", below)

    def error(self, id: DiagnosticId, message: str, needle: str, fix: str) -> None:
        """Note an error at the place of a text in package.toml."""
        self.errors.append(self.configuration.problem(id, message, needle, fix))

    def lacks(self, id: DiagnosticId, message: str, needle: str, fix: str, below: str = "") -> None:
        """Note that this version lacks something that package.toml names."""
        self.absent.append(self.configuration.problem(id, message, needle, fix, below))

    def collided(self, what: str) -> Callable[[Any, str, str], None]:
        """Return what `keep_apart` is to tell about items with an `id` or a `pointer`."""
        return lambda item, wanted, got: self._collided(what, getattr(item, "pointer", "") or item.id, wanted, got)

    def collided_value(self, enum_id: str) -> Callable[[Any, str, str], None]:
        """Return the same for the values of an enum."""
        return lambda _, wanted, got: self._collided("enum member", enum_id, wanted, got)

    def collided_tag(self, tag: str, wanted: str, got: str) -> None:
        """Note that the group of a tag did not get the name that it wanted."""
        self._collided(f"group of tag `{tag}`: the", "/tags", wanted, got)

    def _collided(self, what: str, pointer: str, wanted: str, got: str) -> None:
        message = f"{what} name `{wanted}` is taken, so this one is `{got}`"
        fix = "Choose a name for it in package.toml."
        place = Location(self.spec_name)
        self.warnings.append(Diagnostic("name-collision", message, place, fix, pointer, Severity.WARNING))
