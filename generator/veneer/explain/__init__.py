"""The name of an operation in, its path through Veneer out: from its description to the lines that are generated."""

from veneer.explain.command import ExplainFormat, explain, print_explanation

__all__ = ["ExplainFormat", "explain", "print_explanation"]
