"""The name that somebody wants for a package -> nothing, if it can be imported and hides nothing; else the problem."""

from __future__ import annotations

import keyword
import re
import sys

from veneer.diagnostics import Diagnostic, InputError, Location
from veneer.names import identifier

_NEEDED = frozenset({"attr", "attrs", "httpx"})  # what a generated client imports


def check_name(name: str) -> None:
    """Make sure that a name is one to import a package by.

    Raises:
        InputError: `bad-package-name`.
    """
    if keyword.iskeyword(name):
        raise _problem(f"`{name}` is a word of Python's own", f"Choose another name, for instance `{name}_client`.")
    if name in sys.stdlib_module_names or name in _NEEDED:
        owner = "the client itself needs" if name in _NEEDED else "Python's library has"
        raise _problem(f"{owner} a module `{name}`, which a package of this name would hide", f"Try `{name}_client`.")
    if not re.fullmatch("[a-z][a-z0-9_]*", name):
        meant = re.sub("[^a-z0-9_]", "", identifier(name)).strip("_")
        fix = "Write small letters, digits and underscores" + (f", for instance `{meant}`." if meant else ".")
        raise _problem(f"`{name}` is no name to import a package by", fix)


def _problem(message: str, fix: str) -> InputError:
    return InputError([Diagnostic("bad-package-name", message, Location("veneer"), fix)])
