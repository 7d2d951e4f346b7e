"""The rules that only customizations bring about: two configurations or overlays of one description."""

from __future__ import annotations

CUSTOMIZED = ("client-added", "client-removed", "overload-added", "overload-removed")
