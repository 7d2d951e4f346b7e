"""Veneer: from a vendored API description to a Python client with a protocol layer and a convenience layer."""
