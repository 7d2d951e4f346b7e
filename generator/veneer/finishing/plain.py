"""The form that nearly every statement of generated code has: regular expressions, and what they find of each.

A syntax tree takes many times as long to make. What has another form does not match, and is parsed.
"""

from __future__ import annotations

import re

_NAME = r"[A-Za-z_][\w.]*"
_TEXT = r'(?<!\w)"[ !#-\[\]-~]*"(?!")'  # the formatter and `text_literal` write it in the same way
_NUMBER = r"(?<![\w.])-?(?:0|[1-9]\d*)(?![\w.])"
_PARTS = rf"{_NAME}|[.\[\]]|, | \| |{_TEXT}|{_NUMBER}"
_VALUE = rf"(?:{_PARTS})++(?<![\[ ])"  # a type, or a value without parentheses, braces and other operators
_ARGUMENTS = rf"(?:{_PARTS}|: | = |=|(?<=[( ])\*\*?|\*(?=,))++"
_OPTION = rf"(?:alias={_TEXT}|(?!alias=)\w+=(?:{_NAME}|{_TEXT}|{_NUMBER}))"
_COMMENT = r"(?:  #.*)?"
_MARKS = "overload|property|cached_property|classmethod|staticmethod"
_NO_MEMBER = r'(?!    [@\w"#])'
_BARE = re.compile(r'("[^"]*")|(?<![\w.])(?:models|builtins)\.(\w+)(?![\w.])', re.ASCII)

DOCSTRING = r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+""".*\n'


def _function(indent: str) -> str:
    """Return the expression for a function with its body; a constructor is none, since its body makes attributes."""
    argument = rf"{indent}    {_ARGUMENTS}"
    return (
        rf"(?P<marks>(?:{indent}@(?:{_MARKS})\n)*+){indent}(?P<lead>async )?def (?!__init__\()(?P<name>\w+)"
        rf"\((?:(?P<line>{_ARGUMENTS})?|{_COMMENT}\n(?P<lines>(?:{argument},\n)*{argument},?\n){indent})\)"
        rf"(?: -> (?P<returns>{_VALUE}))?:(?: \.\.\.)?{_COMMENT}\n(?:(?:{indent} .*)?\n)*+"
    )


FUNCTION = re.compile(_function(""), re.ASCII)
# What a module assigns over several lines: its names, or a table, which is mostly for itself.
EXPORTED = re.compile(r'__all__ = \[\n(?P<names>(?:    "\w+",\n)++)\]\n', re.ASCII)
TABLE = re.compile(rf"(?P<name>(?!__)[A-Za-z_]\w*)(?:: {_VALUE})? = [\[{{(]\n(?:(?: .*)?\n)*+[\]}})]\n", re.ASCII)
# What stands in a class, with the empty group of its kind if it tells anything.
MEMBER = re.compile(
    rf"{_function('    ')}(?P<is_function>)"
    rf"|    (?P<field>[A-Za-z_]\w*): (?P<type>{_VALUE})(?: = (?:(?P<value>{_VALUE})"
    rf"|field\((?:\n {{8}})?(?P<options>{_OPTION}(?:, {_OPTION})*+)(?:\n {{4}})?\)))?\n(?P<is_field>)"
    rf"|    (?P<variable>[A-Za-z_]\w*) = (?P<is>{_VALUE})\n(?P<is_variable>)"
    rf"|    {DOCSTRING}|    #.*\n|\n"
    rf"|(?:    @.*\n(?:{_NO_MEMBER}.*\n)*+)*+    \w.*\n(?:{_NO_MEMBER}.*\n)*+(?P<is_other>)"
    r"|.*\n(?P<is_odd>)",
    re.ASCII,
)


def arguments(line: str | None, lines: str | None) -> str:
    """Return the arguments of a function, which are on its line or on lines of their own, in one line."""
    if lines is None:
        return line or ""
    return ", ".join(each.strip().removesuffix(",") for each in lines.splitlines())


def bare(text: str) -> str:
    """Return a text in which a model has its name alone: ``Pet`` for the ``models.Pet`` of a client's module."""
    return _BARE.sub(r"\1\2", text) if "models." in text or "builtins." in text else text
