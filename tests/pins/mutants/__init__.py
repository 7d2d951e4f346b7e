"""Seeded changes of the Face descriptions: those that touch what an overlay uses are reported, no others."""
