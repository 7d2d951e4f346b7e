"""A module for each command of the command line, of the same name: its arguments in, messages and an exit code out."""
