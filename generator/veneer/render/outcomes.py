"""What each overlay did where it was rendered -> the parts that it used in each version, or that it changes nothing."""

from __future__ import annotations

from attrs import define, field

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.load.customizations import TextFile
from veneer.pins.uses import OverlayUses, Uses


@define
class Outcomes:
    """Collects them over versions and twins."""

    _changing: dict[TextFile, bool] = field(factory=dict)
    _uses: dict[tuple[TextFile, str], Uses] = field(factory=dict)

    def add(self, overlay: TextFile, version: str, uses: Uses, *, is_stock: bool) -> None:
        """Add what one rendering did.

        Args:
            overlay: The template.
            version: The API version.
            uses: The parts that it used.
            is_stock: Whether it printed what the stock template prints.
        """
        self._changing[overlay] = self._changing.get(overlay, False) or not is_stock
        before = self._uses.setdefault((overlay, version), uses)
        before.found = uses.found | before.found

    def changed(self, overlay: TextFile) -> None:
        """Note that an overlay changes something besides what it prints of its method or class."""
        self._changing[overlay] = True

    def check(self) -> None:
        """Check that every overlay is needed.

        Raises:
            InputError: `overlay-changes-nothing`: one that prints the stock text in every version only hides that it is
                not needed.
        """
        fix = "Remove it, or replace a block of the template that it extends."
        message = "prints what the stock template prints"
        idle = [file for file, changes in self._changing.items() if not changes]
        if idle:
            raise InputError(
                Diagnostic("overlay-changes-nothing", message, Location(file.name, 1, 1), fix) for file in idle
            )

    def uses(self) -> tuple[OverlayUses, ...]:
        """Return what each overlay used in each version."""
        return tuple(OverlayUses(file, version, uses.found) for (file, version), uses in self._uses.items())
