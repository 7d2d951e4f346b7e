"""Vendor: where descriptions come from in, the files below `spec` and their lock out."""
