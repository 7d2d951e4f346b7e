"""The name of a command -> what its own objects say: usage, arguments, options and their defaults, as Markdown."""

from __future__ import annotations

from enum import Enum
from typing import Any

from typer.main import get_command

from veneer.cli import app
from veneer.reference.manual.filling import table


def command(name: str) -> str:
    """Write what a command of the command line says of itself."""
    found: Any = get_command(app)
    of_typer = found.commands[name]
    arguments = [item for item in of_typer.params if item.param_type_name == "argument"]
    options = [item for item in of_typer.params if item.param_type_name == "option"]
    usage = " ".join([f"veneer {name}", "[OPTIONS]", *(item.metavar for item in arguments)])
    rows = [(f"`{item.metavar}`", item.help or "", _default(item)) for item in arguments]
    return "\n\n".join(
        part
        for part in (
            _help(of_typer.help),
            f"```text\n{usage}\n```",
            table(("argument", "meaning", "default"), rows),
            table(("option", "meaning", "default"), [(_option(item), item.help, _default(item)) for item in options]),
        )
        if part
    )


def _help(text: str) -> str:
    """Return the words of a command; what stands behind the mark ``\\b`` keeps its lines."""
    parts = [part.strip("\n") for part in text.replace("\b", "\n\n\b").split("\n\n")]
    return "\n\n".join(
        f"```text\n{part.removeprefix(chr(8)).strip(chr(10))}\n```" if part.startswith("\b") else part
        for part in parts
        if part.strip("\b\n ")
    )


def _option(item: Any) -> str:
    names = "/".join((*item.opts, *item.secondary_opts))
    if item.is_flag:
        return f"`{names}`"
    choices = getattr(item.type, "choices", None)
    kind = type(item.type).__name__
    words = {"IntRange": "NUMBER", "TyperPath": "PATH"}
    value = "|".join(map(str, choices)) if choices else item.metavar or words.get(kind, "TEXT")
    return f"`{names} {value}`"


def _default(item: Any) -> str:
    if item.required:
        return "needed"
    if isinstance(item.show_default, str):
        return item.show_default
    value = item.default.value if isinstance(item.default, Enum) else item.default
    if getattr(item, "is_flag", False):
        return f"`{item.opts[0]}`" if value else "off"
    return "none" if value is None or value == "" else f"`{value}`"
