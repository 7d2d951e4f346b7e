"""Pins: the parts of a description that overlays used in; what of them a person has not looked at yet out."""
