"""Tests of the runtime that every generated client carries."""
