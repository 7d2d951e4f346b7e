"""A description with faults that hinder no client in; the same without them, each told as a warning, out."""

from veneer.load.forgiving.pass_over import forgive

__all__ = ["forgive"]
