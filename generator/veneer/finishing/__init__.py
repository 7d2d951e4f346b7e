"""Printed files -> formatted, read for their public surface, and stored, beside the process that prints them."""
