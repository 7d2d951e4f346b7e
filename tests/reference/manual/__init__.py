"""Tests of the pages about Veneer itself: they say what the code does, no more and no less."""
