"""SpecDocument -> Api: says what the description says in the words of `veneer.model`; makes no Python name."""

from veneer.build.api import Built, build

__all__ = ["Built", "build"]
