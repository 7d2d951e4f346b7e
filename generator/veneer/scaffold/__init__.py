"""Scaffold: a name and a description in; a project that generates a client from it, or a package more in one, out."""
