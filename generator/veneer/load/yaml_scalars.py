"""The text of a YAML scalar in, its value by the core schema of YAML 1.2 out."""

import re

from veneer.load.limits import LONGEST_NUMBER

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FRACTION = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_NUMERIC_START = frozenset("-+.0123456789")


def core_value(text: str) -> Scalar:
    """Return the value of a plain scalar; raises ``ValueError`` for an integer of too many digits."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START:
        return text
    if _INTEGER.fullmatch(text):
        return _integer(text, 10)
    if _BASED.fullmatch(text):
        return _integer(text[2:], 8 if text[1] == "o" else 16)
    if _FRACTION.fullmatch(text):
        return float(text)
    return text


def tagged_value(tag: str, text: str) -> Scalar:
    """Return the value of a scalar with one of the tags int, float, bool and null; raises ``ValueError``."""
    value = core_value(text)
    if tag == "float" and type(value) is int:
        return float(text)
    wanted = {"int": int, "float": float, "bool": bool, "null": type(None)}[tag]
    if type(value) is not wanted:
        raise ValueError(f"this is no {tag}")
    return value


def _integer(digits: str, base: int) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits, base)
