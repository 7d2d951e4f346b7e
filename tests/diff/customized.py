"""The rules that only customizations bring about: two configurations or overlays of one description."""

from __future__ import annotations

CUSTOMIZED = (
    *("client-added", "client-removed", "overload-added", "overload-removed"),
    *("mend-did-not-fit", "mend-does-not-fit", "overlay-did-not-fit", "overlay-does-not-fit"),
    *("version-added", "version-removed", "default-version-changed"),
)
