"""SpecDocument -> Api: says what the description says in the closed vocabulary of `veneer.model`; makes no Python name."""

from veneer.build.api import Built, build

__all__ = ["Built", "build"]
