"""What every run has: the table of covered operations at its end."""

from __future__ import annotations

from walk.reporting import pytest_terminal_summary

__all__ = ["pytest_terminal_summary"]
