"""Chaos: many calls at once through every fault in random order, and each of them ends as it must."""
